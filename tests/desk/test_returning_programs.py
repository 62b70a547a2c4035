"""The same answers lead to the same adjustments, whichever program saved or flattened the paper."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from qualkit.memberchecks.returns import field_places
from qualkit.project import Project
from qualkit.store import papers as stored
from qualkit.store.journal import Act
from qualkit.testing import tiny_project
from tests.fixtures import papers
from tests.samples.papers import ANSWERS, kept, paper

KEPT = kept()
TAKEN = sorted(name for name in KEPT if not name.startswith(("blank", "flat", "joined")))
FLAT = sorted(name for name in KEPT if name.startswith("flat"))


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A tiny study that made the paper which the programs filled."""
    path = tmp_path_factory.mktemp("study") / "tiny.qualkit"
    with tiny_project(path) as project:
        papers.wants_papers(project, "P1")
        codings = list(project.codings()["coding_id"])
        made = paper()
        items = tuple(replace(item, coding=codings[item.number - 1]) for item in made.items)
        with project._store.changing(Act(project.coder.id, "prepare", "papers", made.token)) as journal:
            stored.write_paper(journal, replace(made, participant="P1", items=items))
            stored.write_places(journal.connection, made.token, "standard", field_places(KEPT["blank.pdf"]))
    return path


@pytest.fixture
def project(study, tmp_path):
    """That study, as it was before anything came back."""
    shutil.copy(study, tmp_path / "tiny.qualkit")
    with Project.open(tmp_path / "tiny.qualkit", coder="Ana") as opened:
        yield opened


def _read(project, folder, name):
    (folder / name).write_bytes(KEPT[name])
    return project.checks.read(folder / name)[0]


def _decided(project):
    project.checks.decide("P1", 1, "reword", after="You said they asked once.")
    project.checks.decide("P1", 3, "unquote", reason="asked")
    project.checks.decide("P1", 0, "none", reason="noted")
    made = project.checks.adjustments()
    return [tuple(row) for row in made[["number", "kind", "before", "after"]].to_numpy()]


ADJUSTED = [
    (1, "reword", "You said nobody asked you.", "You said they asked once."),
    (3, "unquote", ANSWERS["c3_own"], ""),
    (0, "none", ANSWERS["all_more"], ""),
]


@pytest.mark.parametrize("name", TAKEN)
def test_filled_papers_give_the_same_adjustments(project, tmp_path, name):
    """A filled paper counts at once, and what is decided on its answers is the same by every program."""
    received = _read(project, tmp_path, name)

    assert (received.fate, received.state, received.doubts) == ("taken", "returned_full", ())
    assert _decided(project) == ADJUSTED


@pytest.mark.parametrize("name", FLAT)
def test_flattened_papers_wait_and_then_give_the_same(project, tmp_path, name):
    """A flattened paper is proposed; once a person has looked, its answers lead to the same decisions."""
    received = _read(project, tmp_path, name)
    assert received.fate == "proposed"
    project.checks.confirm(received.id)

    assert [made[:2] for made in _decided(project)] == [made[:2] for made in ADJUSTED]
