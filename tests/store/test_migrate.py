"""A study is in one shape or the next, never between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest
from sqlalchemy import inspect, text

from qualkit.errors import NewerStudy, NotAStudy
from qualkit.store import tables
from qualkit.store.engine import open_engine
from qualkit.store.migrate import migrate, numbers_run
from qualkit.store.migrations import MIGRATIONS, Migration
from qualkit.store.store import Store

RAN = [migration.number for migration in MIGRATIONS]
NEXT = Migration(
    RAN[-1] + 1,
    "next",
    (
        "ALTER TABLE codes ADD COLUMN colour TEXT",
        "CREATE TABLE colours (code TEXT PRIMARY KEY, colour TEXT NOT NULL)",
        "INSERT INTO colours SELECT id, 'green' FROM codes",
        "UPDATE codes SET colour = 'green'",
    ),
)


@contextmanager
def opened(study, mode="change"):
    """An engine that is given back at the end."""
    engine = open_engine(study, mode=mode)
    yield engine
    engine.dispose()


def _columns(engine, schema):
    found = inspect(engine)
    return {
        name: {column["name"]: bool(column["nullable"]) for column in found.get_columns(name, schema=schema)}
        for name in found.get_table_names(schema=schema)
    }


def _schema(study):
    return study.rsplit("schema=", 1)[1] if "schema=" in study else None


def test_tables_are_what_the_migrations_made(study):
    """The tables that queries use have exactly the columns, and the nullability, that the migrations made."""
    Store.create(study).close()
    with opened(study, "read") as engine:
        made = _columns(engine, _schema(study))

    declared = {
        name: {column.name: bool(column.nullable) for column in table.columns}
        for name, table in tables.metadata.tables.items()
    }
    keys = {
        name: {column.name for column in table.primary_key} for name, table in tables.metadata.tables.items()
    }
    for name, columns in made.items():
        # SQLite calls a TEXT PRIMARY KEY nullable; that it is the key says more.
        assert {c: n and c not in keys[name] for c, n in columns.items()} == declared[name], name
    assert set(made) == set(declared)


def test_migrating_twice_changes_nothing(study):
    """A migration that ran is on record and does not run again."""
    Store.create(study).close()
    with opened(study) as engine:
        migrate(engine)
        migrate(engine, (*MIGRATIONS, NEXT))
        migrate(engine, (*MIGRATIONS, NEXT))

        with engine.begin() as connection:
            assert numbers_run(connection) == [*RAN, NEXT.number]


@pytest.mark.parametrize("stop_at", range(1, len(NEXT.statements) + 3))
def test_an_error_at_any_statement_leaves_the_old_shape(study, stop_at):
    """Whichever statement fails, the old shape stands and the record says so; the next try succeeds."""
    Store.create(study).close()
    broken = (*NEXT.statements[: stop_at - 1], "SELECT * FROM there_is_no_such_table")
    with opened(study) as engine:
        with pytest.raises(Exception, match="there_is_no_such_table"):
            migrate(engine, (*MIGRATIONS, Migration(NEXT.number, "next", broken)))

        with engine.begin() as connection:
            assert numbers_run(connection) == RAN
            assert not inspect(connection).has_table("colours", schema=_schema(study))
        migrate(engine, (*MIGRATIONS, NEXT))
        with engine.begin() as connection:
            assert numbers_run(connection) == [*RAN, NEXT.number]


_KILLED = """
import os, signal, sys
from sqlalchemy import event
from qualkit.store.engine import open_engine
from qualkit.store.migrate import migrate
from qualkit.store.migrations import MIGRATIONS

study, stop_at = sys.argv[1], int(sys.argv[2])
engine = open_engine(study, mode="change")
seen = 0

def count(*_):
    global seen
    seen += 1
    if seen == stop_at:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

event.listen(engine, "after_cursor_execute", count)
migrate(engine, MIGRATIONS)
print(seen)
"""


def _shapes(folder):
    """What the file holds after none, one, two ... of the migrations."""
    shapes = []
    for count in range(len(MIGRATIONS) + 1):
        path = folder / f"after-{count}.qualkit"
        path.touch()
        with opened(str(path)) as engine:
            migrate(engine, MIGRATIONS[:count])
            shapes.append(_shape(engine))
    return shapes


def _shape(engine):
    with engine.begin() as connection:
        return sorted(connection.execute(text("SELECT name, sql FROM sqlite_master")).all(), key=str)


def test_killed_at_each_statement_each_migration_is_whole_or_absent(tmp_path):
    """SIGKILL after every single statement leaves the shape that some number of whole migrations makes, no other."""
    shapes = _shapes(tmp_path)
    whole = tmp_path / "whole.qualkit"
    whole.touch()
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(whole), "0"], capture_output=True, check=True, text=True
    )
    statements = int(done.stdout)
    assert statements > sum(len(migration.statements) for migration in MIGRATIONS)

    for stop_at in range(1, statements + 1):
        path = tmp_path / f"{stop_at}.qualkit"
        path.touch()
        ended = subprocess.run(
            [sys.executable, "-c", _KILLED, str(path), str(stop_at)], check=False, capture_output=True
        )
        assert ended.returncode == (-signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        with opened(str(path)) as engine:
            assert _shape(engine) in shapes


def test_a_newer_study_is_refused_in_one_sentence(study):
    """A file that a later qualkit wrote is not touched, and the sentence says what to do."""
    Store.create(study).close()
    with opened(study) as engine:
        migrate(engine, (*MIGRATIONS, NEXT))

    with pytest.raises(NewerStudy, match="newer qualkit.*update qualkit") as refused:
        Store.open(study)
    assert "\n" not in str(refused.value)


def test_what_is_no_study_is_refused(tmp_path):
    """A text file, an empty file and another program's database are each refused as no study."""
    for name, content in (("a", b"hello, this is not a database at all" * 40), ("b", b"")):
        path = tmp_path / f"{name}.qualkit"
        path.write_bytes(content)
        with pytest.raises(NotAStudy):
            Store.open(path)
    other = tmp_path / "c.qualkit"
    other.touch()
    with opened(str(other)) as engine, engine.begin() as connection:
        connection.execute(text("CREATE TABLE songs (title TEXT)"))
    with pytest.raises(NotAStudy, match="not a qualkit study"):
        Store.open(other)
