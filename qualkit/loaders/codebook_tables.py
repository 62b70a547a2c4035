"""Codebooks as spreadsheets: the same keys as columns, a code a row.

`parent` holds the id of the code above, or `path` the names from the top, joined by `` > ``.
Lists stand in one cell, with ``;`` between, or each on its own line. The codebook's own title and
the like stand in columns beginning with ``codebook_`` on the first row.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from qualkit.loaders.codebook_drafts import ABOUT, LISTS, TEXTS, Draft, Drafts, near, one_line, text
from qualkit.loaders.sheets import Row, Sheet, padded

if TYPE_CHECKING:
    from qualkit.model import Code, Codebook

_COLUMNS = (
    "id", "name", "definition", "include", "exclude", "examples", "words",
    "kind", "polarity", "part", "pair", "area", "parent",
)  # fmt: skip
_ABOUT = tuple(f"codebook_{key}" for key in ABOUT)
_KNOWN = (*_COLUMNS, "path", *_ABOUT)
_BETWEEN = " > "
# What a spreadsheet program takes for a formula; the apostrophe before it is the usual guard.
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")
_GUARDED = re.compile(r"''*\s*[=+\-@\t\r＝＋－＠]")


def read_table(sheet: Sheet, name: str) -> Drafts:
    """Read rows as codes, noting what is wrong."""
    drafts = Drafts(name)
    if not sheet.rows:
        drafts.wrong(1, "the sheet is empty: it needs the columns id, name and definition.")
        return drafts
    keys = _keys(sheet.rows[0], drafts)
    for row in sheet.rows[1:]:
        _read_row(row, keys, drafts)
    _place_by_path(drafts)
    return drafts


def _keys(heading: Row, drafts: Drafts) -> list[str]:
    keys = [cell.strip().casefold().replace(" ", "_") for cell in heading.cells]
    for at, key in enumerate(keys):
        if key and key not in _KNOWN:
            drafts.wrong(heading.line, f"'{key}' is no column of a codebook.{near(key, _KNOWN)}")
        elif key and key in keys[:at]:
            drafts.wrong(heading.line, f"the column '{key}' stands twice.")
    return keys


def _read_row(row: Row, keys: list[str], drafts: Drafts) -> None:
    if len(row.cells) > len(keys):
        drafts.wrong(row.line, f"{len(row.cells)} cells, but {len(keys)} columns: look for a stray comma.")
    cells = dict(zip(keys, map(_unguarded, padded(row.cells, len(keys))), strict=False))
    for key in _ABOUT:
        if cells.get(key, "").strip():
            drafts.about.setdefault(key.removeprefix("codebook_"), one_line(cells[key]))
    draft = Draft(row.line)
    for key in (*TEXTS, "path"):
        value = (
            text(cells.get(key, ""))
            if key in {"definition", "include", "exclude"}
            else one_line(cells.get(key, ""))
        )
        if value:
            draft.texts[key] = value
    draft.lists = {key: _listed(cells.get(key, "")) for key in LISTS if cells.get(key, "").strip()}
    if draft.texts or draft.lists:
        drafts.codes.append(draft)


def _listed(cell: str) -> tuple[str, ...]:
    """With a line break in the cell every line is one item, and a semicolon is part of it."""
    pieces = cell.replace("\r\n", "\n").split("\n") if "\n" in cell else cell.split(";")
    return tuple(item for item in map(one_line, pieces) if item)


def _place_by_path(drafts: Drafts) -> None:
    """A path may end with the code's own name, or with the one above it."""
    paths: dict[tuple[str, ...], str] = {}
    wanted: list[tuple[Draft, tuple[str, ...]]] = []
    for draft in drafts.codes:
        path = tuple(piece.strip() for piece in draft.texts.pop("path", "").split(">") if piece.strip())
        name = draft.texts.get("name", "")
        above = path[:-1] if path and path[-1] == name else path
        paths.setdefault((*above, name), draft.id)
        if above and not draft.texts.get("parent"):
            wanted.append((draft, above))
    for draft, above in wanted:
        parent = paths.get(above)
        if parent:
            draft.texts["parent"] = parent
        else:
            drafts.wrong(draft.line, f"the path of '{draft.id}' leads to '{_BETWEEN.join(above)}': no code.")


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def table_rows(book: Codebook) -> list[list[str]]:
    """The codebook as rows, headings first; columns that nothing stands in are left out."""
    about = [getattr(book, key) for key in ABOUT]
    rows = [[*_cells(code), *([""] * len(about))] for code in book] or [[""] * len(_KNOWN[:-1])]
    rows[0][-len(about) :] = about
    keep = [
        at
        for at, key in enumerate((*_COLUMNS, *_ABOUT))
        if key in {"id", "name", "definition"} or any(row[at] for row in rows)
    ]
    return [[(*_COLUMNS, *_ABOUT)[at] for at in keep], *([row[at] for at in keep] for row in rows)]


def _cells(code: Code) -> list[str]:
    return [
        _joined(getattr(code, key)) if key in LISTS else str(getattr(code, key) or "") for key in _COLUMNS
    ]


def _joined(items: tuple[str, ...]) -> str:
    """Items with a semicolon of their own stand on lines instead (one alone ends with a line break)."""
    lines = [one_line(item) for item in items]
    if not any(";" in line for line in lines):
        return "; ".join(lines)
    return "\n".join(lines) + ("\n" if len(lines) == 1 else "")


def csv_text(book: Codebook) -> str:
    """Write a codebook as CSV; what looks like a formula is guarded by an apostrophe."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\n")
    rows.writerows([_guarded(cell) for cell in row] for row in table_rows(book))
    return written.getvalue()


def xlsx_bytes(book: Codebook) -> bytes:
    """Write a codebook as XLSX, every cell as text."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import WriteOnlyCell

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("codebook")
    for row in table_rows(book):
        cells = [WriteOnlyCell(sheet, value=_guarded(cell)) for cell in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()
