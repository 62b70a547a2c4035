"""One interview as a coder reads it, and what has changed on it since they looked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualkit.store import codebook, pages, people, talk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from qualkit.model import Codebook, Coder, Transcript
    from qualkit.store.pages import Laid
    from qualkit.store.store import Store

#: What touches a page as a whole: after such a change it is read anew.
_WHOLE = {"documents", "turns", "revisions", "speakers", "holds"}
#: What touches the codebook.
_CODES = {"codes", "codebooks"}


@dataclass(frozen=True, repr=False)
class Page:
    """One interview in front of one coder.

    `number` is the last change that it shows (see `Pages.since`); `codings` are this coder's alone unless others' were
    asked for; `uses` counts this coder's codings of each code in the whole study.
    """

    transcript: Transcript
    codebook: Codebook
    coders: Mapping[str, Coder]
    codings: tuple[Laid, ...]
    uses: Mapping[str, int]
    number: int

    def __repr__(self) -> str:
        """Count, never quote."""
        turns = len(self.transcript.turns)
        return f"Page({self.transcript.document}, {turns} turns, {len(self.codings)} codings)"


@dataclass(frozen=True, repr=False)
class Changes:
    """What changed on a page after its `number`.

    Attributes
    ----------
    whole
        The words or who speaks them changed: open the page again.
    codings
        Codings as they are now.
    gone
        Ids of codings that are no longer there.
    codebook
        The codebook as it is now, where it changed.
    """

    number: int
    whole: bool = False
    codings: tuple[Laid, ...] = ()
    gone: tuple[str, ...] = ()
    codebook: Codebook | None = None
    uses: Mapping[str, int] = field(default_factory=dict)


class Pages:
    """The interviews as this coder reads them.

    Examples
    --------
    >>> import tempfile
    >>> from qualkit.testing import tiny_project
    >>> folder = tempfile.TemporaryDirectory()
    >>> with tiny_project(f"{folder.name}/tiny.qualkit") as project:
    ...     page = project.pages.open("P1")
    ...     laid = project.code(page.transcript.turns[3].find("garden"), "ignored")
    ...     len(project.pages.since("P1", page.number).codings)
    1
    >>> folder.cleanup()
    """

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

    def __iter__(self) -> Iterator[str]:
        """The documents' names."""
        with self._store.reading() as connection:
            return iter(talk.document_names(connection))

    def open(self, document: str, *, others: bool = False) -> Page:
        """Read one interview with this coder's codings, or with everybody's.

        Raises
        ------
        NotFound
            There is no such document.
        """
        with self._store.reading() as connection:
            row = talk.document_row(connection, document)
            return Page(
                talk.read_transcript(connection, document),
                codebook.read_codebook(connection),
                {each.id: each for each in people.read_coders(connection)},
                tuple(pages.laid(connection, str(row.id), self._coder.id, others=others)),
                pages.uses(connection, self._coder.id),
                pages.last_number(connection),
            )

    def since(self, document: str, number: int, *, others: bool = False) -> Changes:
        """What changed on that interview, and in the codebook, after the change of that number.

        Raises
        ------
        NotFound
            There is no such document.
        """
        with self._store.reading() as connection:
            now = pages.last_number(connection)
            touched = pages.touched_since(connection, number) if now > number else {}
            if _WHOLE & set(touched):
                return Changes(now, whole=True)
            return self._changed(connection, document, now, touched, others=others)

    def _changed(
        self,
        connection: Connection,
        document: str,
        now: int,
        touched: Mapping[str, set[str]],
        *,
        others: bool,
    ) -> Changes:
        ids = touched.get("codings", set()) | touched.get("anchors", set())
        row = talk.document_row(connection, document)
        there = pages.laid(connection, str(row.id), self._coder.id, others=others, ids=ids) if ids else []
        return Changes(
            now,
            codings=tuple(there),
            gone=tuple(sorted(ids - {each.id for each in there})),
            codebook=codebook.read_codebook(connection) if _CODES & set(touched) else None,
            uses=pages.uses(connection, self._coder.id),
        )

    def once(self, entry: str) -> AbstractContextManager[str | None]:
        """Do the next change under this name in the history, so that it may be asked for twice and is done once.

        The ``with`` block gets None where it is still to be done, else the id of what it was about.
        """
        return self._store.once(entry)
