"""Studies whose papers have gone out."""

from __future__ import annotations

import pytest

from qualkit.testing import tiny_project
from tests.fixtures import papers


@pytest.fixture
def asked(tmp_path):
    """A tiny study in which both people want a paper, and have one."""
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        papers.wants_papers(project, "P1", "P2")
        project.prepare_member_checks(tmp_path / "papers")
        yield project


@pytest.fixture
def answered(asked):
    """The same, with P1's paper typed in: not quite, with words; the garden fits; the bus was missed."""
    token, code = papers.number_of(asked, "P1")
    asked.checks.enter(
        token, code, {1: "notquite", 2: "agree"}, words={1: "They did ask, once."}, more="The bus."
    )
    return asked
