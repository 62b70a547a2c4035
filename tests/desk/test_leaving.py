"""Nothing leaves with a known real name in it; the refusal says where, and never which."""

from __future__ import annotations

import pytest

from qualkit.errors import NameLeftError
from qualkit.privacy import Named
from qualkit.project import Project
from qualkit.report import write_report

DECIDED = [Named("Quillan", "person", "all", "Tom"), Named("Wexcombe", "place")]


@pytest.fixture
def project(tmp_path):
    """A study after its names were replaced."""
    (tmp_path / "P1.txt").write_text("INT: Who?\n\nP1: Quillan of Wexcombe.\n", encoding="utf-8")
    with Project.create(tmp_path / "thriving.qualkit", coder="Ana") as project:
        project.add_transcripts(tmp_path / "P1.txt")
        project.add_code("Garden", definition="x")
        project.code(project.transcripts["P1"].find("Wexcombe"), "garden")
        project.consent("P1", share=True, quote=True, paper=True)
        project.pseudonymise(DECIDED)
        yield project


def test_a_clean_study_leaves(project, tmp_path):
    """Where nothing is left, the report is written."""
    assert project.names.refuse_left() == ""
    assert write_report(project, tmp_path / "out", for_others=True).page.exists()


def _new_talk(project, folder):
    (folder / "P2.txt").write_text("INT: Who?\n\nP2: It was quillann who came.\n", encoding="utf-8")
    project.add_transcripts(folder / "P2.txt")
    project.consent("P2", share=True)


PLACES = {
    "P2, turn 1": _new_talk,
    "memos, text, row": lambda project, _: project.memo("P1", "It was QUILLAN.", about="document"),
    "codes, definition, row garden": lambda project, _: project.change_code(
        "garden", definition="as in Wexcombe"
    ),
    "settings, value, row study_title": lambda project, _: project.set("study_title", "Wexcombe speaks"),
    "codings, interpretation, row": lambda project, _: project.recode(
        project.codings()["coding_id"][0], interpretation="Of Wex\u00adcombe."
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_name_that_is_left_stops_every_report_and_paper(project, tmp_path, place):
    """Draft or not: the refusal names the place, not the name, and nothing is written."""
    PLACES[place](project, tmp_path)
    for leave in (
        lambda: write_report(project, tmp_path / "out", for_others=True),
        lambda: write_report(project, tmp_path / "out"),
        project.names.refuse_left,
    ):
        with pytest.raises(NameLeftError) as refused:
            leave()
        assert place in str(refused.value)
        assert not [name for name in ("quillan", "wexcombe") if name in str(refused.value).casefold()]
    assert not (tmp_path / "out").exists()


def test_without_its_key_nothing_goes_to_others(project, tmp_path):
    """Nobody could look: others get nothing, and the team's draft says so."""
    (tmp_path / "thriving.names.qualkit-key").rename(tmp_path / "away.key")
    with pytest.raises(NameLeftError, match="--key FILE"):
        write_report(project, tmp_path / "out", for_others=True)
    written = write_report(project, tmp_path / "draft")

    assert "Nobody could look" in written.warning
    elsewhere = project.names.using(tmp_path / "away.key")
    assert write_report(project, tmp_path / "out", for_others=True, names=elsewhere).warning == ""


def test_without_decisions_nothing_is_guarded(tmp_path):
    """A study in which nobody has decided about names yet has no known ones."""
    with Project.create(tmp_path / "s.qualkit", coder="Ana") as project:
        assert project.names.refuse_left() == ""


def test_a_document_whose_name_tells_is_not_named(project, tmp_path):
    """The refusal counts it instead."""
    (tmp_path / "Quillan.txt").write_text("INT: Who?\n\nP3: Me.\n", encoding="utf-8")
    project.add_transcripts(tmp_path / "Quillan.txt")
    with pytest.raises(NameLeftError, match="the name of document 2") as refused:
        project.names.refuse_left()

    assert "quillan" not in str(refused.value).casefold()


@pytest.mark.parametrize("what", ["papers", "sheet", "letters", "copy"])
def test_nothing_for_people_to_read_is_written_while_a_name_is_left(what, project, tmp_path):
    """Papers, the sheet of findings, letters back and reading copies look through the study first."""
    for key in ("contact", "consent_text", "what_may_upset", "closing_date"):
        project.set(key, "2027-01-29")
    _new_talk(project, tmp_path)
    out = tmp_path / "out"
    writing = {
        "papers": lambda: project.prepare_member_checks(out),
        "sheet": lambda: project.findings.prepare(out),
        "letters": lambda: project.checks.reply(out),
        "copy": lambda: project.checks.reading_copy("P1", out),
    }
    with pytest.raises(NameLeftError, match="P2") as refused:
        writing[what]()
    assert "uillan" not in str(refused.value)
    assert not out.exists()
