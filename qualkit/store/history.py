"""Reading the history: who did what, when; never anyone's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from qualkit.store import tables

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection


def read_history(connection: Connection) -> list[dict[str, Any]]:
    """Every entry, oldest first, with the coder's name in place of the id."""
    history, coders = tables.history, tables.coders
    rows = connection.execute(
        select(history, coders.c.name)
        .outerjoin(coders, coders.c.id == history.c.coder)
        .order_by(history.c.number)
    )
    return [{**_without_name(dict(row._mapping)), "coder": row.name or row.coder} for row in rows]  # noqa: SLF001


def _without_name(row: dict[str, Any]) -> dict[str, Any]:
    row.pop("name")
    return row
