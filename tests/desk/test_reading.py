"""What a study shows of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qualkit as qk
from qualkit.errors import NotFound, SegmentError, StudyUnwritable
from qualkit.testing import tiny_project


@pytest.fixture
def project(study):
    """A tiny study in each database."""
    with tiny_project(study) as project:
        yield project


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One tiny study, only looked at."""
    with tiny_project(tmp_path_factory.mktemp("reading") / "tiny.qualkit") as project:
        yield project


def test_words_are_found_in_any_case_and_over_line_breaks(project):
    """Every place, in the order of the text, each with the words as they stand there."""
    found = project.find("NOBODY")
    assert [segment.quote for segment in found] == ["nobody", "Nobody"]
    assert [s.quote for s in project.find("before? Well")] == ["before?\nWell"]
    assert project.find("nobody", document="P2") == []
    assert [s.document for s in project.find("and now?")] == ["P1", "P2"]
    assert project.find("(.*)") == []


@given(st.data())
def test_whatever_is_marked_can_be_found(shared, data):
    """Any stretch of any text is among what `find` gives for its own words, and its places hold those words."""
    text = shared.transcripts[data.draw(st.sampled_from(["P1", "P2"]))]
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text.text[start:end]
    if not words.strip():
        return
    found = shared.find(words, text.document)

    assert any(place.start <= start + (len(words) - len(words.lstrip())) < place.end for place in found)
    assert all(text.text[place.start : place.end] == place.quote for place in found)


def test_finding_nothing_is_refused(project):
    """No words, and a document that is not there, are each said."""
    with pytest.raises(SegmentError, match="which words to find"):
        project.find(" \n")
    with pytest.raises(NotFound, match="Did you mean 'P"):
        project.find("the", document="P3")


def test_the_collections_are_mappings(project):
    """Names, lengths, membership, `get`, and the nearest name for a wrong one; a repr of names alone."""
    for held, shown in (
        (project.transcripts, "Transcripts(P1, P2)"),
        (project.participants, "Participants(P1, P2)"),
    ):
        assert (list(held), len(held), repr(held)) == (["P1", "P2"], 2, shown)
        assert "P1" in held
        assert "P9" not in held
        assert held.get("P9") is None
        assert [name for name, _ in held.items()] == ["P1", "P2"]
        with pytest.raises(NotFound, match="There is no .* 'P11'. Did you mean 'P1'"):
            held["P11"]
        with pytest.raises(KeyError):
            held["P11"]


def test_counts_are_what_is_there(project):
    """Every noun, whatever was done."""
    project.code(project.transcripts["P2"].find("I felt"), "ignored", memo="m")
    project.add_code("Tuesdays")

    assert project.info() == {
        "transcripts": 2,
        "turns": 8,
        "participants": 2,
        "coders": 1,
        "codes": 4,
        "codings": 4,
        "memos": 1,
        "suggestions": 0,
        "member_checks": 0,
        "to_look_at": 0,
    }


def test_the_table_of_an_empty_study_has_its_columns(study):
    """Nothing coded yet: no rows, all columns, nobody."""
    with qk.Project.create(study) as project:
        table = project.codings()
        assert (len(table), list(table.columns)) == (0, list(qk.analysis.tidy.COLUMNS))
        assert (table.attrs["participants"], len(table.attrs["codebook"])) == ((), 0)
        assert len(project.member_checks()) == 0


def test_a_polarity_of_the_code_its_own_or_none(project):
    """The coding's own goes first, then the code's; a code without one gives an empty string."""
    text = project.transcripts["P2"]
    plain = project.add_code("Tuesdays")
    own = project.code(text.find("I felt invisible"), "ignored", polarity="unclear")
    none = project.code(text.find("on Tuesdays"), plain.id)
    rows = project.codings().set_index("coding_id")

    assert (rows.loc[own.id, "polarity"], rows.loc[own.id, "code_polarity"]) == ("unclear", "invalidating")
    assert (rows.loc[none.id, "polarity"], rows.loc[none.id, "code_polarity"]) == ("", "")


def test_interviewers_words_are_nobodys(project):
    """A coding on a question has its speaker and role, and no participant."""
    asked = project.code(project.transcripts["P1"].find("How was it"), "listened-to")
    row = project.codings().set_index("coding_id").loc[asked.id]

    assert (row["speaker"], row["speaker_role"], row["participant"]) == ("INT", "interviewer", "")


def test_looking_only_cannot_change(study):
    """Opened for reading, every verb that changes is refused, and everything can be read."""
    tiny_project(study).close()
    with qk.Project.open(study, readonly=True) as project:
        rows = project.codings().to_dict("records")
        coding = rows[0]["coding_id"]
        for verb in (
            lambda: project.code(project.transcripts["P1"].find("garden"), "ignored"),
            lambda: project.remove(coding),
            lambda: project.memo(coding, "x"),
            project.undo,
            lambda: project.set("contact", "Sam"),
            project.suggest,
        ):
            with pytest.raises(StudyUnwritable, match="for reading only"):
                verb()
        assert project.codings().to_dict("records") == rows
