"""What was said: a `Transcript` of `Turn`s, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from qualkit.errors import SegmentError
from qualkit.model.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Role = Literal["participant", "interviewer", "other"]
ROLES: tuple[Role, ...] = ("participant", "interviewer", "other")


class Utterance(NamedTuple):
    """One stretch by one speaker as a loader found it, before it has a place in a text.

    Times are seconds; `question` is what the words answer, where the source says so.
    """

    speaker: str | None
    text: str
    start_time: float | None = None
    end_time: float | None = None
    question: str | None = None

    def __repr__(self) -> str:
        """Count, never quote."""
        return f"Utterance({self.speaker or 'no label'}, {len(self.text)} characters)"


@dataclass(frozen=True, repr=False)
class Turn:
    """One stretch by one speaker, with its place in the transcript's text.

    `start` and `end` are code points in `Transcript.text`; times are seconds.
    """

    document: str
    number: int
    speaker: str | None
    text: str
    start: int
    end: int
    start_time: float | None = None
    end_time: float | None = None
    question: str | None = None
    role: Role = "participant"
    participant: str | None = None
    revision: int = 1

    def __repr__(self) -> str:
        """Name the place, never the words."""
        return f"Turn({self.document} {self.number}, {self.speaker or 'no label'}, {self.start}:{self.end})"

    def find(self, words: str, nth: int = 1) -> Segment:
        """Find `words` in this turn.

        Parameters
        ----------
        words
            Exactly as they stand in the text.
        nth
            Which occurrence, from 1.

        Raises
        ------
        SegmentError
            They are not there, or not that often.

        Examples
        --------
        >>> turns = Transcript.of("P1", [Utterance("P1", "I said no, and no again.")]).turns
        >>> turns[0].find("no", nth=2)
        Segment(P1 15:17)
        """
        where = _nth(self.text, words, nth)
        if where is None:
            raise SegmentError(
                f"Those words do not stand {_times(nth)} in turn {self.number} of {self.document}: "
                "copy them from the text, or look with project.find()."
            )
        return self._shifted(where, where + len(words))

    def segment(self) -> Segment:
        """The whole turn as a segment."""
        return self._shifted(0, len(self.text))

    def _shifted(self, left: int, right: int) -> Segment:
        local = Segment.of(self.document, self.text, left, right, self.revision)
        return Segment(
            self.document,
            self.start + left,
            self.start + right,
            self.revision,
            local.quote,
            local.before,
            local.after,
        )


def _nth(text: str, words: str, nth: int) -> int | None:
    at = -1
    for _ in range(nth):
        at = text.find(words, at + 1) if words else -1
        if at < 0:
            return None
    return at


def _times(nth: int) -> str:
    return "anywhere" if nth == 1 else f"{nth} times"


class Account(NamedTuple):
    """Where the characters of a file are now, white space aside.

    `said` are the turns' words, `marks` their labels and times; `left_out` has pairs of a reason and a
    number. `lost` have no place and `added` were not in the file: 0 when the reading is exact, None
    where the reader does not say what it had before it.
    """

    said: int = 0
    marks: int = 0
    header: int = 0
    left_out: tuple[tuple[str, int], ...] = ()
    lost: int | None = None
    added: int | None = None

    @property
    def total(self) -> int:
        """Every character that has a place."""
        return self.said + self.marks + self.header + sum(number for _, number in self.left_out)


@dataclass(frozen=True)
class Source:
    """Where a transcript came from, and what was done to its text on the way in.

    `normalised` lists changes to characters, `header` what stood before the talk,
    `left_out` pairs of a reason and what was left out, `doubts` what a person should look at.
    `account` counts where each character went, `stripped` names the kinds of identifying data about the
    file that were not taken over (such as "author"), and `preview` shows words whose characters were
    guessed; it is for whoever adds the file, and is never stored. `parts` says at which turn each interview
    begins, where a file holds several.
    """

    name: str = ""
    format: str = ""
    sha256: str = ""
    normalised: tuple[str, ...] = ()
    header: tuple[str, ...] = field(default=(), repr=False)
    left_out: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    doubts: tuple[str, ...] = ()
    account: Account | None = None
    stripped: tuple[str, ...] = ()
    preview: tuple[str, ...] = field(default=(), repr=False, compare=False)
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, repr=False)
class Transcript:
    """What was said in one interview: immutable text and its turns.

    `text` is the turns' words joined by a line feed, without labels and times.
    """

    document: str
    text: str
    turns: tuple[Turn, ...]
    revision: int = 1
    source: Source = Source()

    @classmethod
    def of(
        cls,
        document: str,
        utterances: Iterable[Utterance],
        source: Source | None = None,
        revision: int = 1,
    ) -> Transcript:
        """Lay utterances end to end into a text and its turns.

        Examples
        --------
        >>> talk = [Utterance("INT", "How was it?"), Utterance("P1", "Long.")]
        >>> transcript = Transcript.of("P1", talk)
        >>> transcript, transcript.text[12:17] == transcript.turns[1].text
        (Transcript(P1, 2 turns, 4 words), True)
        """
        turns: list[Turn] = []
        at = 0
        for number, said in enumerate(utterances):
            end = at + len(said.text)
            turns.append(
                Turn(
                    document,
                    number,
                    said.speaker,
                    said.text,
                    at,
                    end,
                    said.start_time,
                    said.end_time,
                    said.question,
                    revision=revision,
                )
            )
            at = end + 1
        text = "\n".join(turn.text for turn in turns)
        return cls(document, text, tuple(turns), revision, source or Source())

    def __repr__(self) -> str:
        """Count, never quote."""
        return f"Transcript({self.document}, {len(self.turns)} turns, {self.words:,} words)"

    def __len__(self) -> int:
        """Length of the text in code points."""
        return len(self.text)

    def __iter__(self) -> Iterator[Turn]:
        """Turn by turn."""
        return iter(self.turns)

    @cached_property
    def words(self) -> int:
        """How many words, split at white space."""
        return len(self.text.split())

    @cached_property
    def speakers(self) -> dict[str | None, int]:
        """Each label and how many turns it has, in order of appearance."""
        counts: dict[str | None, int] = {}
        for turn in self.turns:
            counts[turn.speaker] = counts.get(turn.speaker, 0) + 1
        return counts

    def segment(self, start: int, end: int) -> Segment:
        """Cut out `[start, end)`, in code points.

        Raises
        ------
        SegmentError
            The offsets lie outside the text, or hold no words.
        """
        return Segment.of(self.document, self.text, start, end, self.revision)

    def find(self, words: str, nth: int = 1) -> Segment:
        """Find the `nth` occurrence of `words` anywhere in the text.

        Raises
        ------
        SegmentError
            They are not there, or not that often.
        """
        where = _nth(self.text, words, nth)
        if where is None:
            raise SegmentError(
                f"Those words do not stand {_times(nth)} in {self.document}: copy them from the text."
            )
        return self.segment(where, where + len(words))

    def turn_at(self, offset: int) -> Turn:
        """The turn that holds a code point (a line feed belongs to the turn before it).

        Raises
        ------
        SegmentError
            The offset lies outside the text.
        """
        for turn in self.turns:
            if turn.start <= offset <= turn.end:
                return turn
        raise SegmentError(f"{self.document} has {len(self.text)} characters; {offset} is not one of them.")
