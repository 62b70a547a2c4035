"""Known names in a text: found whatever their case, accents, spaces or hidden characters, and masked."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "[name]"
#: Marks that cannot be seen and are no format characters: they could hide a name from a plain search too.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
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
    folded, origins = _folded(text)
    wanted = sorted({_pattern(name) for name in names} - {""}, key=len, reverse=True)
    if not wanted:
        return []
    # The underline is no part of a word here: it may be somebody's emphasis. A bare s may be a possessive.
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(wanted)})(?=(?P<s>s?)(?![^\W_]))")
    return [
        Place(origins[found.start()][0], origins[found.end() - 1][1])
        for found in pattern.finditer(folded)
        # "Marks coat" may speak of Mark; "he marks it" does not.
        if not found["s"] or text[origins[found.start()][0]].isupper()
    ]


def _pattern(name: str) -> str:
    parts = re.findall(r"[^\s\-\u2010-\u2015]+", _folded(name)[0])
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


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without case, accents or unseen characters, and where each of its characters came from."""
    folded: list[str] = []
    origins: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        plain = [part for part in unicodedata.normalize("NFKD", char.casefold()) if not _is_silent(part)]
        folded.extend(plain)
        origins.extend([(at, at + 1)] * len(plain))
        if not plain and origins and unicodedata.combining(char):
            origins[-1] = (origins[-1][0], at + 1)
    return "".join(folded), origins


def _is_silent(char: str) -> bool:
    """An accent, or what nobody sees: format characters, variation selectors, fillers."""
    return (
        unicodedata.combining(char) > 0
        or unicodedata.category(char) == "Cf"
        or "\ufe00" <= char <= "\ufe0f"
        or char in _UNSEEN
    )
