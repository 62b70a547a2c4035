"""Codings that wait for a person: their words changed, or went, when the transcript was corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from qualkit.errors import NotFound
from qualkit.model import HELD_BACK
from qualkit.store import holds, tables
from qualkit.store.journal import row_of
from qualkit.store.stamps import now

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from qualkit.model import AnchorState
    from qualkit.store.journal import Journal


class Waiting(NamedTuple):
    """One coding that waits: where it stands or is proposed to, on which words, and on which it stood before.

    Where the words are lost, `start` and `end` are those of the old text, and `now` is empty.
    """

    coding: str
    document: str
    code: str
    coder: str
    state: AnchorState
    start: int
    end: int
    before: str
    now: str
    since: str

    def __repr__(self) -> str:
        """Name the coding, never the words."""
        return f"Waiting({self.coding}, {self.document} {self.start}:{self.end}, {self.state})"


def waiting(connection: Connection, document: str | None = None) -> list[Waiting]:
    """The codings that wait, in the order of the texts; `document` is a name. Words held back are covered."""
    anchors, codings, documents, coders = tables.anchors, tables.codings, tables.documents, tables.coders
    wanted = (
        select(codings, anchors.c.state, anchors.c.quote.label("stood_on"), anchors.c.since)
        .add_columns(documents.c.name.label("document_name"), coders.c.name.label("coder_name"))
        .add_columns(_held().label("held"))
        .join(codings, codings.c.id == anchors.c.coding)
        .join(documents, documents.c.id == codings.c.document)
        .join(coders, coders.c.id == codings.c.coder)
        .order_by(documents.c.position, codings.c.start_at, codings.c.id)
    )
    if document is not None:
        wanted = wanted.where(documents.c.name == document)
    return [
        Waiting(
            row.id,
            row.document_name,
            row.code,
            row.coder_name,
            row.state,
            row.start_at,
            row.end_at,
            HELD_BACK if row.held else row.stood_on,
            "" if row.state == "lost" else HELD_BACK if row.held else row.quote,
            row.since,
        )
        for row in connection.execute(wanted)
    ]


def _held() -> ColumnElement[bool]:
    return holds.is_held(tables.codings, "quote", "use", "mask")


def covered_codings(connection: Connection, document: str) -> set[str]:
    """The codings of a document (its id) that have words in them that are held back in whatever way."""
    mine = select(tables.codings.c.id).where(tables.codings.c.document == document, _held())
    return set(connection.execute(mine).scalars())


def how_many(connection: Connection) -> int:
    """How many codings wait."""
    return connection.execute(select(func.count()).select_from(tables.anchors)).scalar_one()


def waits(connection: Connection, coding: str) -> AnchorState | None:
    """In which state a coding (its whole id) waits, or None."""
    state: AnchorState | None = connection.execute(
        select(tables.anchors.c.state).where(tables.anchors.c.coding == coding)
    ).scalar()
    return state


def must_wait(connection: Connection, coding: str) -> AnchorState:
    """In which state a coding waits.

    Raises
    ------
    NotFound
        It does not.
    """
    state = waits(connection, coding)
    if state is None:
        raise NotFound(f"The coding {coding} does not wait for anybody: its words are as they were.")
    return state


def ask(journal: Journal, coding: str, state: AnchorState, revision: int, quote: str) -> None:
    """Have a coding wait; one that waits already keeps the words it first stood on."""
    if row_of(journal.connection, tables.anchors, {"coding": coding}) is None:
        row = {"coding": coding, "state": state, "revision": revision, "quote": quote, "since": now()}
        journal.insert(tables.anchors, row)
    else:
        journal.update(tables.anchors, {"coding": coding}, {"state": state})


def hand_over(journal: Journal, old: str, new: str) -> None:
    """A coding that goes into another takes its doubt along."""
    row = row_of(journal.connection, tables.anchors, {"coding": old})
    if row is not None and old != new:
        journal.delete(tables.anchors, {"coding": old})
        ask(journal, new, "unsure", row["revision"], row["quote"])


def settle(journal: Journal, coding: str) -> None:
    """A person has said: it waits no more."""
    journal.delete(tables.anchors, {"coding": coding})
