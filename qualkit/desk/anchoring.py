"""What stands on a transcript's words is carried to its newest text; what is in doubt waits for a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from qualkit.coding import Anchor, reanchor
from qualkit.model import Anchored, Segment
from qualkit.store import anchors, places, suggestions, talk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection

    from qualkit.model import Transcript
    from qualkit.store.journal import Journal
    from qualkit.store.places import Row

    #: Says of stretches of the text right before this one where they stand in it.
    Found = Callable[[Sequence[tuple[int, int]]], list[Anchor]]


class Carried(NamedTuple):
    """One row of one table, the words that it stood on, and where it stands now."""

    table: str
    row: Row
    before: str
    anchor: Anchor

    def __repr__(self) -> str:
        """Name the table and the state, never the words."""
        return f"Carried({self.table}, {self.anchor.state})"


def find_places(
    connection: Connection, document: str, text: Transcript, found: Found | None = None
) -> list[Carried]:
    """Where everything that stands on an older revision of a document (its id) stands in `text`.

    Parameters
    ----------
    found
        Knows where stretches of the revision right before went, where that is known exactly.
    """
    carried: list[Carried] = []
    for table, rows in places.left_behind(connection, document, text.revision):
        for revision, group in groupby(sorted(rows, key=_revision), key=_revision):
            some = list(group)
            old = talk.kept_text(connection, document, revision)
            if old is None:
                continue
            stretches = [(row["start_at"], row["end_at"]) for row in some]
            exact = found is not None and revision == text.revision - 1
            new = found(stretches) if found and exact else reanchor(old, text.text, stretches)
            carried += [
                Carried(table, row, old[start:end], anchor)
                for row, (start, end), anchor in zip(some, stretches, new, strict=True)
            ]
    return carried


def _revision(row: Row) -> int:
    return int(row["revision"])


def write_places(journal: Journal, text: Transcript, carried: Sequence[Carried]) -> None:
    """Let each row stand where it stands now, and have a coding wait whose words changed or are gone."""
    for table, group in groupby(carried, key=lambda item: item.table):
        some = list(group)
        moved = [(item.row, _segment(text, item.anchor)) for item in some if _stands(item)]
        places.stand(journal, table, moved)
        for item in some:
            if table == "codings":
                _ask(journal, item)
            elif table == "suggestions" and not _stands(item):
                suggestions.forget_undecided(journal, item.row["id"])


def _stands(item: Carried) -> bool:
    """Whether a row goes to the new text: one that was decided about other words stays with those."""
    if item.table in ("suggestions", "quote_decisions"):
        return item.anchor.state in ("kept", "moved")
    return item.anchor.state != "lost"


def _segment(text: Transcript, anchor: Anchor) -> Segment:
    return Segment.of(text.document, text.text, anchor.start, anchor.end, text.revision)


def _ask(journal: Journal, item: Carried) -> None:
    coding, state = str(item.row["id"]), item.anchor.state
    if state in ("unsure", "lost"):
        anchors.ask(journal, coding, state, _revision(item.row), item.before)
    elif anchors.waits(journal.connection, coding) == "lost":
        # What was lost stands there again, word for word.
        anchors.settle(journal, coding)


def reported(
    text: Transcript, carried: Sequence[Carried], covered: Mapping[str, str]
) -> tuple[Anchored, ...]:
    """Each coding and what became of it, in the order of the old text; `covered` says what stands for whose words."""
    mine = [item for item in carried if item.table == "codings"]
    found = [
        _report(text, item) for item in sorted(mine, key=lambda item: (item.row["start_at"], item.row["id"]))
    ]
    return tuple(_cover(each, covered[each.coding]) if each.coding in covered else each for each in found)


def _cover(coding: Anchored, instead: str) -> Anchored:
    return replace(coding, before=instead, now=instead if coding.now else "")


def _report(text: Transcript, item: Carried) -> Anchored:
    state, start, end = item.anchor
    if state == "lost":
        start, end = item.row["start_at"], item.row["end_at"]
    now = "" if state == "lost" else text.text[start:end]
    return Anchored(item.row["id"], item.row["code"], state, start, end, item.before, now)


#: What a person calls the rows that are no codings.
_CALLED = {
    "suggestions": ("suggestion", "suggestions"),
    "holds": ("passage held back", "passages held back"),
    "distress_flags": ("passage flagged as distressing", "passages flagged as distressing"),
    "quote_decisions": ("decision on a quotation", "decisions on quotations"),
}


def told(carried: Sequence[Carried]) -> tuple[str, ...]:
    """What became of everything that is no coding, where it is not as it was."""
    said: list[str] = []
    for name, (one, many) in _CALLED.items():
        mine = [item for item in carried if item.table == name and _counts(item)]
        states = Counter(item.anchor.state for item in mine)
        for count, what in (
            (states["unsure"], "on words that changed"),
            (states["lost"], "on words that are gone"),
        ):
            if count:
                said.append(f"{count} {one if count == 1 else many} {what}.")
    return tuple(said)


def _counts(item: Carried) -> bool:
    return item.table != "holds" or item.row["lifted_at"] is None
