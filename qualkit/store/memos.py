"""Memos by their own ids: listed, written anew, taken out. What was written before stays in the side rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from qualkit.model import Memo
from qualkit.store import holds, tables
from qualkit.store.codings import whole_id

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Row

    from qualkit.store.journal import Journal


def list_memos(connection: Connection, about: str | None, target: str | None) -> tuple[Memo, ...]:
    """Memos on one kind of thing, on one thing, or all, oldest first; not those on codings that may not be used."""
    memos = tables.memos
    wanted = select(memos).order_by(memos.c.created_at, memos.c.id)
    for column, value in ((memos.c.about, about), (memos.c.target, target)):
        if value is not None:
            wanted = wanted.where(column == value)
    if holds.are_any(connection):
        held = select(tables.codings.c.id).where(holds.is_held(tables.codings, "use"))
        wanted = wanted.where((memos.c.about != "coding") | memos.c.target.not_in(held))
    return tuple(_memo(row) for row in connection.execute(wanted))


def _memo(row: Row[Any]) -> Memo:
    return Memo(row.id, row.about, row.target, row.coder, row.text, row.created_at)


def memo_with(connection: Connection, memo: str) -> Memo:
    """The memo whose id begins so.

    Raises
    ------
    NotFound
        None does, or more than one.
    """
    whole = whole_id(connection, tables.memos, memo, "memo")
    return _memo(connection.execute(select(tables.memos).where(tables.memos.c.id == whole)).one())


def rewrite_memo(journal: Journal, memo: str, text: str) -> None:
    """Write other words in a memo (its whole id)."""
    journal.update(tables.memos, {"id": memo}, {"text": text})


def remove_memo(journal: Journal, memo: str) -> None:
    """Take a memo (its whole id) out."""
    journal.delete(tables.memos, {"id": memo})
