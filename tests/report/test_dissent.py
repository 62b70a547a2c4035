"""Where the group keeps another reading, both stand side by side in everything that a report writes."""

from __future__ import annotations

import csv

import pytest

from qualkit.report import write_report
from qualkit.testing import tiny_project
from tests.fixtures import papers

THEIRS = "They did ask, once."


@pytest.fixture
def project(tmp_path):
    """A tiny study in which P1 reads a passage differently and the group keeps its reading."""
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        papers.wants_papers(project, "P1", "P2")
        project.prepare_member_checks(tmp_path / "papers")
        token, code = papers.number_of(project, "P1")
        project.checks.enter(token, code, {1: "notquite", 2: "agree"}, words={1: THEIRS})
        project.checks.decide("P1", 1, "keep_with_dissent", reason="Both are so.")
        yield project


def read(path):
    """A CSV file's rows."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_both_readings_stand_in_every_file(project, tmp_path):
    """The record has the person's reading beside the coding, a table has both, and the page has both."""
    written = write_report(project, tmp_path / "out")
    [row] = read(tmp_path / "out" / "tables" / "table-5-both-readings.csv")
    record = {each["coding_id"]: each for each in read(written.codings)}

    assert row["theirs"] == THEIRS
    assert row["ours"]
    assert record[row["coding_id"]]["their_reading"] == THEIRS
    assert record[row["coding_id"]]["why_both_stand"] == "Both are so."
    assert {each["their_reading"] for each in record.values()} == {THEIRS, ""}
    for file in (written.page, tmp_path / "out" / "tables" / "table-5-both-readings.html"):
        assert THEIRS in file.read_text(encoding="utf-8")


def test_others_read_a_persons_words_only_if_they_may(project, tmp_path):
    """In a report for others, whoever may not be quoted has no words of their own in any file; that both stand is told."""
    for name in project.participants:
        project.consent(name, share=True, quote=False)
    write_report(project, tmp_path / "out", for_others=True)
    [row] = read(tmp_path / "out" / "tables" / "table-5-both-readings.csv")

    assert row["theirs"].startswith("[not quoted")
    for file in (tmp_path / "out").rglob("*"):
        if file.is_file():
            assert THEIRS.encode() not in file.read_bytes(), file.name


def test_without_dissent_there_is_no_such_table(tmp_path):
    """A study in which nobody reads otherwise has no table of it, and an empty column."""
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        written = write_report(project, tmp_path / "out")

    assert not (tmp_path / "out" / "tables" / "table-5-both-readings.csv").exists()
    assert {row["their_reading"] for row in read(written.codings)} == {""}
