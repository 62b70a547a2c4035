"""One change to a study, remembered as it is written: the history and the way back.

A `Journal` writes rows and keeps an image of each before and after. When it closes, the history gets one
row (who, what, when: ids and hashes, never words) and the images go into side rows, which a
withdrawal can delete without touching the history.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, func, select

from qualkit.errors import StoreError, UndoError
from qualkit.store import tables
from qualkit.store.stamps import as_json, digest, new_id, now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from sqlalchemy import ColumnElement, Connection, Table

    Row = dict[str, Any]


#: Making a coder known is no work of theirs, so undo passes it over.
INTRODUCE = "introduce"


@dataclass(frozen=True)
class Act:
    """What a person did: the history's row, before it is written."""

    coder: str
    verb: str
    noun: str
    noun_id: str
    origin: str = "manual"
    undoes: str | None = None


@dataclass(frozen=True)
class _Image:
    table: str
    key: str
    before: str | None
    after: str | None


class Journal:
    """Writes rows of undoable tables within one transaction and remembers them."""

    def __init__(self, connection: Connection, act: Act, entry: str = "") -> None:
        self.connection = connection
        self.act = act
        self._entry_id = entry
        self._images: list[_Image] = []
        self._signed: str | None = None

    def sign(self, hash_after: str) -> None:
        """Have the history's row written for a change of which no image is kept: it cannot be undone."""
        self._signed = hash_after

    def insert(self, table: Table, *rows: Row) -> None:
        """Add rows; every column must be given, so that the image is whole."""
        if rows:
            _refuse_nul(table, rows)
            self.connection.execute(table.insert(), list(rows))
            self._images += [_Image(table.name, _key(table, row), None, as_json(row)) for row in rows]

    def update(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Change the one row of that key; a change that changes nothing is not remembered."""
        before = row_of(self.connection, table, key)
        if before is None:
            raise UndoError(f"The {self.act.noun} is gone; somebody else has taken it out meanwhile.")
        after = {**before, **values}
        if after != before:
            _refuse_nul(table, (after,))
            self.connection.execute(table.update().where(_where(table, key)), dict(values))
            self._images.append(_Image(table.name, _key(table, after), as_json(before), as_json(after)))

    def update_all(self, table: Table, changes: Sequence[tuple[Row, Row]]) -> None:
        """Change many rows at once: each whole as it was read in this transaction, and what is to be new in it.

        All state new values for the same columns.
        """
        if not changes:
            return
        names = _key_columns(table)
        where = and_(*(table.c[name] == bindparam(f"key_{name}") for name in names))
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in changes[0][1]}
        self.connection.execute(
            table.update().where(where).values(values),
            [
                {f"key_{name}": row[name] for name in names}
                | {f"new_{name}": value for name, value in new.items()}
                for row, new in changes
            ],
        )
        self._images += [
            _Image(table.name, _key(table, row), as_json(row), as_json({**row, **new}))
            for row, new in changes
        ]

    def delete(self, table: Table, key: Mapping[str, Any]) -> None:
        """Take out the one row of that key, where it is there."""
        before = row_of(self.connection, table, key)
        if before is not None:
            self.connection.execute(table.delete().where(_where(table, key)))
            self._images.append(_Image(table.name, _key(table, before), as_json(before), None))

    def close(self) -> str | None:
        """Write the history's row, unless nothing changed; give its id."""
        if not self._images and self._signed is None:
            return None
        entry = self._entry_id or new_id()
        number = 1 + (self.connection.execute(select(func.max(tables.history.c.number))).scalar() or 0)
        self.connection.execute(tables.history.insert(), self._entry(entry, number))
        if self._images:
            self.connection.execute(tables.changes.insert(), self._side_rows(entry))
        return entry

    def _side_rows(self, entry: str) -> list[Row]:
        return [
            {
                "history": entry,
                "number": place,
                "table_name": image.table,
                "row_key": image.key,
                "row_before": image.before,
                "row_after": image.after,
            }
            for place, image in enumerate(self._images)
        ]

    def _entry(self, entry: str, number: int) -> Row:
        return {
            "id": entry,
            "number": number,
            "at": now(),
            "coder": self.act.coder,
            "verb": self.act.verb,
            "noun": self.act.noun,
            "noun_id": self.act.noun_id,
            "origin": self.act.origin,
            "hash_before": _hash_all([image.before for image in self._images]),
            "hash_after": self._signed or _hash_all([image.after for image in self._images]),
            "undoes": self.act.undoes,
        }


def _refuse_nul(table: Table, rows: Sequence[Row]) -> None:
    """SQLite would cut words off at this character, and PostgreSQL does not take it: neither stores it."""
    if any("\0" in value for row in rows for value in row.values() if isinstance(value, str)):
        raise StoreError(
            f"Something for the {table.name} has a NUL character in it, which cannot be stored: type it again without. "
            "Nothing was changed."
        )


def _as_then(row: Row | None, image: str | None) -> str | None:
    """A row in the columns that its table had when the image was made."""
    if row is None or image is None:
        return None if row is None else as_json(row)
    return as_json({name: row[name] for name in json.loads(image) if name in row})


def _hash_all(images: Sequence[str | None]) -> str | None:
    known = [image for image in images if image is not None]
    return digest("\n".join(known)) if known else None


def _key_columns(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def _key(table: Table, row: Mapping[str, Any]) -> str:
    return as_json({name: row[name] for name in _key_columns(table)})


def _where(table: Table, key: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in key.items()))


def row_of(connection: Connection, table: Table, key: Mapping[str, Any]) -> Row | None:
    """The row of that key as a dict, or None."""
    row = connection.execute(select(table).where(_where(table, key))).one_or_none()
    return None if row is None else dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def revert(journal: Journal, entry: str) -> None:
    """Put back what one entry of the history changed, last row first.

    Raises
    ------
    UndoError
        A row has been changed since, so putting it back would lose that.
    """
    rows = journal.connection.execute(
        select(tables.changes)
        .where(tables.changes.c.history == entry)
        .order_by(tables.changes.c.number.desc())
    ).all()
    if not rows:
        raise UndoError(
            "What that change held has been deleted, with a withdrawal or when names were replaced; it cannot be "
            "taken back. Names come back from the key:  qualkit pseudonymise STUDY --restore"
        )
    for row in rows:
        _put_back(journal, tables.metadata.tables[row.table_name], row.row_key, row.row_before, row.row_after)


def _put_back(journal: Journal, table: Table, key: str, before: str | None, after: str | None) -> None:
    where = json.loads(key)
    current = row_of(journal.connection, table, where)
    if _as_then(current, after) != after:
        raise UndoError(
            f"Somebody has changed one of the {table.name} since; undo that first. Nothing was taken back."
        )
    if before is None:
        journal.delete(table, where)
    elif after is None:
        journal.insert(table, json.loads(before))
    else:
        journal.update(table, where, json.loads(before))
