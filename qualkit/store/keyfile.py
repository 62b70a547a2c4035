"""The key: a file beside the study, never in it, that says which name became which replacement.

It is SQLite; with the extra ``encrypted`` and a passphrase it is SQLCipher, and nobody reads it without.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qualkit.errors import KeyFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

ENDING = ".names.qualkit-key"
_TABLES = (
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE names (key TEXT PRIMARY KEY, held TEXT NOT NULL)",
    "CREATE TABLE batches (id TEXT PRIMARY KEY, number BIGINT NOT NULL, coder TEXT NOT NULL, at TEXT NOT NULL)",
    """CREATE TABLE texts (batch TEXT NOT NULL REFERENCES batches (id), document TEXT NOT NULL,
        number BIGINT NOT NULL, held TEXT NOT NULL, PRIMARY KEY (batch, document, number))""",
    """CREATE TABLE fields (batch TEXT NOT NULL REFERENCES batches (id), number BIGINT NOT NULL,
        held TEXT NOT NULL, PRIMARY KEY (batch, number))""",
)
_TEXTS = "SELECT document, held FROM texts WHERE batch = ?"
_FIELDS = "SELECT held FROM fields WHERE batch = ? ORDER BY number"


class Batch(NamedTuple):
    """One time that names were replaced: what it takes to put them back.

    `texts` holds, by document id, what `desk.names` needs of each text; `fields` each other value that was changed.
    """

    id: str
    coder: str
    at: str
    texts: Mapping[str, Mapping[str, Any]]
    fields: Sequence[Mapping[str, Any]]


class KeyFile:
    """The key of one study, opened. A file that is not there is made, for its owner's eyes alone, by `create`.

    Parameters
    ----------
    path
        Where it lies.
    study
        The study's id: a key of another study is refused.
    passphrase
        What it is locked with; empty for none.
    """

    def __init__(self, path: Path, study: str, passphrase: str = "") -> None:
        self.path = path
        self._study = study
        self._passphrase = passphrase

    def __repr__(self) -> str:
        """Name the file, never what is in it or what opens it."""
        return f"KeyFile({self.path})"

    @property
    def is_there(self) -> bool:
        """Whether there is such a file."""
        return self.path.is_file()

    @property
    def is_encrypted(self) -> bool:
        """Whether it is unreadable without its passphrase."""
        with self.path.open("rb") as file:
            return not file.read(16).startswith(b"SQLite format 3")

    def create(self) -> None:
        """Make an empty one.

        Raises
        ------
        KeyFileError
            The folder is not there or closed to us, or the part that encrypts is missing.
        """
        self._module()
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            raise KeyFileError(
                f"The key {self.path} could not be made ({error.strerror}): choose another place with --key FILE."
            ) from None
        with self._opened(writes=True, new=True) as connection:
            for statement in _TABLES:
                connection.execute(statement)
            connection.execute("INSERT INTO about VALUES ('study', ?)", (self._study,))

    def names(self) -> list[dict[str, Any]]:
        """Every decision, in the order in which they were made."""
        with self._opened() as connection:
            return [
                json.loads(held) for (held,) in connection.execute("SELECT held FROM names ORDER BY rowid")
            ]

    def write_names(self, names: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Remember decisions, each under the form by which its name is known again."""
        with self._opened(writes=True) as connection:
            for key, held in names:
                connection.execute(
                    "INSERT INTO names VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET held = excluded.held",
                    (key, json.dumps(held, ensure_ascii=False)),
                )

    def write_batch(self, batch: Batch) -> None:
        """Keep what was replaced this time; on return it is on disk."""
        with self._opened(writes=True) as connection:
            (last,) = connection.execute("SELECT COALESCE(MAX(number), 0) FROM batches").fetchone()
            connection.execute(
                "INSERT INTO batches VALUES (?, ?, ?, ?)", (batch.id, last + 1, batch.coder, batch.at)
            )
            connection.executemany(
                "INSERT INTO texts VALUES (?, ?, ?, ?)",
                [
                    (batch.id, document, held["revision"], json.dumps(held, ensure_ascii=False))
                    for document, held in batch.texts.items()
                ],
            )
            connection.executemany(
                "INSERT INTO fields VALUES (?, ?, ?)",
                [(batch.id, at, json.dumps(f, ensure_ascii=False)) for at, f in enumerate(batch.fields)],
            )

    def batches(self) -> list[Batch]:
        """Every time that names were replaced, oldest first."""
        with self._opened() as connection:
            rows = connection.execute("SELECT id, coder, at FROM batches ORDER BY number").fetchall()
            return [
                Batch(
                    batch,
                    coder,
                    at,
                    {document: json.loads(held) for document, held in connection.execute(_TEXTS, (batch,))},
                    [json.loads(held) for (held,) in connection.execute(_FIELDS, (batch,))],
                )
                for batch, coder, at in rows
            ]

    def forget_batch(self, batch: str) -> None:
        """Let go of a batch that has been put back."""
        with self._opened(writes=True) as connection:
            for table, column in (("texts", "batch"), ("fields", "batch"), ("batches", "id")):
                connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (batch,))  # noqa: S608 - our own names

    def take_out(self, documents: Collection[str], is_gone: Callable[[Mapping[str, Any]], bool]) -> None:
        """Let go of what a withdrawal took out: the old texts of those documents (ids), and values that are gone.

        A name that stands nowhere in what the key still holds goes too. The file is then written anew, so that its
        free space holds nothing of it.
        """
        with self._opened(writes=True) as connection:
            for document in documents:
                connection.execute("DELETE FROM texts WHERE document = ?", (document,))
            for batch, number, held in connection.execute(
                "SELECT batch, number, held FROM fields"
            ).fetchall():
                if is_gone(json.loads(held)):
                    connection.execute("DELETE FROM fields WHERE batch = ? AND number = ?", (batch, number))
            left = "\n".join(
                held.casefold()
                for table in ("texts", "fields")
                for (held,) in connection.execute(f"SELECT held FROM {table}")  # noqa: S608 - our own names
            )
            for key, held in connection.execute("SELECT key, held FROM names").fetchall():
                if json.dumps(json.loads(held)["form"], ensure_ascii=False)[1:-1].casefold() not in left:
                    connection.execute("DELETE FROM names WHERE key = ?", (key,))
        with closing(self._module().connect(str(self.path), isolation_level=None)) as connection:
            self._unlock(connection)
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("VACUUM")

    def _module(self) -> Any:
        if not self._passphrase:
            return sqlite3
        try:
            from sqlcipher3 import dbapi2
        except ModuleNotFoundError:
            raise KeyFileError(
                "A key with a passphrase needs the part 'encrypted': in this environment, type "
                "python -m pip install 'qualkit-inquiry[encrypted]'."
            ) from None
        return dbapi2

    @contextmanager
    def _opened(self, *, writes: bool = False, new: bool = False) -> Iterator[Any]:
        """A connection whose work is kept whole or not at all."""
        if not self.is_there:
            raise KeyFileError(f"The key {self.path} is not there: say with --key FILE where it lies.")
        module = self._module()
        try:
            with closing(module.connect(str(self.path), isolation_level=None)) as connection:
                self._unlock(connection)
                if not new:
                    self._must_be_ours(connection)
                connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
                yield connection
                connection.execute("COMMIT")
        except (sqlite3.Error, module.Error) as error:
            raise self._plainly(str(error)) from None

    def _unlock(self, connection: Any) -> None:
        if self._passphrase:
            quoted = self._passphrase.replace("'", "''")
            connection.execute(f"PRAGMA key = '{quoted}'")
            connection.execute("PRAGMA cipher_log_level = NONE")
        for pragma in ("synchronous = EXTRA", "secure_delete = ON", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    def _must_be_ours(self, connection: Any) -> None:
        found = connection.execute("SELECT value FROM about WHERE key = 'study'").fetchone()
        if found is None or found[0] != self._study:
            raise KeyFileError(
                f"The key {self.path} belongs to another study: say with --key FILE where ours lies."
            )

    def _plainly(self, said: str) -> KeyFileError:
        if "not a database" in said or "no such table" in said:
            how = "its passphrase is another one" if self._passphrase else "it needs its passphrase"
            return KeyFileError(f"The key {self.path} cannot be read: {how}, or the file is no key.")
        if "locked" in said:
            return KeyFileError(f"The key {self.path} is in use by another program; try again soon.")
        return KeyFileError(f"The key {self.path} could not be used ({said}). Nothing was changed.")


def beside(study: str) -> Path:
    """Where a study's key lies unless somebody says otherwise.

    Examples
    --------
    >>> beside("thriving.qualkit").name
    'thriving.names.qualkit-key'
    """
    path = Path(study)
    return path.with_name(path.stem + ENDING)
