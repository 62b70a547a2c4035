"""`qualkit pseudonymise` and `qualkit stories`: listing, deciding in a table, applying, putting back."""

from __future__ import annotations

import csv
import json

import pytest

from qualkit.cli import main

TALK = "INT: Who?\n\nP1: Quillan rang from Wexcombe. My cousin was murdered there. Quillan’s mum came.\n"


@pytest.fixture
def study(tmp_path):
    """A study with two names and a story, by commands alone."""
    path = tmp_path / "thriving.qualkit"
    (tmp_path / "P1.txt").write_text(TALK, encoding="utf-8")
    assert main(["init", str(path), "--coder", "Ana"]) == 0
    assert main(["add", str(path), str(tmp_path / "P1.txt")]) == 0
    return str(path)


def test_names_are_shown_when_asked(study, run):
    """The list says where and how often; the words only with --show."""
    code, said, _ = run("pseudonymise", study)
    assert code == 0
    assert "quillan" not in said.casefold()
    assert "P1 1" in said
    _, said, _ = run("pseudonymise", study, "--show", "--json")
    listed = {row["form"]: row["count"] for row in map(json.loads, said.splitlines())}
    assert listed == {"Quillan": 2, "Wexcombe": 1}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_is_decided_and_applied(study, run, tmp_path, ending):
    """Review, decide, apply; the key is named and said to be readable; then everything comes back."""
    table = tmp_path / f"review.{ending}"
    assert run("pseudonymise", study, "--review", table)[0] == 0
    _decide(table, {"Quillan": ("all", "Tom"), "Wexcombe": ("never", "")})
    code, said, _ = run("pseudonymise", study, "--apply", table, "--coder", "Ben")

    assert code == 0
    assert "Replaced in 2 places of 1 documents" in said
    assert "thriving.names.qualkit-key" in said
    assert "NOT encrypted" in said
    assert run("pseudonymise", study, "--show", "--json")[1].count("never") == 1
    assert "undone" in run("pseudonymise", study, "--restore")[1]
    _, said, _ = run("pseudonymise", study, "--show", "--json")
    assert {row["decided"] for row in map(json.loads, said.splitlines())} == {"all [Tom]", "never"}
    _, said, _ = run("pseudonymise", study, "--again", "--json")
    assert json.loads(said)["documents"] == {"P1": 2}


def _decide(table, decisions):
    """Fill in the table as a person would."""
    if table.suffix == ".xlsx":
        from openpyxl import load_workbook

        book = load_workbook(table)
        sheet = book.active
        head = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            choice = decisions[row[0].value]
            row[head.index("decision")].value, row[head.index("replacement")].value = choice
        book.save(table)
        return
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        for row in rows:
            row["decision"], row["replacement"] = decisions[row["form"]]
            writer.writerow(row)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("Quillan,maybe,", "line 2: There is no decision 'maybe'"),
        ("Quillan,this one,", "line 2: 'this one' needs 'which'"),
        ("Quillan,this one,P1", "line 2: 'which' holds documents with turns"),
    ],
)
def test_a_wrong_table_is_refused_by_line(study, run, tmp_path, cells, said):
    """The line is named, not the name; nothing is changed."""
    table = tmp_path / "review.csv"
    table.write_text(f"form,decision,which\n{cells}\n", encoding="utf-8")
    code, _, error = run("pseudonymise", study, "--apply", table)

    assert code == 1
    assert said in error
    assert "quillan" not in error.casefold()
    assert not (tmp_path / "thriving.names.qualkit-key").exists()


def test_a_passphrase_from_a_file_locks_the_key(study, run, tmp_path):
    """The first line of the file is the passphrase; without it nothing is listed."""
    (tmp_path / "pass.txt").write_text("seven stones\n", encoding="utf-8")
    table = tmp_path / "review.csv"
    table.write_text("form,decision\nQuillan,all\n", encoding="utf-8")
    _, said, _ = run("pseudonymise", study, "--apply", table, "--passphrase-file", tmp_path / "pass.txt")
    assert "NOT encrypted" not in said
    code, _, error = run("pseudonymise", study)
    assert (code, "needs its passphrase" in error) == (1, True)
    assert run("pseudonymise", study, "--passphrase-file", tmp_path / "pass.txt")[0] == 0


def test_known_names_are_looked_for(study, run, tmp_path):
    """What a team knows and no finder sees is listed from its file."""
    (tmp_path / "known.txt").write_text("cousin\n", encoding="utf-8")
    _, said, _ = run("pseudonymise", study, "--known", tmp_path / "known.txt", "--show", "--json")

    assert "cousin" in {json.loads(line)["form"] for line in said.splitlines()}


def test_stories_are_listed_and_decided(study, run):
    """A place on the command line, a verdict, a name; words only with --show."""
    _, said, _ = run("stories", study, "--json")
    (story,) = map(json.loads, said.splitlines())
    assert (story["about"], story["decided"]) == ("a killing", "")
    assert "murdered" in run("stories", study, "--show")[1]
    _, said, _ = run("stories", study, story["place"], "--known", "--coder", "Ben", "--json")
    assert json.loads(said)["decided"] == "could be known, Ben"
    assert "No passage" in run("stories", study, "--open")[1]
    assert run("stories", study, story["place"])[0] == 1
