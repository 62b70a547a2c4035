"""A text as words with their places, and whether it is written with capitals at all."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from qualkit.privacy.folding import folded

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: After one of these a sentence may begin.
_BEGINNINGS = '.?!:\n…"“‘'
#: What follows an apostrophe and is no part of a name.
_ENDINGS = frozenset(["s", "ve", "d", "ll", "re", "m", "t"])
#: Below this share of words with a capital, a text is written without capitals.
_SOME = 0.02
_NEARLY_ALL = 0.6


class Token(NamedTuple):
    """One word: its place in the original, as it is written, and folded; without a possessive ending.

    `joined` says that only white space or a hyphen stands before it, `begins` that it begins a sentence, and
    `ending` what was cut off after an apostrophe.
    """

    start: int
    end: int
    shown: str
    low: str
    joined: bool
    begins: bool
    ending: str = ""

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.shown[:1].isupper()


class Spoken:
    """A text read as words.

    Examples
    --------
    >>> said = Spoken("So Declan's mum rang. Nobody came.")
    >>> [(word.low, word.begins) for word in said.words][:3], said.is_cased
    ([('so', True), ('declan', False), ('mum', False)], True)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = folded(text, keep_case=True)

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """Every word in its order."""
        found: list[Token] = []
        at = 0
        for match in _WORD.finditer(self.plain.text):
            between = self.plain.text[at : match.start()]
            found.append(self._token(match, between, first=not found))
            at = match.end()
        return tuple(found)

    def _token(self, match: re.Match[str], between: str, *, first: bool) -> Token:
        stem, ending = _without_ending(match[0])
        start, end = self.plain.span(match.start(), match.start() + len(stem))
        begins = first or any(mark in between for mark in _BEGINNINGS)
        return Token(start, end, stem, stem.lower(), not between.strip(" \t\u00a0-‐‑"), begins, ending)

    @cached_property
    def is_cased(self) -> bool:
        """Whether capitals mean something here: not in a text all small, nor in one all large."""
        heard = [word for word in self.words if word.low != "i" and word.shown.isalpha()]
        capitals = sum(word.is_capital for word in heard)
        return _SOME * len(heard) <= capitals <= _NEARLY_ALL * len(heard) if len(heard) > 1 else True


def _without_ending(word: str) -> tuple[str, str]:
    for mark in "'’":
        stem, found, ending = word.rpartition(mark)
        if found and ending.lower() in _ENDINGS:
            return stem, ending.lower()
    return word, ""
