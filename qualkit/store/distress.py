"""Passages flagged as distressing: written, read with the words that they stand on, taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from qualkit.model import DistressFlag
from qualkit.store import tables
from qualkit.store.codings import whole_id
from qualkit.store.stamps import new_id, now

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Row, Select

    from qualkit.model import Segment
    from qualkit.store.journal import Journal


def write_flag(journal: Journal, segment: Segment, document: str, coder: str) -> str:
    """Flag a passage; `document` and `coder` are ids. The same one by the same coder again is one. Give its id."""
    flags = tables.distress_flags
    place = {
        "document": document,
        "revision": segment.revision,
        "start_at": segment.start,
        "end_at": segment.end,
        "coder": coder,
    }
    same = select(flags.c.id).where(*(flags.c[name] == value for name, value in place.items()))
    known = journal.connection.execute(same).scalar()
    if known is not None:
        return str(known)
    row = {"id": new_id(), **place, "flagged_at": now()}
    journal.insert(flags, row)
    return str(row["id"])


def remove_flag(journal: Journal, flag: str) -> None:
    """Take a flag (its whole id) off."""
    journal.delete(tables.distress_flags, {"id": flag})


def _named() -> Select[Any]:
    flags, documents, coders = tables.distress_flags, tables.documents, tables.coders
    return (
        select(flags, documents.c.name.label("document_name"), coders.c.name.label("coder_name"))
        .join(documents, documents.c.id == flags.c.document)
        .join(coders, coders.c.id == flags.c.coder)
        .order_by(documents.c.position, flags.c.revision, flags.c.start_at, flags.c.flagged_at, flags.c.id)
    )


def _flag(row: Row[Any]) -> DistressFlag:
    return DistressFlag(
        row.document_name,
        row.start_at,
        row.end_at,
        row.revision,
        row.id,
        row.coder_name,
        row.flagged_at,
    )


def read_flags(connection: Connection, document: str | None = None) -> tuple[DistressFlag, ...]:
    """The flags of one document (its name) or of all, in the order of the texts."""
    wanted = _named() if document is None else _named().where(tables.documents.c.name == document)
    return tuple(_flag(row) for row in connection.execute(wanted))


def flag_with(connection: Connection, flag: str) -> tuple[DistressFlag, str]:
    """The flag whose id begins so, and the id of its coder.

    Raises
    ------
    NotFound
        None does, or more than one.
    """
    whole = whole_id(connection, tables.distress_flags, flag, "flag")
    row = connection.execute(_named().where(tables.distress_flags.c.id == whole)).one()
    return _flag(row), str(row.coder)


def flagged_codings(connection: Connection, document: str | None = None) -> set[str]:
    """The codings, of one document (its id) or of all, that have a character of what is flagged.

    Of one that a correction left on an older text than the flag's nobody can say, so that it has.
    """
    flags, codings = tables.distress_flags, tables.codings
    touches = and_(
        flags.c.revision == codings.c.revision,
        flags.c.start_at < codings.c.end_at,
        flags.c.end_at > codings.c.start_at,
    )
    wanted = select(codings.c.id).join(
        flags,
        and_(flags.c.document == codings.c.document, or_(touches, flags.c.revision > codings.c.revision)),
    )
    if document is not None:
        wanted = wanted.where(codings.c.document == document)
    return set(connection.execute(wanted).scalars())


def flagged_words(connection: Connection) -> list[tuple[DistressFlag, str]]:
    """Every flag with the words that it stands on; none where that text has been purged."""
    flags, revisions = tables.distress_flags, tables.revisions
    kept = (revisions.c.document == flags.c.document) & (revisions.c.number == flags.c.revision)
    rows = connection.execute(_named().add_columns(revisions.c.text).join(revisions, kept, isouter=True))
    return [(_flag(row), (row.text or "")[row.start_at : row.end_at]) for row in rows]
