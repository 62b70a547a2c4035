"""Rows of CSV and XLSX files."""

import io

import openpyxl
import pytest

from qualkit.errors import LoadError
from qualkit.loaders import sheets
from qualkit.loaders.sheets import read_csv, read_xlsx


def test_each_row_knows_the_line_it_begins_on():
    """Also below a cell of several lines."""
    rows = read_csv(b'a,b\n"1\n2",x\n\n3,y\n', "a.csv").rows
    assert [row.line for row in rows] == [1, 2, 5]


def test_a_workbook_is_read_as_text():
    """Whole numbers without their point; formulas as they are written."""
    book = openpyxl.Workbook()
    book.active.append(["id", 1, 2.0, 2.5, "=1+1", None])
    written = io.BytesIO()
    book.save(written)
    assert read_xlsx(written.getvalue(), "a.xlsx").rows[0].cells == ["id", "1", "2", "2.5", "=1+1"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no workbook"])
def test_a_broken_workbook_is_refused(data):
    """In one sentence."""
    with pytest.raises(LoadError, match="is broken"):
        read_xlsx(data, "a.xlsx")


def test_a_zip_that_is_no_workbook_is_refused(samples):
    """Such as a Word document."""
    with pytest.raises(LoadError, match="broken as a workbook"):
        read_xlsx((samples / "docx/handmade_table.docx").read_bytes(), "a.xlsx")


def test_too_many_rows_or_columns_are_refused_not_cut(monkeypatch):
    """Nothing is left away in silence."""
    monkeypatch.setattr(sheets, "_MOST_ROWS", 2)
    with pytest.raises(LoadError, match="split it"):
        read_csv(b"a,b\nc,d\ne,f\n", "a.csv")
    monkeypatch.setattr(sheets, "_MOST_COLUMNS", 3)
    with pytest.raises(LoadError, match="split it"):
        read_csv(b"a,b,c,d\n", "a.csv")
