"""Who is at the desk."""

from __future__ import annotations

import pytest

import qualkit as qk
from qualkit.desk.opening import UNNAMED


@pytest.fixture(autouse=True)
def _nobody_set(monkeypatch):
    monkeypatch.delenv("QUALKIT_CODER", raising=False)


def test_who_says_no_name_is_unnamed(study):
    """A study begun without a name codes as the unnamed coder, and opens as that."""
    qk.Project.create(study).close()
    with qk.Project.open(study) as project:
        assert project.coder.name == UNNAMED


@pytest.mark.parametrize("blank", ["", "   "])
def test_a_blank_name_is_no_name(study, monkeypatch, blank):
    """Blanks, typed or set, leave it at whoever began the study: no coder without a name is made."""
    qk.Project.create(study, coder=" Ana ").close()
    monkeypatch.setenv("QUALKIT_CODER", blank)
    with qk.Project.open(study, coder=blank) as project:
        assert project.coder.name == "Ana"
        assert [coder.name for coder in project.coders] == ["Ana"]


def test_a_standpoint_is_kept_until_another_is_said(study):
    """Opening under one's name changes nothing; saying a standpoint anew writes it on the same coder."""
    with qk.Project.create(study, coder="Ana", standpoint="peer") as project:
        ana = project.coder
        assert project.as_coder("Ana").coder == ana
        again = project.as_coder("Ana", "peer and student").coder
        assert (again.id, again.standpoint) == (ana.id, "peer and student")
        assert project.coders == (again,)


def test_several_may_sit_together(study):
    """A name may be that of several, with standpoints in their own words."""
    with qk.Project.create(study, coder="Ana and Morag", standpoint="peer; withheld") as project:
        assert project.coder.name == "Ana and Morag"


def test_looking_makes_nobody_known(study):
    """Opening for reading under a new name leaves the coders as they were."""
    qk.Project.create(study, coder="Ana").close()
    with qk.Project.open(study, coder="Sol", readonly=True) as project:
        assert [coder.name for coder in project.coders] == ["Ana"]
