"""Looking a study over: whether the file is whole, and every coding still stands on its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from qualkit.store import anchors, gathering, tables
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
    yield from _memo_faults(connection)
    for theme, coding in sorted(gathering.hanging(connection)):
        yield f"The theme {theme} and the coding {coding} are kept together, and one of them is not there."
    yield from speaker_faults(connection)
    yield from _waiting_faults(connection)


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
    known = connection.execute(select(tables.documents.c.id, tables.documents.c.revision))
    documents = {row.id: row.revision for row in known}
    lost = {item.coding for item in anchors.waiting(connection) if item.state == "lost"}
    for row in connection.execute(select(tables.codings)):
        text = texts.get((row.document, row.revision))
        where = f"{names.get(row.document, row.document)} {row.start_at}:{row.end_at}"
        if row.revision != documents.get(row.document) and row.id not in lost:
            yield f"The coding {row.id} ({where}) stands on an older text than the one that is there."
        # What stood on a text that has been purged since has only its quote.
        elif text is not None and text[row.start_at : row.end_at] != row.quote:
            yield f"The coding {row.id} ({where}) no longer stands on its words."


def _waiting_faults(connection: Connection) -> Iterator[str]:
    """No damage, but nobody may take it for settled: words that changed under a coding."""
    for item in anchors.waiting(connection):
        what = "the words it stood on are gone" if item.state == "lost" else "its words changed"
        where = f"{item.document} {item.start}:{item.end}"
        yield f"The coding {item.coding} ({where}) waits for somebody to look, {what}: see  qualkit anchors"


def hanging_memos(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each memo on something that is not there: its id, and what kind of thing it was on."""
    memos = tables.memos
    homes = {
        "coding": tables.codings.c.id,
        "code": tables.codes.c.id,
        "document": tables.documents.c.name,
        "participant": tables.participants.c.id,
    }
    for about, home in homes.items():
        there = select(home).where(home == memos.c.target).exists()
        for memo in connection.execute(select(memos.c.id).where(memos.c.about == about, ~there)).scalars():
            yield str(memo), about


def _memo_faults(connection: Connection) -> Iterator[str]:
    for memo, about in hanging_memos(connection):
        yield f"The memo {memo} is on a {about} that is not there."


def speaker_faults(connection: Connection) -> Iterator[str]:
    """A turn whose label no speaker has would be read by nobody."""
    turns, speakers, documents = tables.turns, tables.speakers, tables.documents
    named = (speakers.c.document == turns.c.document) & (speakers.c.label == turns.c.label)
    wanted = (
        select(turns.c.number, documents.c.name)
        .join(documents, (documents.c.id == turns.c.document) & (documents.c.revision == turns.c.revision))
        .where(~select(speakers.c.label).where(named).exists())
    )
    for row in connection.execute(wanted):
        yield f"Turn {row.number} of {row.name} has a speaker of whom nothing is known."


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
