"""A text as it sounds to a search: without accents, odd spellings of letters or what nobody sees, place by place."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

#: Marks that cannot be seen and are no format characters: they could hide a name from a plain search too.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


class Folded(NamedTuple):
    """The folded text, and for each of its characters the stretch of the original that it came from."""

    text: str
    origins: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text, of at least one character, stands in the original."""
        return self.origins[start][0], self.origins[end - 1][1]


def folded(text: str, *, keep_case: bool = False) -> Folded:
    """Fold a text; each folded character knows where it came from.

    Examples
    --------
    >>> found = folded("Si\u200bân said")
    >>> found.text, found.span(0, 4)
    ('sian said', (0, 5))
    """
    if text.isascii():
        plain = text if keep_case else text.lower()
        return Folded(plain, tuple((at, at + 1) for at in range(len(text))))
    letters: list[str] = []
    origins: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        parts = unicodedata.normalize("NFKD", char if keep_case else char.casefold())
        heard = [part for part in parts if not _is_silent(part)]
        letters.extend(heard)
        origins.extend([(at, at + 1)] * len(heard))
        if not heard and origins and unicodedata.combining(char):
            origins[-1] = (origins[-1][0], at + 1)
    return Folded("".join(letters), tuple(origins))


def fold(text: str) -> str:
    """The folded text alone, its white space evened out: two spellings of one name give one form.

    Examples
    --------
    >>> fold("SIÂN  Rees"), fold("Sian Rees")
    ('sian rees', 'sian rees')
    """
    return " ".join(folded(text).text.split())


def _is_silent(char: str) -> bool:
    """An accent, or what nobody sees: format characters, variation selectors, fillers."""
    return (
        unicodedata.combining(char) > 0
        or unicodedata.category(char) == "Cf"
        or "\ufe00" <= char <= "\ufe0f"
        or char in _UNSEEN
    )
