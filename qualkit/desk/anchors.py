"""Codings that wait for a person after a correction: `project.anchors`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualkit.desk.coding import rewrite, standing
from qualkit.errors import SegmentError
from qualkit.store import anchors, codings, talk
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualkit.model import Coder, Coding, Segment
    from qualkit.store.anchors import Waiting
    from qualkit.store.journal import Journal
    from qualkit.store.store import Store


class Anchors:
    """The codings whose words changed, or went, when their transcript was corrected; each waits for a person.

    Iterate over it to look at them; `confirm`, `move` or `remove` settles one. All of it can be undone.
    """

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

    def __iter__(self) -> Iterator[Waiting]:
        """Each coding that waits, in the order of the texts."""
        return iter(self.of())

    def __len__(self) -> int:
        """How many wait."""
        with self._store.reading() as connection:
            return anchors.how_many(connection)

    def __repr__(self) -> str:
        """Count, never quote."""
        return f"Anchors({len(self)} waiting)"

    def of(self, document: str | None = None) -> list[Waiting]:
        """Those of one document, or all.

        Raises
        ------
        NotFound
            There is no such document.
        """
        with self._store.reading() as connection:
            if document is not None:
                talk.document_row(connection, document)
            return anchors.waiting(connection, document)

    def confirm(self, coding: Coding | str) -> Coding:
        """The coding stands rightly where it was put.

        Raises
        ------
        NotFound, SegmentError
            It does not wait; or its words are gone, so that there is nothing to confirm.
        """
        return self._settle("confirm", coding, None)

    def move(self, coding: Coding | str, segment: Segment) -> Coding:
        """The coding belongs on these words of the text as it is now.

        Raises
        ------
        NotFound, SegmentError
            It does not wait; or the words are not those of the text.
        """
        return self._settle("move", coding, segment)

    def remove(self, coding: Coding | str) -> Coding:
        """The coding says nothing of the words that are there now: take it out, with its memos.

        Raises
        ------
        NotFound
            It does not wait.
        """
        with self._store.changing(Act(self._coder.id, "remove", "coding", "")) as journal:
            old = codings.coding_with(journal.connection, _id(coding))
            anchors.must_wait(journal.connection, old.id)
            journal.act = replace(journal.act, noun_id=old.id)
            codings.remove_coding(journal, old.id)
        return old

    def _settle(self, verb: str, coding: Coding | str, segment: Segment | None) -> Coding:
        with self._store.changing(Act(self._coder.id, verb, "coding", "")) as journal:
            connection = journal.connection
            old = codings.coding_with(connection, _id(coding))
            state = anchors.must_wait(connection, old.id)
            if segment is None and state == "lost":
                raise SegmentError(
                    f"The words of the coding {old.id} are gone from {old.segment.document}: move it to other words, "
                    "or remove it."
                )
            journal.act = replace(journal.act, noun_id=old.id)
            anchors.settle(journal, old.id)
            new = old if segment is None else replace(old, segment=_here(journal, old, segment))
            return rewrite(journal, old, new)


def _here(journal: Journal, old: Coding, segment: Segment) -> Segment:
    if segment.document != old.segment.document:
        raise SegmentError(f"A coding stays in its document: {old.segment.document}, not {segment.document}.")
    row = talk.document_row(journal.connection, segment.document)
    return standing(journal.connection, row.id, row.revision, segment)


def _id(coding: Coding | str) -> str:
    return coding if isinstance(coding, str) else coding.id
