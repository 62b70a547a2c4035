"""What to read next: passages unlike those read first, then those the model is unsure of, and some at random."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it has no types

if TYPE_CHECKING:
    from collections.abc import Collection

#: So many passages are chosen for being unlike; from there, unsure ones come in between.
UNLIKE_FIRST = 50
#: Every tenth is drawn by lot and kept apart: figures drawn from passages that were picked would flatter.
ONE_IN = 10
#: Of more unread passages than these, a sample stands for all.
_POINTS, _CANDIDATES = 2_000, 1_000

Why = Literal["unlike the others", "unsure", "by lot"]


class Next(NamedTuple):
    """A passage to read, by its place among all, and why it."""

    passage: int
    why: Why


def what_next(
    vectors: np.ndarray, likely: np.ndarray, read: Collection[int], count: int = 10, seed: int = 0
) -> list[Next]:
    """Choose what to read next.

    Parameters
    ----------
    vectors
        ``[passage, feature]``: rows of length one, such as `qualkit.assist.meaning.text_vectors` gives.
    likely
        ``[passage, code]``: what the model says now.
    read
        The places of the passages that somebody has read.
    count
        How many to choose.
    seed
        The lot is drawn with it: the same seed, the same choice.

    Examples
    --------
    >>> near = np.eye(4)[[0, 0, 1, 1, 2, 2, 3, 3]]
    >>> chosen = what_next(near, np.full((8, 1), 0.5), read=[0], count=3)
    >>> sorted(int(near[place].argmax()) for place, why in chosen if why == "unlike the others")
    [1, 2, 3]
    """
    unread = np.setdiff1d(np.arange(len(vectors)), np.fromiter(read, dtype=int, count=len(read)))
    rng = np.random.default_rng([seed, len(read)])
    chosen: list[Next] = []
    while len(chosen) < count and len(unread):
        number = len(read) + len(chosen)
        why = _why(number)
        done = np.array([*read, *(each.passage for each in chosen)], dtype=int)
        at = _pick(why, vectors, likely, unread, done, rng)
        chosen.append(Next(int(at), why))
        unread = unread[unread != at]
    return chosen


def _why(number: int) -> Why:
    if number % ONE_IN == ONE_IN - 1:
        return "by lot"
    return "unlike the others" if number < UNLIKE_FIRST or number % 2 else "unsure"


def _pick(
    why: Why,
    vectors: np.ndarray,
    likely: np.ndarray,
    unread: np.ndarray,
    done: np.ndarray,
    rng: np.random.Generator,
) -> int:
    if why == "by lot":
        return int(rng.choice(unread))
    if why == "unsure":
        return int(unread[np.abs(likely[unread] - 0.5).min(axis=1).argmin()])
    return _unlike(vectors, unread, done, rng)


def _unlike(vectors: np.ndarray, unread: np.ndarray, done: np.ndarray, rng: np.random.Generator) -> int:
    """The one that speaks for most of what no read passage is near to (of many passages, by a sample)."""
    points = vectors[rng.permutation(unread)[:_POINTS]]
    candidates = rng.permutation(unread)[:_CANDIDATES]
    with threadpool_limits(1):
        covered = (points @ vectors[done].T).max(axis=1, initial=0.0)
        # How much nearer everything unread would come, were this one read.
        gains = np.maximum(points @ vectors[candidates].T - covered[:, None], 0).sum(axis=0)
    return int(candidates[gains.argmax()])
