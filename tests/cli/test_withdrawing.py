"""Taking back, holding back and letting out, from the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.answers import kept, objects, ok, refused


@pytest.fixture
def types(monkeypatch):
    """What a person types when asked."""
    return lambda words: monkeypatch.setattr("sys.stdin", io.StringIO(words))


def test_a_withdrawal_asks_and_anything_else_leaves_all_as_it_is(study, run, types, tmp_path):
    """It shows what it would touch and waits for the id; another answer, or none, changes nothing."""
    before = kept(study)
    for words in ("no\n", ""):
        types(words)
        code, out, err = run("withdraw", study, "P1", "--out", tmp_path)
        assert code == 1
        assert "1 whole transcript" in out
        assert "cannot be undone" in err
        assert kept(study) == before

    types("P1\n")
    code, out, _ = run("withdraw", study, "P1", "--out", tmp_path)
    assert code == 0
    assert "no eight words in a row are left" in out
    assert [row["document"] for row in objects(run("codings", study, "--json"))] == ["P2"]


def test_a_script_says_yes_and_reads_what_was_done(study, run, tmp_path):
    """With --yes nothing is asked; --json gives the counts and the certificate's files."""
    (done,) = objects(run("withdraw", study, "P1", "--yes", "--json", "--out", tmp_path))

    assert (done["participant"], done["kind"], done["found"], done["cleaned"]) == ("P1", "all", 0, True)
    assert all(Path(file).is_file() for file in done["certificate"])
    assert refused(run("undo", study)).startswith("A withdrawal cannot be taken back")
    assert "P1" in refused(run("withdraw", study, "P1", "--yes"))


def test_a_dry_run_lists_ids(study, run):
    """Each row that would be touched, by noun and id; the study stays."""
    before = kept(study)
    found = objects(run("withdraw", study, "P1", "--dry-run", "--json"))

    assert {"noun", "id", "what", "who"} == set(found[0])
    assert {row["noun"] for row in found} >= {"documents", "codings", "participants"}
    assert kept(study) == before


def test_a_passage_is_held_back_and_let_go(study, run):
    """--unquote keeps the words in the study and out of quotes; held lists it, and lets it go."""
    (place,) = objects(run("find", study, "nobody asked me", "--json"))
    where = f"{place['start']}:{place['end']}"
    ok(run("withdraw", study, "P1", "--unquote", "--passage", "P1", where))
    (held,) = objects(run("held", study, "--json"))
    assert (held["participant"], held["from"]) == ("P1", "quotes")
    assert "nobody asked me" not in ok(run("codings", study, "--json"))

    ok(run("held", study, "--let-go", held["id"]))
    assert "nobody asked me" in ok(run("codings", study, "--json"))
    assert "START:END" in refused(run("withdraw", study, "P1", "--passage", "P1", "here", "--yes"))


def test_quotations_are_decided_on(study, run):
    """Nobody agreed: none is listed. With consent each waits; one is decided, in a name."""
    assert "Nobody who may be quoted" in ok(run("quotes", study))
    ok(run("consent", study, "P1", "words=direct"))
    first, second = objects(run("quotes", study, "--json"))
    assert "text" not in first
    ok(run("quotes", study, first["coding"], "--goes", "--because", "everybody says so"))
    states = [row["state"] for row in objects(run("quotes", study, "--json"))]

    assert states == ["goes", "not asked"]
    assert "--goes, or --stays" in refused(run("quotes", study, second["coding"]))


def test_what_was_made_is_listed_and_given_to_somebody(study, run, tmp_path):
    """A report goes on the register; the name of who got it can be added."""
    assert run("report", study, "--out", tmp_path / "out")[0] == 0
    (made,) = objects(run("exports", study, "--json"))
    assert (made["kind"], made["audience"], made["place"]) == ("report", "the team", "out")
    ok(run("exports", study, made["id"], "--to", "the board"))

    assert objects(run("exports", study, "--json"))[0]["given_to"] == "the board"
    assert "--to NAME" in refused(run("exports", study, made["id"]))


def test_consent_shows_what_holds_and_with_history_all(study, run):
    """Plainly what holds and what it comes to; --history and --json give every answer, with its text and route."""
    ok(run("consent", study, "P1", "quote=yes", "--by", "talk", "--text", "1"))
    said = ok(run("consent", study, "P1", "words=paraphrase"))
    rows = objects(run("consent", study, "P1", "--json"))

    assert "Their words: paraphrase only." in said
    assert [(r["scope"], r["answer"], r["text_version"], r["route"], r["holds"]) for r in rows] == [
        ("quote", "yes", "1", "talk", False),
        ("quote", "no", "", "", True),
        ("paraphrase", "yes", "", "", True),
    ]
    assert "talk" in ok(run("consent", study, "P1", "--history"))
    assert "talk" not in said
