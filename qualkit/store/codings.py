"""Codings and memos: written one by one, read one by one or as the columns of the tidy table."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, select

from qualkit.errors import NotFound
from qualkit.model import HELD_BACK, Coding, Memo, Segment
from qualkit.store import gathering, holds, tables
from qualkit.store.stamps import new_id, now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from sqlalchemy import Connection, Row, Select, Table

    from qualkit.store.journal import Journal


def coding_row(coding: Coding, document: str) -> dict[str, Any]:
    """A coding as its row; `document` is the document's id, not its name."""
    return {
        "id": coding.id,
        **place_row(coding.segment, document),
        "code": coding.code,
        "coder": coding.coder,
        "polarity": coding.polarity,
        "origin": coding.origin,
        "interpretation": coding.interpretation,
        "suggestion": coding.suggestion,
        "suggestions_seen": int(coding.suggestions_seen),
        "cycle": coding.cycle,
        "created_at": coding.created_at or now(),
        "important": int(coding.important),
    }


def place_row(segment: Segment, document: str) -> dict[str, Any]:
    """The columns that say where a segment lies."""
    return {
        "document": document,
        "revision": segment.revision,
        "start_at": segment.start,
        "end_at": segment.end,
        "quote": segment.quote,
        "before": segment.before,
        "after": segment.after,
    }


def segment_of(row: Row[Any], document: str) -> Segment:
    """The segment that a row of codings or suggestions holds."""
    return Segment(document, row.start_at, row.end_at, row.revision, row.quote, row.before, row.after)


def _coding(row: Row[Any]) -> Coding:
    return Coding(
        row.id,
        segment_of(row, row.document_name),
        row.code,
        row.coder,
        row.polarity,
        row.origin,
        row.interpretation,
        row.suggestion,
        bool(row.suggestions_seen),
        row.cycle,
        row.created_at,
        bool(row.important),
    )


def _named() -> Select[Any]:
    documents = tables.documents
    return select(tables.codings, documents.c.name.label("document_name")).join(
        documents, documents.c.id == tables.codings.c.document
    )


def read_codings(
    connection: Connection,
    *,
    document: str | None = None,
    code: str | None = None,
    coder: str | None = None,
    held: bool = False,
    settled: bool = False,
) -> tuple[Coding, ...]:
    """Codings in the order of the text; each filter is an id.

    What is held back is left out, unless `held`; with `settled` so is what waits for a person after a correction.
    """
    wanted = _named().order_by(
        tables.documents.c.position, tables.codings.c.start_at, tables.codings.c.created_at
    )
    for column, value in (("document", document), ("code", code), ("coder", coder)):
        if value is not None:
            wanted = wanted.where(tables.codings.c[column] == value)
    if settled:
        wanted = wanted.where(~exists().where(tables.anchors.c.coding == tables.codings.c.id))
    some = not held and holds.are_any(connection)
    if some:
        wanted = wanted.where(~holds.is_held(tables.codings))
    masks = holds.read_masks(connection) if some else {}
    return tuple(_covered(_coding(row), masks) for row in connection.execute(wanted))


def read_meeting(connection: Connection, coding: Coding, document: str) -> tuple[Coding, ...]:
    """The codings of its coder and code whose words a coding meets, also by way of one another.

    `document` is the document's id. Only these are read, so that the thousandth coding is laid as fast as the first.
    """
    table, segment = tables.codings, coding.segment
    same = {"document": document, "revision": segment.revision, "code": coding.code, "coder": coding.coder}
    alike = and_(*(table.c[name] == value for name, value in same.items()))
    start, end = segment.start, segment.end
    while True:
        meets = and_(alike, table.c.start_at < end, table.c.end_at > start)
        first, last = connection.execute(
            select(func.min(table.c.start_at), func.max(table.c.end_at)).where(meets)
        ).one()
        if first is None or (first >= start and last <= end):
            return tuple(_coding(row) for row in connection.execute(_named().where(meets)))
        start, end = min(start, first), max(end, last)


def _covered(coding: Coding, masks: Mapping[str, Sequence[holds.Mask]]) -> Coding:
    """A coding with what is hidden covered, in its quote and beside it."""
    mine, segment = masks.get(coding.segment.document, ()), coding.segment
    if not mine:
        return coding
    shown = replace(
        segment,
        quote=holds.masked(segment.quote, segment.start, mine, same_length=True),
        before=holds.masked(segment.before, segment.start - len(segment.before), mine, same_length=True),
        after=holds.masked(segment.after, segment.end, mine, same_length=True),
    )
    return replace(coding, segment=shown)


def coding_with(connection: Connection, coding: str) -> Coding:
    """The coding whose id begins so.

    Raises
    ------
    NotFound
        None does, or more than one.
    """
    whole = whole_id(connection, tables.codings, coding, "coding")
    return _coding(connection.execute(_named().where(tables.codings.c.id == whole)).one())


def place_of(connection: Connection, coding: str) -> Segment | None:
    """The stretch that a coding lies on, or None where the coding is gone."""
    row = connection.execute(_named().where(tables.codings.c.id == coding)).one_or_none()
    return None if row is None else segment_of(row, row.document_name)


def whole_id(connection: Connection, table: Table, beginning: str, noun: str) -> str:
    """Complete an id from its beginning, as long as only one fits."""
    start = beginning.strip().casefold()
    fits = select(table.c.id).where(table.c.id >= start, table.c.id < start + "~").limit(2)
    ids = list(connection.execute(fits).scalars()) if start else []
    if len(ids) == 1:
        return str(ids[0])
    if ids:
        raise NotFound(f"More than one {noun} has an id that begins with '{start}': type more of it.")
    raise NotFound(f"There is no {noun} whose id begins with '{beginning}'.")


def write_codings(journal: Journal, codings: Iterable[tuple[Coding, str]]) -> None:
    """Add codings, each with the id of its document."""
    journal.insert(tables.codings, *(coding_row(coding, document) for coding, document in codings))


def change_coding(journal: Journal, coding: Coding, document: str) -> None:
    """Write a coding anew under its id."""
    journal.update(tables.codings, {"id": coding.id}, coding_row(coding, document))


def change_interpretation(journal: Journal, coding: str, interpretation: str) -> None:
    """Write the sentence on a coding anew, and nothing else of it."""
    journal.update(tables.codings, {"id": coding}, {"interpretation": interpretation})


def remove_coding(journal: Journal, coding: str) -> None:
    """Take out a coding with its memos, and out of every theme; undo brings it all back."""
    for memo in read_memos(journal.connection, "coding", coding):
        journal.delete(tables.memos, {"id": memo.id})
    journal.delete(tables.anchors, {"coding": coding})
    gathering.drop(journal, coding)
    journal.delete(tables.codings, {"id": coding})


def read_memos(connection: Connection, about: str, target: str) -> tuple[Memo, ...]:
    """The memos on one thing, oldest first."""
    wanted = select(tables.memos).where(tables.memos.c.about == about, tables.memos.c.target == target)
    rows = connection.execute(wanted.order_by(tables.memos.c.created_at, tables.memos.c.id))
    return tuple(Memo(row.id, row.about, row.target, row.coder, row.text, row.created_at) for row in rows)


def write_memo(journal: Journal, memo: Memo) -> str:
    """Write a memo; this coder's earlier one on the same thing is replaced. Give its id."""
    for old in read_memos(journal.connection, memo.about, memo.target):
        if old.coder == memo.coder:
            journal.update(tables.memos, {"id": old.id}, {"text": memo.text})
            return old.id
    return add_memo(journal, memo)


def add_memo(journal: Journal, memo: Memo) -> str:
    """Write a memo beside any others on the same thing. Give its id."""
    row = {"id": memo.id or new_id(), "about": memo.about, "target": memo.target, "coder": memo.coder}
    journal.insert(tables.memos, {**row, "text": memo.text, "created_at": memo.created_at or now()})
    return str(row["id"])


def move_memos(journal: Journal, old: str, new: str) -> None:
    """Hang the memos of one coding on another."""
    for memo in read_memos(journal.connection, "coding", old):
        journal.update(tables.memos, {"id": memo.id}, {"target": new})


def coding_rows(connection: Connection) -> Sequence[Any]:
    """Every coding with the names the tidy table needs, in the order of the text.

    What may not be used is left out; what may not be quoted is hidden.
    """
    codings, documents, coders = tables.codings, tables.documents, tables.coders
    some = holds.are_any(connection)
    quote = holds.shown_quote(codings).label("quote") if some else codings.c.quote
    wanted = (
        select(
            codings.c.id,
            _place(codings),
            documents.c.name.label("document"),
            coders.c.name.label("coder"),
            coders.c.standpoint,
            codings.c.code,
            codings.c.polarity,
            codings.c.revision,
            codings.c.start_at,
            codings.c.end_at,
            quote,
            codings.c.origin,
            codings.c.cycle,
            codings.c.created_at,
            codings.c.interpretation,
            codings.c.important,
            codings.c.suggestions_seen,
        )
        .join(documents, documents.c.id == codings.c.document)
        .join(coders, coders.c.id == codings.c.coder)
        .order_by(
            documents.c.position, codings.c.revision, codings.c.start_at, codings.c.end_at, codings.c.id
        )
    )
    if some:
        wanted = wanted.where(~holds.is_held(codings, "use"))
    masks = holds.read_masks(connection) if some else {}
    return [_hidden(row, masks) for row in connection.execute(wanted)]


def _hidden(row: Any, masks: Mapping[str, Sequence[holds.Mask]]) -> Any:
    """The row with what is hidden replaced; one that may not be quoted has no words of it."""
    mine = masks.get(row.document, ())
    if not mine or row.quote == HELD_BACK:
        return row
    values = SimpleNamespace(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    values.quote = holds.masked(row.quote, row.start_at, mine)
    return values


#: A place is the document's and the revision's: words that were lost were said by who spoke there then.
_REVISIONS = 1_000_000


def _place(placed: Table) -> Any:
    return (tables.documents.c.position * _REVISIONS + placed.c.revision).label("place")


def turn_rows(connection: Connection) -> Sequence[Any]:
    """Where every turn of each revision that is coded begins, and who speaks in it, in the order of the text."""
    turns, documents, speakers, codings = tables.turns, tables.documents, tables.speakers, tables.codings
    lost = select(codings.c.id).where(
        codings.c.document == turns.c.document, codings.c.revision == turns.c.revision
    )
    return connection.execute(
        select(_place(turns), turns.c.start_at, turns.c.label, speakers.c.role, speakers.c.participant)
        .join(documents, documents.c.id == turns.c.document)
        .join(speakers, (speakers.c.document == turns.c.document) & (speakers.c.label == turns.c.label))
        .where((documents.c.revision == turns.c.revision) | lost.exists())
        .order_by(documents.c.position, turns.c.revision, turns.c.start_at)
    ).all()


def coding_memos(connection: Connection) -> dict[str, str]:
    """The memos on codings, several on one joined by a line feed."""
    rows = connection.execute(
        select(tables.memos.c.target, tables.memos.c.text)
        .where(tables.memos.c.about == "coding")
        .order_by(tables.memos.c.created_at, tables.memos.c.id)
    )
    memos: dict[str, str] = {}
    for row in rows:
        memos[row.target] = f"{memos[row.target]}\n{row.text}" if row.target in memos else row.text
    return memos
