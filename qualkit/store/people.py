"""Participants with their consents, and coders with their standpoints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from qualkit.errors import NotFound
from qualkit.model import Coder, Consent, Participant
from qualkit.store import tables
from qualkit.store.journal import row_of
from qualkit.store.settings import read_settings
from qualkit.store.stamps import as_json, digest, new_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Table

    from qualkit.store.journal import Journal


def read_participants(connection: Connection) -> tuple[Participant, ...]:
    """Everybody, in order, with every consent ever recorded."""
    consents: dict[str, list[Consent]] = {}
    for row in connection.execute(select(tables.consents).order_by(tables.consents.c.position)):
        answer = Consent(
            row.scope, bool(row.given), row.recorded_at, row.recorded_by, row.text_version, row.route
        )
        consents.setdefault(row.participant, []).append(answer)
    rows = connection.execute(select(tables.participants).order_by(tables.participants.c.position))
    return tuple(
        Participant(
            row.id, row.pseudonym, json.loads(row.attributes), tuple(consents.get(row.id, ())), row.position
        )
        for row in rows
    )


def participant_named(connection: Connection, name: str) -> Participant:
    """The participant of that id.

    Raises
    ------
    NotFound
        There is none.
    """
    people = {person.id: person for person in read_participants(connection)}
    if name not in people:
        raise NotFound.among("participant", name, people)
    return people[name]


def save_participant(journal: Journal, person: Participant) -> None:
    """Add somebody, or bring what is recorded of them up to date; consents are only ever added."""
    old = row_of(journal.connection, tables.participants, {"id": person.id})
    if old is None:
        row = {"id": person.id, "pseudonym": person.pseudonym, "attributes": as_json(dict(person.attributes))}
        journal.insert(
            tables.participants, {**row, "position": _next(journal.connection, tables.participants)}
        )
    else:
        attributes = {**json.loads(old["attributes"]), **person.attributes}
        values = {"pseudonym": person.pseudonym or old["pseudonym"], "attributes": as_json(attributes)}
        journal.update(tables.participants, {"id": person.id}, values)
    for consent in person.consents:
        save_consent(journal, person.id, consent)


def make_known(journal: Journal, name: str) -> None:
    """Add somebody of whom nothing is recorded, unless they are there."""
    if row_of(journal.connection, tables.participants, {"id": name}) is None:
        save_participant(journal, Participant(name))


def save_consent(journal: Journal, participant: str, consent: Consent) -> None:
    """Record one answer, unless it is what the latest one says of the same consent text."""
    # A file does not say which text its answers were given to.
    asked_now = consent.route != "file"
    version = consent.version or (text_version(read_settings(journal.connection)) if asked_now else "")
    latest = (
        select(tables.consents.c.given, tables.consents.c.text_version)
        .where(tables.consents.c.participant == participant, tables.consents.c.scope == consent.scope)
        .order_by(tables.consents.c.position.desc())
        .limit(1)
    )
    known = journal.connection.execute(latest).one_or_none()
    if known is not None and known[0] == int(consent.given) and (known[1] == version or not asked_now):
        return
    journal.insert(
        tables.consents,
        {
            "id": new_id(),
            "participant": participant,
            "scope": consent.scope,
            "given": int(consent.given),
            "recorded_at": consent.recorded_at,
            "recorded_by": consent.recorded_by,
            "position": _next(journal.connection, tables.consents),
            "text_version": version,
            "route": consent.route,
        },
    )


def text_version(settings: Mapping[str, str]) -> str:
    """Which consent text is in use: what the group calls it, or the beginning of the text's fingerprint."""
    text = settings.get("consent_text", "")
    return settings.get("consent_version") or (digest(text)[:8] if text else "")


def _next(connection: Connection, table: Table) -> int:
    last = connection.execute(select(func.max(table.c.position))).scalar()
    return 0 if last is None else int(last) + 1


def forget_unused(journal: Journal, keep: Iterable[str]) -> None:
    """Take out stand-ins that found their real row: nothing is known of them, and no words are theirs."""
    kept = set(keep)
    for person in stand_ins(journal.connection):
        if person not in kept:
            journal.delete(tables.participants, {"id": person})


def stand_ins(connection: Connection, *, without_words: bool = True) -> list[str]:
    """Participants who are only an id: nothing is known of them, and nothing was made for them or written on them."""
    people, memos = tables.participants, tables.memos
    known = [
        select(table.c.participant).where(table.c.participant.is_not(None))
        for table in (tables.consents, tables.papers, tables.holds, tables.marks)
    ]
    known.append(select(memos.c.target).where(memos.c.about == "participant"))
    if without_words:
        speakers = tables.speakers
        known.append(select(speakers.c.participant).where(speakers.c.participant.is_not(None)))
    bare = select(people.c.id).where(people.c.pseudonym == "", people.c.attributes == "{}")
    for ids in known:
        bare = bare.where(people.c.id.not_in(ids))
    return list(connection.execute(bare).scalars())


def read_coders(connection: Connection) -> tuple[Coder, ...]:
    """Everybody who codes, by name."""
    rows = connection.execute(select(tables.coders).order_by(tables.coders.c.name))
    return tuple(Coder(row.id, row.name, row.standpoint) for row in rows)


def coder_named(connection: Connection, name: str) -> Coder:
    """The coder of that name.

    Raises
    ------
    NotFound
        Nobody of that name has coded here.
    """
    row = connection.execute(select(tables.coders).where(tables.coders.c.name == name)).one_or_none()
    if row is None:
        raise NotFound.among("coder", name, [coder.name for coder in read_coders(connection)])
    return Coder(row.id, row.name, row.standpoint)


def save_coder(journal: Journal, coder: Coder) -> None:
    """Add a coder, or change the standpoint of one."""
    row = {"id": coder.id, "name": coder.name, "standpoint": coder.standpoint}
    if row_of(journal.connection, tables.coders, {"id": coder.id}) is None:
        journal.insert(tables.coders, row)
    else:
        journal.update(tables.coders, {"id": coder.id}, row)
