"""When a hunt for one theme may stop: how likely it is that too much is still unread.

The rule is Callaghan and Müller-Hansen's (Systematic Reviews 9:273, 2020). Whatever was read since some moment
is taken for no better than a random sample of what was unread then; were a share of the theme missing, so few
hits among so many would be unlikely. A count such as "fifty in a row without a hit" promises nothing.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The share of a theme that is to be found, and how unlikely it must be that it was not. Whoever asks again and again
#: gets more chances to be wrong, so it is stricter than one question would need: on SAD, asked after every tenth text,
#: 0.05 let one hunt of 200 stop too early, 0.02 none (it reads 0.75 of the texts instead of 0.70).
TARGET, UNLIKELY = 0.95, 0.02


def chance_of_missing(hits: Sequence[bool], total: int, target: float = TARGET) -> float:
    """How likely hits as few as these are, if less than `target` of the theme had been found.

    Parameters
    ----------
    hits
        For each passage read, in the order of reading, whether it was about the theme.
    total
        How many passages there are, read and unread.
    target
        The share of the theme that is to be found.

    Returns
    -------
    float
        The least of the chances over all moments from which the rest could be a random sample; 1 where
        nothing was read, 0 where everything was.

    Examples
    --------
    >>> hits = [True] * 30 + [False] * 170
    >>> [round(chance_of_missing(hits + [False] * more, 1000), 2) for more in (0, 500, 700)]
    [0.68, 0.1, 0.01]
    """
    from scipy.stats import hypergeom  # type: ignore[import-untyped]  # scipy has no types

    read = len(hits)
    if read >= total:
        return 0.0
    if not read:
        return 1.0
    found = np.concatenate([[0], np.cumsum(hits)])
    before = np.arange(read)
    unread, since = total - before, read - before
    missing = floor(found[-1] / target) - found[:-1] + 1
    chances = hypergeom.cdf(found[-1] - found[:-1], unread, np.minimum(missing, unread), since)
    return float(chances.min())


def may_stop(hits: Sequence[bool], total: int, target: float = TARGET) -> bool:
    """Whether `target` of the theme has been found, as far as reading can tell (1 in 50 at most is wrong)."""
    return chance_of_missing(hits, total, target) < UNLIKELY
