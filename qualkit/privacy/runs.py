"""Somebody's words in other people's texts: eight in a row, whatever their case, spaces or punctuation."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: So many words in a row are a quote: fewer meet by chance.
RUN = 8
#: A name, a quote or a note that is nothing but so many of their words is theirs, though it is shorter.
WHOLE = 3
#: What stands where words were taken out of somebody else's text.
TAKEN_OUT = "[taken out]"

_WORD = re.compile(r"[^\W_]+")
#: In stored JSON a line end is written as two characters; the second must not become part of a word.
_ESCAPE = re.compile(r'\\(?:[nrtbf"/\\]|u[0-9a-fA-F]{4})')


class Word(NamedTuple):
    """One word, folded, and where it stands."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text without case, width or accents' spelling; hyphens and apostrophes part them.

    Examples
    --------
    >>> [word.text for word in words_of("It's  WELL-known")]
    ['it', 's', 'well', 'known']
    """
    plain = _ESCAPE.sub(lambda found: " " * len(found.group()), text)
    return [Word(_folded(found.group()), *found.span()) for found in _WORD.finditer(plain)]


def _folded(word: str) -> str:
    return word if word.isascii() and word.islower() else unicodedata.normalize("NFKC", word).casefold()


def _runs(words: Iterable[str], length: int = RUN) -> Iterator[tuple[str, ...]]:
    """Every run of so many words."""
    row = list(words)
    return (tuple(row[at : at + length]) for at in range(len(row) - length + 1))


@dataclass(frozen=True, repr=False)
class TheirWords:
    """What somebody said, to find it again in what others wrote; it shows nobody's words.

    Examples
    --------
    >>> theirs = TheirWords.of(["I had nowhere to go and nobody asked me why."])
    >>> theirs.masked("Her words: 'nowhere to go, and NOBODY asked me why', she said.")
    "Her words: '[taken out]', she said."
    >>> theirs.quoted_in("nobody asked me"), theirs.quoted_in("They say nobody asked me.")
    (True, False)
    """

    long: frozenset[tuple[str, ...]]
    short: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, theirs: Iterable[str], others: Iterable[str] = ()) -> TheirWords:
        """Gather their words, but for runs that others said too: those stay those people's own."""
        rows = [[word.text for word in words_of(text)] for text in theirs]
        long = {run for row in rows for run in _runs(row)}
        short = {run for row in rows for length in range(WHOLE, RUN) for run in _runs(row, length)}
        for text in others:
            row = [word.text for word in words_of(text)]
            long.difference_update(_runs(row))
            for length in range(WHOLE, RUN):
                short.difference_update(_runs(row, length))
        return cls(frozenset(long), frozenset(short))

    def places(self, text: str, *, whole: bool = False) -> list[tuple[int, int]]:
        """Where their words stand in a text, as stretches that do not touch.

        Eight in a row; with `whole`, also a text that is nothing but three or more of theirs.
        """
        words = words_of(text)
        if whole and tuple(word.text for word in words) in self.short:
            return [(words[0].start, words[-1].end)]
        found: list[tuple[int, int]] = []
        for at, run in enumerate(_runs(word.text for word in words)):
            if run in self.long:
                start, end = words[at].start, words[at + RUN - 1].end
                if found and start <= found[-1][1]:
                    start, _ = found.pop()
                found.append((start, end))
        return found

    def quoted_in(self, text: str, *, whole: bool = True) -> bool:
        """Whether a text repeats them."""
        return bool(self.places(text, whole=whole))

    def masked(self, text: str, *, whole: bool = True) -> str:
        """The text with their words taken out; the rest of it stays."""
        for start, end in reversed(self.places(text, whole=whole)):
            text = text[:start] + TAKEN_OUT + text[end:]
        return text
