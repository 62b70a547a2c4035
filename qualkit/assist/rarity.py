"""How much a word tells: the rarer it is in the study and the codebook, the more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from qualkit.assist.stems import stem
from qualkit.assist.wordlists import COMMON

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualkit.assist.language import Reading

#: Before a study has texts of its own, these many stand in for it, and common words stand in a part of them.
_ASSUMED_TEXTS = 40
_ASSUMED_COMMON = 10
_COMMON = frozenset(stem(word) for word in COMMON)


@dataclass(frozen=True)
class Rarity:
    """Smoothed inverse document frequencies."""

    texts: int
    seen: Mapping[str, int]

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Rarity:
        """Count in how many texts each word stands."""
        seen: dict[str, int] = {}
        texts = 0
        for reading in readings:
            texts += 1
            for key in {word.key for word in reading.words if not word.light}:
                seen[key] = seen.get(key, 0) + 1
        return cls(texts, seen)

    def __call__(self, key: str) -> float:
        """The weight of a word, at least a little."""
        in_texts = self.seen.get(key, 0) + (_ASSUMED_COMMON if key in _COMMON else 0)
        return log((1 + _ASSUMED_TEXTS + self.texts) / (1 + in_texts))

    @cached_property
    def highest(self) -> float:
        """The weight of a word that was never seen."""
        return log(1 + _ASSUMED_TEXTS + self.texts)
