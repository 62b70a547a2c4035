"""The commands on themes say what they did, and show nobody's words unless asked."""

from __future__ import annotations

import json

import pytest

from qualkit.cli import main
from qualkit.testing import tiny_project


@pytest.fixture
def study(tmp_path):
    """A tiny study on disk."""
    path = tmp_path / "tiny.qualkit"
    tiny_project(path).close()
    return str(path)


def _lines(capsys, *arguments):
    assert main(list(arguments)) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_from_first_sentence_to_removal(study, capsys):
    """Add, change, gather, release, show and remove work by the beginnings of ids, and say what stands then."""
    ids = [row["coding_id"] for row in _lines(capsys, "codings", study, "--json")]
    assert main(["theme", "add", study, "To be asked is a start.", "--for", ids[0][:9], "--cycle", "1"]) == 0
    said = capsys.readouterr().out
    theme = said.split()[1].strip(",")
    assert "1 codings: 1 for it, 0 against." not in said
    assert "1 coding: 1 for it, 0 against." in said

    assert main(["theme", "gather", study, theme[:6], "--against", *ids[1:]]) == 0
    assert main(["theme", "release", study, theme, ids[1]]) == 0
    assert main(["theme", "change", study, theme, "To be asked is a beginning."]) == 0
    capsys.readouterr()
    row = _lines(capsys, "theme", "show", study, "--json")[0]
    assert (row["sentence"], row["codings_for"], row["codings_against"]) == (
        "To be asked is a beginning.",
        1,
        1,
    )
    assert (row["people"], row["of"], row["cycle"]) == (2, 2, 1)

    assert main(["theme", "remove", study, theme]) == 0
    capsys.readouterr()
    assert _lines(capsys, "theme", "show", study, "--json") == []
    assert main(["theme", "show", study]) == 0
    assert capsys.readouterr().out.strip() == "No theme has been written yet."


def test_words_are_shown_when_asked(study, capsys):
    """One theme's codings come by id and person; their words, meanings and memos only with --words."""
    ids = [row["coding_id"] for row in _lines(capsys, "codings", study, "--json")]
    main(["theme", "add", study, "To be asked is a start.", "--for", *ids])
    theme = capsys.readouterr().out.split()[1].strip(",")
    assert "text" not in _lines(capsys, "theme", "show", study, theme, "--json")[0]
    shown = _lines(capsys, "theme", "show", study, theme, "--words", "--json")[0]
    assert shown["text"] == "nobody asked me what had happened"


def test_a_theme_that_is_not_there_is_one_line(study, capsys):
    """An unknown theme is refused with exit 1 and one line."""
    assert main(["theme", "remove", study, "zz"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
