"""A tiny study, and its page on a screen."""

from __future__ import annotations

import pytest

from qualkit.testing import tiny_project
from tests.fixtures.coding_page import on_screen


@pytest.fixture
def project(tmp_path):
    """A tiny study with three codings by somebody else."""
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        yield project.as_coder("Bo")


@pytest.fixture
def screen(page, project):
    """P1 on a screen."""
    with on_screen(page, project, "P1") as shown:
        shown.show()
        yield shown
