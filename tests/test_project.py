"""A whole study through its front door, on both databases."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import qualkit as qk
from qualkit.analysis.tidy import COLUMNS
from qualkit.errors import (
    CodebookError,
    LoadError,
    NotFound,
    QualkitError,
    SegmentError,
    StoreError,
    SuggestError,
    UndoError,
)
from qualkit.testing import TINY_CODEBOOK, TINY_TALK, ScriptedSuggester, suggestion_at, tiny_project

CONTRACT = [
    "coding_id",
    "document",
    "participant",
    "speaker",
    "coder",
    "coder_role",
    "code",
    "code_name",
    "code_path",
    "polarity",
    "start",
    "end",
    "text",
    "memo",
    "origin",
    "cycle",
    "member_check",
    "created_at",
]


@pytest.fixture
def project(study):
    """A tiny study in each database."""
    with tiny_project(study) as project:
        yield project


@pytest.fixture
def local(tmp_path):
    """A tiny study in a file, where the database makes no difference."""
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        yield project


def _rows(project):
    return project.codings().drop(columns="created_at").to_dict("records")


def test_the_contract_runs_as_written(tmp_path, monkeypatch):
    """The lines that the contract shows do what they say, in the order in which it shows them."""
    monkeypatch.chdir(tmp_path)
    Path("transcripts_example").mkdir()
    for name, words in TINY_TALK.items():
        Path("transcripts_example", name).write_text(words, encoding="utf-8")
    project = qk.Project.create("thriving.qualkit", coder="Ana")
    project.add_codebook("validation-invalidation")
    project.add_transcripts("transcripts_example/")
    p1 = project.transcripts["P1"]
    segment = p1.turns[1].find("nobody asked")
    coding = project.code(segment, "judged-or-ignored", memo="...")
    table = project.codings()

    assert p1.text[segment.start : segment.end] == "nobody asked"
    assert isinstance(table, pd.DataFrame)
    assert list(table["coding_id"]) == [coding.id]
    assert list(qk.analysis.frequencies(table, by="participant")["participant"]) == ["P1"]
    assert qk.plots.frequencies(project).get_figure() is not None
    assert all(isinstance(item, qk.Suggestion) for item in project.suggest(document="P1"))
    assert qk.load_transcript("transcripts_example/P1.txt").text == p1.text
    assert len(qk.load_codebook("validation-invalidation")) == 54
    project.close()


def test_the_tidy_table_has_the_contracts_columns(project):
    """The contract's columns come first and in its order; the attributes hold everybody and the codebook."""
    table = project.codings()

    assert list(table.columns[: len(CONTRACT)]) == CONTRACT
    assert list(table.columns) == list(COLUMNS)
    assert table.attrs["participants"] == ("P1", "P2")
    assert table.attrs["codebook"] == project.codebook
    first = table.iloc[0]
    assert (first["document"], first["speaker"], first["coder"], first["coder_role"]) == (
        "P1",
        "P1",
        "Ana",
        "peer researcher",
    )
    assert first["text"] == project.transcripts["P1"].text[first["start"] : first["end"]]


def test_every_verb_can_be_taken_back(project):
    """Coding, recoding, removing, a memo, a code, a consent, a setting: undone, the table and codebook are as before."""
    segment = project.transcripts["P2"].find("I felt invisible")
    coding = project.codings()["coding_id"].iloc[0]
    verbs = (
        lambda: project.code(
            segment, "ignored", memo="m", polarity="both", interpretation="You felt unseen."
        ),
        lambda: project.recode(coding, code="listened-to", polarity="unclear"),
        lambda: project.remove(coding),
        lambda: project.memo(coding, "a thought"),
        lambda: project.add_code("Tuesdays"),
        lambda: project.change_code("ignored", definition="Nobody cared."),
        lambda: project.consent("P1", paper=True),
        lambda: project.set("contact", "Sam"),
    )
    for verb in verbs:
        before = (_rows(project), project.codebook, project.settings, project.participants["P1"])
        verb()
        assert (_rows(project), project.codebook, project.settings, project.participants["P1"]) != before
        project.undo()
        assert (_rows(project), project.codebook, project.settings, project.participants["P1"]) == before


def test_the_same_code_twice_on_overlapping_words_is_one(project):
    """One coder's overlapping codings of one code become one; another coder's and another code's stay."""
    text = project.transcripts["P1"]
    count = len(project.codings())
    project.code(text.find("asked me what had happened. Nobody"), "ignored")
    assert len(project.codings()) == count

    project.code(text.find("what had happened"), "listened-to")
    project.as_coder("Morag").code(text.find("what had happened"), "ignored")
    table = project.codings()
    assert len(table) == count + 2
    assert set(table["coder"]) == {"Ana", "Morag"}


def test_recoding_into_its_like_keeps_memos(project):
    """A coding that becomes the same as an overlapping one goes into it, with its memo."""
    words = project.transcripts["P1"].find("nobody asked me what had happened")
    other = project.code(words, "listened-to", memo="kept")
    project.recode(other, code="ignored")
    table = project.codings()
    both = table[(table["document"] == "P1") & (table["code"] == "ignored")]

    assert len(both) == 1
    assert both["memo"].iloc[0] == "kept"


def test_a_coding_may_have_a_polarity_of_its_own(project):
    """Without one it has the code's; with one, its own; an unknown one is refused."""
    segment = project.transcripts["P2"].find("I cook on Tuesdays")
    coding = project.code(segment, "something-to-do")
    table = project.codings().set_index("coding_id")
    assert table.loc[coding.id, "polarity"] == "validating"

    project.recode(coding, polarity="both")
    assert project.codings().set_index("coding_id").loc[coding.id, "polarity"] == "both"
    with pytest.raises(CodebookError, match="validating, invalidating, both, unclear"):
        project.recode(coding, polarity="good")


def test_a_coding_stands_on_the_words_that_were_marked(project):
    """A segment whose words are not those of the text is refused, and nothing is stored."""
    before = _rows(project)
    wrong = qk.Segment("P1", 0, 5, 1, "Hello")
    with pytest.raises(SegmentError, match="not the ones you marked"):
        project.code(wrong, "ignored")
    with pytest.raises(SegmentError, match="characters"):
        project.code(qk.Segment("P1", 10, 10_000), "ignored")

    assert _rows(project) == before


def test_unknown_names_are_answered_with_the_nearest(project):
    """A code, document, participant or setting that is not there is met with the nearest that is."""
    segment = project.transcripts["P1"].segment(0, 3)
    with pytest.raises(NotFound, match="Did you mean 'ignored'"):
        project.code(segment, "ignore")
    with pytest.raises(NotFound, match="There are: P1, P2"):
        project.transcripts["Q9-long"]
    with pytest.raises(NotFound, match="Did you mean 'contact'"):
        project.set("contacts", "x")
    assert "P9" not in project.transcripts
    assert "P1" in project.transcripts


def test_suggestions_become_codings_only_by_a_person(project):
    """An accepted suggestion is a coding in somebody's name; a rejected one is not offered again; none is decided twice."""
    where = project.transcripts["P2"].find("I felt invisible")
    also = project.transcripts["P2"].find("I cook on Tuesdays")
    machine = ScriptedSuggester((suggestion_at(where, "ignored"), suggestion_at(also, "something-to-do")))
    before = len(project.codings())
    first, second = project.suggest(suggester=machine)
    assert len(project.codings()) == before

    coding = project.as_coder("Morag", "researcher").accept(first)
    project.reject(second)
    row = project.codings().set_index("coding_id").loc[coding.id]
    assert (row["origin"], row["coder"], row["coder_role"]) == ("suggestion", "Morag", "researcher")
    assert project.suggest(suggester=machine) == [first]
    with pytest.raises(SuggestError, match="accepted by Morag already"):
        project.reject(first)


def test_which_came_first_is_recorded(project):
    """A coding made after suggestions were shown on its document says so; one made before does not."""
    text = project.transcripts["P2"]
    machine = ScriptedSuggester((suggestion_at(text.find("I felt invisible"), "ignored"),))
    blind = project.code(text.find("I cook"), "something-to-do")
    project.suggest(suggester=machine)
    seen = project.code(text.find("rings every week"), "listened-to")

    assert (blind.suggestions_seen, seen.suggestions_seen) == (False, True)


def test_people_who_refused_are_not_read_by_the_machine(project):
    """The suggester is given only the people who did not say no."""
    given = {}

    def machine(*_, consented, **__):
        given["who"] = set(consented)
        return []

    project.consent("P2", suggest=False)
    project.suggest(suggester=machine)

    assert given["who"] == {"P1"}


def test_adding_says_what_became_of_each_file(project, tmp_path):
    """The good are stored, the same words are skipped, the bad are refused; strict stores nothing."""
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "again.txt").write_text(TINY_TALK["P1.txt"], encoding="utf-8")
    (folder / "P3.txt").write_text("INT: So?\n\nP3: Well, the bus was late.\n", encoding="utf-8")
    (folder / "empty.txt").write_text("")
    found = {item.file: item for item in project.add_transcripts(folder)}

    assert {name: item.status for name, item in found.items()} == {
        "again.txt": "skipped",
        "P3.txt": "stored",
        "empty.txt": "refused",
    }
    assert "same words as P1" in found["again.txt"].message
    assert list(project.transcripts) == ["P1", "P2", "P3"]
    (folder / "P4.txt").write_text("INT: So?\n\nP4: No.\n", encoding="utf-8")
    with pytest.raises(LoadError, match="Nothing was stored"):
        project.add_transcripts(folder, strict=True)
    assert "P4" not in project.transcripts


def test_one_undo_takes_back_one_adding(project, tmp_path):
    """What one call added goes with one undo, unless somebody has coded in it since."""
    (tmp_path / "P3.txt").write_text("INT: So?\n\nP3: Well, the bus was late.\n", encoding="utf-8")
    project.add_transcripts(tmp_path / "P3.txt")
    project.undo()
    assert list(project.transcripts) == ["P1", "P2"]
    assert list(project.participants) == ["P1", "P2"]

    project.add_transcripts(tmp_path / "P3.txt")
    project.as_coder("Morag").code(project.transcripts["P3"].find("the bus"), "ignored")
    with pytest.raises((StoreError, UndoError)):
        project.undo()
    assert "P3" in project.transcripts


def test_people_are_cast_from_the_participants_file(study, tmp_path):
    """Rows say whose words are whose; a group's other speakers are others; stand-ins make way; consents are kept."""
    (tmp_path / "one.txt").write_text(
        "INT: So?\n\nP1: The bus was late.\n\nINT: And?\n\nP1: Cold.\n", encoding="utf-8"
    )
    (tmp_path / "group.txt").write_text(
        "Facilitator: So?\n\nP1: Aye.\n\nP2: No.\n\nP1: Well.\n\nP2: Right.\n\nFacilitator: And?\n",
        encoding="utf-8",
    )
    with qk.Project.create(study, coder="Ana") as project:
        added = project.add_transcripts([tmp_path / "one.txt", tmp_path / "group.txt"])
        assert any("taken as the words of participant" in doubt for item in added for doubt in item.doubts)
        people = tmp_path / "participants.csv"
        people.write_text(
            "participant,pseudonym,documents,speaker,age,consent_paper,consent_quote\n"
            "Nora,Flo,one;gr*,P1,40,yes,\n",
            encoding="utf-8",
        )
        project.add_transcripts([], participants=people)

        assert list(project.participants) == ["Nora"]
        nora = project.participants["Nora"]
        assert (nora.name, nora.may("paper"), nora.may("quote")) == ("Flo", True, None)
        parts = {turn.speaker: (turn.role, turn.participant) for turn in project.transcripts["group"]}
        assert parts == {
            "Facilitator": ("interviewer", None),
            "P1": ("participant", "Nora"),
            "P2": ("other", None),
        }
        assert {turn.participant for turn in project.transcripts["one"]} == {None, "Nora"}


def test_a_second_file_of_the_same_stem_keeps_its_ending(local, tmp_path):
    """P1.md beside a stored P1 becomes the document P1.md."""
    (tmp_path / "P1.md").write_text("INT: Other?\n\nP1: Other words.\n", encoding="utf-8")
    added = local.add_transcripts(tmp_path / "P1.md")

    assert added[0].document == "P1.md"


def test_codes_are_made_in_peoples_own_words(study):
    """A study starts empty; a code can be made of words, has no definition yet, and takes codings at once."""
    with qk.Project.create(study) as project:
        assert len(project.codebook) == 0
        code = project.add_code("Nobody ever asked")
        assert (code.id, code.kind) == ("nobody-ever-asked", "in vivo")
        with pytest.raises(CodebookError, match="already"):
            project.add_code("nobody ever asked")
        child = project.add_code("Not once", parent=code.id)
        assert project.codebook.path(child.id) == "Nobody ever asked > Not once"


def test_a_codebook_twice_is_refused(local):
    """Adding the same codebook again changes nothing."""
    before = local.codebook
    with pytest.raises(CodebookError, match="already"):
        local.add_codebook(TINY_CODEBOOK)

    assert local.codebook == before


def test_consent_has_a_history(local):
    """Each answer is kept with its date and who recorded it; the latest counts; the same again adds nothing."""
    local.consent("P1", paper=True)
    local.consent("P1", paper=True)
    local.as_coder("Morag").consent("P1", paper=False)
    person = local.participants["P1"]

    assert [(c.given, c.recorded_by) for c in person.consents] == [(True, "Ana"), (False, "Morag")]
    assert person.may("paper") is False


def test_no_words_in_history_repr_or_errors(local):
    """A rare word from a transcript, a memo or a sentence is in no history, no repr, and no refusal."""
    text = local.transcripts["P1"]
    segment = text.find("garden")
    coding = local.code(segment, "something-to-do", memo="zebrawood", interpretation="You like zebrawood.")
    local.memo("P1", "zebrawood again", about="document")
    shown = [
        local.history().to_csv(),
        repr(local),
        repr(text),
        repr(text.turns[1]),
        repr(segment),
        repr(coding),
        repr(local.transcripts),
        repr(local.participants),
    ]
    for bad in (
        lambda: text.find("zebrawood"),
        lambda: local.code(segment, "zz"),
        lambda: local.remove("zz"),
        lambda: local.accept("zz"),
    ):
        with pytest.raises(QualkitError) as refused:
            bad()
        shown.append(str(refused.value))

    for words in ("zebrawood", "garden", "nobody asked"):
        assert not [text for text in shown if words in text]


def test_a_canary_sings_nowhere_but_where_words_are_kept(project, tmp_path):
    """Words of a transcript, memo, sentence, setting and codebook are in no history, no repr and no refusal."""
    (tmp_path / "P3.txt").write_text(
        "INT: So?\n\nP3: The zebrawood table.\n\nINT: And?\n\nP3: Gone.\n", encoding="utf-8"
    )
    added = project.add_transcripts(tmp_path / "P3.txt")
    text = project.transcripts["P3"]
    segment = text.find("zebrawood")
    coding = project.code(segment, "ignored", memo="zebrawood", interpretation="You lost the zebrawood.")
    project.recode(coding, interpretation="You miss the zebrawood.")
    for about, target in (
        ("document", "P3"),
        ("participant", "P3"),
        ("code", "ignored"),
        ("project", "zebrawood"),
    ):
        project.memo(target, "zebrawood", about=about)
    project.set("contact", "Ask for zebrawood.")
    offered = project.suggest(
        suggester=ScriptedSuggester((suggestion_at(text.find("zebrawood table"), "listened-to"),))
    )
    accepted = project.accept(offered[0])
    project.remove(coding)
    project.undo()
    shown = [
        repr(thing) for thing in (added, text, text.turns, text.source, segment, coding, accepted, offered)
    ]
    shown += [
        repr(project),
        repr(project.transcripts),
        repr(project.participants),
        repr(list(project.coders)),
    ]
    shown += [project.history().to_csv(), str(project.info()), str(project.check())]
    for bad in (
        lambda: text.find("zebrawood", nth=9),
        lambda: text.turns[1].find("zebrawood", nth=9),
        lambda: project.code(qk.Segment("P3", 0, 9, 1, "zebrawood"), "ignored"),
        lambda: project.recode(coding, memo="zebrawood"),
        lambda: project.accept(offered[0]),
        lambda: segment & text.find("So?"),
        lambda: text.segment(0, 999),
    ):
        with pytest.raises(QualkitError) as refused:
            bad()
        shown += [str(refused.value), repr(refused.value)]

    assert len(shown) > 20
    assert not [said for said in shown if "zebrawood" in said.casefold()]


def test_the_study_looks_itself_over(project):
    """A study in order has no fault; one whose coding no longer stands on its words says which."""
    assert project.check() == []
    coding = project.codings()["coding_id"].iloc[0]
    with project._store.keeping() as connection:
        connection.exec_driver_sql(f"UPDATE codings SET quote = 'other words' WHERE id = '{coding}'")

    faults = project.check()
    assert len(faults) == 1
    assert coding in faults[0]
    assert "other words" not in faults[0]


def test_two_coders_have_the_study_open(sqlite_study):
    """What one opening stores the other sees at once, and neither loses anything."""
    with tiny_project(sqlite_study) as ana, qk.Project.open(sqlite_study, coder="Morag") as morag:
        before = len(ana.codings())
        morag.code(morag.transcripts["P2"].find("I felt invisible"), "ignored")
        ana.code(ana.transcripts["P2"].find("I cook"), "something-to-do")

        assert len(ana.codings()) == len(morag.codings()) == before + 2


def test_the_coder_may_be_left_out(sqlite_study, monkeypatch):
    """Without a name it is whoever began the study, or QUALKIT_CODER."""
    tiny_project(sqlite_study, coder="Ana").close()
    with qk.Project.open(sqlite_study) as project:
        assert project.coder.name == "Ana"
    monkeypatch.setenv("QUALKIT_CODER", "Sol")
    with qk.Project.open(sqlite_study) as project:
        assert project.coder.name == "Sol"


def test_papers_are_for_those_who_want_one(local, tmp_path):
    """One paper for who said yes and has a sentence; the others are named with why; again gives the same files."""
    local.recode(local.codings()["coding_id"].iloc[0], interpretation="You said nobody asked you.")
    local.consent("P1", paper=True)
    for key, words in (
        ("contact", "Ring Sam."),
        ("consent_text", "You agreed."),
        ("what_may_upset", "nothing"),
        ("closing_date", "2027-01-29"),
    ):
        local.set(key, words)
    first = {p.participant: p for p in local.prepare_member_checks(tmp_path / "papers")}
    again = {p.participant: p for p in local.prepare_member_checks(tmp_path / "again")}

    assert [len(first[name].files) for name in ("P1", "P2")] == [1, 0]
    assert "qualkit consent" in first["P2"].why_not
    assert first["P1"].files[0].read_bytes() == again["P1"].files[0].read_bytes()
    status = local.member_checks()
    assert list(status["participant"]) == ["P1"]
    assert (
        status.loc[0, ["agree", "not_quite", "remove", "skip", "ambiguous", "unanswered"]].sum()
        == status.loc[0, "items"]
    )
    assert (local.codings()["member_check"] == "prepared").sum() == 1


def test_no_paper_without_what_people_need(local, tmp_path):
    """Without contact, consent text and closing date nothing is written or stored, and all three are named."""
    local.consent("P1", paper=True)
    with pytest.raises(QualkitError, match="contact, consent_text, what_may_upset, closing_date"):
        local.prepare_member_checks(tmp_path / "papers")

    assert not (tmp_path / "papers").exists()
    assert len(local.member_checks()) == 0


def test_a_person_gets_one_paper_at_a_time(local, tmp_path):
    """With more than twelve passages the first part is one paper; the further part comes when it is asked for."""
    text = local.transcripts["P1"]
    for number in range(14):
        words = (
            text.segment(130 + 4 * number, 132 + 4 * number)
            if text.text[130 + 4 * number].strip()
            else text.segment(131 + 4 * number, 133 + 4 * number)
        )
        local.code(words, "listened-to", interpretation=f"You said it, {number}.")
    local.consent("P1", paper=True)
    for key, words in (
        ("contact", "Ring Sam."),
        ("consent_text", "You agreed."),
        ("what_may_upset", "nothing"),
        ("closing_date", "2027-01-29"),
    ):
        local.set(key, words)
    first = local.prepare_member_checks(tmp_path, "P1")[0]
    whole = local.prepare_member_checks(tmp_path, "P1", all_parts=True)[0]

    assert (len(first.files), first.waiting) == (1, 7)
    assert (len(whole.files), whole.waiting) == (2, 0)
    assert whole.files[0] == first.files[0]
