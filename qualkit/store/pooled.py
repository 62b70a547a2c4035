"""The second check as it is kept: sheets, what stands on them, and what was said to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from qualkit.errors import NotFound
from qualkit.store import tables
from qualkit.store.stamps import new_id, now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from sqlalchemy import Connection

    from qualkit.store.journal import Journal


def write_sheet(journal: Journal, token: str, items: Sequence[tuple[int, str, str]], coder: str) -> None:
    """Keep a sheet with its numbers: each the code or theme that it is about, and its name."""
    journal.insert(tables.sheets, {"token": token, "made_by": coder, "made_at": now()})
    rows = [
        {"sheet": token, "number": number, "target": target, "name": name} for number, target, name in items
    ]
    journal.insert(tables.sheet_items, *rows)


def read_items(connection: Connection, token: str) -> list[tuple[int, str, str]]:
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
    return [(row.number, row.target, row.name) for row in rows]


def write_answer(journal: Journal, row: Mapping[str, Any]) -> None:
    """Keep what was said to one number."""
    last = journal.connection.execute(select(func.max(tables.sheet_answers.c.position))).scalar()
    journal.insert(tables.sheet_answers, {**row, "id": new_id(), "position": 0 if last is None else last + 1})


def read_answers(connection: Connection) -> list[dict[str, Any]]:
    """Everything that was said, in the order of recording."""
    said, items, coders = tables.sheet_answers, tables.sheet_items, tables.coders
    rows = connection.execute(
        select(said, items.c.target, items.c.name, coders.c.name.label("coder"))
        .join(coders, coders.c.id == said.c.recorded_by)
        .join(items, (items.c.sheet == said.c.sheet) & (items.c.number == said.c.number), isouter=True)
        .order_by(said.c.position)
    )
    return [
        {
            "sheet": row.sheet,
            "number": row.number,
            "target": row.target or "",
            "name": row.name or "",
            "voice": row.voice,
            "said": row.said,
            "count": row.people,
            "words": row.words,
            "recorded_by": row.coder,
            "on": row.on_date,
        }
        for row in rows
    ]
