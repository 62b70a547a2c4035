"""The sheet for the second check: what all findings add up to, without anyone's private text.

For staff, peers and participants, on paper or as a poster on a wall; answers are recorded against its numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.memberchecks.sheet import Line, Sheet, SheetPart
from qualkit.memberchecks.token import paper_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TITLE = "What we found together"
_CHOICES = ("Yes, this fits", "Not quite", "I am not sure")
#: The sides, in the order in which they are read, and what each is called.
SIDES = {
    "invalidating": "What was hard on people",
    "validating": "What was good for people",
    "both": "What was both good and hard",
}


@dataclass(frozen=True)
class PooledItem:
    """One finding: its number on the sheet, the code or theme it is about, how many spoke of it. No quotes."""

    number: int
    target: str
    name: str
    meaning: str = ""
    side: str = ""
    people: str = ""


def pooled_sheet(token: str, items: Sequence[PooledItem], settings: Mapping[str, str]) -> Sheet:
    """The sheet, grouped by side."""
    group = settings.get("group_name", "").strip() or "our group"
    opening = (
        f"This is from {group}. It shows what many people told us, taken together.",
        "Nobody's own words are here. You can say that something is wrong, or missing. That helps us.",
        "You do not have to answer. You need not give your name.",
    )
    return Sheet(TITLE, opening, tuple(_parts(items, settings)), paper_id(token))


def _parts(items: Sequence[PooledItem], settings: Mapping[str, str]) -> Iterator[SheetPart]:
    for side, heading in SIDES.items():
        mine = [item for item in items if item.side == side]
        if mine:
            yield SheetPart(heading)
            yield from map(_part, mine)
    rest = [item for item in items if item.side not in SIDES]
    if rest:
        yield SheetPart("Other things people spoke of")
        yield from map(_part, rest)
    more = "Is something missing, or wrong, or too much? Write it here, or tell one of us."
    yield SheetPart("What did we miss?", (Line("text", more),))
    contact = settings.get("contact", "").strip()
    if contact:
        yield SheetPart("Who you can call", (Line("text", contact),))


def _part(item: PooledItem) -> SheetPart:
    said = [Line("text", text) for text in (item.meaning, item.people) if text]
    return SheetPart(f"{item.number}. {item.name}", (*said, Line("boxes", labels=_CHOICES)), minor=True)
