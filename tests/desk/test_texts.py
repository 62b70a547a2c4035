"""The papers' texts as a file that a group edits together."""

from __future__ import annotations

import pytest

from qualkit.errors import NotFound, QualkitError, StudyUnwritable
from qualkit.project import Project


def test_edited_in_a_file(study, tmp_path):
    """All texts go out with their defaults; what was edited comes in as one change, and undo takes it back."""
    file = tmp_path / "texts.txt"
    with Project.create(study, coder="Ana") as project:
        project.set("contact", "Ring Sam.")
        project.texts.write(file)
        words = file.read_text(encoding="utf-8")
        assert "[contact]\nRing Sam.\n" in words
        file.write_text(
            words.replace("Thank you for your time, however far you got.", "Ta."), encoding="utf-8"
        )

        assert project.texts.read(file) == ["thanks"]
        assert project.settings == {"contact": "Ring Sam.", "thanks": "Ta."}
        assert project.texts.read(file) == []
        project.undo()
        assert project.settings == {"contact": "Ring Sam."}


def test_nothing_half_set(study, tmp_path):
    """A name that cannot be set, a file that is no text, and a file that is there already are refused whole."""
    file = tmp_path / "texts.txt"
    file.write_text("[contact]\nRing Sam.\n[colour]\nblue\n", encoding="utf-8")
    with Project.create(study, coder="Ana") as project:
        with pytest.raises(NotFound, match="colour"):
            project.texts.read(file)
        with pytest.raises(StudyUnwritable, match="another name"):
            project.texts.write(file)
        file.write_bytes(b"\xff\xfe\x00")
        with pytest.raises(QualkitError, match="cannot be read as a text"):
            project.texts.read(file)

        assert project.settings == {}
