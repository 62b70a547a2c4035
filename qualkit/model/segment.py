"""Where something was said: a `Segment` and its small algebra."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from operator import index

from qualkit.errors import SegmentError

#: Code points of context kept on each side of a quote, to find it again after a correction.
CONTEXT = 32


@dataclass(frozen=True, order=True, repr=False)
class Segment:
    """A stretch `[start, end)` of one revision of one transcript's text.

    Parameters
    ----------
    document
        The document's id.
    start, end
        Offsets in Unicode code points, half open, with ``0 <= start < end``.
    revision
        Which revision of the text the offsets belong to, from 1.
    quote
        The words themselves: ``text[start:end]``.
    before, after
        Up to 32 code points on each side.

    Raises
    ------
    SegmentError
        The offsets are not a stretch, or the quote has another length.

    Examples
    --------
    >>> whole = Segment.of("P1", "They never asked me.", 5, 16)
    >>> whole.quote, len(whole), whole
    ('never asked', 11, Segment(P1 5:16))
    >>> word = Segment.of("P1", "They never asked me.", 11, 16)
    >>> word in whole, whole.overlaps(word), (whole & word).quote
    (True, True, 'asked')
    """

    document: str
    start: int
    end: int
    revision: int = 1
    quote: str = field(default="", compare=False)
    before: str = field(default="", compare=False)
    after: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        # A table's offsets are its own kind of number, which no database takes.
        for name in ("start", "end", "revision"):
            object.__setattr__(self, name, index(getattr(self, name)))
        if not 0 <= self.start < self.end:
            raise SegmentError(
                f"A segment needs 0 <= start < end; {self.start}:{self.end} in {self.document} is not one."
            )
        if self.quote and len(self.quote) != self.end - self.start:
            raise SegmentError(
                f"The quote for {self.document} {self.start}:{self.end} has {len(self.quote)} characters, "
                f"not {self.end - self.start}."
            )

    @classmethod
    def of(cls, document: str, text: str, start: int, end: int, revision: int = 1) -> Segment:
        """Cut a segment out of `text`, with its quote and context.

        Raises
        ------
        SegmentError
            The offsets lie outside the text, or hold no words.
        """
        if not 0 <= start < end <= len(text):
            raise SegmentError(
                f"{document} has {len(text)} characters, so a segment must lie within 0:{len(text)} "
                f"and hold at least one; {start}:{end} does not."
            )
        if not text[start:end].strip():
            raise SegmentError(f"{document} {start}:{end} is empty space: choose a stretch with words in it.")
        return cls(
            document,
            start,
            end,
            revision,
            text[start:end],
            text[max(0, start - CONTEXT) : start],
            text[end : end + CONTEXT],
        )

    def __repr__(self) -> str:
        """Name the place, never the words."""
        return f"Segment({self.document} {self.start}:{self.end})"

    def __len__(self) -> int:
        """Length in code points."""
        return self.end - self.start

    def _same_text(self, other: Segment) -> bool:
        return (self.document, self.revision) == (other.document, other.revision)

    def __contains__(self, other: Segment) -> bool:
        """Whether `other` lies wholly inside."""
        return self._same_text(other) and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Segment) -> bool:
        """Whether the two share at least one code point."""
        return self._same_text(other) and self.start < other.end and other.start < self.end

    def __and__(self, other: Segment) -> Segment:
        """The part that both share.

        Raises
        ------
        SegmentError
            They share nothing.
        """
        if not self.overlaps(other):
            raise SegmentError(f"{self} and {other} share no words.")
        return self._cut(max(self.start, other.start), min(self.end, other.end))

    def __or__(self, other: Segment) -> Segment:
        """The stretch that covers both, which must overlap.

        Raises
        ------
        SegmentError
            They share nothing, so words between them would be taken in unasked.
        """
        if not self.overlaps(other):
            raise SegmentError(f"{self} and {other} share no words, so they cannot become one.")
        first, last = (self, other) if self.start <= other.start else (other, self)
        if last.end <= first.end:
            return first
        quote = first.quote + last.quote[first.end - last.start :] if first.quote and last.quote else ""
        return replace(first, end=last.end, quote=quote, after=last.after)

    def _cut(self, start: int, end: int) -> Segment:
        around = self.before + self.quote + self.after
        base = self.start - len(self.before)
        left, right = start - base, end - base
        return replace(
            self,
            start=start,
            end=end,
            quote=around[left:right] if self.quote else "",
            before=around[max(0, left - CONTEXT) : left] if self.quote else "",
            after=around[right : right + CONTEXT] if self.quote else "",
        )
