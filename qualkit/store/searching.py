"""Looking through everything that a study keeps, byte by byte or value by value."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Text, select

from qualkit.store import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

#: Bytes at once, and how many of them come again with the next, so that no run of words is parted.
_PORTION, _AGAIN = 4_000_000, 20_000


def stored_texts(connection: Connection) -> Iterator[str]:
    """Every text in every row of every table."""
    for table in tables.metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, Text)]
        for row in connection.execute(select(*columns)):
            yield from (value for value in row if value)


def bytes_of(path: str | Path) -> Iterator[str]:
    """The bytes of a study's file and of what lies beside it, as text in portions that overlap.

    What is no UTF-8 parts words, as any other mark does.
    """
    for file in (Path(path), *(Path(f"{path}{ending}") for ending in ("-journal", "-wal", "-shm"))):
        if file.is_file():
            with file.open("rb") as source:
                before = b""
                while portion := source.read(_PORTION):
                    yield (before + portion).decode("utf-8", "replace")
                    before = portion[-_AGAIN:]
