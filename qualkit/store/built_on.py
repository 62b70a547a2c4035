"""What others have built on a change: it cannot be taken back from under them."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from qualkit.errors import UndoError
from qualkit.store import gathering, integrity, places, suggestions, tables
from qualkit.store.standing import read_backwards

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from qualkit.store.journal import Journal


class Hanging(NamedTuple):
    """What stands on nothing: memos, turns without a speaker, and what themes gathered."""

    memos: frozenset[str]
    turns: frozenset[str]
    gathered: frozenset[tuple[str, str]]


def hanging(connection: Connection) -> Hanging:
    """What stands on nothing now; in a study that is whole, nothing does."""
    memos = frozenset(memo for memo, _ in integrity.hanging_memos(connection))
    turns = frozenset(integrity.speaker_faults(connection))
    return Hanging(memos, turns, frozenset(gathering.hanging(connection)))


def refuse_later_work(connection: Connection, entry: Mapping[str, Any]) -> None:
    """Refuse to take a transcript out that somebody else has put right since.

    Raises
    ------
    UndoError
    """
    changes = tables.changes
    added = select(changes.c.row_key).where(
        changes.c.history == entry["id"],
        changes.c.table_name == "documents",
        changes.c.row_before.is_(None),
    )
    keys = list(connection.execute(added).scalars())
    touched = _transcripts_changed(connection, entry["number"]) if keys else set()
    if any(document in key for document in touched for key in keys):
        raise UndoError(
            "Somebody has put that transcript or its speakers right since; undo that first. Nothing was taken back."
        )


def _transcripts_changed(connection: Connection, number: int) -> set[str]:
    """The transcripts of which a change after that number of the history stands."""
    later = takewhile(lambda each: each[0]["number"] > number, read_backwards(connection))
    return {
        entry["noun_id"]
        for entry, stands in later
        if stands and entry["undoes"] is None and entry["noun"] == "transcript"
    }


def took_documents_out(connection: Connection, entry: str) -> bool:
    """Whether an entry of the history took a transcript out: its text went with it, and no image of that is kept."""
    changes = tables.changes
    wanted = select(changes.c.number).where(
        changes.c.history == entry, changes.c.table_name == "documents", changes.c.row_after.is_(None)
    )
    return connection.execute(wanted.limit(1)).first() is not None


def refuse_hanging(journal: Journal, before: Hanging) -> None:
    """Refuse when something that stood before stands on nothing now.

    Raises
    ------
    UndoError
    """
    connection = journal.connection
    suggestions.forget_ahead(journal)
    ahead = places.ahead_of_text(connection)
    if ahead is not None:
        raise UndoError(
            f"Somebody has worked on the corrected text of {ahead} since; undo that first. Nothing was taken back."
        )
    now = hanging(connection)
    if now.memos - before.memos:
        raise UndoError(
            "Somebody has written a memo on what would go; undo that first. Nothing was taken back."
        )
    if now.gathered - before.gathered:
        raise UndoError(
            "Somebody has gathered it into a theme, or taken that theme out, since; undo that first. "
            "Nothing was taken back."
        )
    if now.turns - before.turns:
        raise UndoError(
            "Somebody has corrected the text with those speakers since; undo that first. Nothing was taken back."
        )
