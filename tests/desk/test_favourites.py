"""Favourite codes on the keys 1 to 9."""

from __future__ import annotations

import pytest

from qualkit.errors import NotFound, QualkitError
from qualkit.project import Project
from qualkit.testing import tiny_project


@pytest.fixture
def project(study):
    """A tiny study in each database."""
    with tiny_project(study) as project:
        yield project


def test_favourites_are_each_coders_own(project):
    """Put on a number, replaced, taken off; a colleague's are theirs; undo works on them, and they are on disk."""
    mine, morag = project.favourites, project.as_coder("Morag").favourites
    mine[1] = "ignored"
    mine[9] = "listened-to"
    mine[1] = "something-to-do"
    morag[1] = "ignored"
    assert dict(mine) == {1: "something-to-do", 9: "listened-to"}
    assert dict(morag) == {1: "ignored"}

    del mine[9]
    project.undo()
    project.undo()
    assert dict(mine) == {1: "ignored", 9: "listened-to"}
    assert repr(mine) == "Favourites(Ana, 2)"


def test_they_are_there_when_the_study_is_opened_again(tmp_path):
    """Whatever was set is on disk."""
    with tiny_project(tmp_path / "s.qualkit") as project:
        project.favourites.update({2: "ignored", 3: "listened-to"})
    with Project.open(tmp_path / "s.qualkit", coder="Ana", readonly=True) as project:
        assert dict(project.favourites) == {2: "ignored", 3: "listened-to"}


def test_a_key_or_a_code_that_is_none_is_refused(project):
    """Nothing changes, and the history has no row of it."""
    before = len(project.history())
    for number in (0, 10):
        with pytest.raises(QualkitError, match="from 1 to 9"):
            project.favourites[number] = "ignored"
    with pytest.raises(NotFound, match="Did you mean"):
        project.favourites[1] = "ignord"
    with pytest.raises(KeyError):
        del project.favourites[1]

    assert len(project.history()) == before


def test_a_code_that_goes_takes_its_key_along(project):
    """A code that is taken back by undo is nobody's favourite any more."""
    code = project.add_code("Rain")
    project.as_coder("Morag").favourites[5] = code.id
    project.undo()

    assert dict(project.as_coder("Morag").favourites) == {}
    assert project.check() == []
