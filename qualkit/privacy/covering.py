"""What stays covered until somebody chooses to see it: passages flagged as distressing, wherever they would be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from qualkit.errors import CodebookError
from qualkit.model import COVERED
from qualkit.privacy.runs import RUN, WHOLE, TheirWords, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qualkit.model import Code, Codebook, DistressFlag, Segment


#: What stands between quotation marks is a quote though it is short.
_QUOTED = re.compile('[\u201c"]([^\u201c\u201d"]+)[\u201d"]')


@dataclass(frozen=True, repr=False)
class Covering:
    """Which passages are covered, and their words, to find those again in memos and the like; it shows nobody's words.

    Without any flags it gives back whatever it is given.

    Examples
    --------
    >>> from qualkit.model import DistressFlag, Segment
    >>> text = "We went home. He broke the door. It was late."
    >>> covering = Covering.of([(DistressFlag("P1", 14, 32), text[14:32])])
    >>> covering.quote(Segment.of("P1", text, 0, 15))
    '[covered: flagged as distressing; --show-covered shows it]'
    >>> covering.quote(Segment.of("P1", text, 33, 45))
    'It was late.'
    >>> covering.words("She said: he broke the door!")
    'She said: [covered: flagged as distressing; --show-covered shows it]!'
    """

    flags: tuple[DistressFlag, ...] = ()
    #: The codings that have a character of what is flagged.
    codings: frozenset[str] = frozenset()
    theirs: TheirWords = field(default_factory=lambda: TheirWords.of(()))
    #: Passages too short to be known by eight words in a row: known by all of theirs.
    brief: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def of(cls, flagged: Iterable[tuple[DistressFlag, str]], codings: Iterable[str] = ()) -> Covering:
        """Gather flags, each with the words that it stands on, and the codings that they touch."""
        found = list(flagged)
        rows = [tuple(word.text for word in words_of(words)) for _, words in found]
        return cls(
            tuple(flag for flag, _ in found),
            frozenset(codings),
            TheirWords.of(words for _, words in found),
            frozenset(row for row in rows if WHOLE <= len(row) < RUN),
        )

    def covers(self, document: str, revision: int | None, start: int, end: int) -> bool:
        """Whether a stretch has a character of what is flagged."""
        return any(flag.touches(document, revision, start, end) for flag in self.flags)

    def quote(self, segment: Segment) -> str:
        """A segment's words, or what stands for all of them."""
        covered = self.covers(segment.document, segment.revision, segment.start, segment.end)
        return COVERED if covered else segment.quote

    def at(self, document: str, start: int, end: int, words: str) -> str:
        """Words that stand at a place of a text, or what stands for all of them."""
        return COVERED if self.covers(document, None, start, end) else words

    def coding(self, coding: str, words: str) -> str:
        """What is shown of a coding (its id), or what stands for all of it."""
        return COVERED if coding in self.codings else self.words(words)

    def around(self, segment: Segment) -> str:
        """A segment's words with those beside it, each side as far as it may be seen."""
        start, end = segment.start, segment.end
        sides = (
            (start - len(segment.before), start, segment.before),
            (start, end, segment.quote),
            (end, end + len(segment.after), segment.after),
        )
        return "".join(
            COVERED if self.covers(segment.document, segment.revision, first, last) else words
            for first, last, words in sides
            if words
        )

    def words(self, text: str) -> str:
        """Any text, without what of it repeats such a passage: eight words in a row, or the whole of a shorter one."""
        if not self.flags:
            return text
        for start, end in reversed(self._places(text)):
            text = text[:start] + COVERED + text[end:]
        return text

    def _places(self, text: str) -> list[tuple[int, int]]:
        found = self.theirs.places(text, whole=True)
        for quoted in _QUOTED.finditer(text):
            inside = self.theirs.places(quoted[1], whole=True)
            found += [(quoted.start(1) + start, quoted.start(1) + end) for start, end in inside]
        words = words_of(text)
        row = [word.text for word in words]
        for length in {len(each) for each in self.brief}:
            for at in range(len(row) - length + 1):
                if tuple(row[at : at + length]) in self.brief:
                    found.append((words[at].start, words[at + length - 1].end))
        return _joined(found)

    def within(self, value: Any) -> Any:
        """Whatever a table's cell or a program's answer holds, with every text in it as `words` gives it."""
        if isinstance(value, str):
            return self.words(value)
        if isinstance(value, dict):
            return {key: self.within(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            inside = [self.within(item) for item in value]
            return inside if isinstance(value, list) else tuple(inside)
        return value

    def codebook(self, book: Codebook) -> Codebook:
        """A codebook whose definitions and examples repeat no such passage; ids and names stay."""
        return replace(book, codes=tuple(map(self._code, book))) if self.flags else book

    def _code(self, code: Code) -> Code:
        return _told(code, self.words)

    def uncovered(self, given: Codebook, ours: Codebook) -> Codebook:
        """A codebook that went out covered and comes in again, with what was covered as it is with us.

        Raises
        ------
        CodebookError
            Something covered is not what we would cover: the words behind it are not known here.
        """
        return replace(given, codes=tuple(self._uncovered(code, ours) for code in given))

    def _uncovered(self, code: Code, ours: Codebook) -> Code:
        hidden: dict[str, list[str]] = {}

        def remember(text: str) -> str:
            hidden.setdefault(self.words(text), []).append(text)
            return text

        def find(text: str) -> str:
            if COVERED not in text:
                return text
            if not hidden.get(text):
                raise CodebookError(
                    f"Words of the code '{code.id}' are covered, as they were flagged as distressing, and are not "
                    "known here: write the codebook out again with --show-covered. Nothing was changed."
                )
            return hidden[text].pop(0)

        if code.id in ours:
            _told(ours[code.id], remember)
        return _told(code, find)


def _told(code: Code, change: Callable[[str], str]) -> Code:
    """A code with everything that it tells, but its id and its name, put through `change`."""
    return replace(
        code,
        definition=change(code.definition),
        include=change(code.include),
        exclude=change(code.exclude),
        examples=tuple(map(change, code.examples)),
        words=tuple(map(change, code.words)),
    )


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in their order, those that meet as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
