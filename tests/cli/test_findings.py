"""The commands of the second check: made, handed out, answered, counted."""

from __future__ import annotations

import json

import pytest

from qualkit.cli import main
from qualkit.project import Project
from qualkit.testing import TINY_CODEBOOK, tiny_project


@pytest.fixture
def study(tmp_path):
    """A tiny study in which P1 agreed to be shared, and P2 was not asked."""
    path = tmp_path / "tiny.qualkit"
    with tiny_project(path) as project:
        project.consent("P1", share=True)
    return str(path)


def test_from_the_sheet_to_the_counts(study, tmp_path, capsys):
    """The sheet's number is printed, who is not counted is said aloud, and answers are counted of who was asked."""
    assert main(["findings", "prepare", study, "--out", str(tmp_path / "out"), "--poster"]) == 0
    made = capsys.readouterr()
    sheet = made.out.split()[1].strip(":")
    assert "P2" in made.err
    assert len(list((tmp_path / "out").glob(f"findings-{sheet}.*"))) == 2
    assert main(["findings", "give", study, sheet, "staff", "5"]) == 0
    assert main(["findings", "answer", study, sheet, "staff", "1=fits", "2=not-quite", "--count", "2"]) == 0
    assert (
        main(
            ["findings", "answer", study, sheet, "staff", "1=dissent", "--words", "No.", "--route", "poster"]
        )
        == 0
    )
    assert main(["findings", "answer", study, sheet, "peers", "--more", "The bus."]) == 0
    capsys.readouterr()

    assert main(["findings", "counts", study, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    row = next(row for row in rows if (row["number"], row["voice"]) == (1, "staff"))
    assert (row["fits"], row["dissent"], row["answered"], row["asked"], row["no_answer"]) == (2, 1, 3, 5, 2)
    assert main(["findings", "show", study, "--json"]) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["words"] for row in said] == ["", "", "No.", "The bus."]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["1=fits", "2=fits", "--words", "Both."], "one number"),
        (["fits"], "number=answer"),
        (["one=fits"], "number=answer"),
        ([], "no answer"),
    ],
)
def test_what_cannot_be_told_apart_is_refused(study, tmp_path, capsys, typed, told):
    """Words for two numbers, an answer without its number, or nothing at all: one line, and nothing is recorded."""
    main(["findings", "prepare", study, "--out", str(tmp_path / "out")])
    sheet = capsys.readouterr().out.split()[1].strip(":")
    assert main(["findings", "answer", study, sheet, "staff", *typed]) == 1
    refused = capsys.readouterr().err.splitlines()
    assert len(refused) == 1
    assert told in refused[0]
    main(["findings", "show", study, "--json"])
    assert capsys.readouterr().out == ""


def test_a_group_meets(tmp_path, capsys):
    """A session is recorded, its members answer named or not, and each stands beside their own paper."""
    path, folder = tmp_path / "group.qualkit", tmp_path / "in"
    folder.mkdir()
    (folder / "group.txt").write_text(
        "INT: Well?\n\nRosa: The kettle is on.\n\nImre: Soup, too.\n", encoding="utf-8"
    )
    (folder / "participants.csv").write_text(
        "participant,documents,speaker,consent_share\nP3,group,Rosa,yes\nP4,group,Imre,yes\n",
        encoding="utf-8",
    )
    with Project.create(path, coder="Ana") as project:
        project.add_transcripts(folder)
        project.add_codebook(TINY_CODEBOOK)
        project.code(project.transcripts["group"].find("The kettle is on."), "listened-to")
    study = str(path)
    main(["findings", "prepare", study, "--out", str(tmp_path / "out")])
    sheet = capsys.readouterr().out.split()[1].strip(":")
    assert main(["findings", "meet", study, sheet, "--group", "group", "--there", "P3", "P4"]) == 0
    session = capsys.readouterr().out.split()[1].strip(",")
    assert main(["findings", "say", study, session[:8], "1", "fits", "--who", "P3"]) == 0
    assert main(["findings", "say", study, session, "1", "dissent", "--unnamed", "1", "--words", "No."]) == 0
    capsys.readouterr()
    assert main(["findings", "sessions", study, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["there"], row["members"], row["agreed"], row["dissents"]) == (2, 2, 1, 1)
    assert main(["findings", "sessions", study, "--beside", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["participant"], row["session_agreed"], row["paper_state"]) for row in rows] == [
        ("P3", 1, "not_asked"),
        ("P4", 0, "not_asked"),
    ]
