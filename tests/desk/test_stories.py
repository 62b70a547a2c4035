"""Stories are decided by a named person, and others do not read them before."""

from __future__ import annotations

import pytest

from qualkit.errors import NotFound
from qualkit.privacy import Named
from qualkit.project import Project
from qualkit.report import write_report
from qualkit.report.audience import TOO_TELLING

#: Invented, as everything here.
TALK = (
    "INT: Was there a fire, was your cousin murdered?\n\n"
    "P1: I like the garden at Wexcombe. My cousin was murdered by Quillan. Then we moved, and it was quiet.\n"
)
MURDER = "My cousin was murdered by Quillan."


@pytest.fixture
def project(study, tmp_path):
    """A study with a story that is quoted, and words beside it that are quoted too."""
    (tmp_path / "P1.txt").write_text(TALK, encoding="utf-8")
    with Project.create(study, coder="Ana") as project:
        project.add_transcripts(tmp_path / "P1.txt")
        text = project.transcripts["P1"]
        for words, code in (("was murdered", "grief"), ("I like the garden", "garden")):
            project.add_code(code, definition="x", polarity="invalidating")
            project.code(text.find(words), code)
        project.consent("P1", share=True, quote=True, paraphrase=True)
        garden = project.codings().query("code == 'garden'")["coding_id"]
        project.outgoing.decide(garden, goes=True)
        yield project


def quoted(project, folder):
    """What others read of the two codings."""
    written = write_report(
        project, folder / "out", for_others=True, names=project.names.using(folder / "s.names.qualkit-key")
    )
    text = written.page.read_text(encoding="utf-8") + written.codings.read_text(encoding="utf-8-sig")
    return {words: words in text for words in ("was murdered", "I like the garden", TOO_TELLING)}


def test_a_story_is_proposed_with_what_quotes_from_it(project):
    """What the interviewer asks is none; what the participant tells is, once."""
    (story,) = project.names.stories()

    assert (story.words, story.about, story.turn, len(story.codings)) == (MURDER, ("a killing",), 1, 1)
    assert story.verdict is None
    assert "murdered" not in repr(story)


def test_others_do_not_read_it_until_somebody_says_that_it_cannot_be_known(project, tmp_path):
    """Undecided or known: not quoted. Not known: quoted. The words beside it are quoted all along."""
    covered = {"was murdered": False, "I like the garden": True, TOO_TELLING: True}

    assert quoted(project, tmp_path) == covered
    (story,) = project.names.stories()
    project.names.decide_story(story, "could be known")
    assert quoted(project, tmp_path) == covered
    done = project.names.decide_story(story, "could not be known")
    assert (done.verdict, done.decided_by) == ("could not be known", "Ana")
    assert quoted(project, tmp_path) == {"was murdered": True, "I like the garden": True, TOO_TELLING: False}
    project.undo()
    assert project.names.stories()[0].verdict == "could be known"


def test_a_decision_moves_with_the_text(project, tmp_path):
    """Names replaced before and in the story: nobody is asked again."""
    (story,) = project.names.stories()
    project.names.decide_story(story, "could not be known")
    names = project.names.using(tmp_path / "s.names.qualkit-key")
    names.apply(
        [Named("Quillan", "person", "all", "Tom"), Named("Wexcombe", "place", "all", "a village by the sea")]
    )
    (story,) = project.names.stories()

    assert story.words == "My cousin was murdered by [Tom]."
    assert story.verdict == "could not be known"


def test_the_team_reads_everything(project, tmp_path):
    """A draft for the team holds nothing back for a story's sake."""
    written = write_report(project, tmp_path / "draft")

    assert "was murdered" in written.codings.read_text(encoding="utf-8-sig")


def test_what_is_not_there_cannot_be_decided(project):
    """An unknown place or verdict is refused with what there is."""
    with pytest.raises(NotFound, match="Did you mean .P1:"):
        project.names.decide_story("P1:0", "could be known")
    with pytest.raises(NotFound, match="could not be known"):
        project.names.decide_story(project.names.stories()[0], "maybe")
