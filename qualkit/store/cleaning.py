"""Cleaning up after a withdrawal: no deleted words in free space of the file, or in dead rows on the server.

It runs after the withdrawal is on disk. Stopped in the middle, it is done at the next opening: the study says so
itself until it is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from qualkit.store import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

#: In the table `study` from a withdrawal until its free space is cleaned.
CLEANING = "cleaning"


def is_due(connection: Connection) -> bool:
    """Whether a withdrawal has not been cleaned up after."""
    known = select(tables.study.c.key).where(tables.study.c.key == CLEANING)
    return connection.execute(known).first() is not None


def clean(engine: Engine, writer: Engine) -> None:
    """Write the whole study anew without its free space; then say that it is done."""
    if engine.dialect.name == "sqlite":
        _vacuum_file(engine)
    else:
        _vacuum_server(engine)
    with writer.begin() as connection:
        connection.execute(tables.study.delete().where(tables.study.c.key == CLEANING))


def _vacuum_file(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        # The copy that VACUUM makes on its way must not lie in a folder for temporary files.
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.execute("VACUUM")
        cursor.close()
    finally:
        raw.close()


def _vacuum_server(engine: Engine) -> None:
    with engine.begin() as connection:
        schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in tables.metadata.tables:
            connection.exec_driver_sql(f'VACUUM (FULL) "{schema}"."{name}"')
