"""Bringing a study to today's shape: each migration in one transaction with its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from qualkit.errors import NewerStudy, NotAStudy
from qualkit.store import tables
from qualkit.store.migrations import MIGRATIONS
from qualkit.store.stamps import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine

    from qualkit.store.migrations import Migration

_RECORD = "CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, ran_at TEXT NOT NULL)"


def numbers_run(connection: Connection) -> list[int]:
    """The numbers of the migrations that ran, in order; empty where none ever did."""
    if not inspect(connection).has_table("migrations", schema=_schema(connection)):
        return []
    return [row.number for row in connection.execute(tables.migrations.select().order_by("number"))]


def _schema(connection: Connection) -> str | None:
    if connection.dialect.name == "sqlite":
        return None
    return str(connection.execute(text("SELECT current_schema()")).scalar_one())


def check_version(study: str, ran: Sequence[int], migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Refuse what is no study, and a study that a later qualkit wrote.

    Raises
    ------
    NotAStudy, NewerStudy
    """
    if not ran:
        raise NotAStudy(f"{study} is not a qualkit study: make one with  qualkit init {study}")
    if ran[-1] > migrations[-1].number:
        raise NewerStudy(
            f"{study} was written by a newer qualkit (shape {ran[-1]}; this one knows {migrations[-1].number}): "
            "update qualkit to open it."
        )


def migrate(engine: Engine, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Run what has not run yet. Stopped anywhere, the study has its old shape or its new one."""
    for migration in migrations:
        with engine.execution_options(qualkit_writes=True).begin() as connection:
            connection.exec_driver_sql(_RECORD)
            # Asked inside the transaction: another process may have migrated while we waited.
            if migration.number in numbers_run(connection):
                continue
            for statement in migration.statements_for(connection.dialect.name):
                connection.exec_driver_sql(statement)
            row = {"number": migration.number, "name": migration.name, "ran_at": now()}
            connection.execute(tables.migrations.insert(), row)
