"""A tiny study, and commands run on it in this process."""

from __future__ import annotations

import pytest

from qualkit.cli import main
from qualkit.testing import tiny_project


@pytest.fixture(autouse=True)
def _nobody_set(monkeypatch):
    monkeypatch.delenv("QUALKIT_CODER", raising=False)


@pytest.fixture
def study(tmp_path):
    """A tiny study, as a path."""
    path = tmp_path / "tiny.qualkit"
    tiny_project(path).close()
    return str(path)


@pytest.fixture
def run(capsys):
    """Run a command in this process: exit code, standard output, standard error."""

    def run(*words):
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
