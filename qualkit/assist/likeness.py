"""How alike two texts are, for what is learnt from codings: their telling words as sparse rows."""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]  # scipy has no types

from qualkit.assist.poles import DENIED, SAID_DENIED, way_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualkit.assist.language import Reading, Word
    from qualkit.assist.rarity import Rarity

#: How far a text's words may move a score before the codings have spoken: chosen on SAD's training
#: texts, where anything from 2 to 4 did as well.
SPREAD = 3**0.5


class Likeness:
    """Rows over the words of the texts that were learnt from; words met later have no column."""

    def __init__(self, readings: Sequence[Reading], rarity: Rarity) -> None:
        self._rarity = rarity
        self._place = {
            key: at for at, key in enumerate(sorted({k for reading in readings for k in _features(reading)}))
        }

    def rows(self, readings: Sequence[Reading]) -> sparse.csr_array:
        """Each text as a row of length `SPREAD` or, where it has unknown words, less."""
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for row, reading in enumerate(readings):
            for key, weight in self._weights(reading).items():
                if key in self._place:
                    rows.append(row)
                    columns.append(self._place[key])
                    values.append(weight)
        return sparse.csr_array((values, (rows, columns)), shape=(len(readings), len(self._place)))

    def _weights(self, reading: Reading) -> dict[str, float]:
        times = _features(reading)
        weights = {
            key: (1 + log1p(n - 1)) * self._rarity(key.removeprefix("not ")) for key, n in times.items()
        }
        length = float(np.sqrt(sum(weight**2 for weight in weights.values()))) or 1.0
        return {key: SPREAD * weight / length for key, weight in weights.items()}


def _features(reading: Reading) -> dict[str, int]:
    """Each telling word, and once more with its no where it was denied."""
    times: dict[str, int] = {}
    for word in reading.words:
        for key in _keys(word):
            times[key] = times.get(key, 0) + 1
    return times


def _keys(word: Word) -> tuple[str, ...]:
    if word.light:
        return ()
    denied = way_of(word) in {DENIED, SAID_DENIED}
    return (word.key, f"not {word.key}") if denied else (word.key,)
