"""Known names in a text: found whatever their case, accents' spelling or hidden characters, and masked."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "[name]"
#: Characters that cannot be seen and could hide a name from a plain search.
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


class Place(NamedTuple):
    """Where a known name stands, in code points of the text as it was given."""

    start: int
    end: int


def names_left(text: str, names: Iterable[str]) -> list[Place]:
    """Every place where one of the names stands as a whole word, longest first where they overlap.

    Examples
    --------
    >>> names_left("Me and DECLAN's brother", ["Declan"])
    [Place(start=7, end=13)]
    """
    folded, origins = _folded(text)
    wanted = sorted({_folded(name)[0].strip() for name in names} - {""}, key=len, reverse=True)
    if not wanted:
        return []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)")
    return [
        Place(origins[found.start()][0], origins[found.end() - 1][1]) for found in pattern.finditer(folded)
    ]


def mask_names(text: str, names: Iterable[str], mask: str = MASK) -> str:
    """The text with each known name replaced; a possessive ending stays.

    Examples
    --------
    >>> mask_names("Declan’s brother and declan", ["Declan"])
    '[name]’s brother and [name]'
    """
    for place in reversed(names_left(text, names)):
        text = text[: place.start] + mask + text[place.end :]
    return text


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without case, accents or unseen characters, and where each of its characters came from."""
    folded: list[str] = []
    origins: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if char in _UNSEEN or unicodedata.combining(char):
            if origins and unicodedata.combining(char):
                origins[-1] = (origins[-1][0], at + 1)
            continue
        for plain in unicodedata.normalize("NFD", char.casefold()):
            if not unicodedata.combining(plain):
                folded.append(plain)
                origins.append((at, at + 1))
    return "".join(folded), origins
