"""Stretches that overlap are one passage: sorted intervals, whatever their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


class Runs(NamedTuple):
    """Rows in the order of their places, and where in that order each passage begins."""

    order: Numbers
    firsts: Numbers


def joint_key(columns: Sequence[Numbers]) -> Numbers:
    """One number a row for several columns of small numbers; equal rows get equal numbers.

    Examples
    --------
    >>> joint_key([np.array([0, 1, 0]), np.array([2, 0, 2])]).tolist()
    [2, 3, 2]
    """
    key = columns[0].astype(np.int64)
    for column in columns[1:]:
        key = key * (int(column.max(initial=0)) + 1) + column
    return key


def passages(key: Numbers, start: Numbers, end: Numbers) -> Runs:
    """Find the passages: rows of the same key whose stretches overlap, directly or through others.

    Parameters
    ----------
    key
        What has to be the same, as a number a row; see `joint_key`.
    start, end
        Half-open stretches: one that ends where another begins does not overlap it.

    Returns
    -------
    Runs
        `firsts` holds as many places as there are passages.

    Examples
    --------
    >>> one_text = np.zeros(3, dtype=np.int64)
    >>> runs = passages(one_text, np.array([10, 0, 4]), np.array([12, 5, 9]))
    >>> runs.order.tolist(), runs.firsts.tolist()
    ([1, 2, 0], [0, 2])
    """
    order = np.lexsort((start, key))
    keys, begins, ends = key[order], start[order], end[order]
    group = np.cumsum(np.diff(keys, prepend=keys[:1]) != 0)
    # Each group on a stretch of the line of its own: one running maximum then serves all of them.
    shift = group * (int(ends.max(initial=0)) + 1)
    reached = np.maximum.accumulate(ends + shift)
    new = np.ones(len(order), dtype=bool)
    new[1:] = begins[1:] + shift[1:] >= reached[:-1]
    return Runs(order, np.flatnonzero(new))
