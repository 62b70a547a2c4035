"""Opening the database, SQLite or PostgreSQL, and saying plainly what it refuses."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from qualkit.errors import NotAStudy, StoreError, StudyBusy, StudyUnwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Literal

    from sqlalchemy import Connection, Engine

#: Seconds that a second writer waits before it gives up.
WAIT = 10.0
#: Taken by every writer of a PostgreSQL study, so that writers stand in line as they do in SQLite.
_WRITERS_LOCK = 0x71_6B_69_74
_DEFAULT_SCHEMA = "qualkit"

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_size = -65536",
    "PRAGMA trusted_schema = OFF",
)


def is_server(study: str) -> bool:
    """Whether the study is a PostgreSQL URL and not a file."""
    return study.startswith(("postgresql://", "postgresql+psycopg://"))


def shown(study: str) -> str:
    """How the study is named in messages: a path as it is, a URL without its password."""
    return make_url(study).render_as_string(hide_password=True) if is_server(study) else study


def open_engine(study: str, *, mode: Literal["create", "change", "read"], wait: float = WAIT) -> Engine:
    """Make an engine whose transactions begin explicitly, so that DDL rolls back too."""
    if is_server(study):
        return _postgresql(study, wait)
    return _sqlite(Path(study), mode, wait)


def _sqlite(path: Path, mode: str, wait: float) -> Engine:
    flag = {"create": "rwc", "change": "rw", "read": "ro"}[mode]
    uri = f"{path.resolve().as_uri()}?mode={flag}"

    def connect() -> sqlite3.Connection:
        # isolation_level=None: Python begins and commits nothing by itself.
        connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, timeout=wait, check_same_thread=False
        )
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return connection

    # A connection a transaction: cheap for a file, and safe with threads and after a fork.
    engine = create_engine("sqlite://", creator=connect, hide_parameters=True, poolclass=NullPool)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("qualkit_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(study: str, wait: float) -> Engine:
    url = make_url(study).set(drivername="postgresql+psycopg")
    schema = str(url.query.get("schema", _DEFAULT_SCHEMA))
    url = url.difference_update_query(["schema"])
    try:
        engine = create_engine(url, hide_parameters=True, isolation_level="READ COMMITTED")
    except ModuleNotFoundError:
        raise StoreError(
            "A study on a server needs the part 'teams': in this environment, type "
            "python -m pip install 'qualkit-inquiry[teams]'."
        ) from None
    milliseconds = max(1, int(wait * 1000))

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f'SET LOCAL search_path TO "{schema}"')
        if connection.get_execution_options().get("qualkit_writes", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK}, hashtext('{schema}'))")

    event.listen(engine, "begin", begin)
    with engine.begin() as connection:
        connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
    return engine


@contextmanager
def plainly(study: str, holders: Callable[[], str]) -> Iterator[None]:
    """Turn the database's refusals into one sentence; never show a statement or its values.

    Raises
    ------
    StudyBusy, StudyUnwritable, NotAStudy, StoreError
    """
    try:
        yield
    except IntegrityError as error:
        raise _unfitting(study, _first_line(error)) from None
    except (DBAPIError, sqlite3.Error) as error:
        raise _plain_error(study, _first_line(error), holders) from None


def _unfitting(study: str, said: str) -> StoreError:
    if "foreign key" in said.casefold():
        return StoreError(
            f"{study}: something else in the study stands on this, so it stays. Nothing was changed."
        )
    return StoreError(f"{study}: this does not fit what the study holds ({said}). Nothing was changed.")


def _first_line(error: Exception) -> str:
    origin = getattr(error, "orig", None) or error
    return (str(origin).strip().splitlines() or [type(origin).__name__])[0]


def _plain_error(study: str, said: str, holders: Callable[[], str]) -> StoreError:
    if "locked" in said or "lock timeout" in said:
        return StudyBusy(
            f"{study} is being changed by {holders()}. Nothing was changed here; try again soon."
        )
    if "full" in said:
        return StudyUnwritable(
            f"{study}: the disk is full. Nothing was changed; free some space and try again."
        )
    if "readonly" in said or "unable to open" in said:
        return StudyUnwritable(
            f"{study} cannot be written to. Nothing was changed; look at the rights of the file and its folder."
        )
    if "disk I/O" in said:
        return StudyUnwritable(f"{study}: the disk did not take it ({said}). Nothing was changed.")
    if "not a database" in said or "malformed" in said:
        return NotAStudy(f"{study} is not a qualkit study, or it is damaged: try a backup copy.")
    return StoreError(f"{study}: the database said no ({said}). Nothing was changed.")
