"""Rows out of a CSV or XLSX file, with the line that each began on."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import LoadError
from qualkit.loaders.archives import Archive
from qualkit.loaders.decode import TEXT_LIMIT, decode, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SEPARATORS = ",;\t|"
_SAMPLE = 50
_SAMPLE_TEXT = 200_000
#: More cells than any codebook or survey has.
_MOST_ROWS = 200_000
_MOST_COLUMNS = 2_000


class Row(NamedTuple):
    """One row and its place in the file (a line of CSV, a row of a sheet)."""

    line: int
    cells: list[str]


class Sheet(NamedTuple):
    """Rows that are not blank, and what was done to the text; `source` is all that stood there."""

    rows: list[Row]
    normalised: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    source: str = ""
    preview: tuple[str, ...] = ()


def read_csv(data: bytes, name: str) -> Sheet:
    r"""Read CSV with commas, semicolons, tabs or bars, in any of the encodings that text may have.

    Raises
    ------
    LoadError
        It is no text, or its quotation marks do not close.

    Examples
    --------
    >>> read_csv(b'turn;text\n1;"Well; hello"', "a.csv").rows[1].cells
    ['1', 'Well; hello']
    """
    decoded = decode(data, name)
    csv.field_size_limit(max(csv.field_size_limit(), TEXT_LIMIT))
    mark = _separator(decoded.text, name)
    rows = _rows(decoded.text, mark, name)
    layout = (("separators and quotation marks", _layout(decoded.text, mark, rows)),)
    return Sheet(rows, decoded.normalised, decoded.doubts, layout, decoded.text, decoded.preview)


def _layout(text: str, mark: str, rows: Iterable[Row]) -> str:
    """The separators and quotation marks of a table: those of the file that stand in none of its cells."""
    cells = Counter("".join(cell for row in rows for cell in row.cells))
    return "".join(sign * (text.count(sign) - cells[sign]) for sign in dict.fromkeys((mark, '"')))


def _separator(text: str, name: str) -> str:
    return max(_SEPARATORS, key=lambda mark: _evenness(text, mark, name))


def _evenness(text: str, mark: str, name: str) -> tuple[float, int]:
    """How many of the first rows have the same number of cells, more than one."""
    rows = _rows(text[:_SAMPLE_TEXT], mark, name, _SAMPLE)
    widths = Counter(len(row.cells) for row in rows)
    width, count = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1]), default=(0, 0))
    return (count / max(1, len(rows)) if width > 1 else 0.0, width)


def _rows(text: str, mark: str, name: str, most: int | None = None) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, cells))
            line = reader.line_num + 1
            _within_bounds(cells, len(rows), name)
            if len(rows) == most:
                break
    except csv.Error as error:
        raise LoadError(f"{name}, line {reader.line_num}: no table can be read here ({error}).") from None
    return rows


def _within_bounds(cells: Sequence[str], rows: int, name: str) -> None:
    if len(cells) > _MOST_COLUMNS or rows > _MOST_ROWS:
        raise LoadError(f"{name} has more than {_MOST_COLUMNS:,} columns or {_MOST_ROWS:,} rows: split it.")


def read_xlsx(data: bytes, name: str) -> Sheet:
    """Read the first sheet of an XLSX workbook as text.

    Raises
    ------
    LoadError
        It is broken, or packed like a trap.
    """
    archive = Archive(data, name)
    for member in archive.members:
        if member.endswith((".xml", ".rels")):
            archive.xml(member)  # the guards: no document type, well formed
    try:
        rows, others = _first_sheet(data, name)
    except LoadError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever a broken workbook makes it raise
        raise LoadError(f"{name} is broken as a workbook ({type(error).__name__}): save it again.") from None
    doubts = (f"{others} further sheets are not read: save each as a file of its own",) if others else ()
    return Sheet(rows, doubts=doubts, source="".join(cell for row in rows for cell in row.cells))


def _first_sheet(data: bytes, name: str) -> tuple[list[Row], int]:
    """The rows of the first sheet, and how many sheets there are beside it."""
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size need not be true
        return list(_sheet_rows(sheet.iter_rows(values_only=True), name)), len(book.worksheets) - 1


def _sheet_rows(found: Iterable[Sequence[object]], name: str) -> Iterable[Row]:
    for line, values in enumerate(found, start=1):
        cells = [_cell(value) for value in values]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            _within_bounds(cells, line, name)
            yield Row(line, cells)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return normalise(str(value))[0]


def padded(row: Sequence[str], width: int) -> list[str]:
    """A row with empty cells at its end, where a program left them out."""
    return [*row, *[""] * (width - len(row))]
