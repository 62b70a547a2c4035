"""The second check as it is kept: sheets, what stands on them, who was handed them, and what was said to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from qualkit.errors import NotFound
from qualkit.store import tables
from qualkit.store.stamps import new_id, now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from sqlalchemy import Connection, Table

    from qualkit.store.journal import Journal


class Numbered(NamedTuple):
    """One number of a sheet: what it is about (a theme or a code), its id, and what stood there."""

    number: int
    about: str
    target: str
    name: str


def write_sheet(journal: Journal, token: str, items: Sequence[Numbered], coder: str) -> None:
    """Keep a sheet with its numbers."""
    journal.insert(tables.sheets, {"token": token, "made_by": coder, "made_at": now()})
    journal.insert(tables.sheet_items, *({"sheet": token, **item._asdict()} for item in items))


def read_items(connection: Connection, token: str) -> list[Numbered]:
    """What stands on a sheet.

    Raises
    ------
    NotFound
        There is no such sheet.
    """
    items = tables.sheet_items
    rows = connection.execute(select(items).where(items.c.sheet == token).order_by(items.c.number)).all()
    if not rows:
        known = connection.execute(select(tables.sheets.c.token)).scalars()
        raise NotFound.among("sheet", token, known)
    return [Numbered(row.number, row.about, row.target, row.name) for row in rows]


def read_sheets(connection: Connection) -> dict[str, list[Numbered]]:
    """Every sheet in the order of making, with its numbers."""
    sheets = tables.sheets
    tokens = connection.execute(select(sheets.c.token).order_by(sheets.c.made_at, sheets.c.token)).scalars()
    return {token: read_items(connection, token) for token in tokens}


def write_given(journal: Journal, row: Mapping[str, Any]) -> None:
    """Keep to how many of one voice a sheet was handed."""
    _append(journal, tables.sheets_given, row)


def read_given(connection: Connection) -> list[dict[str, Any]]:
    """To how many each sheet was handed, by voice."""
    rows = connection.execute(select(tables.sheets_given).order_by(tables.sheets_given.c.position))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def write_answer(journal: Journal, row: Mapping[str, Any]) -> None:
    """Keep what was said to one number; in a session, and by whom, where that is known."""
    _append(journal, tables.sheet_answers, {"session": None, "participant": None, **row})


def _append(journal: Journal, table: Table, row: Mapping[str, Any]) -> None:
    last = journal.connection.execute(select(func.max(table.c.position))).scalar()
    journal.insert(table, {**row, "id": new_id(), "position": 0 if last is None else last + 1})


def read_answers(connection: Connection) -> list[dict[str, Any]]:
    """Everything that was said, in the order of recording."""
    said, items, coders = tables.sheet_answers, tables.sheet_items, tables.coders
    rows = connection.execute(
        select(said, items.c.about, items.c.target, items.c.name, coders.c.name.label("coder"))
        .join(coders, coders.c.id == said.c.recorded_by)
        .join(items, (items.c.sheet == said.c.sheet) & (items.c.number == said.c.number), isouter=True)
        .order_by(said.c.position)
    )
    return [
        {
            "sheet": row.sheet,
            "number": row.number,
            "about": row.about or "",
            "target": row.target or "",
            "name": row.name or "",
            "voice": row.voice,
            "said": row.said,
            "count": row.people,
            "words": row.words,
            "route": row.route,
            "session": row.session or "",
            "participant": row.participant or "",
            "recorded_by": row.coder,
            "on": row.on_date,
        }
        for row in rows
    ]
