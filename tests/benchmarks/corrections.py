"""What finding codings again after a correction costs, and how often it is right, beside the first place of the quote.

Run it by itself: ``python -m tests.benchmarks.corrections``. Processor seconds; the oracle knows each character.
"""

from __future__ import annotations

import random
import time
from typing import NamedTuple

from qualkit.coding import Anchor, reanchor
from tests.coding import identity

EDITS = 40
CODINGS, WORDS = (300, 1000, 3000), (2_250, 9_000, 36_000)


class Figures(NamedTuple):
    """One row: size, seconds of either way, and how many codings each puts on other words without saying so."""

    words: int
    codings: int
    seconds: float
    plain_seconds: float
    shifted: int
    plain_shifted: int


def naive(new: str, quotes: list[str]) -> list[Anchor]:
    """Where each quote first stands: what `str.find` gives."""
    found = [(new.find(quote), len(quote)) for quote in quotes]
    return [Anchor("moved", at, at + length) if at >= 0 else Anchor("lost") for at, length in found]


def _talk(draw: random.Random, words: int) -> str:
    """Sentences of which one in four is said again and again."""
    said: list[str] = []
    while sum(map(len, said)) < words * 5:
        told = " ".join(
            f"{draw.choice('bcdfg')}{draw.choice('aeiou')}{draw.randint(0, 300)}" for _ in range(9)
        )
        said.append(draw.choice(identity.SENTENCES) if draw.random() < 0.25 else f"{told}.")
    return "\n".join(" ".join(said[at : at + 4]) for at in range(0, len(said), 4))


def measure(words: int, codings: int) -> Figures:
    """One interview of so many words, with so many codings and forty edits."""
    draw = random.Random(words + codings)
    living = identity.Living(_talk(draw, words))
    old, spots = living.text, identity.borders(living.text)
    places = []
    while len(places) < codings:
        first = draw.randrange(len(spots) - 30)
        start, end = spots[first], spots[first + draw.choice((1, 5, 9, 21))]
        if old[start:end].strip():
            places.append((start, end))
    numbers = [living.numbers(*place) for place in places]
    for _ in range(EDITS):
        identity.edit(draw, living)
    begun = time.process_time()
    found = reanchor(old, living.text, places)
    between = time.process_time()
    plain = naive(living.text, [old[start:end] for start, end in places])
    ended = time.process_time()
    shifted, plain_shifted = (_shifted(living, numbers, each) for each in (found, plain))
    return Figures(len(old.split()), codings, between - begun, ended - between, shifted, plain_shifted)


def _shifted(living: identity.Living, numbers: list[list[int]], found: list[Anchor]) -> int:
    return sum(
        anchor.state in ("kept", "moved")
        and living.numbers(anchor.start, anchor.end) != mine
        and living.sources(anchor.start, anchor.end) != mine
        for mine, anchor in zip(numbers, found, strict=True)
    )


def main() -> None:
    """Print a row a size."""
    print(f"{'words':>8}{'codings':>9}{'seconds':>9}{'str.find':>9}{'ratio':>7}{'shifted':>9}{'by find':>9}")
    for words in WORDS:
        for codings in CODINGS:
            row = measure(words, codings)
            ratio = row.seconds / max(row.plain_seconds, 1e-6)
            print(
                f"{row.words:>8,}{row.codings:>9,}{row.seconds:>9.3f}{row.plain_seconds:>9.3f}{ratio:>7.1f}"
                f"{row.shifted:>9}{row.plain_shifted:>9}"
            )


if __name__ == "__main__":
    main()
