"""A transcript put right: what stood on it goes along, or waits for a person; and the way back."""

from __future__ import annotations

import pytest

from qualkit.errors import NotFound, QualkitError, SegmentError, UndoError
from qualkit.model import Utterance
from qualkit.store import revisions
from qualkit.testing import ScriptedSuggester, suggestion_at, tiny_project

GARDEN = "Now there is the garden."


@pytest.fixture
def project(study):
    """A tiny study in each database."""
    with tiny_project(study) as project:
        yield project


def _everything(project):
    """All that a correction can touch, as it stands."""
    return (
        project.codings().to_dict("records"),
        [list(map(repr, project.anchors)), project.info()],
        [(project.transcripts[name].text, project.transcripts[name].turns) for name in project.transcripts],
        [project.transcripts.speakers(name) for name in project.transcripts],
        [repr(project.participants[name]) for name in project.participants],
    )


def _stands(project):
    """Whether each coding that does not wait as lost is on its words, and whoever looks the study over agrees."""
    lost = {item.coding for item in project.anchors if item.state == "lost"}
    for row in project.codings().to_dict("records"):
        text = project.transcripts[row["document"]].text
        assert row["coding_id"] in lost or text[row["start"] : row["end"]] == row["text"]
    waiting = [fault for fault in project.check() if "waits for somebody" in fault]
    assert project.check() == waiting
    assert len(waiting) == len(project.anchors) == project.info()["to_look_at"]
    return True


def test_a_typo_before_a_coding_carries_it_along(project):
    """The words are the same, so nobody is asked; turns, times and speakers are those that were."""
    done = project.transcripts.correct("P1", "nowhere", "nowhere at all")

    assert done.counts == {"kept": 0, "moved": 2, "unsure": 0, "lost": 0}
    assert project.transcripts["P1"].revision == done.revision == 2
    assert "nowhere at all to go" in project.transcripts["P1"].turns[1].text
    assert (len(project.anchors), _stands(project), project.info()["turns"]) == (0, True, 8)
    assert list(project.codings()["participant"]) == ["P1", "P1", "P2"]


def test_words_changed_under_a_coding_wait_for_a_person(project):
    """It is put where it most likely belongs, listed until somebody confirms it, and remembers what it stood on."""
    project.transcripts.correct("P1", "nobody asked me", "no one asked me")
    (waiting,) = project.anchors
    assert (waiting.state, waiting.before, waiting.now) == (
        "unsure",
        "nobody asked me what had happened",
        "no one asked me what had happened",
    )
    assert _stands(project)

    project.anchors.confirm(waiting.coding)
    assert (list(project.anchors), project.check()) == ([], [])
    project.undo()
    assert list(project.anchors) == [waiting]


def test_words_that_went_leave_a_coding_that_is_not_lost(project):
    """The coding stays with its quote and its speaker, cannot be confirmed, and can be moved to other words or removed."""
    text = project.transcripts["P1"].text
    done = project.transcripts.correct("P1", text=text.replace(f"{GARDEN} ", ""))
    assert done.counts["lost"] == 1
    (waiting,) = project.anchors
    row = project.codings().set_index("coding_id").loc[waiting.coding]
    assert (row["text"], row["participant"], waiting.now) == (GARDEN, "P1", "")
    assert _stands(project)
    with pytest.raises(SegmentError, match="move it to other words, or remove it"):
        project.anchors.confirm(waiting.coding)
    with pytest.raises(SegmentError, match="stays in its document"):
        project.anchors.move(waiting.coding, project.transcripts["P2"].find("hospital"))

    project.anchors.move(waiting.coding, project.transcripts["P1"].find("They listen to me there"))
    assert project.check() == []
    project.undo()
    project.anchors.remove(waiting.coding)
    assert (len(project.codings()), project.check()) == (2, [])
    project.undo()
    assert list(project.anchors) == [waiting]


def test_words_that_come_back_are_found_again(project):
    """A second correction that puts the lost words back settles the coding, without anybody being asked."""
    text = project.transcripts["P1"].text
    project.transcripts.correct("P1", text=text.replace(f"{GARDEN} ", ""))
    done = project.transcripts.correct("P1", text=text)

    assert "lost" not in {coding.state for coding in done.codings}
    assert (project.check(), list(project.codings()["text"])[1]) == ([], GARDEN)


def test_undoing_a_correction_restores_everything(project):
    """Codings, marks, suggestions, turns, speakers and words are those that were; then it can be done again."""
    project.memo("P1", "on the document", about="document")
    spot = project.transcripts["P1"].find("The biscuits are terrible")
    project.suggest(suggester=ScriptedSuggester((suggestion_at(spot, "ignored"),)))
    before = _everything(project)
    for change in (
        {"old": "nobody asked", "new": "no one asked"},
        {"old": "terrible", "new": "fine"},
        {"turns": [Utterance("INT", "Well?"), Utterance("Friend", "They really do listen.")]},
    ):
        project.transcripts.correct("P1", **change)
        assert _everything(project) != before
        project.undo()
        assert _everything(project) == before
    assert project.check() == []


def test_a_dry_run_says_the_same_and_stores_nothing(project):
    """The report is the one that the correction gives, and the history has no line of it."""
    before = _everything(project), len(project.history())
    said = project.transcripts.correct("P1", "nobody asked", "no one asked", dry_run=True)
    assert (_everything(project), len(project.history())) == before

    assert project.transcripts.correct("P1", "nobody asked", "no one asked") == said


def test_suggestions_go_along(project):
    """An offer on words that stayed can be accepted where they are now; one on words that changed is taken back."""
    text = project.transcripts["P1"]
    there, gone = (
        suggestion_at(text.find(words), "listened-to") for words in ("They listen to me", "terrible")
    )
    project.suggest(suggester=ScriptedSuggester((there, gone)))
    project.transcripts.correct("P1", "garden", "big garden")
    project.transcripts.correct("P1", "terrible", "fine")

    coding = project.accept(there)
    assert coding.segment.quote == "They listen to me"
    with pytest.raises(NotFound):
        project.accept(gone)
    assert "unsure" in {item.state for item in project.anchors}


def test_a_file_that_was_edited_is_a_correction(project, tmp_path):
    """Labels, turns and words are read from it; a label that is new is said aloud, and is nobody's words yet."""
    path = tmp_path / "edited.txt"
    path.write_text(
        "INT: How was it before?\n\nP1: I had nowhere to go, and nobody asked me what had happened.\n\n"
        "SISTER: Nobody at all.\n\nINT: And now?\n\nP1: Now there is the garden. They listen to me there, "
        "they really do. The biscuits are terrible.\n",
        encoding="utf-8",
    )
    done = project.transcripts.correct("P1", file=path, reason="heard again")

    assert (done.counts["unsure"], done.counts["lost"]) == (0, 0)
    assert "'SISTER' is a new speaker" in " ".join(done.told)
    assert [turn.participant for turn in project.transcripts["P1"]] == [None, "P1", None, None, "P1"]
    assert project.transcripts.revisions("P1")[-1].reason == "heard again"
    assert _stands(project)


def test_what_cannot_be_a_correction_is_refused(project):
    """In one sentence without anybody's words, and nothing is changed."""
    before = _everything(project), len(project.history())
    text = project.transcripts["P1"].text
    for refused in (
        lambda: project.transcripts.correct("P1"),
        lambda: project.transcripts.correct("P1", "zebrawood", "oak"),
        lambda: project.transcripts.correct("P1", "the", "that"),
        lambda: project.transcripts.correct("P1", "to go", "to\ngo"),
        lambda: project.transcripts.correct("P1", "How was it before?", " ", turn=0),
        lambda: project.transcripts.correct("P1", "garden", "garden"),
        lambda: project.transcripts.correct("P1", text=text),
        lambda: project.transcripts.correct("P1", text="one line"),
        lambda: project.transcripts.correct("P1", text=text, old="a", new="b"),
        lambda: project.transcripts.correct("P1", turns=[Utterance("P1", " ")]),
        lambda: project.transcripts.correct("P1", text=text.replace("garden", "\u2588" * 6)),
        lambda: project.transcripts.correct("P9", "garden", "gardens"),
        lambda: project.transcripts.correct("P1", "garden", "gardens", turn=12),
        lambda: project.anchors.confirm(project.codings()["coding_id"].iloc[0]),
        lambda: project.anchors.of("P9"),
    ):
        with pytest.raises(QualkitError) as error:
            refused()
        assert "garden" not in str(error.value)
        assert "\n" not in str(error.value)

    assert (_everything(project), len(project.history())) == before


def test_words_that_stand_often_are_told_apart(project):
    """By the turn, or by which time it is."""
    project.transcripts.correct("P1", "to", "TO", nth=2)
    project.transcripts.correct("P1", "they", "you", turn=3)

    assert [turn.text for turn in project.transcripts["P1"]][3].count("you really") == 1
    assert project.transcripts["P1"].text.count("TO") == 1


def test_a_correction_that_others_have_worked_on_stays(project):
    """Somebody's coding of the corrected text, or of a speaker's new name, is not taken from under them."""
    morag = project.as_coder("Morag")
    project.transcripts.correct("P1", "garden", "big garden")
    morag.code(morag.transcripts["P1"].find("big garden"), "listened-to")
    with pytest.raises(UndoError, match="undo that first"):
        project.undo()
    morag.undo()
    project.undo()

    project.transcripts.rename_speaker("P1", "P1", "Jo")
    morag.transcripts.correct("P1", "garden", "big garden")
    with pytest.raises(UndoError, match="undo that first"):
        project.undo()
    assert _stands(project)


def test_what_comes_back_goes_where_everything_else_went(project):
    """A coding that was removed before a correction and brought back after it stands on the corrected text."""
    morag = project.as_coder("Morag")
    coding = project.codings().set_index("text").loc[GARDEN, "coding_id"]
    project.remove(coding)
    morag.transcripts.correct("P1", "nowhere", "nowhere at all")
    project.undo()

    assert project.codings().set_index("coding_id").loc[coding, "text"] == GARDEN
    assert _stands(project)


def test_what_is_held_back_stays_held_back(project):
    """A passage that somebody took back is covered in the corrected text too, where it stands now."""
    spot = project.transcripts["P1"].find("The biscuits are terrible")
    project.participants.hold_back("P1", passage=spot, strength="use")
    project.transcripts.correct("P1", "nowhere", "nowhere at all")

    assert "biscuits" not in project.transcripts["P1"].text
    assert project.check() == []
    project.undo()
    assert "biscuits" not in project.transcripts["P1"].text


def test_held_words_are_shown_by_no_correction(project):
    """Neither its report nor what waits nor the table of codings shows them, also where the coding lost its words."""
    text = project.transcripts["P1"]
    project.participants.hold_back("P1", passage=text.find("the garden"), strength="quote")
    done = project.transcripts.correct("P1", "Now there is", "Now we have")
    assert "garden" not in repr([(coding.before, coding.now) for coding in done.codings])
    assert "garden" not in repr(list(map(tuple, project.anchors)))

    whole = project.transcripts["P1"].text
    project.transcripts.correct(
        "P1", text=whole.replace("Now we have the garden. ", "And so the garden grew. ")
    )
    assert "garden" not in repr(list(map(tuple, project.anchors))) + project.codings().to_csv()


def test_a_coding_that_waits_is_on_no_paper(project):
    """Nobody is asked about words that are in doubt."""
    from qualkit.desk.papers import _candidates, _read

    for coding in project.codings()["coding_id"]:
        project.recode(coding, interpretation="You said so.")
    project.transcripts.correct("P1", "nobody asked me", "no one asked me")
    study = _read(project._store, "P1")

    assert [item.quote for item in _candidates(study, study.people[0])] == [GARDEN]


def test_earlier_texts_can_be_purged_for_good(project):
    """No earlier text, turn or image of one is left; what stands on the text now stands there still."""
    project.transcripts.correct("P1", "terrible", "zebrawood")
    project.transcripts.correct("P1", "zebrawood", "fine")
    with project._store.keeping() as connection:
        document = revisions.document_row(connection, "P1").id
        assert revisions.purge_earlier(connection, document) == 2
        for table in ("revisions", "turns", "changes"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            assert "zebrawood" not in repr(rows)

    assert [revision.number for revision in project.transcripts.revisions("P1")] == [3]
    assert _stands(project)
    with pytest.raises(UndoError):
        project.undo()


def test_words_of_a_purged_text_are_nobody_elses(project):
    """A coding that lost its words, and then its old text, is put down to no speaker of another text."""
    project.transcripts.correct(
        "P2", text=project.transcripts["P2"].text.replace("the doctor talked over my head", "nobody came")
    )
    coding = project.codings().set_index("document").loc["P2", "coding_id"]
    project.transcripts.correct("P2", text="How?\nQuite otherwise.\nAnd now?\nWell enough.")
    with project._store.keeping() as connection:
        revisions.purge_earlier(connection, revisions.document_row(connection, "P2").id)

    row = project.codings().set_index("coding_id").loc[coding]
    assert (row["participant"], row["speaker"]) == ("", "")


def test_two_codings_that_meet_after_a_doubt_become_one_when_confirmed(project):
    """The same code of one coder lies once on the words; the memos of both stay."""
    text = project.transcripts["P2"]
    one = project.code(text.find("was in and out"), "ignored", memo="one")
    two = project.code(text.find("of hospital"), "ignored", memo="two")
    project.transcripts.correct("P2", text=text.text.replace("in and out of hospital", "in hospital"))
    assert {item.coding for item in project.anchors} == {one.id, two.id}
    project.anchors.move(two, project.transcripts["P2"].find("was in hospital"))
    project.anchors.confirm(one)

    rows = [row for row in project.codings().to_dict("records") if row["memo"]]
    assert [set(row["memo"].splitlines()) for row in rows] == [{"one", "two"}]
    assert rows[0]["text"] == "was in hospital"
    assert project.check() == []
