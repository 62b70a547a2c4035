"""The codebook of a study: moved, and out and in as a spreadsheet."""

from __future__ import annotations

import pytest

from qualkit.errors import CodebookError
from qualkit.model import Code, Codebook
from qualkit.testing import tiny_project


@pytest.fixture
def project(study):
    """A tiny study, in each database in turn."""
    with tiny_project(study) as project:
        yield project


def places(project):
    """Each code with what it stands under, in order."""
    return [(code.id, code.parent) for code in project.codebook]


def test_a_move_is_one_change_that_can_be_taken_back(project):
    """A code stands where it was put, its codings with it, until that is undone."""
    before, codings = places(project), project.codings()
    project.move_code("something-to-do", before="ignored")
    assert [code for code, _ in places(project)] == ["something-to-do", "ignored", "listened-to"]
    assert set(project.codings().coding_id) == set(codings.coding_id)
    project.undo()

    assert places(project) == before


def test_a_file_changes_adds_and_never_takes_out(project):
    """What comes back is told first when asked, then written in one change; a code it has not stays."""
    file = Codebook((Code("tea", "Tea"), Code("ignored", "Not asked", parent="tea")))
    told = project.update_codebook(file, dry_run=True)
    assert "tea" not in project.codebook
    assert project.update_codebook(file) == told

    assert places(project) == [
        ("tea", None),
        ("ignored", "tea"),
        ("listened-to", None),
        ("something-to-do", None),
    ]
    project.undo()
    assert project.codebook["ignored"].name == "Judged or ignored"
    assert "tea" not in project.codebook


def test_the_spreadsheet_beside_the_study_is_not_written_over(tmp_path):
    """It is written anew while it says what the study says; once somebody worked on it, it is taken in first."""
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        sheet = project.save_codebook()
        assert sheet == tmp_path / "tiny-codebook.xlsx"
        assert project.update_codebook() == []
        project.change_code("ignored", definition="Another.")
        with pytest.raises(CodebookError, match="take it in first"):
            project.save_codebook()
