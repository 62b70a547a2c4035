"""Two versions of a text laid beside each other: which word of the old one is which of the new one.

The longest common subsequence of words is rarely the only one: where words are repeated, several are as good.
All of them lie between two extremes, and what both extremes say all of them say. So a word is *sure* where the
extremes agree, and only there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What no word holds: white space and punctuation. Joiners, marks and emoji stay with the letters beside them.
_BREAKS = r"\s!-/:-@\[-`{-~\u2000-\u200b\u200e-\u206f\u3000-\u3003"
_TOKEN = re.compile(rf"\n|[^{_BREAKS}]+(?:['’][^{_BREAKS}]+)*|[^\s]")

#: So many cells are laid out at once; a larger pair of texts is cut where a long run of words stands once in each.
_CELLS = 300_000_000
#: How many words in a row must stand once in each text for a cut between them.
_CUT = 16


class Token(NamedTuple):
    """A word, a mark of punctuation or a line feed, and where it stands."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Cut a text into words, punctuation marks and line feeds; spaces lie between them.

    Examples
    --------
    >>> [token.text for token in tokens("No, she didn't.")]
    ['No', ',', 'she', "didn't", '.']
    """
    return [Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]


@dataclass(frozen=True)
class Alignment:
    """Which token of the new text each token of the old one is.

    `sure` holds an index where every best alignment agrees, else -1; `likely` what one of the best says.
    """

    old: list[Token]
    new: list[Token]
    sure: list[int]
    likely: list[int]


def align(old_text: str, new_text: str) -> Alignment:
    """Lay two versions of a text beside each other.

    Examples
    --------
    >>> align("no, not no", "no, no").sure  # the comma is sure; which "no" went is not, but one is the last
    [0, 1, -1, 2]
    >>> align("again and again", "again").sure
    [-1, -1, -1]
    """
    old, new = tokens(old_text), tokens(new_text)
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(token.text, len(numbers)) for token in old]
    right = [numbers.setdefault(token.text, len(numbers)) for token in new]
    high: list[int] = []
    low: list[int] = []
    for (old_from, old_to), (new_from, new_to) in _windows(left, right):
        first, second = left[old_from:old_to], right[new_from:new_to]
        high += [place + new_from if place >= 0 else -1 for place in _extreme(first, second)]
        low += [place + new_from if place >= 0 else -1 for place in _other_extreme(first, second)]
    sure = [one if one == other else -1 for one, other in zip(high, low, strict=True)]
    return Alignment(old, new, sure, high)


def _extreme(old: Sequence[int], new: Sequence[int]) -> list[int]:
    """The best alignment that, read from the end, leaves words of `old` out as soon as it may.

    Hyyrö's bit-vector form of the table: a bit is 0 where a word more of `old` makes the common part longer.
    """
    rows = _rows(old, new)
    found = [-1] * len(old)
    i, j = len(old), len(new)
    while i and j:
        if rows[j] >> (i - 1) & 1:
            i -= 1
        elif old[i - 1] == new[j - 1]:
            i, j = i - 1, j - 1
            found[i] = j
        else:
            j -= 1
    return found


def _rows(old: Sequence[int], new: Sequence[int]) -> list[int]:
    where: dict[int, int] = {}
    for place, word in enumerate(old):
        where[word] = where.get(word, 0) | 1 << place
    full = (1 << len(old)) - 1
    row, rows = full, [full]
    for word in new:
        met = row & where.get(word, 0)
        row = ((row + met) | (row - met)) & full
        rows.append(row)
    return rows


def _other_extreme(old: Sequence[int], new: Sequence[int]) -> list[int]:
    """The best alignment that leaves words of `new` out as soon as it may."""
    found = [-1] * len(old)
    for j, i in enumerate(_extreme(new, old)):
        if i >= 0:
            found[i] = j
    return found


def _windows(old: Sequence[int], new: Sequence[int]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The whole of both, or pieces that correspond where the whole would take too much memory."""
    if len(old) * len(new) <= _CELLS:
        return [((0, len(old)), (0, len(new)))]
    cuts = [(0, 0), *_cuts(old, new), (len(old), len(new))]
    windows: list[tuple[tuple[int, int], tuple[int, int]]] = []
    begin = cuts[0]
    for here, after in zip(cuts[1:], [*cuts[2:], None], strict=True):
        if after is None or (after[0] - begin[0]) * (after[1] - begin[1]) > _CELLS:
            windows.append(((begin[0], here[0]), (begin[1], here[1])))
            begin = here
    return windows


def _cuts(old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
    """Middles of long runs of words that stand once in each text, as many as keep their order in both."""
    there, here = _once(new), _once(old)
    pairs = sorted((place, there[run]) for run, place in here.items() if run in there)
    ends: list[int] = []  # of the chain of each length, the smallest place in the new text that it can end on
    last: list[int] = []  # and which pair that is
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _once(words: Sequence[int]) -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = {}
    for place in range(len(words) - _CUT):
        run = tuple(words[place : place + _CUT])
        found[run] = -1 if run in found else place + _CUT // 2
    return {run: place for run, place in found.items() if place >= 0}
