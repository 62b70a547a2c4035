"""What is held back is held back everywhere that words are read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qualkit as qk
from qualkit.errors import NotFound, SegmentError
from qualkit.model import HELD_BACK, Hold
from qualkit.store import codings, holds, talk
from qualkit.store.journal import Act
from qualkit.testing import tiny_project

WORDS = "nobody asked me what had happened"


@pytest.fixture
def project(study):
    """A tiny study in either database."""
    with tiny_project(study) as project:
        yield project


def _hold(project, segment, strength):
    with project._store.changing(Act(project.coder.id, "hold", "passage", "")) as journal:
        document = talk.document_row(journal.connection, segment.document).id
        hold = Hold(segment.document, segment.start, segment.end, segment.revision, strength, "P1")
        return holds.write_hold(journal, hold, document, project.coder.id)


def test_what_may_not_be_quoted_is_covered_in_the_table(project):
    """The coding stays and counts; its words do not stand in the tidy table, and nothing is learnt from it."""
    _hold(project, project.transcripts["P1"].find("asked me"), "quote")
    table = project.codings().set_index("code")
    with project._store.reading() as connection:
        learnt = {coding.code for coding in codings.read_codings(connection)}

    assert len(table) == 3
    assert table.loc["ignored", "text"].iloc[0] == HELD_BACK
    assert WORDS not in table.to_csv()
    assert sorted(learnt) == ["ignored", "something-to-do"]
    assert WORDS in project.transcripts["P1"].text


def test_what_may_not_be_used_is_in_nothing(project):
    """The coding is in no table, the words in no transcript and no search; every other offset stays."""
    before = project.transcripts["P1"]
    segment = before.find(WORDS)
    _hold(project, segment, "use")
    after = project.transcripts["P1"]

    assert WORDS not in project.codings().to_csv()
    assert len(project.codings()) == 2
    assert project.find(WORDS) == []
    assert after.text[: segment.start] == before.text[: segment.start]
    assert after.text[segment.end :] == before.text[segment.end :]
    assert set(after.text[segment.start : segment.end]) == {holds.COVER}
    assert project.check() == []


def test_what_may_not_be_used_is_not_coded_anew(project):
    """A code on words that touch such a passage is refused, in a sentence without the words."""
    segment = project.transcripts["P1"].find(WORDS)
    _hold(project, segment, "use")
    with pytest.raises(SegmentError, match="held back") as refused:
        project.code(segment, "ignored")

    assert "nobody" not in str(refused.value)


def test_the_machine_is_shown_neither(project):
    """The suggester gets covered texts and no coding of a passage that is held back, however strongly."""
    given = {}

    def listen(_book, transcripts, **about):
        given.update(texts={t.document: t.text for t in transcripts}, **about)
        return []

    _hold(project, project.transcripts["P1"].find("asked me"), "quote")
    _hold(project, project.transcripts["P2"].find("talked over"), "use")
    project.suggest(suggester=listen)

    assert "asked me what" not in given["texts"]["P1"]
    assert "talked over" not in given["texts"]["P2"]
    assert [coding.code for coding in given["codings"]] == ["something-to-do"]


def test_no_paper_shows_a_passage_that_is_held_back(project):
    """What a paper would ask about again is left out of it."""
    coding = project.codings()["coding_id"].iloc[0]
    project.recode(coding, interpretation="Nobody listened to you.")
    _hold(project, project.transcripts["P1"].find("asked me"), "quote")
    with project._store.reading() as connection:
        assert coding not in [item.id for item in codings.read_codings(connection)]


def test_a_hold_is_lifted_by_somebody_or_undone(project):
    """Lifting lets the words stand again, undo holds them back again; an unknown hold is named."""
    hold = _hold(project, project.transcripts["P1"].find("asked me"), "use")
    with project._store.changing(Act(project.coder.id, "lift", "passage", hold)) as journal:
        holds.lift_hold(journal, hold, project.coder.id)
    assert len(project.codings()) == 3

    project.undo()
    assert len(project.codings()) == 2
    with (
        pytest.raises(NotFound, match="passage held back"),
        project._store.changing(Act(project.coder.id, "lift", "passage", "x")) as journal,
    ):
        holds.lift_hold(journal, "x", project.coder.id)


def test_a_hold_that_a_correction_left_behind_is_a_fault(project):
    """`check` says so where a hold stands on an older text, for it would hold nothing back."""
    hold = _hold(project, project.transcripts["P1"].find("asked me"), "use")
    with project._store.changing(Act(project.coder.id, "hold", "passage", hold)) as journal:
        document = talk.document_row(journal.connection, "P1").id
        holds.move_holds(journal, document, 2, {hold: (0, 4)})

    assert [fault for fault in project.check() if "older text" in fault] != []


@settings(max_examples=25, deadline=None)
@given(places=st.lists(st.tuples(st.integers(0, 90), st.integers(1, 30)), min_size=1, max_size=4))
def test_covering_moves_nothing(tmp_path_factory, places):
    """Wherever passages are held back, the text keeps its length and its lines, and shows exactly the rest."""
    with tiny_project(tmp_path_factory.mktemp("holds") / "s.qualkit") as project:
        text = project.transcripts["P1"].text
        held = set()
        for start, length in places:
            end = min(start + length, len(text))
            if text[start:end].strip():
                _hold(project, qk.model.Segment("P1", start, end, 1), "use")
                held |= set(range(start, end))
        shown = project.transcripts["P1"].text

    wanted = [holds.COVER if at in held and char != "\n" else char for at, char in enumerate(text)]
    assert list(shown) == wanted
