"""The table in which a person decides about names: written for a spreadsheet, and read back."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.errors import LoadError, StudyUnwritable
from qualkit.loaders.sheets import padded, read_csv, read_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from qualkit.loaders.sheets import Sheet

#: What a person fills in is `decision` and, where they like, `replacement`, `same as` and `which`.
COLUMNS = ("form", "kind", "count", "decision", "replacement", "same as", "which", "found by")
_NEEDED = ("form", "decision")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, repr=False)
class ReviewRow:
    """One form of a name as it stands in the table; `line` is for messages."""

    form: str
    kind: str = ""
    count: str = ""
    decision: str = ""
    replacement: str = ""
    same_as: str = ""
    which: str = ""
    found_by: str = ""
    context: str = ""
    line: int = 0

    def __repr__(self) -> str:
        """Name the line, never the name."""
        return f"ReviewRow(line {self.line})"


def write_review(path: Path, rows: Iterable[ReviewRow], *, context: bool = False) -> Path:
    """Write the table as CSV or XLSX, by the file's ending.

    Raises
    ------
    LoadError
        It ends in neither.
    StudyUnwritable
        The folder cannot be written to.
    """
    columns = (*COLUMNS, "context") if context else COLUMNS
    cells = [[getattr(row, name.replace(" ", "_")) for name in columns] for row in rows]
    write = {".csv": _write_csv, ".xlsx": _write_xlsx}.get(path.suffix.casefold())
    if write is None:
        raise LoadError(f"{path.name}: a review is a file ending in .csv or .xlsx.")
    try:
        write(path, [list(columns), *cells])
    except OSError as error:
        raise StudyUnwritable(
            f"{path} could not be written ({error.strerror}): choose another place."
        ) from None
    return path


def _write_csv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[_guarded(cell) for cell in row] for row in rows])


def _guarded(cell: str) -> str:
    """With an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _write_xlsx(path: Path, rows: Sequence[Sequence[str]]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for line in sheet.iter_rows():
        for cell in line:
            cell.data_type = "s"  # never a formula
    book.save(path)


def read_review(path: Path) -> list[ReviewRow]:
    """Read the table back; columns may stand in any order.

    Raises
    ------
    LoadError
        It is not there, no such table, or two rows are about one form.
    """
    sheet = _sheet(path)
    if not sheet.rows:
        raise LoadError(
            f"{path.name} is empty: write it with  qualkit pseudonymise STUDY --review {path.name}"
        )
    head = [cell.strip().casefold().replace("_", " ") for cell in sheet.rows[0].cells]
    missing = [name for name in _NEEDED if name not in head]
    if missing:
        raise LoadError(f"{path.name} has no column '{missing[0]}'; its columns are {', '.join(COLUMNS)}.")
    return [_row(head, padded(row.cells, len(head)), row.line) for row in sheet.rows[1:]]


def _sheet(path: Path) -> Sheet:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LoadError(f"{path} cannot be read ({error.strerror}).") from None
    return read_xlsx(data, path.name) if path.suffix.casefold() == ".xlsx" else read_csv(data, path.name)


def _row(head: Sequence[str], cells: Sequence[str], line: int) -> ReviewRow:
    known = {name.replace(" ", "_") for name in (*COLUMNS, "context")}
    given = {
        name.replace(" ", "_"): _unguarded(cell.strip())
        for name, cell in zip(head, cells, strict=False)
        if name.replace(" ", "_") in known
    }
    return ReviewRow(**given, line=line)


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell
