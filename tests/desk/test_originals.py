"""The files themselves stay out of the study, and are copied apart from it only when somebody asks."""

from __future__ import annotations

import os
import stat

import pytest

from qualkit import Project
from qualkit.errors import StudyUnwritable

TALK = "INT: And then?\nP1: Then I moved.\n"


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "s.qualkit", coder="Ana") as made:
        yield made


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "P1.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


def test_only_the_hash_is_kept_unless_asked(project, file, tmp_path):
    """Without a folder for them no copy is made anywhere."""
    project.add_transcripts(file)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["P1.txt", "s.qualkit"]
    assert len(project.transcripts["P1"].source.sha256) == 64


def test_a_copy_is_for_its_owner_alone(project, file, tmp_path):
    """The copy has the same bytes; a refused file and a dry run leave none."""
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"no pdf")
    folder = tmp_path / "identities" / "files"
    project.add_transcripts([file, bad], originals=folder, dry_run=True)
    assert not folder.exists()
    project.add_transcripts([file, bad], originals=folder)
    assert [each.name for each in folder.iterdir()] == ["P1.txt"]
    assert (folder / "P1.txt").read_bytes() == file.read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE((folder / "P1.txt").stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_another_file_of_that_name_stops_everything(project, file, tmp_path):
    """Nothing is stored, nothing is written over, and copies made on the way are taken back."""
    first = tmp_path / "A.txt"
    first.write_text("INT: One?\nP9: One.\n", encoding="utf-8")
    folder = tmp_path / "originals"
    folder.mkdir()
    (folder / "P1.txt").write_text("another", encoding="utf-8")
    with pytest.raises(StudyUnwritable, match="another file"):
        project.add_transcripts([first, file], originals=folder)
    assert len(project.transcripts) == 0
    assert [each.name for each in folder.iterdir()] == ["P1.txt"]
    assert (folder / "P1.txt").read_text(encoding="utf-8") == "another"
