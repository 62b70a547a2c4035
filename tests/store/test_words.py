"""The register of words is whole: no column that can hold words is forgotten."""

from __future__ import annotations

import pytest
from sqlalchemy import Text

from qualkit.store import tables
from qualkit.store.words import WITHOUT_WORDS, WORDS

TABLES = tables.metadata.tables


def _text_columns(name):
    return {column.name for column in TABLES[name].columns if isinstance(column.type, Text)}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_text_column_is_registered_once(name):
    """Each text column of a table is said to hold words or to hold none, never both and never neither."""
    held = set(WORDS[name].columns) if name in WORDS else set()
    plain = set(WITHOUT_WORDS.get(name, ()))

    assert held & plain == set()
    assert held | plain == _text_columns(name), f"say of each text column of {name} in store/words.py"


def test_the_register_names_no_table_that_is_not_there():
    """A table that has gone leaves no line behind."""
    assert set(WORDS) | set(WITHOUT_WORDS) <= set(TABLES)


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_withdrawal_can_reach_what_it_must(name):
    """A row that goes with a place, a person or another row has the columns that say which."""
    held, columns = WORDS[name], set(TABLES[name].columns.keys())

    if held.reach == "place":
        assert {"document", "revision", "start_at", "end_at"} <= columns
    if held.reach == "person":
        assert len(held.through) == 1
        assert set(held.through) <= columns
    if held.reach == "row":
        for link in held.through:
            column, arrow, target = link.partition(" -> ")
            assert (column in columns, bool(arrow), target in TABLES) == (True, True, True)


@pytest.mark.parametrize(
    ("name", "column"),
    [(name, key.parent.name) for name, table in TABLES.items() for key in table.foreign_keys
     if key.column.table.name in ("participants", "papers", "codings", "suggestions")],
)  # fmt: skip
def test_what_hangs_on_somebodys_rows_is_reached(name, column):
    """A table whose rows point to a person, a paper, a coding or a suggestion goes with them: none is left hanging."""
    held = WORDS[name]

    assert held.reach in ("person", "row", "place")
    assert held.reach == "place" or any(link.split(" -> ")[0] == column for link in held.through)
