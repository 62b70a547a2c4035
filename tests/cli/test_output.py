"""What a command prints."""

from __future__ import annotations

import pytest

from qualkit.cli.output import rows

FOUND = [{"coding_id": "0123456789abcdef", "unanswered": 3, "paper": float("nan"), "text": "word " * 60}] * 2
COLUMNS = ("coding_id", "unanswered", "paper", "text")


@pytest.fixture(autouse=True)
def _narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")


def test_what_a_row_is_known_by_can_be_copied(capsys):
    """In a narrow terminal ids and the words of headings stay whole; what is missing is empty, and text is folded."""
    rows(FOUND, COLUMNS, as_json=False, empty="")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 60
    assert sum("0123456789abcdef" in line for line in lines) == 2
    assert "unanswered" in lines[0]
    assert "nan" not in " ".join(lines).split()


def test_nothing_found_is_said(capsys):
    """Without rows the sentence for it is printed, and as JSON nothing."""
    rows([], COLUMNS, as_json=False, empty="Nothing yet.")
    rows([], COLUMNS, as_json=True, empty="Nothing yet.")
    assert capsys.readouterr().out == "Nothing yet.\n"


@pytest.mark.parametrize("wide", [60, 70, 80, 100])
def test_no_letter_is_lost_however_narrow_the_terminal(capsys, monkeypatch, wide):
    """Folded lines put together again are the words: none is cut off at the edge."""
    monkeypatch.setenv("COLUMNS", str(wide))
    found = [
        {
            "coding_id": "0123456789abcdef",
            "document": "P1",
            "participant": "P1",
            "coder": "Ana",
            "code": "something-to-do",
            "polarity": "invalidating",
            "text": "the doctor talked over my head",
        }
    ]
    rows(found, tuple(found[0]), as_json=False, empty="")
    shown = "".join(capsys.readouterr().out.split())

    for letters in ("0123456789abcdef", "participant"):
        assert letters in shown
    assert sorted(shown) == sorted(
        "".join("".join(found[0]).replace("_", "").split()) + "".join("".join(found[0].values()).split())
    )
