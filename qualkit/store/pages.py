"""What one coder has in front of them of one interview: its codings with their memos, and what changed since."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from qualkit.store import holds, tables

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


class Laid(NamedTuple):
    """One coding as it lies on a page; offsets are code points of the text as it stands now.

    `memo` is what the page's coder wrote last, `notes` are all other memos on it.
    """

    id: str
    start: int
    end: int
    code: str
    coder: str
    polarity: str | None
    origin: str
    memo: str
    notes: str
    waits: str | None
    important: bool

    def __repr__(self) -> str:
        """Name the place, never the memo."""
        return f"Laid({self.id}, {self.start}:{self.end}, {self.code})"


def laid(
    connection: Connection,
    document: str,
    coder: str,
    *,
    others: bool = False,
    ids: Collection[str] | None = None,
) -> list[Laid]:
    """One coder's codings on a document (ids) as it stands now, or with `others` everybody's; `ids` narrows them."""
    codings, documents, anchors = tables.codings, tables.documents, tables.anchors
    wanted = (
        select(codings, anchors.c.state)
        .join(
            documents, (documents.c.id == codings.c.document) & (documents.c.revision == codings.c.revision)
        )
        .outerjoin(anchors, anchors.c.coding == codings.c.id)
        .where(codings.c.document == document)
        .order_by(codings.c.start_at, codings.c.end_at, codings.c.created_at, codings.c.id)
    )
    if not others:
        wanted = wanted.where(codings.c.coder == coder)
    if ids is not None:
        wanted = wanted.where(codings.c.id.in_(ids))
    if holds.are_any(connection):
        wanted = wanted.where(~holds.is_held(codings, "use"))
    rows = connection.execute(wanted).all()
    mine, notes = _memos(connection, document, coder, ids)
    return [
        Laid(
            row.id,
            row.start_at,
            row.end_at,
            row.code,
            row.coder,
            row.polarity,
            row.origin,
            mine.get(row.id, ""),
            "\n".join(notes.get(row.id, ())),
            row.state,
            bool(row.important),
        )
        for row in rows
    ]


def _memos(
    connection: Connection, document: str, coder: str, ids: Collection[str] | None
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The coder's own last memo on each coding of a document, and all the others."""
    codings, memos = tables.codings, tables.memos
    wanted = (
        select(memos.c.target, memos.c.text, memos.c.coder)
        .join(codings, codings.c.id == memos.c.target)
        .where(memos.c.about == "coding", codings.c.document == document)
        .order_by(memos.c.created_at, memos.c.id)
    )
    if ids is not None:
        wanted = wanted.where(memos.c.target.in_(ids))
    mine: dict[str, str] = {}
    notes: dict[str, list[str]] = {}
    for row in connection.execute(wanted):
        if row.coder == coder:
            if row.target in mine:
                notes.setdefault(row.target, []).append(mine[row.target])
            mine[row.target] = row.text
        else:
            notes.setdefault(row.target, []).append(row.text)
    return mine, notes


def uses(connection: Connection, coder: str | None) -> dict[str, int]:
    """How many codings each code has, one coder's (its id) or everybody's."""
    codings = tables.codings
    wanted = select(codings.c.code, func.count().label("uses")).group_by(codings.c.code)
    if coder is not None:
        wanted = wanted.where(codings.c.coder == coder)
    return {row.code: row.uses for row in connection.execute(wanted)}


def last_number(connection: Connection) -> int:
    """The number of the last change in the history, or 0."""
    return int(connection.execute(select(func.max(tables.history.c.number))).scalar() or 0)


def touched_since(connection: Connection, number: int) -> dict[str, set[str]]:
    """Which rows the changes after that one touched: the keys by the table's name.

    A key of several columns is left out; its table stands there with what could be named.
    """
    history, changes = tables.history, tables.changes
    rows = connection.execute(
        select(changes.c.table_name, changes.c.row_key, changes.c.row_before, changes.c.row_after)
        .join(history, history.c.id == changes.c.history)
        .where(history.c.number > number)
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        keys = found.setdefault(row.table_name, set())
        key = json.loads(row.row_key)
        if len(key) == 1:
            keys.add(str(next(iter(key.values()))))
        if row.table_name == "memos":
            image = json.loads(row.row_after or row.row_before)
            if image["about"] == "coding":
                found.setdefault("codings", set()).add(image["target"])
    return found
