"""What the group has set for its study: support contact, consent text, closing date and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from qualkit.store import tables
from qualkit.store.journal import row_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.store.journal import Journal


def read_settings(connection: Connection) -> dict[str, str]:
    """Everything that is set."""
    return {
        row.key: row.value
        for row in connection.execute(select(tables.settings).order_by(tables.settings.c.key))
    }


def write_setting(journal: Journal, key: str, value: str) -> None:
    """Set one thing."""
    if row_of(journal.connection, tables.settings, {"key": key}) is None:
        journal.insert(tables.settings, {"key": key, "value": value})
    else:
        journal.update(tables.settings, {"key": key}, {"value": value})


def read_born(connection: Connection) -> dict[str, str]:
    """What the study knows of itself since its making: its id, its date, who began it."""
    return {row.key: row.value for row in connection.execute(select(tables.study))}


def write_born_once(connection: Connection, key: str, value: str) -> None:
    """Write one such thing, unless it is known already."""
    if key not in read_born(connection):
        connection.execute(tables.study.insert(), {"key": key, "value": value})
