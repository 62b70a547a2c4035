"""Who speaks in a transcript: labels with their parts, and which turns bear them, in every revision."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from qualkit.errors import NotFound
from qualkit.store import tables
from qualkit.store.talk import Part, document_row, read_transcript

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.model import Role
    from qualkit.store.journal import Journal


class Speaker(NamedTuple):
    """One label in one transcript: what it is, whose words these are, how many turns and words."""

    label: str
    role: Role
    participant: str | None
    turns: int
    words: int


def read_speakers(connection: Connection, name: str) -> list[Speaker]:
    """The speakers of one document in the order in which they first speak; who has no turn left comes last.

    Raises
    ------
    NotFound
        There is no such document.
    """
    transcript = read_transcript(connection, name)
    order = {label or "": place for place, label in enumerate(transcript.speakers)}
    table = tables.speakers
    rows = connection.execute(
        select(table).where(table.c.document == document_row(connection, name).id)
    ).all()
    said = {
        label: [turn for turn in transcript if (turn.speaker or "") == label]
        for label in (row.label for row in rows)
    }
    return [
        Speaker(
            row.label,
            row.role,
            row.participant,
            len(said[row.label]),
            sum(len(turn.text.split()) for turn in said[row.label]),
        )
        for row in sorted(rows, key=lambda row: (order.get(row.label, len(order)), row.label))
    ]


def speaker_labelled(connection: Connection, name: str, label: str) -> Speaker:
    """The speaker of that label.

    Raises
    ------
    NotFound
        There is none; the message names the nearest.
    """
    known = {speaker.label: speaker for speaker in read_speakers(connection, name)}
    if label not in known:
        raise NotFound.among(f"speaker in {name}", label, known)
    return known[label]


def write_part(journal: Journal, document: str, label: str, part: Part) -> None:
    """Say anew what a speaker of a document (its id) is."""
    key = {"document": document, "label": label}
    journal.update(tables.speakers, key, {"role": part.role, "participant": part.participant})


def relabel(journal: Journal, document: str, labels: list[str], label: str, part: Part) -> None:
    """Let every turn of these speakers, in every revision, be the turn of one."""
    table, turns = tables.speakers, tables.turns
    known = select(table.c.label).where(table.c.document == document)
    there = set(journal.connection.execute(known).scalars())
    if label not in there:
        row = {"document": document, "label": label, "role": part.role, "participant": part.participant}
        journal.insert(table, row)
    else:
        write_part(journal, document, label, part)
    rows = journal.connection.execute(
        select(turns).where(turns.c.document == document, turns.c.label.in_(labels))
    )
    found = [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name
    journal.update_all(turns, [(row, {"label": label}) for row in found])
    for old in labels:
        if old != label:
            journal.delete(table, {"document": document, "label": old})


def give_turn(journal: Journal, document: str, revision: int, number: int, label: str) -> None:
    """Let one turn of one revision of a document (its id) be that speaker's."""
    key = {"document": document, "revision": revision, "number": number}
    journal.update(tables.turns, key, {"label": label})
