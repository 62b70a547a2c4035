"""Words replaced at known places: the new text, where every place has moved to, and the way back."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Edit(NamedTuple):
    """These words in the place of what stands at `[start, end)`."""

    start: int
    end: int
    words: str

    def __repr__(self) -> str:
        """Name the place, never the words."""
        return f"Edit({self.start}:{self.end})"


class Rewriting:
    """Edits of one text, none overlapping another, and the map from every old offset to the new one.

    Parameters
    ----------
    edits
        In any order, in code points of the old text; each replaces at least one character by at least one.

    Raises
    ------
    ValueError
        Two overlap, or one replaces nothing or by nothing.

    Examples
    --------
    >>> change = Rewriting([Edit(3, 9, "[Tom]")])
    >>> change.text("So Declan rang"), change.span(3, 9), change.span(10, 14)
    ('So [Tom] rang', (3, 8), (9, 13))
    >>> change.inverse("So Declan rang").text("So [Tom] rang")
    'So Declan rang'
    """

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.edits = tuple(sorted(edits))
        for edit in self.edits:
            if not 0 <= edit.start < edit.end or not edit.words:
                raise ValueError(f"{edit} replaces nothing, or by nothing.")
        for one, other in zip(self.edits, self.edits[1:], strict=False):
            if other.start < one.end:
                raise ValueError(f"{one} and {other} overlap.")
        self._starts = [edit.start for edit in self.edits]
        grown = (len(edit.words) - (edit.end - edit.start) for edit in self.edits)
        #: By how much everything behind the first n edits has moved.
        self._moved = [0, *accumulate(grown)]

    def __bool__(self) -> bool:
        """Whether anything is replaced."""
        return bool(self.edits)

    def __repr__(self) -> str:
        """Count, never quote."""
        return f"Rewriting({len(self.edits)} places)"

    def text(self, old: str) -> str:
        """The old text with its words replaced."""
        parts, at = [], 0
        for edit in self.edits:
            parts += [old[at : edit.start], edit.words]
            at = edit.end
        return "".join([*parts, old[at:]])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch stands now.

        One that begins or ends inside replaced words takes in their replacement whole.
        """
        return self._mapped(start, to_end=False), self._mapped(end, to_end=True)

    def _mapped(self, at: int, *, to_end: bool) -> int:
        count = bisect_right(self._starts, at)
        last = self.edits[count - 1] if count else None
        if last is None or at >= last.end:
            return at + self._moved[count]
        start = last.start + self._moved[count - 1]
        # Exactly where the replaced words began is where their replacement begins, for a beginning and for an end.
        return start + len(last.words) if to_end and at > last.start else start

    def inverse(self, old: str) -> Rewriting:
        """The way back: applied to the new text it gives the old one."""
        return Rewriting(
            Edit(edit.start + moved, edit.start + moved + len(edit.words), old[edit.start : edit.end])
            for edit, moved in zip(self.edits, self._moved, strict=False)
        )
