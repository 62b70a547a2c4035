"""A coder's favourite codes, on the keys 1 to 9: `project.favourites`."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING

from qualkit.errors import QualkitError
from qualkit.store import codebook, favourites
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualkit.model import Coder
    from qualkit.store.store import Store

#: The keys that a favourite can lie on.
KEYS = range(1, 10)


class Favourites(MutableMapping[int, str]):
    """The codes that this coder keeps at hand: a number from 1 to 9 leads to a code's id. `Project.undo` works on it.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from qualkit.testing import tiny_project
    >>> folder = tempfile.TemporaryDirectory()
    >>> with tiny_project(pathlib.Path(folder.name, "tiny.qualkit")) as project:
    ...     project.favourites[1] = "ignored"
    ...     dict(project.favourites), dict(project.as_coder("Morag").favourites)
    ({1: 'ignored'}, {})
    >>> folder.cleanup()
    """

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

    def _all(self) -> dict[int, str]:
        with self._store.reading() as connection:
            return favourites.read_favourites(connection, self._coder.id)

    def __getitem__(self, number: int) -> str:
        """The code on that number; a KeyError where there is none."""
        return self._all()[number]

    def __iter__(self) -> Iterator[int]:
        """The numbers that have a code."""
        return iter(self._all())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._all())

    def __setitem__(self, number: int, code: str) -> None:
        """Put a code on a number, in place of what was there.

        Raises
        ------
        NotFound, QualkitError
            There is no such code; the number is none from 1 to 9.
        """
        self._set(number, code)

    def __delitem__(self, number: int) -> None:
        """Take the code off a number; a KeyError where there is none."""
        self._all()[number]
        self._set(number, None)

    def _set(self, number: int, code: str | None) -> None:
        if number not in KEYS:
            raise QualkitError(f"A favourite lies on a number from {KEYS[0]} to {KEYS[-1]}, not {number!r}.")
        with self._store.changing(Act(self._coder.id, "set", "favourite", str(number))) as journal:
            if code is not None:
                codebook.must_have(journal.connection, code)
            favourites.write_favourite(journal, self._coder.id, number, code)

    def __repr__(self) -> str:
        """Name the coder, and how many."""
        return f"Favourites({self._coder.name}, {len(self)})"
