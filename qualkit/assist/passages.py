"""The passages that a person might mark: sentences within a participant's turn, or a whole short turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.assist.language import Reading, language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qualkit.model import Segment, Transcript, Turn

#: A turn of so few words is one passage.
SHORT_TURN = 12
#: A sentence of fewer words ("No. Never.") goes with the one after it.
SHORT_SENTENCE = 4
#: A passage is at most so many sentences, and so many words unless it is one sentence.
MOST_SENTENCES = 3
MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a transcript and how it reads; it is a `unit` when it is no run of smaller passages."""

    segment: Segment
    reading: Reading
    unit: bool


def passages(
    transcript: Transcript,
    turns: Sequence[Turn] | None = None,
    longest: int = MOST_SENTENCES,
    progress: Callable[[int, int], None] | None = None,
) -> list[Passage]:
    """Cut what participants said into passages; interviewers' words give none.

    Parameters
    ----------
    transcript
        Its turns carry roles and participants.
    turns
        Only these of its turns; all unless given.
    longest
        With 1, passages lie side by side; with more, also every run of so many of them, so they overlap.
    progress
        Called with how many turns have been read, and of how many.

    Examples
    --------
    >>> from qualkit.model import Transcript, Utterance
    >>> said = "I was on my own for years, I really was. Then the club opened and I went every day."
    >>> transcript = Transcript.of("P1", [Utterance("P1", said)])
    >>> [passage.segment for passage in passages(transcript)]
    [Segment(P1 0:40), Segment(P1 41:83), Segment(P1 0:83)]
    """
    spoken = [turn for turn in (transcript.turns if turns is None else turns) if turn.role == "participant"]
    readings = language().read([turn.text for turn in spoken], progress)
    return [
        Passage(transcript.segment(turn.start + start, turn.start + end), reading.cut(start, end), unit)
        for turn, reading in zip(spoken, readings, strict=True)
        for start, end, unit in _runs(reading, longest)
    ]


def _runs(reading: Reading, longest: int) -> Iterator[tuple[int, int, bool]]:
    units = _units(reading)
    for sentences in range(1, longest + 1):
        for first in range(len(units) - sentences + 1):
            run = units[first : first + sentences]
            if sentences == 1 or sum(words for _, _, words in run) <= MOST_WORDS:
                yield run[0][0], run[-1][1], sentences == 1


def _units(reading: Reading) -> list[tuple[int, int, int]]:
    """Sentences with how many words each has, the shortest joined to the next (the last to the one before)."""
    if not reading.words:
        return []
    if len(reading.words) <= SHORT_TURN:
        return [(reading.sentences[0][0], reading.sentences[-1][1], len(reading.words))]
    units: list[tuple[int, int, int]] = []
    for start, end, words in _counted(reading):
        if units and units[-1][2] < SHORT_SENTENCE:
            start, words = units[-1][0], words + units.pop()[2]  # noqa: PLW2901 - the two become one
        units.append((start, end, words))
    if len(units) > 1 and units[-1][2] < SHORT_SENTENCE:
        _, end, words = units.pop()
        units[-1] = (units[-1][0], end, units[-1][2] + words)
    return units


def _counted(reading: Reading) -> Iterator[tuple[int, int, int]]:
    at = 0
    for start, end in reading.sentences:
        before = at
        while at < len(reading.words) and reading.words[at].start < end:
            at += 1
        yield start, end, at - before
