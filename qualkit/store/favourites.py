"""The codes that a coder keeps on the keys 1 to 9."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from qualkit.store import tables
from qualkit.store.journal import row_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.store.journal import Journal


def read_favourites(connection: Connection, coder: str) -> dict[int, str]:
    """A coder's favourite codes by their number; the coder is an id."""
    kept = tables.favourites
    rows = connection.execute(select(kept).where(kept.c.coder == coder).order_by(kept.c.number))
    return {row.number: row.code for row in rows}


def write_favourite(journal: Journal, coder: str, number: int, code: str | None) -> None:
    """Put a code on a number, or with None take off what is there."""
    key = {"coder": coder, "number": number}
    if code is None:
        journal.delete(tables.favourites, key)
    elif row_of(journal.connection, tables.favourites, key) is None:
        journal.insert(tables.favourites, {**key, "code": code})
    else:
        journal.update(tables.favourites, key, {"code": code})
