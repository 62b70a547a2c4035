"""In which form people want their papers, and who stands for a sentence about their words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from qualkit.model import Need
from qualkit.store import tables
from qualkit.store.journal import row_of
from qualkit.store.stamps import as_json, digest, now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from qualkit.store.journal import Journal


def read_needs(connection: Connection) -> dict[str, Need]:
    """By participant; who is not in it has said nothing."""
    return {
        row.participant: Need(
            row.format,
            row.language,
            row.reader,
            tuple(json.loads(row.must_not_see)),
            row.recorded_at,
            row.recorded_by,
        )
        for row in connection.execute(select(tables.paper_needs))
    }


def save_need(journal: Journal, participant: str, need: Need) -> None:
    """Record what somebody needs in place of what they needed before."""
    key = {"participant": participant}
    row = {
        **key,
        "format": need.format,
        "language": need.language,
        "reader": need.reader,
        "must_not_see": as_json(list(need.must_not_see)),
        "recorded_at": need.recorded_at or now(),
        "recorded_by": need.recorded_by,
    }
    old = row_of(journal.connection, tables.paper_needs, key)
    if old is None:
        journal.insert(tables.paper_needs, row)
    elif any(old[name] != row[name] for name in ("format", "language", "reader", "must_not_see")):
        journal.update(tables.paper_needs, key, row)


class Standing(NamedTuple):
    """Who stands for a sentence, whether they wrote or approved it, and which warnings they let stand."""

    coder: str
    how: str
    sentence_sha256: str
    overridden: str
    at: str

    def holds_for(self, sentence: str) -> bool:
        """Whether it is still the sentence that they stood for."""
        return self.sentence_sha256 == digest(sentence.strip())


def read_standings(connection: Connection) -> dict[str, Standing]:
    """By coding."""
    rows = connection.execute(select(tables.sentences))
    return {
        row.coding: Standing(row.coder, row.how, row.sentence_sha256, row.overridden, row.at) for row in rows
    }


def save_standing(journal: Journal, coding: str, sentence: str, given: Mapping[str, str]) -> None:
    """Record who stands for a sentence: `given` has ``coder``, ``how`` and ``overridden``."""
    row = {"coding": coding, **given, "sentence_sha256": digest(sentence.strip()), "at": now()}
    if row_of(journal.connection, tables.sentences, {"coding": coding}) is None:
        journal.insert(tables.sentences, row)
    else:
        journal.update(tables.sentences, {"coding": coding}, row)
