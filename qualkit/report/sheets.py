"""Tables as files: CSV that a spreadsheet opens without running anything in it, and HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

#: What a spreadsheet takes for the start of a formula; full-width forms count too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def guarded(cell: object) -> object:
    """Put an apostrophe before words that a spreadsheet would run as a formula.

    Examples
    --------
    >>> guarded("- well, no"), guarded("Well, no"), guarded(-3)
    ("'- well, no", 'Well, no', -3)
    """
    if isinstance(cell, str) and cell.lstrip(" \xa0").startswith(_FORMULA):
        return f"'{cell}"
    return cell


def write_csv(table: pd.DataFrame, path: Path) -> Path:
    """Write UTF-8 with a mark at its start, so that every spreadsheet reads the letters right."""
    table.map(guarded).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    return path


def html_table(table: pd.DataFrame, caption: str) -> str:
    """One table as HTML, every cell escaped, with its caption and header cells marked as such."""
    from html import escape

    head = "".join(f'<th scope="col">{escape(str(name).replace("_", " "))}</th>' for name in table.columns)
    rows = "\n".join(_html_row([str(cell) for cell in row]) for row in table.itertuples(index=False))
    top = f"<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>"
    return f"<table>\n{top}\n<tbody>\n{rows}\n</tbody>\n</table>"


def _html_row(cells: list[str]) -> str:
    from html import escape

    first, *rest = (escape(cell).replace("\n", "<br>") for cell in cells)
    return f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
