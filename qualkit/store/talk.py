"""Transcripts in the study: added whole, read whole."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from qualkit.errors import NotFound
from qualkit.model import Account, Source, Transcript, Turn
from qualkit.store import holds, tables
from qualkit.store.journal import row_of
from qualkit.store.stamps import as_json, digest, new_id, now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Row

    from qualkit.model import Role, Strength
    from qualkit.store.journal import Journal


class Part(NamedTuple):
    """What a speaker is in one transcript: their role, and whose words these are where it is known."""

    role: Role
    participant: str | None = None


def text_digest(transcript: Transcript) -> str:
    """The fingerprint of a transcript's words, to know the same words again."""
    return digest(transcript.text)


def same_words(connection: Connection, transcript: Transcript) -> str | None:
    """The name of the stored document that has the same words, or None."""
    known = select(tables.documents.c.name).where(tables.documents.c.text_sha256 == text_digest(transcript))
    return connection.execute(known).scalars().first()


def document_names(connection: Connection) -> list[str]:
    """The documents' names, in the order in which they came."""
    order = select(tables.documents.c.name).order_by(tables.documents.c.position)
    return list(connection.execute(order).scalars())


def documents_after(connection: Connection, position: int | None, most: int) -> list[tuple[int, str]]:
    """The next documents after a position (the first ones after None), as position and name."""
    documents = tables.documents.c
    wanted = select(documents.position, documents.name).order_by(documents.position).limit(most)
    if position is not None:
        wanted = wanted.where(documents.position > position)
    return [(row.position, row.name) for row in connection.execute(wanted)]


def is_taken(connection: Connection, name: str) -> bool:
    """Whether a document has that name."""
    wanted = select(tables.documents.c.id).where(tables.documents.c.name == name)
    return connection.execute(wanted).first() is not None


def add_transcript(journal: Journal, transcript: Transcript, parts: Mapping[str | None, Part]) -> str:
    """Store a transcript under its document name; give the document's id."""
    document = new_id()
    journal.insert(tables.documents, _document_row(journal.connection, document, transcript))
    # What hangs on the document goes with it when the adding is undone, so it needs no image of its own.
    journal.connection.execute(
        tables.revisions.insert(),
        {
            "document": document,
            "number": 1,
            "text": transcript.text,
            "reason": "as it came",
            "created_at": now(),
        },
    )
    journal.connection.execute(tables.speakers.insert(), _speaker_rows(document, transcript, parts))
    journal.connection.execute(tables.turns.insert(), turn_rows_of(document, transcript))
    return document


def _document_row(connection: Connection, document: str, transcript: Transcript) -> dict[str, object]:
    source = transcript.source
    notes = {
        "normalised": list(source.normalised),
        "doubts": list(source.doubts),
        "header_lines": len(source.header),
        "left_out": len(source.left_out),
        "account": source.account and source.account._asdict(),
        "stripped": list(source.stripped),
    }
    last = connection.execute(select(func.max(tables.documents.c.position))).scalar()
    return {
        "id": document,
        "name": transcript.document,
        "format": source.format,
        "source_name": source.name,
        "source_sha256": source.sha256,
        "text_sha256": text_digest(transcript),
        "revision": 1,
        "words": transcript.words,
        "notes": as_json(notes),
        "position": 0 if last is None else last + 1,
        "added_at": now(),
    }


def _speaker_rows(
    document: str, transcript: Transcript, parts: Mapping[str | None, Part]
) -> list[dict[str, object]]:
    return [
        {
            "document": document,
            "label": label or "",
            "role": parts[label].role,
            "participant": parts[label].participant,
        }
        for label in transcript.speakers
    ]


def turn_rows_of(document: str, transcript: Transcript) -> list[dict[str, object]]:
    """The turns of a transcript as rows; `document` is the document's id."""
    return [
        {
            "document": document,
            "revision": transcript.revision,
            "number": turn.number,
            "label": turn.speaker or "",
            "start_at": turn.start,
            "end_at": turn.end,
            "start_time": turn.start_time,
            "end_time": turn.end_time,
            "question": turn.question,
        }
        for turn in transcript.turns
    ]


def document_row(connection: Connection, name: str) -> Row[tuple[object, ...]]:
    """The document of that name: its id, revision and the rest.

    Raises
    ------
    NotFound
        There is none; the message names the nearest.
    """
    row = connection.execute(select(tables.documents).where(tables.documents.c.name == name)).one_or_none()
    if row is None:
        raise NotFound.among("document", name, document_names(connection))
    return row


def document_text(connection: Connection, document: str, revision: int) -> str:
    """The text of one revision."""
    where = (tables.revisions.c.document == document, tables.revisions.c.number == revision)
    return str(connection.execute(select(tables.revisions.c.text).where(*where)).scalar_one())


def kept_text(connection: Connection, document: str, revision: int) -> str | None:
    """The text of one revision of a document (its id), or None where it has been purged."""
    where = (tables.revisions.c.document == document, tables.revisions.c.number == revision)
    return connection.execute(select(tables.revisions.c.text).where(*where)).scalar()


def read_transcript(
    connection: Connection, name: str, *, cover: Sequence[Strength] = ("mask", "use")
) -> Transcript:
    """The transcript of that name as it stands now, its turns with roles and participants.

    Each character of a passage held back as strongly as `cover` says is covered; its offsets stay. Who stores
    a text again asks for it whole, with ``cover=()``.

    Raises
    ------
    NotFound
        There is none.
    """
    row = document_row(connection, name)
    text = document_text(connection, row.id, row.revision)
    if cover:
        text = holds.covered(connection, row.id, row.revision, text, *cover)
    notes = json.loads(row.notes)
    source = Source(
        row.source_name,
        row.format,
        row.source_sha256,
        tuple(notes["normalised"]),
        doubts=tuple(notes["doubts"]),
        account=_account(notes.get("account")),
        stripped=tuple(notes.get("stripped", ())),
    )
    bare = Transcript(name, text, (), row.revision, source)
    return replace(bare, turns=_read_turns(connection, row.id, bare))


def _account(noted: dict[str, Any] | None) -> Account | None:
    """The account as it was noted; older studies have none."""
    if noted is None:
        return None
    return Account(**{**noted, "left_out": tuple((reason, number) for reason, number in noted["left_out"])})


def _read_turns(connection: Connection, document: str, transcript: Transcript) -> tuple[Turn, ...]:
    turns, speakers = tables.turns, tables.speakers
    rows = connection.execute(
        select(turns, speakers.c.role, speakers.c.participant)
        .join(speakers, (speakers.c.document == turns.c.document) & (speakers.c.label == turns.c.label))
        .where(turns.c.document == document, turns.c.revision == transcript.revision)
        .order_by(turns.c.number)
    )
    return tuple(
        Turn(
            transcript.document,
            row.number,
            row.label or None,
            transcript.text[row.start_at : row.end_at],
            row.start_at,
            row.end_at,
            row.start_time,
            row.end_time,
            row.question,
            row.role,
            row.participant,
            transcript.revision,
        )
        for row in rows
    )


def add_speakers(journal: Journal, document: str, parts: Mapping[str | None, Part]) -> None:
    """Add speakers to a document (its id); one of that label is left as it is."""
    for label, part in parts.items():
        key = {"document": document, "label": label or ""}
        if row_of(journal.connection, tables.speakers, key) is None:
            journal.insert(tables.speakers, {**key, "role": part.role, "participant": part.participant})


def change_parts(journal: Journal, name: str, parts: Mapping[str | None, Part]) -> None:
    """Say anew what the speakers of one document are."""
    document = document_row(journal.connection, name).id
    for label, part in parts.items():
        key = {"document": document, "label": label or ""}
        journal.update(tables.speakers, key, {"role": part.role, "participant": part.participant})


def counts(connection: Connection) -> dict[str, int]:
    """How many of each noun the study holds."""
    nouns: Sequence[str] = ("documents", "participants", "coders", "codes", "codings", "memos")
    found = {noun: _count(connection, noun) for noun in (*nouns, "suggestions", "papers")}
    found["member_checks"] = found.pop("papers")
    if holds.are_any(connection):
        held = select(func.count()).select_from(tables.codings).where(holds.is_held(tables.codings, "use"))
        found["codings"] -= connection.execute(held).scalar_one()
    return {
        "transcripts": found.pop("documents"),
        "turns": _count_turns(connection),
        **found,
        "to_look_at": _count(connection, "anchors"),
    }


def _count_turns(connection: Connection) -> int:
    """How many turns the transcripts have as they stand now."""
    turns, documents = tables.turns, tables.documents
    now_there = (documents.c.id == turns.c.document) & (documents.c.revision == turns.c.revision)
    return connection.execute(select(func.count()).select_from(turns.join(documents, now_there))).scalar_one()


def _count(connection: Connection, noun: str) -> int:
    return connection.execute(select(func.count()).select_from(tables.metadata.tables[noun])).scalar_one()
