"""Speakers put right after a transcript is in, without losing a coding."""

from __future__ import annotations

import pytest

from qualkit.errors import NotFound, QualkitError, UndoError
from qualkit.testing import tiny_project


@pytest.fixture
def project(study):
    """A tiny study in each database."""
    with tiny_project(study) as project:
        yield project


def _labels(project):
    return [turn.speaker for turn in project.transcripts["P1"]]


def _places(project):
    columns = ["coding_id", "start", "end", "text", "code"]
    return project.codings()[columns].to_dict("records")


def test_a_label_is_renamed_in_every_turn(project):
    """Codings, roles and whose words they are stay; the text is the one it was, and undo gives the label back."""
    before = _places(project)
    project.transcripts.rename_speaker("P1", "P1", "Jo")

    assert _labels(project) == ["INT", "Jo", "INT", "Jo"]
    assert (_places(project), project.transcripts["P1"].revision) == (before, 1)
    assert list(project.codings()["participant"]) == ["P1", "P1", "P2"]
    assert project.transcripts.speakers("P1")[1] == ("Jo", "participant", "P1", 2, 32)
    project.undo()
    assert _labels(project) == ["INT", "P1", "INT", "P1"]


def test_two_labels_become_one(project):
    """What the one is that they become is what it was, and a stand-in without words counts no more."""
    project.transcripts.give_turn("P1", 3, "P1 (Jo)")
    assert project.transcripts.speakers("P1")[-1].role == "other"
    project.transcripts.merge_speakers("P1", ["P1", "P1 (Jo)"], into="P1")
    assert _labels(project) == ["INT", "P1", "INT", "P1"]

    project.transcripts.merge_speakers("P1", ["INT", "P1"], into="Everybody")
    assert _labels(project) == ["Everybody"] * 4
    assert project.transcripts.speakers("P1") == [("Everybody", "interviewer", "P1", 4, 38)]
    assert project.check() == []
    project.undo()
    assert list(project.codings()["participant"]) == ["P1", "P1", "P2"]


def test_two_people_do_not_become_one_by_their_labels(project):
    """Who is more than an id stays who they are."""
    project.consent("P1", paper=True)
    project.consent("P2", paper=True)
    project.transcripts.set_participant("P1", "INT", "P2")
    with pytest.raises(QualkitError, match="2 people"):
        project.transcripts.merge_speakers("P1", ["INT", "P1"], into="P1")

    project.transcripts.set_participant("P1", "INT", "P1")
    project.transcripts.merge_speakers("P1", ["INT", "P1"], into="P1")
    assert _labels(project) == ["P1"] * 4


def test_a_role_decides_whose_words_count(project):
    """An interviewer's words are no participant's; a stand-in that nobody speaks for is taken out, and comes back."""
    project.transcripts.set_role("P1", "P1", "interviewer")
    assert (list(project.participants), list(project.codings()["participant"])) == (["P2"], ["", "", "P2"])
    with pytest.raises(NotFound):
        project.transcripts.set_participant("P1", "P1", "P1")

    project.undo()
    assert (list(project.participants), list(project.codings()["participant"])) == (
        ["P1", "P2"],
        ["P1", "P1", "P2"],
    )


def test_many_changes_are_one_change(project):
    """All or none, and one undo takes them back."""
    before = project.transcripts.speakers("P1")
    with pytest.raises(NotFound):
        project.transcripts.change_speakers("P1", rename={"P1": "Jo"}, roles={"Jo": "queen"})
    assert project.transcripts.speakers("P1") == before

    project.transcripts.change_speakers("P1", rename={"P1": "Jo"}, roles={"INT": "other"}, turns={2: "Jo"})
    assert _labels(project) == ["INT", "Jo", "Jo", "Jo"]
    project.undo()
    assert project.transcripts.speakers("P1") == before


def test_a_turn_is_split_where_words_stand(project):
    """The rest is another's; nothing moves, what lay across the border waits for a person, and joining gives it back."""
    text = project.transcripts["P1"]
    across = project.code(text.find("happened. Nobody"), "listened-to")
    before = _places(project)
    done = project.transcripts.split_turn("P1", 1, "Nobody at all", "Sister")

    assert _labels(project) == ["INT", "P1", "Sister", "INT", "P1"]
    assert done.counts == {"kept": 2, "moved": 0, "unsure": 1, "lost": 0}
    assert [item.coding for item in project.anchors] == [across.id]
    assert project.transcripts["P1"].turns[2].text == "Nobody at all."
    project.anchors.confirm(across)
    project.transcripts.join_turns("P1", 1)
    assert (_labels(project), project.transcripts["P1"].text) == (["INT", "P1", "INT", "P1"], text.text)
    for _ in range(3):
        project.undo()
    assert (_places(project), project.check()) == (before, [])


def test_a_turn_without_a_space_to_break_at_moves_what_follows(project):
    """A line feed more, and every coding behind it is carried along."""
    done = project.transcripts.split_turn("P1", 1, ", and nobody")

    assert done.counts == {"kept": 0, "moved": 2, "unsure": 0, "lost": 0}
    assert (project.check(), _labels(project)) == ([], ["INT", "P1", "P1", "INT", "P1"])


def test_what_is_not_there_is_refused(project):
    """A label, a role, a person, a turn, words: each in one sentence, and nothing is changed."""
    before = project.transcripts.speakers("P1"), len(project.history())
    texts = project.transcripts
    for refused in (
        lambda: texts.rename_speaker("P1", "PX", "P2"),
        lambda: texts.rename_speaker("P1", "P1", "INT"),
        lambda: texts.rename_speaker("P1", "P1", "P1"),
        lambda: texts.rename_speaker("P1", "P1", " \u200b"),
        lambda: texts.merge_speakers("P1", ["P1"], "P1"),
        lambda: texts.merge_speakers("P1", [], "P1"),
        lambda: texts.set_role("P1", "P1", "queen"),
        lambda: texts.set_participant("P1", "P1", "P7"),
        lambda: texts.give_turn("P1", 4, "P1"),
        lambda: texts.split_turn("P1", 1, "zebrawood"),
        lambda: texts.split_turn("P1", 1, "I had nowhere"),
        lambda: texts.join_turns("P1", 3),
        lambda: texts.speakers("P9"),
    ):
        with pytest.raises(QualkitError) as error:
            refused()
        assert "\n" not in str(error.value)

    assert (texts.speakers("P1"), len(project.history())) == before


def test_taking_a_transcript_out_waits_for_who_put_it_right(project):
    """Adding cannot be undone while another coder's work on its speakers stands."""
    morag = project.as_coder("Morag")
    morag.transcripts.rename_speaker("P2", "P2", "Jo")
    for _ in range(4):
        project.undo()
    with pytest.raises(UndoError, match="put that transcript or its speakers right"):
        project.undo()

    morag.undo()
    project.undo()
    assert len(project.transcripts) == 0
