"""XLSX workbooks as transcripts."""

import io

import pytest
from openpyxl import Workbook

from qualkit.errors import LoadError


def workbook(*rows, others=0):
    """A workbook of these rows, in the first sheet; further sheets have a word each."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for number in range(others):
        book.create_sheet(f"more {number}").append(["heron"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_row_a_turn_is_read(read):
    """Speakers, words and times; a cell of several lines is one turn."""
    rows = ("Time", "Speaker", "Text"), ("00:00:02", "INT", "So?"), ("00:00:05", "P1", "Yes.\nVery.")
    transcript = read("a.xlsx", workbook(*rows))

    assert [(turn.speaker, turn.start_time, turn.text) for turn in transcript] == [
        ("INT", 2.0, "So?"),
        ("P1", 5.0, "Yes. Very."),
    ]
    assert (transcript.source.account.lost, transcript.source.account.added) == (0, 0)
    assert "columns: speaker from 'Speaker'" in transcript.source.doubts[0]


def test_a_row_an_answer_is_read(read):
    """A survey's questions go with their answers, and facts are left out aloud."""
    rows = ("ID", "What helped?", "Age"), ("R1", "My friends did.", 34), ("R2", "The garden, mostly.", 57)
    transcript = read("a.xlsx", workbook(*rows))

    assert [(turn.speaker, turn.question, turn.text) for turn in transcript] == [
        ("R1", "What helped?", "My friends did."),
        ("R2", "What helped?", "The garden, mostly."),
    ]
    assert transcript.source.account.left_out == (("a column that holds no answers", 4),)


def test_columns_can_be_named_in_a_workbook(read):
    """As in any table."""
    data = workbook(("a", "b", "c"), ("INT", "x", "So?"), ("P1", "y", "Yes."))
    assert read("a.xlsx", data, columns={"speaker": "a", "text": "c"}).speakers == {"INT": 1, "P1": 1}


def test_what_looks_like_a_formula_is_words(read):
    """Somebody may have said it; nothing is worked out."""
    assert (
        read("a.xlsx", workbook(("Who", "Text"), ("P1", "=1+1 they said"), ("P1", "So."))).turns[0].text
        == "=1+1 they said"
    )


def test_further_sheets_are_not_passed_over_in_silence(read):
    """The first is read, and how many are not is said."""
    source = read("a.xlsx", workbook(("Who", "Text"), ("P1", "So."), ("P2", "Oh."), others=2)).source
    assert any("2 further sheets are not read" in doubt for doubt in source.doubts)


def test_an_empty_workbook_is_refused(read):
    """With what a table needs."""
    with pytest.raises(LoadError, match="a table needs at least a speaker and their words"):
        read("a.xlsx", workbook())
