"""Which changes stand: what was taken back does not, and does again once the taking back was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from qualkit.errors import UndoError
from qualkit.store import tables
from qualkit.store.journal import INTRODUCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    Entry = Mapping[str, Any]

UNDO, REDO = "undo", "redo"
#: How many entries are read at once, the newest first: what is looked for is nearly always among them.
_PAGE = 100


def read_backwards(connection: Connection, coder: str | None = None) -> Iterator[tuple[Entry, bool]]:
    """The entries of the history, newest first, each with whether it stands; of one coder (an id), or of all."""
    gone: set[str] = set()
    for entry in _entries(connection, coder):
        stands = entry["id"] not in gone
        # Whatever takes an entry back comes after it, so that it has been seen already.
        if stands and entry["undoes"] is not None:
            gone.add(entry["undoes"])
        yield entry, stands


def _entries(connection: Connection, coder: str | None) -> Iterator[Entry]:
    history, before = tables.history, None
    wanted = select(history).where(history.c.verb != INTRODUCE).order_by(history.c.number.desc()).limit(_PAGE)
    if coder is not None:
        wanted = wanted.where(history.c.coder == coder)
    while True:
        page = wanted if before is None else wanted.where(history.c.number < before)
        rows = connection.execute(page).all()
        yield from (dict(row._mapping) for row in rows)  # noqa: SLF001 - SQLAlchemy's public name
        if len(rows) < _PAGE:
            return
        before = rows[-1].number


def last_entry(connection: Connection, coder: str) -> Entry:
    """This coder's last change that still stands; one that was done again counts as a change.

    Raises
    ------
    UndoError
        There is none.
    """
    for entry, stands in read_backwards(connection, coder):
        if stands and not _takes_back(entry):
            return entry
    raise UndoError(f"{_name(connection, coder)} has made no change that could be taken back.")


def last_undo(connection: Connection, coder: str) -> Entry:
    """This coder's last taking back that still stands, as long as they have changed nothing since.

    Raises
    ------
    UndoError
        There is none.
    """
    for entry, stands in read_backwards(connection, coder):
        if entry["undoes"] is None:
            break
        if stands and _takes_back(entry):
            return entry
    raise UndoError(
        f"{_name(connection, coder)} has taken nothing back that could be done again; "
        "after a new change, what was taken back before it stays so."
    )


def first_done(connection: Connection, entry: Entry) -> Entry:
    """The change that an entry takes back or does again, in the end."""
    while entry["undoes"] is not None:
        wanted = select(tables.history).where(tables.history.c.id == entry["undoes"])
        entry = dict(connection.execute(wanted).one()._mapping)  # noqa: SLF001
    return entry


def _takes_back(entry: Entry) -> bool:
    return entry["undoes"] is not None and entry["verb"] != REDO


def _name(connection: Connection, coder: str) -> str:
    name = connection.execute(select(tables.coders.c.name).where(tables.coders.c.id == coder)).scalar()
    return str(name or coder)
