"""How close a text is to what the codebook says of a code: the cosine of their telling words."""

from __future__ import annotations

from math import log1p, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]  # scipy has no types

from qualkit.assist.poles import DENIED, PLAIN, SAID, WAYS, counts, way_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualkit.assist.language import Reading
    from qualkit.assist.rarity import Rarity
    from qualkit.model import Codebook

#: Until a study's own texts say otherwise: the usual cosine, its spread, and how many texts that is worth.
_USUAL, _SPREAD, _WORTH = 0.02, 0.06, 50
#: Up to so many spreads from the middle a cosine counts as it is, and from there by its logarithm.
_STRAIGHT = 2.0
#: How a codebook's text can have its words: as they are, or denied ("having no friends").
_AS_IS, _WITH_NO = 0, 1


class Closeness:
    """The profiles of all codes, and the cosines of texts with them, standardised code by code."""

    def __init__(
        self,
        codebook: Codebook,
        described: Sequence[Sequence[tuple[float, Reading]]],
        rarity: Rarity,
        usual: Sequence[Reading] = (),
    ) -> None:
        self._rarity = rarity
        profiles = [_profile(parts, rarity) for parts in described]
        self._place = {key: at for at, key in enumerate(sorted({key for p in profiles for key, _ in p}))}
        self._tables = _tables(counts(codebook), self._matrices(profiles))
        self._middle, self._spread = self._standard(usual)

    def _matrices(self, profiles: Sequence[Mapping[tuple[str, int], float]]) -> tuple[np.ndarray, np.ndarray]:
        both = np.zeros((2, len(profiles), len(self._place)))
        for row, profile in enumerate(profiles):
            for (key, how), weight in profile.items():
                both[how, row, self._place[key]] = weight
        return both[_AS_IS], both[_WITH_NO]

    def _standard(self, usual: Sequence[Reading]) -> tuple[np.ndarray, np.ndarray]:
        """Middle and spread of the cosines, drawn from what is assumed to what is seen."""
        seen = self.cosines(usual)
        total = len(usual) + _WORTH
        middle = (seen.sum(axis=0) + _WORTH * _USUAL) / total
        squares = ((seen - middle) ** 2).sum(axis=0) + _WORTH * _SPREAD**2
        return middle, np.sqrt(squares / total)

    def cosines(self, readings: Sequence[Reading]) -> np.ndarray:
        """Text by code, before standardising."""
        result: np.ndarray = np.zeros((len(readings), self._tables.shape[1]))
        for way, matrix in enumerate(self._weighed(readings)):
            result += matrix @ self._tables[way].T
        return result

    def scores(self, readings: Sequence[Reading]) -> np.ndarray:
        """Text by code: standardised for each code, damped, then less the text's mean over the codes."""
        standard = _damped((self.cosines(readings) - self._middle) / self._spread)
        if standard.shape[1] == 0:
            return standard
        centred: np.ndarray = standard - standard.mean(axis=1, keepdims=True)
        return centred

    def shared(self, reading: Reading, code: int) -> list[tuple[str, float]]:
        """The words that brought a text close to a code, the most telling first."""
        parts: dict[str, float] = {}
        for way, weights in enumerate(_by_way(reading, self._rarity)):
            for key, weight in weights.items():
                if key in self._place:
                    parts[key] = parts.get(key, 0) + weight * self._tables[way][code, self._place[key]]
        surface = {word.key: reading.text[word.start : word.end].lower() for word in reversed(reading.words)}
        gains = [(surface[key], part) for key, part in parts.items() if part > 0]
        return sorted(gains, key=lambda gain: (-gain[1], gain[0]))

    def _weighed(self, readings: Sequence[Reading]) -> list[sparse.csr_array]:
        """A matrix of unit rows for each way of saying."""
        cells: list[tuple[list[int], list[int], list[float]]] = [([], [], []) for _ in WAYS]
        for row, reading in enumerate(readings):
            for (rows, columns, values), weights in zip(cells, _by_way(reading, self._rarity), strict=True):
                for key, weight in weights.items():
                    if key in self._place:
                        rows.append(row)
                        columns.append(self._place[key])
                        values.append(weight)
        shape = (len(readings), len(self._place))
        return [sparse.csr_array((values, (rows, columns)), shape=shape) for rows, columns, values in cells]


def _damped(standard: np.ndarray) -> np.ndarray:
    """Let what lies far out count for less: one telling word in a short sentence is no proof."""
    beyond = np.maximum(np.abs(standard) - _STRAIGHT, 0)
    result: np.ndarray = np.sign(standard) * (np.minimum(np.abs(standard), _STRAIGHT) + np.log1p(beyond))
    return result


def _by_way(reading: Reading, rarity: Rarity) -> list[dict[str, float]]:
    """Weights of a text's telling words by the way they were said; all of them together have length one."""
    times: dict[tuple[str, int], int] = {}
    for word in reading.words:
        if not word.light:
            said = (word.key, way_of(word))
            times[said] = times.get(said, 0) + 1
    weights = {said: (1 + log1p(n - 1)) * rarity(said[0]) for said, n in times.items()}
    length = sqrt(sum(weight**2 for weight in weights.values())) or 1.0
    by_way: list[dict[str, float]] = [{} for _ in WAYS]
    for (key, way), weight in weights.items():
        by_way[way][key] = weight / length
    return by_way


def _profile(parts: Iterable[tuple[float, Reading]], rarity: Rarity) -> dict[tuple[str, int], float]:
    """The words of a code's own texts, weighted; each text counts for as much as its part is worth."""
    weights: dict[tuple[str, int], float] = {}
    for worth, reading in parts:
        # In the order of the words, so that the sums below are the same to the last digit in every process.
        for key, how in dict.fromkeys(
            (w.key, int(len(w.stance.denied_by) % 2)) for w in reading.words if not w.light
        ):
            weights[key, how] = weights.get((key, how), 0) + worth
    weighed = {said: sqrt(weight) * rarity(said[0]) for said, weight in weights.items()}
    length = sqrt(sum(weight**2 for weight in weighed.values())) or 1.0
    return {said: weight / length for said, weight in weighed.items()}


def _tables(table: np.ndarray, profiles: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """``[way, code, word]``: what a word said that way adds to a code.

    Where the codebook itself says no ("having no friends"), plain and denied change places.
    """
    as_is, with_no = profiles
    turned = {PLAIN: DENIED, DENIED: PLAIN, SAID: SAID}
    result: np.ndarray = np.stack([table[way] @ as_is for way in range(len(WAYS))])
    for way, instead in turned.items():
        result[way] += table[instead] @ with_no
    return result
