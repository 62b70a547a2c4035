"""What happened outside: asked, sent, reminded, moved away. The newest mark is the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from qualkit.store import tables
from qualkit.store.stamps import new_id, now

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.store.journal import Journal


class Mark(NamedTuple):
    """One thing that happened, to a person or to one of their papers."""

    participant: str
    paper: str | None
    state: str
    on_date: str
    note: str
    marked_by: str
    marked_at: str


def read_marks(connection: Connection, participant: str | None = None) -> tuple[Mark, ...]:
    """What was marked for one person or for all, oldest first."""
    wanted = select(tables.marks).order_by(tables.marks.c.position)
    if participant is not None:
        wanted = wanted.where(tables.marks.c.participant == participant)
    return tuple(
        Mark(row.participant, row.paper, row.state, row.on_date, row.note, row.marked_by, row.marked_at)
        for row in connection.execute(wanted)
    )


def latest(connection: Connection) -> dict[str, str]:
    """The newest state that was marked for each person; being told what became of an answer is none."""
    return {mark.participant: mark.state for mark in read_marks(connection) if mark.state != "told"}


def write_mark(journal: Journal, mark: Mark) -> str:
    """Write down what happened; give the mark's id."""
    last = journal.connection.execute(select(func.max(tables.marks.c.position))).scalar()
    row = {**mark._asdict(), "id": new_id(), "marked_at": mark.marked_at or now()}
    journal.insert(tables.marks, {**row, "position": 0 if last is None else last + 1})
    return str(row["id"])
