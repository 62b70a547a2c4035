"""Where coded words stand after their text was corrected: kept, moved, unsure or lost.

Beyond doubt is only what every best alignment of the two texts says (`alignment`), or a sentence that stands once
in each. Whatever else is found is a proposal, and needs a person.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from qualkit.coding.alignment import Alignment, Token, align

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualkit.model import AnchorState

#: So many words in a row show a place: fewer could have come together anew.
_SHOWN = 4
#: So many, standing once in either text, show that they were carried elsewhere as they are.
_CARRIED = 6
#: A replaced stretch of at most so many words is taken for what replaced it, however unlike.
_SMALL = 12
#: How alike words must be (of 100) to be proposed where they stood, and anywhere else.
_LIKE_HERE, _LIKE_ELSEWHERE = 60, 85


class Anchor(NamedTuple):
    """Where a stretch stands now, and how sure that is; `start` and `end` mean nothing where it is lost."""

    state: AnchorState
    start: int = 0
    end: int = 0


class Edit(NamedTuple):
    """One change to a text: `[start, end)` of the old text gives way to `words`."""

    start: int
    end: int
    words: str


def reanchor(old: str, new: str, places: Iterable[tuple[int, int]]) -> list[Anchor]:
    """Find each stretch of the old text in the new one.

    Parameters
    ----------
    old, new
        Two revisions of a transcript's text.
    places
        Stretches `[start, end)` of the old text, in code points.

    Returns
    -------
    list of Anchor
        For each place: ``kept`` (the same words in the same place), ``moved`` (the same words in another place,
        beyond doubt), ``unsure`` (the words changed, or they could be in several places: a proposal) or ``lost``.

    Notes
    -----
    Longest common subsequence of words, by H. Hyyrö, "Bit-parallel LCS-length computation revisited" (2004); a word
    is taken as sure where both extremes of the best alignments agree.

    Examples
    --------
    >>> old = "She said no. Nobody asked me why, and I left."
    >>> new = "Well, she said no. Nobody asked me why, and I was leaving."
    >>> reanchor(old, new, [(13, 32), (40, 44)])
    [Anchor(state='moved', start=19, end=38), Anchor(state='unsure', start=46, end=57)]
    """
    wanted = list(places)
    if old == new:
        return [Anchor("kept", start, end) for start, end in wanted]
    search = _Search(old, new)
    return [search.find(start, end) for start, end in wanted]


def follow(edits: Sequence[Edit], places: Iterable[tuple[int, int]]) -> list[Anchor]:
    """Carry stretches through edits that are known one by one, in the order of the text and apart from each other.

    What no edit touches is kept or moved; what one touches is unsure; what is cut out whole is lost. Words put in at
    the border of a stretch do not become part of it.

    Examples
    --------
    >>> edits = [Edit(4, 4, "really "), Edit(10, 15, "")]
    >>> follow(edits, [(0, 3), (4, 8), (8, 12), (10, 15)])  # doctest: +NORMALIZE_WHITESPACE
    [Anchor(state='kept', start=0, end=3), Anchor(state='moved', start=11, end=15),
     Anchor(state='unsure', start=15, end=17), Anchor(state='lost', start=0, end=0)]
    """
    return [_follow_one(edits, start, end) for start, end in places]


def _follow_one(edits: Sequence[Edit], start: int, end: int) -> Anchor:
    left, right, touched = start, end, False
    for edit in edits:
        grown = len(edit.words) - (edit.end - edit.start)
        if edit.end <= start:
            left, right = left + grown, right + grown
        elif edit.start < end:
            touched = True
            if edit.start < start:
                # What replaced the beginning counts with it: a person will say.
                left += edit.start - start
            right += grown if edit.end <= end else edit.start + len(edit.words) - end
    if not touched:
        return Anchor("kept" if left == start else "moved", left, right)
    return Anchor("unsure", left, right) if left < right else Anchor("lost")


class _Search:
    """Two texts beside each other, ready for many questions."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.beside: Alignment = align(old, new)
        self._starts = [token.start for token in self.beside.old]
        self._ends = [token.end for token in self.beside.old]
        self._runs = _runs(self.beside)
        self._counted = [0, *accumulate(token.text[0].isalnum() for token in self.beside.old)]

    def find(self, start: int, end: int) -> Anchor:
        """Where one stretch stands now."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end) - 1
        if first > last:
            return Anchor("lost")
        return (
            self._agreed(start, end, first, last)
            or self._once(start, end, first, last)
            or self._proposed(start, end, first, last)
        )

    # --- beyond doubt ----------------------------------------------------------------------------

    def _agreed(self, start: int, end: int, first: int, last: int) -> Anchor | None:
        """The place that every best alignment gives, with enough words in a row around it."""
        run = self._runs[first]
        if run is None or run is not self._runs[last] or not self._shows(run, first, last):
            return None
        old = self.beside.old
        if start < old[first].start and not self._gap_stands(first, run):
            return None
        if end > old[last].end and not self._gap_stands(last + 1, run):
            return None
        return self._placed(start, end, first, last, run.shift)

    def _shows(self, run: _Run, first: int, last: int) -> bool:
        """Whether so many words around it stood still that these cannot be others: more for what is said twice."""
        before = run.from_start or self._words(run.first, first - 1) >= _SHOWN
        if before and (run.to_end or self._words(last + 1, run.last) >= _SHOWN):
            return True
        said = self.beside.old[first : last + 1]
        return self._words(run.first, run.last) >= _SHOWN and all(
            len(spoken.places(said)) == 1 for spoken in (self._spoken_old, self._spoken_new)
        )

    def _gap_stands(self, token: int, run: _Run) -> bool:
        """Whether the spaces before a token are the same in both texts, for a stretch that ends among them."""
        if not run.first < token <= run.last:
            return False
        old, new = self.beside.old, self.beside.new
        gap = self.old[old[token - 1].end : old[token].start]
        return gap == self.new[new[token - 1 + run.shift].end : new[token + run.shift].start]

    def _placed(self, start: int, end: int, first: int, last: int, shift: int) -> Anchor:
        old, new = self.beside.old, self.beside.new
        left = new[first + shift].start + start - old[first].start
        right = new[last + shift].end + end - old[last].end
        same = (left, right) == (start, end) and self.old[start:end] == self.new[left:right]
        return Anchor("kept" if same else "moved", left, right)

    def _once(self, start: int, end: int, first: int, last: int) -> Anchor | None:
        """The one place where a whole sentence stands, when it stood in one place only."""
        if start != self._starts[first] or end != self._ends[last] or self._words(first, last) < _CARRIED:
            return None
        if len(self._spoken_old.places(self.beside.old[first : last + 1])) != 1:
            return None
        found = self._spoken_new.places(self.beside.old[first : last + 1])
        if len(found) != 1 or not self._settled.isdisjoint(range(found[0], found[0] + last + 1 - first)):
            return None
        return self._placed(start, end, first, last, found[0] - first)

    @cached_property
    def _settled(self) -> set[int]:
        """The tokens of the new text of which it is sure what they were."""
        return {place for place in self.beside.sure if place >= 0}

    def _words(self, first: int, last: int) -> int:
        """How many of these tokens are words."""
        return self._counted[last + 1] - self._counted[first]

    @cached_property
    def _spoken_old(self) -> _Spoken:
        return _Spoken(self.beside.old)

    @cached_property
    def _spoken_new(self) -> _Spoken:
        return _Spoken(self.beside.new)

    # --- proposals -------------------------------------------------------------------------------

    def _proposed(self, start: int, end: int, first: int, last: int) -> Anchor:
        found = self._where_it_stood(first, last) or self._elsewhere(start, end, first, last)
        if found is None or not self.new[found[0] : found[1]].strip():
            return Anchor("lost")
        return Anchor("unsure", *found)

    def _where_it_stood(self, first: int, last: int) -> tuple[int, int] | None:
        """What lies now between the words that stood around it."""
        likely = self.beside.likely
        here = [place for place in likely[first : last + 1] if place >= 0]
        left, right = self._hunk(first), self._hunk(last)
        begin = here[0] if likely[first] >= 0 else left.matching(first)
        stop = here[-1] + 1 if likely[last] >= 0 else right.matching(last + 1)
        if begin >= stop:
            return None
        found = self.beside.new[begin].start, self.beside.new[stop - 1].end
        words = self._words(first, last)
        kept = sum(likely[i] >= 0 and self.beside.old[i].text[0].isalnum() for i in range(first, last + 1))
        small = left.old_to - left.old_from <= _SMALL
        alike = kept * 2 >= words if kept else small or self._alike(first, last, found) >= _LIKE_HERE
        return found if alike else None

    def _alike(self, first: int, last: int, found: tuple[int, int]) -> float:
        from rapidfuzz.fuzz import partial_ratio

        return partial_ratio(self.old[self._starts[first] : self._ends[last]], self.new[found[0] : found[1]])

    def _hunk(self, token: int) -> _Hunk:
        """The stretch without a match around a token, and what stands in its stead."""
        likely = self.beside.likely
        low, high = token, token
        while low > 0 and likely[low] < 0 and likely[low - 1] < 0:
            low -= 1
        while high < len(likely) and likely[high] < 0:
            high += 1
        new_from = likely[low - 1] + 1 if low > 0 else 0
        new_to = likely[high] if high < len(likely) else len(self.beside.new)
        return _Hunk(low, high, new_from, new_to)

    def _elsewhere(self, start: int, end: int, first: int, last: int) -> tuple[int, int] | None:
        """The nearest place with the same words, or else the likest one among the words that are new."""
        found = self._spoken_new.places(self.beside.old[first : last + 1], most=20)
        new = self.beside.new
        if found:
            hunk = self._hunk(first)
            nearest = min(found, key=lambda place: abs(place - hunk.new_from))
            return new[nearest].start, new[nearest + last - first].end
        return self._likest(self.old[start:end])

    def _likest(self, quote: str) -> tuple[int, int] | None:
        from rapidfuzz.fuzz import partial_ratio_alignment

        best: tuple[float, int, int] | None = None
        words = {word for word in quote.split() if len(word) > 3}  # noqa: PLR2004 - shorter ones stand everywhere
        for start, end in self._fresh:
            # Unlike passages are told apart by their words alone: most never reach the slow comparison.
            if len(quote) >= end - start + len(quote) // 4 or not words:
                continue
            if sum(word in self.new[start:end] for word in words) * 2 < len(words):
                continue
            alike = partial_ratio_alignment(quote, self.new[start:end], score_cutoff=_LIKE_ELSEWHERE)
            if alike is not None and (best is None or alike.score > best[0]):
                best = (alike.score, start + alike.dest_start, start + alike.dest_end)
        return None if best is None else best[1:]

    @cached_property
    def _fresh(self) -> list[tuple[int, int]]:
        """The stretches of the new text that no word of the old one became."""
        taken = {place for place in self.beside.likely if place >= 0}
        found: list[tuple[int, int]] = []
        open_at: int | None = None
        for place, token in enumerate(self.beside.new):
            if place in taken:
                open_at = None
            elif open_at is None:
                open_at = token.start
                found.append((token.start, token.end))
            else:
                found[-1] = (open_at, token.end)
        return found


class _Run(NamedTuple):
    """Tokens in a row that are sure in both texts: old ones `first` to `last`, `shift` further on in the new text.

    `from_start` and `to_end`: it reaches the border of both texts.
    """

    first: int
    last: int
    shift: int
    from_start: bool
    to_end: bool


class _Hunk(NamedTuple):
    """Tokens of the old text and the tokens of the new one that stand in their stead."""

    old_from: int
    old_to: int
    new_from: int
    new_to: int

    def matching(self, token: int) -> int:
        """About where a border within the old stretch lies in the new one."""
        if self.old_to == self.old_from:
            return self.new_from
        share = (token - self.old_from) / (self.old_to - self.old_from)
        return self.new_from + round(share * (self.new_to - self.new_from))


class _Spoken:
    """A text as its tokens alone, to be searched for a row of them."""

    def __init__(self, spoken: Sequence[Token]) -> None:
        self._text = "\0" + "".join(f"{token.text}\0" for token in spoken)
        self._at = []
        at = 0
        for token in spoken:
            self._at.append(at)
            at += len(token.text) + 1

    def places(self, wanted: Sequence[Token], most: int = 2) -> list[int]:
        """The first places where these tokens stand in a row, at most so many."""
        row = "\0" + "".join(f"{token.text}\0" for token in wanted)
        found: list[int] = []
        at = self._text.find(row)
        while at >= 0 and len(found) < most:
            found.append(bisect_left(self._at, at))
            at = self._text.find(row, at + 1)
        return found


def _runs(beside: Alignment) -> list[_Run | None]:
    """For each token of the old text the run that it is in."""
    sure, old = beside.sure, beside.old
    runs: list[_Run | None] = [None] * len(old)
    first = 0
    while first < len(old):
        last = first
        if sure[first] >= 0:
            while last + 1 < len(old) and sure[last + 1] == sure[last] + 1:
                last += 1
            runs[first : last + 1] = [_run(beside, first, last)] * (last + 1 - first)
        first = last + 1
    return runs


def _run(beside: Alignment, first: int, last: int) -> _Run:
    shift = beside.sure[first] - first
    from_start = first == 0 and shift == 0
    to_end = last + 1 == len(beside.old) and last + shift + 1 == len(beside.new)
    return _Run(first, last, shift, from_start, to_end)
