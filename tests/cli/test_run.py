"""How a command ends, whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from qualkit.cli import main
from tests.cli.answers import ok, refused


def _command(*words, **options):
    command = [sys.executable, "-m", "qualkit", *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, **options)


def test_as_a_program_it_is_the_same(run, study):
    """`python -m qualkit` prints what the function prints, and ends with the code that it gives."""
    done = _command("info", study, "--json")
    assert (done.returncode, done.stdout, done.stderr) == run("info", study, "--json")
    done = _command("info", f"{study}.gone")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == run("info", f"{study}.gone")[2]


def test_what_should_not_happen_is_one_line_without_words(run, study, monkeypatch):
    """An error nobody thought of shows its kind alone, and where it was only to who asks for that."""
    # Half of a letter, which no database can hold.
    bad = ("memo", study, "P1", "heron \ud800", "--about", "document")
    said = refused(run(*bad))
    assert "UnicodeEncodeError" in said
    assert "heron" not in said

    monkeypatch.setenv("QUALKIT_DEBUG", "1")
    with pytest.raises(UnicodeEncodeError):
        main(list(bad))


def test_a_reader_that_goes_away_is_no_error(study):
    """Rows that nobody reads to their end (as with head) leave no complaint."""
    with subprocess.Popen(
        [sys.executable, "-m", "qualkit", "codebook", "show", "validation-invalidation", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout.readline().startswith(b"{")
        running.stdout.close()
        assert running.stderr.read() == b""

    assert running.returncode == 0


def test_a_console_without_a_letter_shows_its_code(run, tmp_path):
    """In a console of the plain alphabet nothing stops at a letter that it lacks."""
    (tmp_path / "P1.txt").write_text("INT: So?\n\nP1: Siân said 我不知道.\n", encoding="utf-8")
    ok(run("init", tmp_path / "s.qualkit"))
    run("add", tmp_path / "s.qualkit", tmp_path / "P1.txt")
    plain = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = _command("find", str(tmp_path / "s.qualkit"), "said", "--json", env=plain)

    assert (done.returncode, done.stderr) == (0, "")
    assert "Si\\xe2n" in done.stdout


@pytest.mark.parametrize("words", [["--help"], ["codebook", "--help"], ["code", "--help"]])
def test_help_is_no_error(words, capsys):
    """It prints the usage and ends with 0."""
    with pytest.raises(SystemExit) as ended:
        main(words)

    assert ended.value.code == 0
    assert "usage: qualkit" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["set"], ["codebook"], ["suggest", "x.qualkit", "--limit", "many"], ["accept", "x.qualkit"]]
)
def test_usage_ends_with_two(words, capsys):
    """What cannot be parsed shows the usage, before any study is looked for."""
    with pytest.raises(SystemExit) as ended:
        main(words)

    assert ended.value.code == 2
    assert "usage: qualkit" in capsys.readouterr().err
