"""What a word counts for when it was denied, wished for, lost or said by others.

Only codes with a pole know the difference: "I can't pay the rent" is about money as much as
"I can pay the rent", yet "I had no friends" is not about someone to love. It is then about no one
to love, where the codebook has that code for its pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from qualkit.assist.language import Word
    from qualkit.model import Code, Codebook

#: The ways in which a word can be said, in the order of the table's rows.
WAYS: tuple[str, ...] = ("plain", "denied", "unreal", "said", "said-denied")
PLAIN, DENIED, UNREAL, SAID, SAID_DENIED = range(len(WAYS))


@dataclass(frozen=True)
class _Counts:
    """What a word of a code counts for, each way: for the code itself, and for the other pole."""

    itself: tuple[float, ...]
    other: tuple[float, ...] = (0.0,) * len(WAYS)


# A theme without a pole is spoken of either way.
_TOPIC = _Counts((1.0, 1.0, 1.0, 1.0, 1.0))
# What was good and is denied speaks for the other pole; gone or only wished for, rather so.
_GOOD_PAIRED = _Counts((1.0, -1.0, -0.25, 0.5, 0.0), (0.0, 1.0, 0.5, 0.0, 0.0))
# "I wasn't homeless" says less about a good home. What used to be hard was hard.
_HARD_PAIRED = _Counts((1.0, -1.0, 1.0, 0.5, 0.0), (0.0, 0.5, 0.0, 0.0, 0.0))
_GOOD = _Counts((1.0, -0.5, 0.0, 0.5, 0.0))
# "I couldn't sleep": a hard thing is often told as something good that is denied.
_HARD = _Counts((1.0, 0.5, 1.0, 0.5, 0.5))


def way_of(word: Word, within: tuple[int, int] | None = None) -> int:
    """Which of `WAYS` a word was said in; a cue that lies `within` a matched phrase is part of it."""
    stance = word.stance
    cues = [cue for cue in stance.denied_by if within is None or not within[0] <= cue < within[1]]
    denied = len(cues) % 2 == 1
    if stance.said:
        return SAID_DENIED if denied else SAID
    if denied:
        return DENIED
    return UNREAL if stance.unreal else PLAIN


def opposites(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """For each code the codes that see its ground from the other pole, whichever of the two says so."""
    found: dict[str, list[str]] = {code.id: [] for code in codebook}
    for code in codebook:
        for other in code.pair:
            if other in codebook and _opposed(code, codebook[other]):
                found[code.id].append(other)
                found[other].append(code.id)
    return {code: tuple(dict.fromkeys(others)) for code, others in found.items()}


def other_poles(codebook: Codebook) -> np.ndarray:
    """``[code, code]``: True where the one is another pole of the other's ground."""
    place = {code.id: at for at, code in enumerate(codebook)}
    table = np.zeros((len(place), len(place)), dtype=bool)
    for code, others in opposites(codebook).items():
        table[[place[other] for other in others], place[code]] = True
    return table


def counts(codebook: Codebook) -> np.ndarray:
    """The table ``[way, code, owner]``: what a word of `owner` counts for in `code`, said that way."""
    place = {code.id: at for at, code in enumerate(codebook)}
    table = np.zeros((len(WAYS), len(place), len(place)))
    for owner, others in opposites(codebook).items():
        its = _counts(codebook[owner], paired=bool(others))
        table[:, place[owner], place[owner]] = its.itself
        for other in others:
            table[:, place[other], place[owner]] = its.other
    return table


def _opposed(one: Code, other: Code) -> bool:
    return {one.polarity, other.polarity} == {"validating", "invalidating"}


def _counts(code: Code, *, paired: bool) -> _Counts:
    if code.polarity == "validating":
        return _GOOD_PAIRED if paired else _GOOD
    if code.polarity == "invalidating":
        return _HARD_PAIRED if paired else _HARD
    return _TOPIC
