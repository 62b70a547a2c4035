"""Interviews in hand: taken up, passed on, and the place where somebody stopped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.errors import NotFound, SegmentError
from qualkit.project import Project
from qualkit.testing import tiny_project


@pytest.fixture
def project(study):
    """A tiny study in each database, with a colleague known."""
    with tiny_project(study) as project:
        project.as_coder("Morag").memo("project", "Begun.", about="project")
        yield project


def test_an_interview_goes_from_hand_to_hand(project):
    """Taken up, by two at once, passed on to one and to nobody; each act is a row of the history and can be undone."""
    texts, morag = project.transcripts, project.as_coder("Morag")
    assert texts.in_hand() == {"P1": (), "P2": ()}
    assert texts.take_up("P1") == ("Ana",)
    assert texts.take_up("P1") == ("Ana",)
    assert morag.transcripts.take_up("P1") == ("Ana", "Morag")
    assert texts.pass_on("P1") == ("Morag",)
    assert morag.transcripts.pass_on("P1", to="Ana") == ("Ana",)
    assert texts.in_hand() == {"P1": ("Ana",), "P2": ()}

    assert list(project.history()["verb"][-4:]) == ["take up", "take up", "pass on", "pass on"]
    assert set(project.history()["noun"][-4:]) == {"interview"}
    morag.undo()
    assert texts.in_hand()["P1"] == ("Morag",)
    morag.redo()
    assert texts.in_hand()["P1"] == ("Ana",)


def test_passing_on_leaves_the_work_and_the_place(project):
    """Codings and the place where one stopped stay; the colleague has their own place."""
    texts, before = project.transcripts, project.codings().to_dict("records")
    texts.take_up("P1")
    assert texts.place("P1") is None
    texts.place("P1", 40)
    texts.pass_on("P1", to="Morag")

    assert project.codings().to_dict("records") == before
    assert texts.place("P1") == 40
    assert project.as_coder("Morag").transcripts.place("P1") is None


def test_nothing_half_done_and_nothing_asked(project):
    """An unknown colleague or interview is refused; the hands stay as they were, and so does the history."""
    project.transcripts.take_up("P1")
    before = len(project.history())
    with pytest.raises(NotFound, match="Did you mean 'Morag'"):
        project.transcripts.pass_on("P1", to="Moragg")
    with pytest.raises(NotFound):
        project.transcripts.pass_on("P9")
    for at in (-1, 10**6):
        with pytest.raises(SegmentError):
            project.transcripts.place("P1", at)

    assert project.transcripts.in_hand()["P1"] == ("Ana",)
    assert len(project.history()) == before


def test_somebody_who_only_reads_keeps_their_place(tmp_path):
    """A coder who has changed nothing yet finds the place again when the study is opened anew."""
    tiny_project(tmp_path / "s.qualkit").close()
    with Project.open(tmp_path / "s.qualkit", coder="Jo") as project:
        project.transcripts.place("P2", 12)
    with Project.open(tmp_path / "s.qualkit", coder="Jo") as project:
        assert project.transcripts.place("P2") == 12
        assert "Jo" in {coder.name for coder in project.coders}


def test_a_place_is_kept_beside_a_correction_and_its_undo(project):
    """The place goes with the words that come next, and reading on does not stand in the way of undoing."""
    texts = project.transcripts
    at = texts["P1"].find("Now there is the garden").start
    texts.place("P1", at)
    texts.correct("P1", "nowhere to go", "nowhere at all to go")
    assert texts["P1"].text[texts.place("P1") :].startswith("Now there is the garden")
    texts.place("P1", texts["P1"].find("The biscuits").start)
    project.undo()
    assert texts["P1"].text[texts.place("P1") :].startswith("The biscuits")


def test_adding_can_be_taken_back_though_somebody_has_it_in_hand(project, tmp_path):
    """Hands and places go with their interview, and stand in nobody's way."""
    (tmp_path / "P7.txt").write_text("INT: And?\n\nP7: A heron in the reeds.\n", encoding="utf-8")
    project.add_transcripts(tmp_path / "P7.txt")
    morag = project.as_coder("Morag")
    morag.transcripts.take_up("P7")
    morag.transcripts.place("P7", 3)
    project.undo()

    assert set(project.transcripts.in_hand()) == {"P1", "P2"}
    assert project.check() == []


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """One study for many places."""
    with tiny_project(tmp_path_factory.mktemp("places") / "tiny.qualkit") as project:
        yield project


@settings(max_examples=20, deadline=None)
@given(at=st.integers(0, 150), cut=st.integers(0, 150), new=st.sampled_from(["", "heron ", "🙂🙂", "x" * 40]))
def test_a_place_always_lies_in_the_text(alone, at, cut, new):
    """Whatever is put right, the place is one of the text as it is now; undone, it is where it was."""
    texts = alone.transcripts
    text = texts["P1"].text
    at, cut = min(at, len(text)), min(cut, len(text) - 1)
    texts.place("P1", at)
    try:
        texts.correct("P1", text=text[:cut] + new + text[cut + 1 :])
    except SegmentError:
        return
    assert 0 <= texts.place("P1") <= len(texts["P1"].text)
    alone.undo()
    assert texts.place("P1") == at
