"""The paper and the poster for the second check: themes and trees of all findings, without anyone's private text.

For staff, peers and participants. Everything on it has a number, and answers are recorded against the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from qualkit.memberchecks.sheet import set_sheet
from qualkit.memberchecks.token import paper_id
from qualkit.model import PARTS
from qualkit.privacy import mask_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_TEMPLATE = Path(__file__).with_name("pooled.typ")
TITLE = "What we found together"
_CHOICES = ("Yes, this fits", "Not quite", "I am not sure")
#: Below this a count could tell who it was: it is not said beyond the team.
FEW = 5
#: The sides that have a tree, in the order in which they are read, and what each is called.
TREES = {"invalidating": "What was hard on people", "validating": "What was good for people"}
#: From the top of a tree to its ground, and what stands beside each part.
_BANDS = {
    "invalidating": {
        "fruits": "What it did to people",
        "branches": "Branches",
        "trunk": "Trunk",
        "roots": "Roots",
    },
    "validating": {"fruits": "Fruits", "branches": "Branches", "trunk": "Trunk", "roots": "Roots"},
}
_MISSED = "Is something missing, or wrong, or too much? Write it here, or tell one of us."

Print = Literal["large", "poster"]


@dataclass(frozen=True)
class PooledItem:
    """One finding: its number, what it is about (a theme or a code), how many spoke of it. No quotes."""

    number: int
    about: Literal["theme", "code"]
    target: str
    name: str
    meaning: str = ""
    side: str = ""
    part: str = ""
    area: str = ""
    people: str = ""


class Band(NamedTuple):
    """One part of a tree, or one area of living where the codebook names no parts, with what grows there."""

    part: str
    heading: str
    items: tuple[PooledItem, ...]


@dataclass(frozen=True)
class Pooled:
    """All that the paper and the poster say; `left` is how many codes of fewer people are not shown."""

    token: str
    items: tuple[PooledItem, ...]
    people: int
    left: int = 0
    group: str = ""
    contact: str = ""

    @property
    def opening(self) -> tuple[str, ...]:
        """What it is, and that nobody has to answer."""
        told = "one person" if self.people == 1 else f"{self.people} people"
        return (
            f"This is from {self.group or 'our group'}. It is what {told} told us, taken together.",
            "Nobody's own words are here. Some of it may be hard to read: you can stop at any time.",
            "You can say that something is wrong, or missing. That helps us.",
            "You do not have to answer. You need not give your name.",
        )

    @property
    def left_said(self) -> str:
        """That there is more than is shown, where there is."""
        if not self.left:
            return ""
        return f"Fewer people spoke of {self.left} more {'thing' if self.left == 1 else 'things'}: ask us for the list."


def how_many(count: int, of: int) -> str:
    """How many people, in words that tell nobody's identity.

    Examples
    --------
    >>> how_many(6, 7), how_many(2, 7), how_many(0, 7)
    ('6 of 7 people', 'some people', 'nobody')
    """
    return f"{count} of {of} people" if count >= FEW else "some people" if count else "nobody"


def in_order(items: Iterable[PooledItem]) -> list[PooledItem]:
    """The order of reading: themes, each tree from its top to its ground, and what stands on no tree.

    The hardest of it is neither first nor last: themes come before the trees, and good things after hard ones.
    """
    found = list(items)
    themes = [item for item in found if item.about == "theme"]
    trees = [item for side in TREES for band in bands(found, side) for item in band.items]
    return [*themes, *trees, *_elsewhere(found)]


def _codes(items: Iterable[PooledItem], side: str) -> list[PooledItem]:
    return [item for item in items if item.about == "code" and item.side == side]


def _elsewhere(items: Iterable[PooledItem]) -> list[PooledItem]:
    return [item for item in items if item.about == "code" and item.side not in TREES]


def bands(items: Iterable[PooledItem], side: str) -> list[Band]:
    """A tree's bands from its top down; by area where the codebook gives no code of this side a part."""
    mine = _codes(items, side)
    placed = [item for item in mine if item.part in PARTS]
    found = [
        Band(part, heading, tuple(item for item in placed if item.part == part))
        for part, heading in _BANDS[side].items()
    ]
    unplaced = [item for item in mine if item not in placed]
    if not placed:
        areas = dict.fromkeys(item.area for item in mine if item.area)
        found = [
            Band("branches", area.capitalize(), tuple(i for i in mine if i.area == area)) for area in areas
        ]
        unplaced = [item for item in mine if not item.area]
    found.append(Band("unplaced", "Not placed on the tree yet", tuple(unplaced)))
    return [band for band in found if band.items]


def pooled_pdf(pooled: Pooled, style: Print, names: Iterable[str]) -> bytes:
    """The paper (A4, large print) or the poster (A3, to be read from two metres) as a tagged PDF.

    The same bytes each time; known names are masked.

    Raises
    ------
    PaperError
        No font has one of its characters.
    """
    return set_sheet(_TEMPLATE, {**_content(pooled), "style": style}, names, "the findings")


def _content(pooled: Pooled) -> dict[str, Any]:
    rest = _elsewhere(pooled.items)
    return {
        "title": TITLE,
        "opening": pooled.opening,
        "themes": [_shown(item) for item in pooled.items if item.about == "theme"],
        "trees": [_tree(pooled.items, side) for side in TREES if _codes(pooled.items, side)],
        "rest": [_shown(item) for item in rest],
        "left": pooled.left_said,
        "contact": pooled.contact,
        "missed": _MISSED,
        "choices": _CHOICES,
        "footer": paper_id(pooled.token),
    }


def _shown(item: PooledItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "name": item.name,
        "leaf": leaf_name(item.name),
        "meaning": item.meaning,
        "people": item.people,
    }


def leaf_name(name: str) -> str:
    """What stands on a leaf: a name up to its colon, unless one word alone is left that says too little.

    Examples
    --------
    >>> leaf_name("Nothing to do: boredom, apathy"), leaf_name("Asked: what happened to you?")
    ('Nothing to do', 'Asked: what happened to you?')
    """
    head = name.split(":", 1)[0].strip()
    return head if " " in head else name


def _tree(items: Sequence[PooledItem], side: str) -> dict[str, Any]:
    return {
        "side": side,
        "heading": TREES[side],
        "bands": [
            {"part": band.part, "heading": band.heading, "items": [_shown(item) for item in band.items]}
            for band in bands(items, side)
        ],
    }


def pooled_text(pooled: Pooled, names: Iterable[str]) -> str:
    """The same as plain text, for a screen reader, a message, or to be read aloud."""
    return mask_names("\n".join(_lines(pooled)).strip() + "\n", list(names))


def _lines(pooled: Pooled) -> Iterator[str]:
    yield from (TITLE, "", *pooled.opening)
    themes = [item for item in pooled.items if item.about == "theme"]
    if themes:
        yield from ("", "What we say together")
        for item in themes:
            yield from _item_lines(item)
    for side, heading in TREES.items():
        for place, band in enumerate(bands(pooled.items, side)):
            yield from (("", f"{heading}: a tree", "") if not place else ("",))
            yield band.heading
            for item in band.items:
                yield from _item_lines(item)
    rest = _elsewhere(pooled.items)
    if rest:
        yield from ("", "Other things people spoke of")
        for item in rest:
            yield from _item_lines(item)
    yield from filter(None, (pooled.left_said,))
    yield from ("", "What did we miss?", _MISSED)
    if pooled.contact:
        yield from ("", "Who you can call", pooled.contact)
    yield from ("", paper_id(pooled.token))


def _item_lines(item: PooledItem) -> Iterator[str]:
    yield f"{item.number}. {item.name}"
    yield from filter(None, (item.meaning, item.people))
    yield "   ".join(f"[ ] {label}" for label in _CHOICES)


def settings_of(known: Mapping[str, str]) -> dict[str, str]:
    """What of the study's settings stands on it."""
    return {
        "group": known.get("group_name", "").strip(),
        "contact": known.get("contact", "").strip(),
    }
