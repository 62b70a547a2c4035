"""The revisions of a transcript's text: written one after another, listed, and purged for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, select

from qualkit.store import tables
from qualkit.store.stamps import now
from qualkit.store.talk import document_row, text_digest, turn_rows_of
from qualkit.store.vectors import forget_reckoned

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.model import Transcript
    from qualkit.store.journal import Journal


class Revision(NamedTuple):
    """One revision of a text: its number, why it was made, when, and how many words it has."""

    number: int
    reason: str
    created_at: str
    words: int


def read_revisions(connection: Connection, name: str) -> list[Revision]:
    """The revisions of one document that are kept, the oldest first.

    Raises
    ------
    NotFound
        There is no such document.
    """
    revisions = tables.revisions
    wanted = select(revisions).where(revisions.c.document == document_row(connection, name).id)
    return [
        Revision(row.number, row.reason, row.created_at, len(row.text.split()))
        for row in connection.execute(wanted.order_by(revisions.c.number))
    ]


def write_revision(journal: Journal, document: str, transcript: Transcript, reason: str) -> None:
    """Make `transcript` the newest revision of the document (its id); its speakers must be known already."""
    row = {"document": document, "number": transcript.revision, "text": transcript.text}
    journal.insert(tables.revisions, {**row, "reason": reason, "created_at": now()})
    journal.insert(tables.turns, *turn_rows_of(document, transcript))
    values = {
        "revision": transcript.revision,
        "text_sha256": text_digest(transcript),
        "words": transcript.words,
    }
    journal.update(tables.documents, {"id": document}, values)


def purge_earlier(connection: Connection, document: str) -> int:
    """Take out every earlier revision of a document (its id) for good, with its turns and every image of them.

    Whoever calls this asks first: corrections can be undone no more. Codings whose words were lost keep the quote that
    they stood on, and so does what is kept elsewhere: that is not of the text and has its own way out.

    Returns
    -------
    int
        How many revisions went.
    """
    current = select(tables.documents.c.revision).where(tables.documents.c.id == document).scalar_subquery()
    turns, revisions, changes = tables.turns, tables.revisions, tables.changes
    connection.execute(delete(turns).where(turns.c.document == document, turns.c.revision != current))
    gone = connection.execute(
        delete(revisions).where(revisions.c.document == document, revisions.c.number != current)
    ).rowcount
    # An id is drawn at random, so that no other row's key holds it.
    held = (changes.c.table_name.in_(("revisions", "turns")), changes.c.row_key.contains(document))
    undone_no_more = select(changes.c.history).where(*held).distinct().scalar_subquery()
    connection.execute(delete(changes).where(changes.c.history.in_(undone_no_more)))
    forget_reckoned(connection)
    return gone
