"""Which rows a withdrawal takes with it: those that hang on a person, a text or a place, and on one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, tuple_

from qualkit.store import tables
from qualkit.store.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Column, Connection, Table

    Key = tuple[Any, ...]

#: As many values as one question holds; SQLite allows 999 in its older builds.
_AT_ONCE = 400


class Reached:
    """Rows that go, by table; adding one brings whatever hangs on it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.rows: dict[str, set[Key]] = {}

    def count(self, table: str) -> int:
        """How many rows of a table go."""
        return len(self.rows.get(table, ()))

    def ids(self, table: str) -> set[str]:
        """The ids of the rows that go, for a table whose key is one column."""
        return {str(key[0]) for key in self.rows.get(table, ())}

    def add_person(self, participant: str) -> None:
        """Whatever says of itself that it belongs to the person."""
        for name, held in WORDS.items():
            if held.reach == "person":
                self.add_where(tables.metadata.tables[name], held.through[0], [participant])

    def add_where(self, table: Table, column: str, values: Iterable[Any]) -> None:
        """The rows in which a column has one of these values."""
        keys: set[Key] = set()
        for some in _portions(sorted(values)):
            found = select(*table.primary_key.columns).where(table.c[column].in_(some))
            keys |= {tuple(row) for row in self._connection.execute(found)}
        self.add(table, keys)

    def add(self, table: Table, keys: Iterable[Key]) -> None:
        """These rows, and whatever hangs on them."""
        new = set(keys) - self.rows.get(table.name, set())
        if not new:
            return
        self.rows.setdefault(table.name, set()).update(new)
        if len(table.primary_key.columns) == 1:
            for other, column in _hanging_on(table):
                self.add_where(other, column, [key[0] for key in new])

    def delete(self) -> None:
        """Delete them all, what hangs on others first."""
        for table in reversed(tables.metadata.sorted_tables):
            columns = list(table.primary_key.columns)
            for some in _portions(sorted(self.rows.get(table.name, ()))):
                self._connection.execute(table.delete().where(_keyed(columns, some)))


def _hanging_on(table: Table) -> Iterator[tuple[Table, str]]:
    """Tables and their columns that point to this one: by the database's own word or by the register's."""
    for other in tables.metadata.tables.values():
        found = {key.parent.name for key in other.foreign_keys if key.column.table is table}
        held = WORDS.get(other.name)
        for link in held.through if held is not None and held.reach == "row" else ():
            column, _, target = link.partition(" -> ")
            if target == table.name:
                found.add(column)
        yield from ((other, column) for column in sorted(found))


def _portions(values: Iterable[Any]) -> Iterator[list[Any]]:
    row = list(values)
    return (row[at : at + _AT_ONCE] for at in range(0, len(row), _AT_ONCE))


def _keyed(columns: list[Column[Any]], keys: list[Key]) -> Any:
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return tuple_(*columns).in_(keys)
