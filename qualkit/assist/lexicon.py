"""The words that a codebook lists for its codes, found in what was said.

A listed phrase matches by its stems, with one small word let through between two of its own
("listened to me" stands in "listened, you know, to me"); a no that belongs to the phrase is no denial of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualkit.assist.poles import counts, way_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualkit.assist.language import Reading, Word
    from qualkit.assist.rarity import Rarity
    from qualkit.model import Codebook

#: A longer phrase is a surer sign.
_EACH_FURTHER_WORD = 0.25


class _Phrase(NamedTuple):
    owner: int
    keys: tuple[tuple[str, str], ...]
    listed: str


@dataclass(frozen=True, slots=True)
class Match:
    """A listed phrase where it was said: whose it is, and what it counts for in each code."""

    owner: int
    listed: str
    said: str = field(repr=False)
    way: int
    weight: float


class Lexicon:
    """All listed words of a codebook."""

    def __init__(self, codebook: Codebook, listed: Sequence[Sequence[Reading]], rarity: Rarity) -> None:
        phrases = [
            _Phrase(owner, tuple((word.key, word.form) for word in reading.words), reading.text)
            for owner, readings in enumerate(listed)
            for reading in readings
            if reading.words
        ]
        self._counts = counts(codebook)
        self._by_first: dict[str, list[_Phrase]] = {}
        for phrase in phrases:
            for first in set(phrase.keys[0]):
                self._by_first.setdefault(first, []).append(phrase)
        owners = Counter(keys for _, keys in {(phrase.owner, phrase.keys) for phrase in phrases})
        self._weights = {phrase.keys: _weight(phrase, rarity) / owners[phrase.keys] for phrase in phrases}

    def matches(self, reading: Reading) -> list[Match]:
        """Every listed phrase in a text; of a code's phrases on the same words, the longest."""
        found: dict[int, list[tuple[int, int, _Phrase]]] = {}
        for at, word in enumerate(reading.words):
            for phrase in self._starting(word):
                end = _end(reading.words, at, phrase.keys)
                if end is not None:
                    found.setdefault(phrase.owner, []).append((at, end, phrase))
        return [
            self._match(reading, at, end, phrase)
            for places in found.values()
            for at, end, phrase in _longest(places)
        ]

    def evidence(self, match: Match) -> np.ndarray:
        """What a match counts for, code by code."""
        evidence: np.ndarray = match.weight * self._counts[match.way][:, match.owner]
        return evidence

    def scores(self, readings: Sequence[Reading]) -> np.ndarray:
        """Text by code: the damped sum of what was matched; below nothing where the other pole speaks."""
        totals = np.zeros((len(readings), self._counts.shape[1]))
        for row, reading in enumerate(readings):
            for match in _once(self.matches(reading)):
                totals[row] += self.evidence(match)
        damped: np.ndarray = np.sign(totals) * np.log1p(np.abs(totals))
        return damped

    def _starting(self, word: Word) -> Iterator[_Phrase]:
        seen: set[_Phrase] = set()
        # In one order, so that what is found is summed up the same in every process.
        for first in dict.fromkeys((word.key, word.form)):
            for phrase in self._by_first.get(first, ()):
                if phrase not in seen:
                    seen.add(phrase)
                    yield phrase

    def _match(self, reading: Reading, at: int, end: int, phrase: _Phrase) -> Match:
        words = reading.words[at:end]
        span = (words[0].start, words[-1].end)
        head = next((word for word in reversed(words) if not word.light), words[-1])
        said = reading.text[span[0] : span[1]]
        return Match(phrase.owner, phrase.listed, said, way_of(head, span), self._weights[phrase.keys])


def _weight(phrase: _Phrase, rarity: Rarity) -> float:
    telling = max(rarity(key) for key, _ in phrase.keys) / rarity.highest
    return telling * (1 + _EACH_FURTHER_WORD * (len(phrase.keys) - 1))


def _end(words: Sequence[Word], at: int, keys: Sequence[tuple[str, str]]) -> int | None:
    """Where a phrase ends that begins at `at`, if it stands there."""
    for position, wanted in enumerate(keys):
        if position and at < len(words) and words[at].light and not _is(words[at], wanted):
            at += 1
        if at >= len(words) or not _is(words[at], wanted):
            return None
        at += 1
    return at


def _is(word: Word, wanted: tuple[str, str]) -> bool:
    return word.key in wanted or word.form in wanted


def _longest(places: list[tuple[int, int, _Phrase]]) -> Iterator[tuple[int, int, _Phrase]]:
    taken: set[int] = set()
    for at, end, phrase in sorted(places, key=lambda place: (place[0] - place[1], place[0], place[2].listed)):
        if not taken.intersection(range(at, end)):
            taken.update(range(at, end))
            yield at, end, phrase


def _once(matches: Sequence[Match]) -> list[Match]:
    """The same phrase said the same way twice is one piece of evidence."""
    return list({(match.owner, match.listed, match.way): match for match in matches}.values())
