"""Several interviews in one file: where each begins, and one transcript for each.

An interview begins at a title that comes again with another number or name ("Interview 2", "Transcript: P3"), or
at a block of headings that comes again (DATE: ..., PLACE: ...). One such place proves nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qualkit.loaders.evidence import heading_of
from qualkit.model import Transcript, Utterance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualkit.loaders.labels import Line, Spot

_TITLE = re.compile(
    r"[\s#*=_\-–—\[(]*(?P<kind>interview|transcript(?:ion)?|focus group|participant|respondent|case|recording|session|"
    r"(?:audio )?file)\b(?: transcript| schedule)?(?: (?:with|of|for|no\.?|nr\.?|number|id))?[\s:#.\-–—]*"
    r"(?P<which>[^\W_](?:[\w .'’-]{0,40}))?[\s#*=_\-–—\])]*",
    re.IGNORECASE,
)
#: A title is no longer, and its talk begins within so many lines with words.
_LONGEST = 80
_NEAR = 15
#: An interview has at least so many turns.
_FEWEST = 2


def interview_starts(lines: Sequence[Line], labels: Sequence[Spot | None]) -> tuple[int, ...]:
    """Say on which lines interviews begin; nothing where there is one only.

    Examples
    --------
    >>> from qualkit.loaders.evidence import decide
    >>> from qualkit.loaders.labels import Line
    >>> written = ["Interview 1", "", "INT: So?", "P1: Yes.", "", "Interview 2", "", "INT: So?", "P1: No."]
    >>> lines = [Line(text) for text in written]
    >>> interview_starts(lines, decide(lines)[0])
    (0, 5)
    """
    for found in (_titles(lines, labels), _blocks(lines, labels)):
        found.sort()
        if len(found) > 1 and _each_has_talk(found, labels):
            return tuple(found)
    return ()


def _titles(lines: Sequence[Line], labels: Sequence[Spot | None]) -> list[int]:
    """Titles of the kind that comes most often, each of another interview."""
    kinds: dict[str, dict[str, int]] = {}
    for at, line in enumerate(lines):
        title = None if labels[at] or len(line.text) > _LONGEST else _TITLE.fullmatch(line.text)
        if title and title["which"] and _stands_apart(lines, at) and _talk_is_near(lines, labels, at):
            kinds.setdefault(title["kind"].casefold(), {}).setdefault(title["which"].casefold(), at)
    return list(max(kinds.values(), key=len, default={}).values())


def _blocks(lines: Sequence[Line], labels: Sequence[Spot | None]) -> list[int]:
    """Blocks of headings that begin with the same one."""
    first: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        heading = heading_of(line.text)
        below = lines[at + 1].text if at + 1 < len(lines) else ""
        if heading and heading_of(below) and _stands_apart(lines, at) and _talk_is_near(lines, labels, at):
            first.setdefault(heading, []).append(at)
    return max(first.values(), key=len, default=[])


def _stands_apart(lines: Sequence[Line], at: int) -> bool:
    above = lines[at - 1].text.strip() if at else ""
    return not any(character.isalnum() for character in above)


def _talk_is_near(lines: Sequence[Line], labels: Sequence[Spot | None], at: int) -> bool:
    words = 0
    for below in range(at + 1, len(lines)):
        if labels[below]:
            return True
        words += bool(lines[below].text.strip())
        if words > _NEAR:
            return False
    return False


def _each_has_talk(starts: Sequence[int], labels: Sequence[Spot | None]) -> bool:
    ends = [*starts[1:], len(labels)]
    before = sum(1 for spot in labels[: starts[0]] if spot)
    turns = [sum(1 for spot in labels[start:end] if spot) for start, end in zip(starts, ends, strict=True)]
    return not before and min(turns) >= _FEWEST


def split_interviews(transcript: Transcript) -> tuple[Transcript, ...]:
    """Give each interview of a file as a transcript of its own; the whole where there is one.

    Their ids are the file's with a number: ``talk 1``, ``talk 2``. Each keeps the source of the whole file.

    Examples
    --------
    >>> from qualkit.model import Source
    >>> said = [Utterance("P1", "Yes."), Utterance("P1", "No.")]
    >>> both = Transcript.of("talk", said, Source("talk.txt", parts=(0, 1)))
    >>> [(one.document, one.text) for one in split_interviews(both)]
    [('talk 1', 'Yes.'), ('talk 2', 'No.')]
    """
    parts = transcript.source.parts
    if len(parts) < 2:  # noqa: PLR2004 - several
        return (transcript,)
    ends = (*parts[1:], len(transcript.turns))
    return tuple(
        _part(transcript, start, end, f"{number} of {len(parts)}")
        for number, (start, end) in enumerate(zip(parts, ends, strict=True), start=1)
    )


def _part(transcript: Transcript, start: int, end: int, number: str) -> Transcript:
    source = transcript.source
    said = [
        Utterance(turn.speaker, turn.text, turn.start_time, turn.end_time, turn.question)
        for turn in transcript.turns[start:end]
    ]
    named = f"{transcript.document} {number.split(maxsplit=1)[0]}"
    return Transcript.of(
        named, said, replace(source, doubts=(*source.doubts, f"interview {number} in its file"))
    )
