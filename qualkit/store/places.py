"""Rows that stand at a place of a transcript's text: codings, suggestions, what is held back, whatever comes.

A table stands at a place when it has the columns `document`, `revision`, `start_at` and `end_at`; the register
needs no line for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from qualkit.store import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from sqlalchemy import Connection, Table

    from qualkit.model import Segment
    from qualkit.store.journal import Journal

    Row = dict[str, Any]

_WHERE = {"document", "revision", "start_at", "end_at"}
_QUOTED = ("quote", "before", "after")


def placed_tables() -> list[Table]:
    """The tables whose rows stand at a place, in the order in which they refer to each other."""
    return [
        table
        for table in tables.metadata.sorted_tables
        if set(table.c.keys()) >= _WHERE and table.name != "turns"
    ]


def left_behind(connection: Connection, document: str, revision: int) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each table, by its name, that stand on another revision of the document (its id) than that one."""
    for table in placed_tables():
        wanted = select(table).where(table.c.document == document, table.c.revision != revision)
        rows = connection.execute(wanted.order_by(table.c.start_at, *table.primary_key.columns)).all()
        if rows:
            yield table.name, [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def place_at(row: Mapping[str, Any], segment: Segment) -> Row:
    """What is new in a row that now stands on `segment`: the place, and the words where the row keeps them."""
    place: Row = {"revision": segment.revision, "start_at": segment.start, "end_at": segment.end}
    return place | {name: getattr(segment, name) for name in _QUOTED if name in row}


def stand(journal: Journal, table_name: str, moved: list[tuple[Row, Segment]]) -> None:
    """Write down for each of these rows of one table where it stands now."""
    table = tables.metadata.tables[table_name]
    journal.update_all(table, [(row, place_at(row, segment)) for row, segment in moved])


def ahead_of_text(connection: Connection) -> str | None:
    """The name of a document on which something stands in a revision that is not there yet, or None."""
    documents = tables.documents
    for table in placed_tables():
        wanted = select(documents.c.name).join(table, table.c.document == documents.c.id)
        found = connection.execute(wanted.where(table.c.revision > documents.c.revision).limit(1)).scalar()
        if found is not None:
            return str(found)
    return None


def documents_left(connection: Connection) -> list[Any]:
    """The documents (id and name) with a coding, a hold or a flag on an older text that nobody has been told of."""
    documents, codings, holds, anchors = tables.documents, tables.codings, tables.holds, tables.anchors
    flags = tables.distress_flags
    told = select(anchors.c.coding).where(anchors.c.coding == codings.c.id, anchors.c.state == "lost")
    coded = select(codings.c.id).where(
        codings.c.document == documents.c.id, codings.c.revision != documents.c.revision, ~told.exists()
    )
    held = select(holds.c.id).where(
        holds.c.document == documents.c.id,
        holds.c.revision < documents.c.revision,
        holds.c.lifted_at.is_(None),
    )
    flagged = select(flags.c.id).where(
        flags.c.document == documents.c.id, flags.c.revision < documents.c.revision
    )
    some = coded.exists() | held.exists() | flagged.exists()
    wanted = select(documents.c.id, documents.c.name).where(some)
    return list(connection.execute(wanted))
