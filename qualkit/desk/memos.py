"""The memos of a study: read, written anew, taken out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualkit.errors import QualkitError
from qualkit.store import memos, people
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from qualkit.model import Coder, Memo, MemoKind
    from qualkit.store.store import Store


class Memos:
    """What people noted on codings, codes, documents, participants and the project; `qualkit.Project.memo` writes one.

    Iterate over it for all, oldest first. A memo is written anew or taken out by whoever wrote it; what it said
    before is kept, and `qualkit.Project.undo` brings it back.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from qualkit.testing import tiny_project
    >>> folder = tempfile.TemporaryDirectory()
    >>> with tiny_project(pathlib.Path(folder.name, "tiny.qualkit")) as project:
    ...     memo = project.memo(project.codings()["coding_id"][0], "She said it twise.")
    ...     _ = project.memos.rewrite(memo, "She said it twice.")
    ...     [each.text for each in project.memos], project.memos
    (['She said it twice.'], Memos(1))
    >>> folder.cleanup()
    """

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

    def __iter__(self) -> Iterator[Memo]:
        """Each memo, oldest first."""
        return iter(self.of())

    def __len__(self) -> int:
        """How many there are."""
        return len(self.of())

    def __repr__(self) -> str:
        """Count, never quote."""
        return f"Memos({len(self)})"

    def of(self, target: str | None = None, about: MemoKind | None = None) -> tuple[Memo, ...]:
        """Those on one thing (its whole id), on one kind of thing, or all."""
        with self._store.reading() as connection:
            return memos.list_memos(connection, about, target)

    def rewrite(self, memo: Memo | str, text: str) -> Memo:
        """Put other words in a memo's place.

        Raises
        ------
        NotFound, QualkitError
            There is no such memo; it is somebody else's; or there are no words.
        """
        if not text.strip():
            raise QualkitError("A memo needs words: there were none. To take it out, remove it.")
        with self._store.changing(Act(self._coder.id, "rewrite", "memo", "")) as journal:
            mine = self._own(journal.connection, memo)
            journal.act = replace(journal.act, noun_id=mine.id)
            memos.rewrite_memo(journal, mine.id, text)
        return replace(mine, text=text)

    def remove(self, memo: Memo | str) -> Memo:
        """Take a memo out.

        Raises
        ------
        NotFound, QualkitError
            There is no such memo, or it is somebody else's.
        """
        with self._store.changing(Act(self._coder.id, "remove", "memo", "")) as journal:
            mine = self._own(journal.connection, memo)
            journal.act = replace(journal.act, noun_id=mine.id)
            memos.remove_memo(journal, mine.id)
        return mine

    def _own(self, connection: Connection, memo: Memo | str) -> Memo:
        found = memos.memo_with(connection, memo if isinstance(memo, str) else memo.id)
        if found.coder != self._coder.id:
            names = {coder.id: coder.name for coder in people.read_coders(connection)}
            name = names.get(found.coder, "somebody else")
            raise QualkitError(
                f"The memo {found.id} is {name}'s, and stays as {name} wrote it: write your own beside it."
            )
        return found
