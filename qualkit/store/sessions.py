"""Sessions of interview groups as they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from qualkit.store import tables
from qualkit.store.codings import whole_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from qualkit.store.journal import Journal


class Session(NamedTuple):
    """One session: the sheet that lay on the table, of which interviews (names), when, and who was there (ids)."""

    id: str
    sheet: str
    documents: tuple[str, ...]
    on: str
    there: tuple[str, ...]


def write_session(journal: Journal, session: Session, documents: Iterable[str]) -> None:
    """Keep a session; `documents` are the interviews' ids."""
    last = journal.connection.execute(select(func.max(tables.sessions.c.position))).scalar()
    row = {"id": session.id, "sheet": session.sheet, "on_date": session.on, "recorded_by": journal.act.coder}
    journal.insert(tables.sessions, {**row, "position": 0 if last is None else last + 1})
    journal.insert(
        tables.session_documents, *({"session": session.id, "document": document} for document in documents)
    )
    journal.insert(
        tables.session_people, *({"session": session.id, "participant": person} for person in session.there)
    )


def read_sessions(connection: Connection) -> list[Session]:
    """Every session, in the order of recording."""
    documents: dict[str, list[str]] = {}
    held, names = tables.session_documents, tables.documents
    named = select(held.c.session, names.c.name).join(names, names.c.id == held.c.document)
    for row in connection.execute(named.order_by(names.c.position)):
        documents.setdefault(row.session, []).append(row.name)
    there: dict[str, list[str]] = {}
    came, people = tables.session_people, tables.participants
    present = select(came).join(people, people.c.id == came.c.participant)
    for row in connection.execute(present.order_by(people.c.position)):
        there.setdefault(row.session, []).append(row.participant)
    sessions = connection.execute(select(tables.sessions).order_by(tables.sessions.c.position))
    return [
        Session(
            row.id, row.sheet, tuple(documents.get(row.id, ())), row.on_date, tuple(there.get(row.id, ()))
        )
        for row in sessions
    ]


def session_with(connection: Connection, beginning: str) -> Session:
    """The session whose id begins so.

    Raises
    ------
    NotFound
        None does, or more than one.
    """
    known = whole_id(connection, tables.sessions, beginning, "session")
    return next(session for session in read_sessions(connection) if session.id == known)


def speaking(connection: Connection, documents: Iterable[str]) -> list[str]:
    """The participants who speak in interviews (ids of documents), in the study's order."""
    speakers, people = tables.speakers, tables.participants
    mine = select(speakers.c.participant).where(
        speakers.c.document.in_(list(documents)), speakers.c.role == "participant"
    )
    wanted = select(people.c.id).where(people.c.id.in_(mine)).order_by(people.c.position)
    return list(connection.execute(wanted).scalars())


def in_groups(connection: Connection) -> dict[str, list[str]]:
    """The interviews (by name) in which several participants speak, and who they are."""
    rows = connection.execute(select(tables.documents).order_by(tables.documents.c.position)).all()
    found = {row.name: speaking(connection, [row.id]) for row in rows}
    return {name: people for name, people in found.items() if len(people) > 1}
