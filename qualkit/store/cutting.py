"""Taking stretches out of a text, and saying where everything else is then."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Stands where a passage was taken out of somebody's turn, so that nobody takes the rest for one sentence.
GAP = "[…]"


class Cut(NamedTuple):
    """A stretch that goes, and what stands in its place."""

    start: int
    end: int
    instead: str = ""


@dataclass(frozen=True, repr=False)
class Cutting:
    """A text with stretches taken out of it.

    Examples
    --------
    >>> cutting = Cutting.of("one two three", [Cut(4, 8)])
    >>> cutting.text, cutting.place(8, 13), cutting.place(0, 6), cutting.place(4, 7)
    ('one three', (4, 9), (0, 3), None)
    """

    old: str
    cuts: tuple[Cut, ...]
    text: str
    #: For each cut: where it ends in the old text, and how far everything after it has moved.
    _shifts: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str, cuts: Iterable[Cut]) -> Cutting:
        """Take the stretches out; those that overlap become one."""
        joined = _joined(cuts)
        parts: list[str] = []
        shifts: list[tuple[int, int]] = []
        at = moved = 0
        for cut in joined:
            parts += [text[at : cut.start], cut.instead]
            moved += len(cut.instead) - (cut.end - cut.start)
            at = cut.end
            shifts.append((cut.end, moved))
        return cls(text, joined, "".join([*parts, text[at:]]), tuple(shifts))

    def moved(self, at: int) -> int:
        """Where a place is now that stands outside every cut, or at the end of one."""
        before = bisect_right(self._shifts, (at, len(self.old) + len(self.text)))
        return at + (self._shifts[before - 1][1] if before else 0)

    def is_cut(self, start: int, end: int) -> bool:
        """Whether any of a stretch goes."""
        return any(cut.start < end and cut.end > start for cut in self.cuts)

    def begins_in_cut(self, start: int) -> bool:
        """Whether the character at a place goes."""
        return any(cut.start <= start < cut.end for cut in self.cuts)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where what is left of a stretch stands now; None where nothing is."""
        asked = (start, end)
        for cut in self.cuts:
            if cut.start <= start < cut.end:
                start = cut.end
        for cut in reversed(self.cuts):
            if cut.start < end <= cut.end:
                end = cut.start
        if start >= end:
            return None
        new_start, new_end = self.moved(start), self.moved(end)
        if (start, end) == asked:
            return new_start, new_end
        left = self.text[new_start:new_end]
        new_start += len(left) - len(left.lstrip())
        new_end -= len(left) - len(left.rstrip())
        return (new_start, new_end) if new_start < new_end else None


def _joined(cuts: Iterable[Cut]) -> tuple[Cut, ...]:
    joined: list[Cut] = []
    for cut in sorted(cuts):
        if joined and cut.start < joined[-1].end:
            last = joined.pop()
            joined.append(Cut(last.start, max(last.end, cut.end), last.instead or cut.instead))
        else:
            joined.append(cut)
    return tuple(joined)
