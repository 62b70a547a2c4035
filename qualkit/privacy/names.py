"""Known names in a text: found whatever their case, accents, spaces or hidden characters, and masked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualkit.privacy.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "[name]"
#: What may stand between the parts of a name: white space, line ends, hyphens, nothing.
_JOINT = r"[\s\-\u2010-\u2015]*"


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
    plain = folded(text)
    wanted = sorted({_pattern(name) for name in names} - {""}, key=len, reverse=True)
    if not wanted:
        return []
    # The underline is no part of a word here: it may be somebody's emphasis. A bare s may be a possessive.
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(wanted)})(?=(?P<s>s?)(?![^\W_]))")
    return [
        Place(*plain.span(found.start(), found.end()))
        for found in pattern.finditer(plain.text)
        # "Marks coat" may speak of Mark; "he marks it" does not.
        if not found["s"] or text[plain.origins[found.start()][0]].isupper()
    ]


def _pattern(name: str) -> str:
    parts = re.findall(r"[^\s\-\u2010-\u2015]+", folded(name).text)
    return _JOINT.join(map(re.escape, parts))


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
