"""Who has which interview in hand, and where each coder stopped in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from qualkit.store import tables
from qualkit.store.journal import row_of
from qualkit.store.stamps import now

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.store.journal import Journal


def read_hands(connection: Connection) -> dict[str, tuple[str, ...]]:
    """For each document (its name), who has it in hand: the names, whoever has had it longest first."""
    hands, documents, coders = tables.hands, tables.documents, tables.coders
    rows = connection.execute(
        select(documents.c.name, coders.c.name.label("coder_name"))
        .join(hands, hands.c.document == documents.c.id, isouter=True)
        .join(coders, coders.c.id == hands.c.coder, isouter=True)
        .order_by(documents.c.position, hands.c.since, coders.c.name)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[row.name] = (*found.get(row.name, ()), *([row.coder_name] if row.coder_name else []))
    return found


def take(journal: Journal, document: str, coder: str) -> None:
    """Put a document into a coder's hand; both are ids."""
    if row_of(journal.connection, tables.hands, {"document": document, "coder": coder}) is None:
        journal.insert(tables.hands, {"document": document, "coder": coder, "since": now()})


def give(journal: Journal, document: str, coder: str) -> None:
    """Take a document out of a coder's hand; both are ids."""
    journal.delete(tables.hands, {"document": document, "coder": coder})


class Stop(NamedTuple):
    """Where a coder stopped: an offset in one revision of the text, and in which turn, should that text go."""

    revision: int
    at: int
    turn: int
    within: int


def read_stop(connection: Connection, document: str, coder: str) -> Stop | None:
    """Where a coder stopped in a document (both ids), or None where they have not begun."""
    row = row_of(connection, tables.stops, {"document": document, "coder": coder})
    return None if row is None else Stop(row["revision"], row["stopped_at"], row["turn"], row["within"])


def write_stop(connection: Connection, document: str, coder: str, stop: Stop) -> None:
    """Remember where a coder stopped: no act of theirs on the study, so that it has no history."""
    stops = tables.stops
    mine = (stops.c.document == document) & (stops.c.coder == coder)
    values = {
        "revision": stop.revision,
        "stopped_at": stop.at,
        "turn": stop.turn,
        "within": stop.within,
    }
    if not connection.execute(stops.update().where(mine).values(values)).rowcount:
        connection.execute(stops.insert(), {"document": document, "coder": coder, **values})
