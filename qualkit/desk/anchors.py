"""Codings that wait for a person after a correction: `project.anchors`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualkit.desk.coding import rewrite, standing
from qualkit.desk.distress import covering
from qualkit.errors import SegmentError
from qualkit.store import anchors, codings, talk
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from qualkit.model import AnchorState, Coder, Coding, Segment
    from qualkit.privacy import Covering
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

    def of(self, document: str | None = None, *, show_covered: bool = False) -> list[Waiting]:
        """Those of one document, or all; words flagged as distressing are covered, unless `show_covered`.

        Raises
        ------
        NotFound
            There is no such document.
        """
        with self._store.reading() as connection:
            if document is not None:
                talk.document_row(connection, document)
            cover = covering(connection, show=show_covered)
            return [_covered(each, cover) for each in anchors.waiting(connection, document)]

    def confirm(self, *waiting: Coding | str) -> list[Coding]:
        """These codings stand rightly where they were put: all are settled in one change, or none.

        Raises
        ------
        NotFound, SegmentError
            One does not wait; or its words are gone, so that there is nothing to confirm.
        """
        with self._changing("confirm") as journal:
            return [self._settle(journal, each, None) for each in waiting]

    def move(self, waiting: Coding | str, segment: Segment) -> Coding:
        """The coding belongs on these words of the text as it is now.

        Raises
        ------
        NotFound, SegmentError
            It does not wait; or the words are not those of the text.
        """
        with self._changing("move") as journal:
            return self._settle(journal, waiting, segment)

    def remove(self, *waiting: Coding | str) -> list[Coding]:
        """These say nothing of the words that are there now: take them out with their memos, all or none.

        Raises
        ------
        NotFound
            One does not wait.
        """
        with self._changing("remove") as journal:
            found = [self._waiting(journal, each) for each in waiting]
            for coding, _ in found:
                codings.remove_coding(journal, coding.id)
        return [coding for coding, _ in found]

    def _changing(self, verb: str) -> AbstractContextManager[Journal]:
        return self._store.changing(Act(self._coder.id, verb, "coding", ""))

    def _waiting(self, journal: Journal, coding: Coding | str) -> tuple[Coding, AnchorState]:
        wanted = coding if isinstance(coding, str) else coding.id
        found = codings.coding_with(journal.connection, wanted)
        journal.act = replace(journal.act, noun_id=found.id)
        return found, anchors.must_wait(journal.connection, found.id)

    def _settle(self, journal: Journal, coding: Coding | str, segment: Segment | None) -> Coding:
        old, state = self._waiting(journal, coding)
        if segment is None and state == "lost":
            raise SegmentError(
                f"The words of the coding {old.id} are gone from {old.segment.document}: move it to other words, "
                "or remove it."
            )
        anchors.settle(journal, old.id)
        return rewrite(
            journal, old, old if segment is None else replace(old, segment=_here(journal, old, segment))
        )


def _covered(waiting: Waiting, cover: Covering) -> Waiting:
    now = cover.coding(waiting.coding, waiting.now) if waiting.now else ""
    return waiting._replace(before=cover.coding(waiting.coding, waiting.before), now=now)


def _here(journal: Journal, old: Coding, segment: Segment) -> Segment:
    if segment.document != old.segment.document:
        raise SegmentError(f"A coding stays in its document: {old.segment.document}, not {segment.document}.")
    row = talk.document_row(journal.connection, segment.document)
    return standing(journal.connection, row.id, row.revision, segment)
