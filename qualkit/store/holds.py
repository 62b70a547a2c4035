"""Passages held back: not to be quoted, or not to be used at all. The one place that all readers ask.

`coding_rows`, `read_codings` and `read_transcript` ask here before they give anything, so whatever is built on them
obeys: tables, figures, reports, suggestions, papers, exports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, or_, select

from qualkit.errors import NotFound
from qualkit.model import HELD_BACK, Hold
from qualkit.store import tables
from qualkit.store.stamps import new_id, now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Table

    from qualkit.model import Strength
    from qualkit.store.journal import Journal

#: Stands for each character of a held passage: the offsets of everything else stay.
COVER = "\u2588"
#: Stands for hidden words where nobody said what should.
HIDDEN = "[hidden]"


def write_hold(journal: Journal, hold: Hold, document: str, coder: str) -> str:
    """Hold a passage back from now on; `document` and `coder` are ids. Give the hold's id."""
    row = {
        "id": hold.id or new_id(),
        "document": document,
        "revision": hold.revision,
        "start_at": hold.start,
        "end_at": hold.end,
        "participant": hold.participant,
        "strength": hold.strength,
        "because": hold.because,
        "why_id": hold.why_id,
        "coder": coder,
        "since": hold.since or now(),
        "lifted_by": None,
        "lifted_at": None,
    }
    journal.insert(tables.holds, row)
    return str(row["id"])


def lift_hold(journal: Journal, hold: str, coder: str) -> None:
    """Let a held passage go again; who did it and when stays on record.

    Raises
    ------
    NotFound
        No passage is held back under that id.
    """
    known = [item.id for item in read_holds(journal.connection)]
    if hold not in known:
        raise NotFound.among("passage held back", hold, known)
    journal.update(tables.holds, {"id": hold}, {"lifted_by": coder, "lifted_at": now()})


def read_holds(connection: Connection, document: str | None = None) -> tuple[Hold, ...]:
    """The passages held back now, in the order of the texts; `document` is a name."""
    holds, documents, coders = tables.holds, tables.documents, tables.coders
    wanted = (
        select(holds, documents.c.name.label("document_name"), coders.c.name.label("coder_name"))
        .join(documents, documents.c.id == holds.c.document)
        .join(coders, coders.c.id == holds.c.coder)
        .where(holds.c.lifted_at.is_(None))
        .order_by(documents.c.position, holds.c.start_at, holds.c.since, holds.c.id)
    )
    if document is not None:
        wanted = wanted.where(documents.c.name == document)
    return tuple(
        Hold(
            row.document_name,
            row.start_at,
            row.end_at,
            row.revision,
            row.strength,
            row.participant,
            row.because,
            row.why_id,
            row.id,
            row.coder_name,
            row.since,
        )
        for row in connection.execute(wanted)
    )


def are_any(connection: Connection) -> bool:
    """Whether anything at all is held back: most studies hold nothing, and need not ask row by row."""
    some = select(tables.holds.c.id).where(tables.holds.c.lifted_at.is_(None)).limit(1)
    return connection.execute(some).first() is not None


def is_held(table: Table, *strengths: Strength) -> ColumnElement[bool]:
    """Whether a row that stands at a place touches a passage held back that strongly.

    Of a row that a correction left on an older text than the hold's nobody can say, so that it does.
    """
    holds = tables.holds
    touches = and_(
        holds.c.revision == table.c.revision,
        holds.c.start_at < table.c.end_at,
        holds.c.end_at > table.c.start_at,
    )
    return exists(
        select(holds.c.id).where(
            holds.c.document == table.c.document,
            or_(touches, holds.c.revision > table.c.revision),
            holds.c.lifted_at.is_(None),
            holds.c.strength.in_(strengths or ("quote", "use")),
        )
    )


def shown_quote(table: Table) -> ColumnElement[str]:
    """The row's quote, or what stands for it where it may not be quoted."""
    return case((is_held(table, "quote"), HELD_BACK), else_=table.c.quote)


def touches(connection: Connection, document: str, start: int, end: int, *strengths: Strength) -> bool:
    """Whether a stretch of the document (its id) touches a passage held back that strongly."""
    holds = tables.holds
    held = select(holds.c.id).where(
        holds.c.document == document,
        holds.c.start_at < end,
        holds.c.end_at > start,
        holds.c.lifted_at.is_(None),
        holds.c.strength.in_(strengths or ("quote", "use")),
    )
    return connection.execute(held.limit(1)).first() is not None


def covered(connection: Connection, document: str, revision: int, text: str, *strengths: Strength) -> str:
    """The text of a document (its id) with every character of such passages covered; its length stays."""
    holds = tables.holds
    rows: Iterable[Any] = connection.execute(
        select(holds.c.start_at, holds.c.end_at).where(
            holds.c.document == document,
            holds.c.revision == revision,
            holds.c.lifted_at.is_(None),
            holds.c.strength.in_(strengths or ("quote", "use")),
        )
    ).all()
    for row in rows:
        hidden = "".join(char if char == "\n" else COVER for char in text[row.start_at : row.end_at])
        text = text[: row.start_at] + hidden + text[row.end_at :]
    return text


class Mask(NamedTuple):
    """A stretch of which the words are hidden, and what stands in their place."""

    start: int
    end: int
    instead: str


def read_masks(connection: Connection) -> dict[str, list[Mask]]:
    """The stretches whose words are hidden, by the document's name, the last first; what was decided says how."""
    holds, documents, made = tables.holds, tables.documents, tables.adjustments
    rows = connection.execute(
        select(documents.c.name, holds.c.start_at, holds.c.end_at, made.c.after_words)
        .join(documents, documents.c.id == holds.c.document)
        .join(made, made.c.id == holds.c.why_id, isouter=True)
        .where(holds.c.strength == "mask", holds.c.lifted_at.is_(None))
        .order_by(holds.c.start_at.desc())
    )
    found: dict[str, list[Mask]] = {}
    for row in rows:
        found.setdefault(row.name, []).append(Mask(row.start_at, row.end_at, row.after_words or HIDDEN))
    return found


def masked(quote: str, start: int, masks: Iterable[Mask], *, same_length: bool = False) -> str:
    """A quote that begins at `start`, with the hidden words replaced, or covered one by one.

    Examples
    --------
    >>> masked("I lived in York then", 0, [Mask(11, 15, "[a town]")])
    'I lived in [a town] then'
    >>> masked("I lived in York then", 0, [Mask(11, 15, "[a town]")], same_length=True)
    'I lived in ████ then'
    """
    for mask in masks:
        first, last = max(mask.start - start, 0), min(mask.end - start, len(quote))
        if first < last:
            instead = COVER * (last - first) if same_length else mask.instead
            quote = quote[:first] + instead + quote[last:]
    return quote


def move_holds(journal: Journal, document: str, revision: int, places: Mapping[str, tuple[int, int]]) -> None:
    """Stand holds on a new revision of their document: for each id, where its passage is now."""
    for hold, (start, end) in places.items():
        values = {"revision": revision, "start_at": start, "end_at": end}
        journal.update(tables.holds, {"id": hold, "document": document}, values)
