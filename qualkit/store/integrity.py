"""Looking a study over: whether the file is whole, and every coding still stands on its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from qualkit.store import tables
from qualkit.store.stamps import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


def faults(connection: Connection) -> Iterator[str]:
    """Each fault as one sentence without anyone's words; nothing where all is well."""
    if connection.dialect.name == "sqlite":
        yield from _file_faults(connection)
    texts: dict[tuple[str, int], str] = {}
    names: dict[str, str] = {}
    for row in connection.execute(select(tables.documents)):
        names[row.id] = row.name
        yield from _document_faults(connection, row.id, row.name, row.revision, texts)
    yield from _coding_faults(connection, names, texts)
    yield from _hold_faults(connection)


def _file_faults(connection: Connection) -> Iterator[str]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield f"The file is damaged: {said}."
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"A row of {row[0]} points to something in {row[2]} that is not there."


def _document_faults(
    connection: Connection, document: str, name: str, revision: int, texts: dict[tuple[str, int], str]
) -> Iterator[str]:
    for row in connection.execute(select(tables.revisions).where(tables.revisions.c.document == document)):
        texts[document, row.number] = row.text
    text = texts.get((document, revision))
    if text is None:
        yield f"{name} has no text."
        return
    known = select(tables.documents.c.text_sha256).where(tables.documents.c.id == document)
    if digest(text) != connection.execute(known).scalar_one():
        yield f"The text of {name} is not the text that was stored."
    turns = select(tables.turns).where(
        tables.turns.c.document == document, tables.turns.c.revision == revision
    )
    at = -1
    for turn in connection.execute(turns.order_by(tables.turns.c.number)):
        if turn.start_at != at + 1 or turn.end_at < turn.start_at:
            yield f"Turn {turn.number} of {name} does not follow on the one before it."
        at = turn.end_at
    if at != len(text):
        yield f"The turns of {name} do not cover its text."


def _coding_faults(
    connection: Connection, names: dict[str, str], texts: dict[tuple[str, int], str]
) -> Iterator[str]:
    for row in connection.execute(select(tables.codings)):
        text = texts.get((row.document, row.revision), "")
        if text[row.start_at : row.end_at] != row.quote:
            where = f"{names.get(row.document, row.document)} {row.start_at}:{row.end_at}"
            yield f"The coding {row.id} ({where}) no longer stands on its words."


def _hold_faults(connection: Connection) -> Iterator[str]:
    """A hold on an older text would hold nothing back."""
    holds, documents = tables.holds, tables.documents
    left = (
        select(holds.c.id, documents.c.name)
        .join(documents, documents.c.id == holds.c.document)
        .where(holds.c.lifted_at.is_(None), holds.c.revision != documents.c.revision)
    )
    for row in connection.execute(left):
        yield f"What is held back in {row.name} ({row.id}) stands on an older text: hold it back anew."
