"""What codings teach: passages that somebody read, and the codes that they gave."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qualkit.assist.language import Reading
    from qualkit.assist.passages import Passage
    from qualkit.model import Codebook, Coding, Segment, Transcript

    _Lesson = tuple[str | Reading, frozenset[str], str, float]

#: What a passage without a coding counts for, when later words of its interview have one: it was
#: probably read, but nobody said that nothing holds.
PASSED_OVER = 0.5
#: Two coded stretches that share at least half of the shorter one are about the same words.
_SAME_WORDS = 0.5


@dataclass(frozen=True)
class Taught:
    """Texts with their codes, interviews and weights, as `ThemeSuggester.fit` takes them."""

    texts: tuple[str | Reading, ...]
    code_ids: tuple[frozenset[str], ...]
    groups: tuple[str, ...]
    weights: tuple[float, ...]


def lessons(
    codebook: Codebook,
    transcripts: Mapping[str, Transcript],
    codings: Iterable[Coding],
    units: Sequence[Passage],
    allowed: Callable[[str | None], bool],
) -> Taught:
    """Turn codings into texts to learn from.

    Parameters
    ----------
    codebook
        Codings with other codes teach nothing.
    transcripts
        By document; codings of others, or of earlier revisions, teach nothing.
    codings
        Whatever people coded.
    units
        The passages of those who did not refuse, side by side.
    allowed
        Whether a participant's words may be learnt from.
    """
    usable = [
        coding
        for coding in codings
        if coding.code in codebook and _participants_words(coding.segment, transcripts, allowed)
    ]
    taught: list[_Lesson] = [*_coded(usable), *_passed_over(usable, units)]
    return Taught(
        tuple(text for text, _, _, _ in taught),
        tuple(codes for _, codes, _, _ in taught),
        tuple(document for _, _, document, _ in taught),
        tuple(weight for _, _, _, weight in taught),
    )


def _participants_words(
    segment: Segment, transcripts: Mapping[str, Transcript], allowed: Callable[[str | None], bool]
) -> bool:
    """Whether a stretch holds a participant's words, and nobody's who has refused."""
    transcript = transcripts.get(segment.document)
    if transcript is None or segment.revision != transcript.revision or segment.end > len(transcript.text):
        return False
    turns = [turn for turn in transcript.turns if turn.start < segment.end and segment.start < turn.end]
    spoken = [turn for turn in turns if turn.role == "participant"]
    return bool(spoken) and len(spoken) == len(turns) and all(allowed(turn.participant) for turn in spoken)


def _coded(codings: Sequence[Coding]) -> Iterator[_Lesson]:
    """Each coded stretch once, with all codes that its words were given."""
    by_document: defaultdict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        by_document[coding.segment.document].append(coding)
    for document in sorted(by_document):
        there = by_document[document]
        for segment in sorted({coding.segment for coding in there}):
            codes = frozenset(coding.code for coding in there if _same_words(segment, coding.segment))
            yield _quote(segment, there), codes, document, 1.0


def _quote(segment: Segment, codings: Sequence[Coding]) -> str:
    return next(coding.segment.quote for coding in codings if coding.segment == segment)


def _same_words(one: Segment, other: Segment) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= _SAME_WORDS * min(len(one), len(other))


def _passed_over(codings: Sequence[Coding], units: Sequence[Passage]) -> Iterator[_Lesson]:
    """The uncoded passages before an interview's last coding."""
    by_document: defaultdict[str, list[Segment]] = defaultdict(list)
    for coding in codings:
        by_document[coding.segment.document].append(coding.segment)
    for unit in units:
        coded = by_document.get(unit.segment.document, [])
        read = any(segment.start >= unit.segment.end for segment in coded)
        if read and not any(segment.overlaps(unit.segment) for segment in coded):
            yield unit.reading, frozenset(), unit.segment.document, PASSED_OVER
