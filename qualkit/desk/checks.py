"""`project.checks`: everything that happens after a paper has been made, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from qualkit.desk.returning import Received
    from qualkit.model import Coder
    from qualkit.store.store import Store


class Checks:
    """What people said about how their words were read, and what the group made of it.

    Reading keeps proposals; a named person confirms, decides and replies. A person who wants words out has them
    out from the moment their answer is read.
    """

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

    def __repr__(self) -> str:
        """Name the study, nobody's words."""
        return f"Checks({self._store.shown})"

    def read(
        self,
        files: str | Path | Iterable[str | Path],
        *,
        participant: str | None = None,
        received: str | None = None,
        keep: bool = False,
        confirmed: bool = False,
    ) -> list[Received]:
        """Take in what came back: filled PDFs, forms, Word files, tables, or folders of them.

        Parameters
        ----------
        files
            A file, a folder, or several.
        participant
            Whose paper it must be; anybody's where it is not given.
        received
            The day it came, as ``2027-01-29``; today where it is not given.
        keep
            Whether the study keeps the files themselves too.
        confirmed
            Whether this coder has looked at every one of them.

        Returns
        -------
        list of Received
            What became of each. One that is put aside changes nothing.
        """
        from qualkit.desk import returning

        wishes = returning.Wishes(participant, received, keep, confirmed)
        return returning.read_all(self._store, self._coder, files, wishes)

    def responses(self) -> pd.DataFrame:
        """Every answer that came, a row an item; what we missed is item 0."""
        from qualkit.desk import answering

        return answering.responses(self._store)

    def status(self) -> pd.DataFrame:
        """Each person's state: a row a paper, and a row for each person who has none."""
        from qualkit.desk import answering

        return answering.status(self._store)

    def confirm(self, returned: str, answers: Mapping[int, str] | None = None) -> Received:
        """Say that this coder has looked at a return, and that it counts; put right what was read wrongly.

        Parameters
        ----------
        returned
            The return's id, or its beginning.
        answers
            By item number, the answer that the paper really has.

        Raises
        ------
        NotFound, ReturnError
        """
        from qualkit.desk import confirming

        return confirming.confirm(self._store, self._coder, returned, answers or {})
