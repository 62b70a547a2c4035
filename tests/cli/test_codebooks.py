"""codebook show, check, add, new, change, diff, export."""

from __future__ import annotations

import pytest

import qualkit as qk
from tests.cli.answers import kept, objects, ok, refused

HEAD = "id: x\ntitle: X\nversion: '1'\ncodes:\n"


def test_a_codebook_is_checked_line_by_line(run, tmp_path):
    """Every fault is listed with its line, exit 1; a good one is said to hold together."""
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        HEAD
        + "- {id: a, name: A, definition: A.}\n- {id: a, name: B}\n- {id: c, name: C, definition: C., polarity: nice}\n"
    )
    code, out, err = run("codebook", "check", bad)
    assert (code, err) == (1, "")
    for said in ("6", "7", "nice", "definition"):
        assert said in out
    bad.write_text(HEAD + "- {id: a, name: A, definition: A.}\n")

    assert ok(run("codebook", "check", bad)) == f"{bad} holds together.\n"
    assert objects(run("codebook", "check", bad, "--json")) == []


def test_every_shipped_codebook_can_be_shown(run):
    """By name, with every code's path; the plain table names them too."""
    for row in objects(run("codebook", "show", "--json")):
        codes = objects(run("codebook", "show", row["name"], "--json"))
        assert len(codes) == row["codes"]
        assert all(code["path"].endswith(code["name"]) for code in codes)
    assert "validation-invalidation" in ok(run("codebook", "show"))


def test_an_empty_codebook_says_so(run, tmp_path):
    """A study without codes has none to show."""
    ok(run("init", tmp_path / "s.qualkit"))
    assert ok(run("codebook", "show", tmp_path / "s.qualkit")) == "The codebook is empty.\n"


@pytest.mark.parametrize("ending", ["yaml", "csv", "xlsx"])
def test_what_was_exported_makes_the_same_codebook(run, study, tmp_path, ending):
    """Exported, and added to a new study: every code is the same in every field."""
    file, other = tmp_path / f"out.{ending}", tmp_path / "other.qualkit"
    ok(
        run(
            "codebook",
            "new",
            study,
            "Siân's cup of tea",
            "--parent",
            "listened-to",
            "--definition",
            "A, b; c.",
        )
    )
    ok(run("codebook", "export", study, file))
    ok(run("init", other, "--codebook", file))

    assert ok(run("codebook", "diff", study, other)) == "The two are the same.\n"
    assert qk.load_codebook(file).codes == qk.Project.open(other, readonly=True).codebook.codes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["new", "{study}", "ignored"], "already"),
        (["new", "{study}", "!!!"], "needs an id"),
        (["new", "{study}", "Tea", "--parent", "gone"], "no code 'gone'"),
        (["new", "{study}", "Tea", "--polarity", "nice"], "validating or invalidating"),
        (["change", "{study}", "ignord", "--name", "x"], "Did you mean 'ignored'"),
        (["change", "{study}", "ignored", "--parent", "ignored"], "cannot stand under"),
        (["change", "{study}", "ignored", "--parent", "gone"], "no code 'gone'"),
        (["change", "{study}", "ignored", "--name", "Listened TO"], "already"),
        (["change", "{study}", "ignored", "--name", " "], "a name"),
        (["change", "{study}", "ignored", "--polarity", "both"], "validating or invalidating"),
        (["add", "{study}", "{folder}/gone.yaml"], "gone.yaml"),
        (["add", "{study}", "{folder}"], "folder"),
        (["show", "nonsense"], "no built-in codebook"),
        (["check", "{folder}/gone.yaml"], "gone.yaml"),
        (["diff", "{study}", "nonsense"], "no built-in codebook"),
        (["export", "{study}", "{folder}/out.pdf"], ".xlsx"),
        (["export", "{study}", "{folder}/gone/out.yaml"], "gone"),
    ],
)
def test_what_does_not_hold_together_is_refused(run, study, tmp_path, words, said):
    """One line, no new file, and no row of the study is another than before."""
    before = kept(study), sorted(tmp_path.rglob("*"))
    assert said in refused(run("codebook", *(word.format(study=study, folder=tmp_path) for word in words)))

    assert (kept(study), sorted(tmp_path.rglob("*"))) == before


def test_a_code_moves_and_the_table_says_so(run, study):
    """Under another code its path is longer, and undo puts it back."""
    before = objects(run("codebook", "show", study, "--json"))
    ok(run("codebook", "change", study, "ignored", "--parent", "listened-to", "--area", "home"))
    paths = {row["code_path"] for row in objects(run("codings", study, "--json"))}
    assert "Listened to > Judged or ignored" in paths

    ok(run("undo", study))
    assert objects(run("codebook", "show", study, "--json")) == before


def test_a_spreadsheet_comes_back(run, study, tmp_path):
    """What was worked on elsewhere is shown with --dry-run, then taken in."""
    sheet = tmp_path / "codes.csv"
    sheet.write_text("id,name,definition\nignored,Not asked,Nobody asked.\n", encoding="utf-8")
    assert "Not asked" in ok(run("codebook", "update", study, sheet, "--dry-run", "--json"))
    assert "Not asked" not in ok(run("codebook", "show", study))
    ok(run("codebook", "update", study, sheet))

    assert "Not asked" in ok(run("codebook", "show", study))
