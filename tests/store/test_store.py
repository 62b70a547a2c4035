"""Opening, changing and closing a study: acknowledged is durable, and nothing is half done."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time

import pytest
from sqlalchemy import text

from qualkit.errors import NotAStudy, StudyBusy, StudyExists, StudyUnwritable
from qualkit.store import tables
from qualkit.store.journal import Act
from qualkit.store.settings import read_settings, write_setting
from qualkit.store.store import Store

ACT = Act("someone", "set", "setting", "contact")


def _set(store, value, key="contact"):
    with store.changing(ACT) as journal:
        write_setting(journal, key, value)


def _get(store, key="contact"):
    with store.reading() as connection:
        return read_settings(connection).get(key)


def test_what_was_acknowledged_is_there_after_opening_again(study):
    """A change stands once its verb has returned, also for another opening of the same study."""
    first = Store.create(study)
    _set(first, "Ring Sam")
    second = Store.open(study, readonly=True)

    assert _get(second) == "Ring Sam"
    first.close()
    second.close()


def test_a_failing_change_leaves_no_trace(study):
    """An error in the middle of a change takes back all of it, its history too."""
    store = Store.create(study)
    with pytest.raises(RuntimeError), store.changing(ACT) as journal:
        write_setting(journal, "contact", "Ring Sam")
        raise RuntimeError

    with store.reading() as connection:
        assert read_settings(connection) == {}
        assert connection.execute(tables.history.select()).all() == []
    store.close()


def test_a_second_study_of_the_same_name_is_refused(study):
    """Making a study where one is does not touch the one that is there."""
    store = Store.create(study)
    _set(store, "Ring Sam")
    with pytest.raises(StudyExists, match="already"):
        Store.create(study)

    assert _get(store) == "Ring Sam"
    store.close()


def test_the_file_is_kept_as_the_design_says(sqlite_study):
    """One file, rollback journal, full synchronisation, secure deletion, foreign keys on, ours alone to read."""
    store = Store.create(sqlite_study)
    with store.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
    assert found == {"journal_mode": "delete", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    assert os.listdir(os.path.dirname(sqlite_study)) == ["study.qualkit"]
    if os.name == "posix":
        assert stat.S_IMODE(os.stat(sqlite_study).st_mode) == 0o600
    store.close()


def test_deleted_words_are_gone_from_the_file(sqlite_study):
    """What is deleted leaves no copy in the free pages of the file."""
    store = Store.create(sqlite_study)
    with store.keeping() as connection:
        connection.execute(tables.settings.insert(), {"key": "k", "value": "heron in the reeds " * 2000})
    with open(sqlite_study, "rb") as file:
        assert b"heron in the reeds" in file.read()
    with store.keeping() as connection:
        connection.execute(tables.settings.delete())
    store.close()

    with open(sqlite_study, "rb") as file:
        assert b"heron in the reeds" not in file.read()


@pytest.mark.parametrize("name", ["study.db", "study", "study.qualkit.txt"])
def test_a_study_ends_in_qualkit(tmp_path, name):
    """A file of another ending is not made."""
    with pytest.raises(NotAStudy, match="ends in .qualkit"):
        Store.create(tmp_path / name)

    assert list(tmp_path.iterdir()) == []


def test_a_missing_study_is_refused_with_what_to_type(tmp_path):
    """Opening what is not there says how to make one; opening a folder says that it is one."""
    with pytest.raises(NotAStudy, match="is not there.*qualkit init"):
        Store.open(tmp_path / "gone.qualkit")
    with pytest.raises(NotAStudy, match="is a folder"):
        Store.open(tmp_path)


def test_a_study_opened_for_reading_is_not_changed(study):
    """The reading-only opening refuses to change, and leaves no holder behind."""
    Store.create(study).close()
    store = Store.open(study, readonly=True)
    with pytest.raises(StudyUnwritable, match="reading only"):
        _set(store, "x")

    with store.reading() as connection:
        assert connection.execute(tables.holders.select()).all() == []
    store.close()


def test_the_second_writer_waits_and_then_says_who_holds_it(study):
    """While one changes, the other waits its time out and then names the first; afterwards it gets through."""
    Store.create(study).close()
    first = Store.open(study, coder="Ana")
    second = Store.open(study, coder="Morag", wait=0.4)
    begun = time.monotonic()
    with first.changing(ACT) as journal:
        write_setting(journal, "contact", "first")
        with pytest.raises(StudyBusy, match="Ana"):
            _set(second, "second")
    waited = time.monotonic() - begun

    assert waited >= 0.4
    _set(second, "second")
    assert _get(first) == "second"
    first.close()
    second.close()


_WRITER = """
import sys
from qualkit.store.journal import Act
from qualkit.store.stamps import new_id
from qualkit.store.store import Store
from qualkit.store import tables

study, name, many = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = Store.open(study, coder=name, wait=60)
for number in range(many):
    with store.changing(Act(name, "make", "coder", "")) as journal:
        journal.insert(tables.coders, {"id": new_id(), "name": f"{name} {number}", "standpoint": ""})
    print(number, flush=True)
store.close()
"""


def test_two_processes_lose_nothing(study):
    """Two processes that write at once both keep every one of their changes, in one gapless history."""
    Store.create(study).close()
    running = [
        subprocess.Popen([sys.executable, "-c", _WRITER, study, name, "40"], stdout=-1) for name in "AB"
    ]
    for process in running:
        process.communicate()
        assert process.returncode == 0

    store = Store.open(study)
    with store.reading() as connection:
        names = {row.name for row in connection.execute(tables.coders.select())}
        numbers = sorted(row.number for row in connection.execute(tables.history.select()))
    store.close()
    assert names == {f"{name} {number}" for name in "AB" for number in range(40)}
    assert numbers == list(range(1, 81))


def test_a_killed_writer_loses_nothing_acknowledged(study):
    """After kill -9 every change that had returned is there, and the study opens and is whole."""
    Store.create(study).close()
    for round_ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", _WRITER, study, f"K{round_}", "100000"], stdout=subprocess.PIPE
        )
        acknowledged = [int(process.stdout.readline()) for _ in range(20 + round_)]
        process.kill()
        process.communicate()

        store = Store.open(study, wait=30)
        with store.reading() as connection:
            kept = {row.name for row in connection.execute(tables.coders.select())}
            if connection.dialect.name == "sqlite":
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        store.close()
        assert {f"K{round_} {number}" for number in acknowledged} <= kept


def test_a_dead_holder_is_cleared_away(study):
    """The row of a process that was killed is gone once the study is opened again."""
    Store.create(study).close()
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITER, study, "Gone", "100000"], stdout=subprocess.PIPE
    )
    process.stdout.readline()
    process.kill()
    process.communicate()

    store = Store.open(study, coder="Ana", wait=30)
    with store.reading() as connection:
        assert [row.coder for row in connection.execute(tables.holders.select())] == ["Ana"]
    store.close()


def test_a_full_disk_is_said_and_changes_nothing(sqlite_study):
    """When the database has no room left, one sentence says so and the study is as it was."""
    store = Store.create(sqlite_study)
    _set(store, "Ring Sam")
    with pytest.raises(StudyUnwritable, match="disk is full.*free some space"), store.keeping() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        for number in range(200):
            connection.execute(tables.settings.insert(), {"key": str(number), "value": "x" * 10_000})

    with store.reading() as connection:
        assert read_settings(connection) == {"contact": "Ring Sam"}
    store.close()


def test_a_damaged_file_is_refused(sqlite_study):
    """A study whose pages were overwritten is refused as damaged, without a traceback's words."""
    store = Store.create(sqlite_study)
    _set(store, "Ring Sam")
    store.close()
    with open(sqlite_study, "r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 8000)

    with pytest.raises(NotAStudy, match="damaged"):
        Store.open(sqlite_study)


def test_ids_are_stable_across_copies(sqlite_study, tmp_path):
    """A copied file holds the same study id and the same ids of everything."""
    store = Store.create(sqlite_study)
    _set(store, "Ring Sam")
    store.close()
    copy = tmp_path / "copy.qualkit"
    shutil.copy(sqlite_study, copy)

    def ids(path):
        with sqlite3.connect(path) as connection:
            found = connection.execute(
                "SELECT value FROM study WHERE key = 'id' UNION SELECT id FROM history"
            )
            result = found.fetchall()
        connection.close()
        return result

    assert ids(sqlite_study) == ids(copy)
    assert len(ids(copy)) == 2


def test_a_password_is_never_shown(postgresql_study):
    """The name by which a study on a server is shown hides the password in its URL."""
    from qualkit.store.engine import shown

    assert "secret" not in shown("postgresql://ana:secret@localhost/inquiry")


def test_the_history_only_grows(study):
    """The database itself refuses to change or delete an entry of the history."""
    store = Store.create(study)
    _set(store, "Ring Sam")
    for statement in ("UPDATE history SET coder = 'x'", "DELETE FROM history"):
        with pytest.raises(Exception, match="append-only"), store.keeping() as connection:
            connection.execute(text(statement))

    store.close()
