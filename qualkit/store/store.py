"""`Store`: one study, opened; transactions that read and transactions that change."""

from __future__ import annotations

import os
import threading
import weakref
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import insert, select

from qualkit.errors import NotAStudy, StoreError, StudyBusy, StudyExists, StudyUnwritable
from qualkit.store import holders, tables
from qualkit.store.engine import WAIT, is_server, open_engine, plainly, shown
from qualkit.store.journal import INTRODUCE, Act, Journal
from qualkit.store.migrate import check_version, migrate, numbers_run
from qualkit.store.migrations import MIGRATIONS
from qualkit.store.stamps import new_id, now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

    from qualkit.model import Coder

ENDING = ".qualkit"


class Store:
    """One study: a SQLite file ending in ``.qualkit``, or a schema on a PostgreSQL server.

    Made by `create` or `open`; used through `reading` and `changing`; given back by `close`.
    """

    def __init__(self, study: str, engine: Engine, *, readonly: bool = False) -> None:
        self.study = study
        self.shown = shown(study)
        self.readonly = readonly
        self._engine = engine
        self._writer = engine.execution_options(qualkit_writes=True)
        self._holder: list[str] = []
        self._asked = threading.local()
        self._expected: dict[str, tuple[Coder, Callable[[Journal, Coder], None]]] = {}
        self._closer = weakref.finalize(self, _close, engine, self._writer, self._holder)

    @classmethod
    def create(cls, study: str | Path, coder: str = "", wait: float = WAIT) -> Store:
        """Make an empty study.

        Raises
        ------
        StudyExists, StudyUnwritable, NotAStudy
            There is one already; the folder is missing or closed to us; the name does not end in ``.qualkit``.
        """
        name = str(study)
        if not is_server(name):
            _claim(Path(name))
        try:
            return cls._make(name, coder, wait)
        except BaseException:
            if not is_server(name):
                Path(name).unlink(missing_ok=True)
                Path(f"{name}-journal").unlink(missing_ok=True)
            raise

    @classmethod
    def _make(cls, name: str, coder: str, wait: float) -> Store:
        with _engine_for(name, "create", wait) as engine:
            if _ran(engine):
                raise StudyExists(
                    f"There is a study at {shown(name)} already: open it, or choose another name."
                )
            migrate(engine)
            store = cls(name, engine)
            with store._plain_writer() as connection:
                born = [{"key": "id", "value": new_id()}, {"key": "created_at", "value": now()}]
                connection.execute(insert(tables.study), born)
            store._take_hold(coder)
            return store

    @classmethod
    def open(cls, study: str | Path, coder: str = "", *, readonly: bool = False, wait: float = WAIT) -> Store:
        """Open a study, bringing it to today's shape when it is older.

        Raises
        ------
        NotAStudy, NewerStudy, StudyBusy, StudyUnwritable
        """
        name = str(study)
        if not is_server(name):
            _must_be_there(Path(name))
        with _engine_for(name, "read" if readonly else "change", wait) as engine:
            ran = _ran(engine)
            check_version(shown(name), ran)
            if ran[-1] < MIGRATIONS[-1].number:
                with _engine_for(name, "change", wait) as changing:
                    migrate(changing)
            store = cls(name, engine, readonly=readonly)
            if not readonly:
                store._take_hold(coder)
                store._clean_up_after()
            return store

    def close(self) -> None:
        """Give the study back; closing twice is no fault."""
        self._closer()

    def _must_be_open(self) -> None:
        if not self._closer.alive:
            raise StudyUnwritable(f"{self.shown} has been closed here: open it again.")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See the study as it is now, the same throughout."""
        self._must_be_open()
        with plainly(self.shown, self.held_by), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def changing(self, act: Act) -> Iterator[Journal]:
        """Change it, all or nothing; on leaving, the change and its history are on disk."""
        entry, self._asked.entry = getattr(self._asked, "entry", ""), ""
        with self._plain_writer() as connection:
            self._introduce(connection, act.coder)
            journal = Journal(connection, act, entry)
            yield journal
            journal.close()
        self._expected.pop(act.coder, None)

    @contextmanager
    def once(self, entry: str) -> Iterator[str | None]:
        """Call the next change of this thread `entry` in the history, so that it can be asked for twice and done once.

        Gives None where it is still to be done, else what it was about: the id of its noun.
        """
        with self.reading() as connection:
            done = connection.execute(
                select(tables.history.c.noun_id).where(tables.history.c.id == entry)
            ).scalar()
        self._asked.entry = entry if done is None else ""
        try:
            yield done
        finally:
            self._asked.entry = ""

    def expect(self, coder: Coder, save: Callable[[Journal, Coder], None]) -> None:
        """Have somebody new made known, by `save`, in the same transaction as their first change."""
        self._expected[coder.id] = (coder, save)

    def newcomer(self, name: str) -> Coder | None:
        """Who is here under that name and has changed nothing yet."""
        return next((coder for coder, _ in self._expected.values() if coder.name == name), None)

    def _introduce(self, connection: Connection, coder: str) -> None:
        newcomer, save = self._expected.get(coder, (None, None))
        if newcomer is None or save is None:
            return
        known = select(tables.coders.c.id).where(tables.coders.c.name == newcomer.name)
        if connection.execute(known).first() is not None:
            raise StudyBusy(
                f"{newcomer.name} has begun to work in {self.shown} from somewhere else meanwhile: open it again. "
                "Nothing was changed."
            )
        journal = Journal(connection, Act(coder, INTRODUCE, "coder", coder))
        save(journal, newcomer)
        journal.close()

    @contextmanager
    def keeping(self, coder: str = "") -> Iterator[Connection]:
        """Write what is no act of a person (offered suggestions, holders): no history.

        A `coder` of whom it is kept is made known, where nothing of theirs has been stored before.
        """
        with self._plain_writer() as connection:
            self._introduce(connection, coder)
            yield connection
        self._expected.pop(coder, None)

    @contextmanager
    def _plain_writer(self) -> Iterator[Connection]:
        self._must_be_open()
        if self.readonly:
            raise StudyUnwritable(f"{self.shown} was opened for reading only: open it again to change it.")
        with plainly(self.shown, self.held_by), self._writer.begin() as connection:
            yield connection

    def clean(self) -> None:
        """Leave no deleted words in the file's free space (or in dead rows on the server).

        Raises
        ------
        StudyBusy
            Somebody is reading just now; the next opening does it.
        """
        from qualkit.store.cleaning import clean

        with plainly(self.shown, self.held_by):
            clean(self._engine, self._writer)

    def _clean_up_after(self) -> None:
        """Finish what a withdrawal began that was stopped; who reads meanwhile only puts it off."""
        from qualkit.store.cleaning import is_due

        with self.reading() as connection:
            due = is_due(connection)
        if due:
            with suppress(StoreError):
                self.clean()

    def must_be_ours_alone(self, connection: Connection) -> None:
        """Refuse while anybody else has the study open for changing.

        Raises
        ------
        StudyBusy
        """
        others = holders.open_elsewhere(connection, self._holder[0] if self._holder else None)
        if others:
            raise StudyBusy(
                f"{self.shown} is open elsewhere: {others}. A withdrawal needs the study for itself, so that "
                "nobody works on with words that are gone: have it closed there, then try again."
            )

    def held_by(self) -> str:
        """Who else has the study open for changing, in words."""
        try:
            with self._engine.begin() as connection:
                return holders.others(connection, self._holder[0] if self._holder else None)
        except Exception:  # noqa: BLE001 - this only words a message; the other may hold even the reading lock
            return "another program"

    def _take_hold(self, coder: str) -> None:
        with self._plain_writer() as connection:
            self._holder.append(holders.take_hold(connection, coder))


@contextmanager
def _engine_for(name: str, mode: Literal["create", "change", "read"], wait: float) -> Iterator[Engine]:
    """An engine that is given back when what follows fails, and its refusals in plain words."""
    with plainly(shown(name), lambda: "another program"):
        engine = open_engine(name, mode=mode, wait=wait)
        try:
            yield engine
        except BaseException:
            engine.dispose()
            raise


def _ran(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return numbers_run(connection)


def _close(engine: Engine, writer: Engine, holder: list[str]) -> None:
    try:
        if holder:
            with writer.begin() as connection:
                holders.let_go(connection, holder.pop())
    except Exception:  # noqa: BLE001, S110 - closing a study that has gone away must not hide why
        pass
    finally:
        engine.dispose()


def _claim(path: Path) -> None:
    """Make the file, ours alone to read, or say why not."""
    if path.suffix != ENDING:
        raise NotAStudy(f"A study's file name ends in {ENDING}; '{path.name}' does not.")
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise StudyExists(f"There is a study at {path} already: open it, or choose another name.") from None
    except OSError as error:
        raise StudyUnwritable(
            f"{path} could not be made ({error.strerror}): choose a folder that is there and that you may write to."
        ) from None


def _must_be_there(path: Path) -> None:
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "is not there"
        raise NotAStudy(f"{path} {what}; a study is one file. Make one with:  qualkit init {path}")
