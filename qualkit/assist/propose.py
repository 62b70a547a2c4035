"""Passages that may be about a code and were perhaps missed: `suggest`."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualkit.assist.bayes import sigmoid
from qualkit.assist.embedder import embedder
from qualkit.assist.language import language
from qualkit.assist.lessons import lessons
from qualkit.assist.meaning import read_ahead
from qualkit.assist.passages import Passage, passages
from qualkit.assist.poles import opposites, other_poles
from qualkit.assist.suggester import ThemeSuggester
from qualkit.errors import NotFound, SuggestError
from qualkit.model import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from qualkit.model import Codebook, Coding, Segment, Transcript

#: A place and a code that somebody turned down: document, start, end, code.
Rejected = tuple[str, int, int, str]

#: What is less likely than this is not offered: a list in which fewer than one in three is right
#: costs a reader more than it gives, and where the codebook has said nothing the score stays far below.
LEAST_CONFIDENCE = 0.3
#: And it must have been said: so much, in logits, above where the code starts for any words at all.
LEAST_EVIDENCE = 0.5
#: On the same words no more codes than these are offered, the likeliest.
MOST_A_PASSAGE = 3

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_SURE = 1 - 1e-12
_ID_BYTES = 10  # eighty bits are sixteen letters


#: People mark a sentence or two: a passage twice or half as long must be twice as likely to be taken instead.
USUAL_WORDS = 22


class _Candidate(NamedTuple):
    confidence: float
    passage: Passage
    code: str
    both: bool


def suggest(
    codebook: Codebook,
    transcripts: Iterable[Transcript],
    *,
    codings: Iterable[Coding] = (),
    rejected: Collection[Rejected] = (),
    document: str | None = None,
    code: str | None = None,
    limit: int | None = None,
    consented: Collection[str] | Callable[[str | None], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Suggestion]:
    """Propose passages and codes, the surest first; nothing becomes a coding by it.

    Parameters
    ----------
    codebook
        What is looked for.
    transcripts
        All of the study's, so that words are weighed by it; turns carry role and participant.
    codings
        Learnt from. Words that have a code are not offered with it again.
    rejected
        Places that were turned down, as (document, start, end, code): nothing on any of these words
        is offered with that code again.
    document, code
        Only this document, only this code. What is offered there is the same as without.
    limit
        At most so many.
    consented
        The participants whose words may be used (those who refused are left out), or a function that says
        so of a participant. Words that belong to no known participant are used unless the function
        says no to None.
    progress
        Called with how many turns have been read, and of how many; then with how many of their sentences.

    Raises
    ------
    NotFound
        There is no such document or code.
    SuggestError
        The limit is below 1.

    Examples
    --------
    >>> from qualkit.model import Code, Codebook, Transcript, Utterance
    >>> book = Codebook((Code("home", "Home", words=("flat", "rent")), Code("work", "Work", words=("job",))))
    >>> talk = [Utterance("INT", "And then?"), Utterance("P1", "They put the rent up on the flat.")]
    >>> [(found.code, found.segment) for found in suggest(book, [Transcript.of("P1", talk)])]
    [('home', Segment(P1 10:43))]
    """
    known = {transcript.document: transcript for transcript in transcripts}
    _check(codebook, known, document, code, limit)
    given = list(codings)
    allowed = _allowed(consented)
    spoken = _spoken(known.values(), allowed, progress)
    if not len(codebook) or not spoken:
        return []
    read_ahead(embedder(), [passage.reading for passage in spoken], progress)
    units = [passage for passage in spoken if passage.unit]
    model = _taught(codebook, known, given, units, allowed)
    asked = [passage for passage in spoken if document in (None, passage.segment.document)]
    done = _places(given, rejected)
    chosen = _chosen(_candidates(model, asked, done), opposites(codebook))
    wanted = [candidate for candidate in chosen if code in (None, candidate.code)]
    return [_suggestion(model, candidate) for candidate in wanted[:limit]]


def suggestion_id(segment: Segment, code: str, model: str) -> str:
    """Name a suggestion after what it proposes, so that the same proposal has the same id everywhere.

    Examples
    --------
    >>> from qualkit.model import Segment
    >>> suggestion_id(Segment("P1", 10, 43), "home", "meaning-2 (no spaCy model)")
    'd0jsj5p4wx3zvdds'
    """
    parts = (segment.document, segment.revision, segment.start, segment.end, code, model)
    named = "\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    number = int.from_bytes(blake2b(named, digest_size=_ID_BYTES).digest())
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(75, -1, -5))


def _check(
    codebook: Codebook,
    known: dict[str, Transcript],
    document: str | None,
    code: str | None,
    limit: int | None,
) -> None:
    if document is not None and document not in known:
        raise NotFound.among("document", document, known)
    if code is not None:
        codebook[code]
    if limit is not None and limit < 1:
        raise SuggestError(f"The limit must be 1 or more, or left out; not {limit}.")


def _allowed(
    consented: Collection[str] | Callable[[str | None], bool] | None,
) -> Callable[[str | None], bool]:
    if consented is None:
        return lambda _: True
    if callable(consented):
        return consented
    people = frozenset(consented)
    return lambda participant: participant is None or participant in people


def _spoken(
    transcripts: Collection[Transcript],
    allowed: Callable[[str | None], bool],
    progress: Callable[[int, int], None] | None,
) -> list[Passage]:
    """The passages of those who did not refuse."""
    turns = {
        each.document: [
            turn for turn in each.turns if turn.role == "participant" and allowed(turn.participant)
        ]
        for each in transcripts
    }
    if progress is not None:  # read all at once, so that it counts through the study and not each document
        language().read([turn.text for spoken in turns.values() for turn in spoken], progress)
    return [passage for each in transcripts for passage in passages(each, turns[each.document])]


def _taught(
    codebook: Codebook,
    known: dict[str, Transcript],
    codings: Sequence[Coding],
    units: Sequence[Passage],
    allowed: Callable[[str | None], bool],
) -> ThemeSuggester:
    taught = lessons(codebook, known, codings, units, allowed)
    return ThemeSuggester(codebook).fit(
        taught.texts,
        taught.code_ids,
        taught.groups,
        weights=taught.weights,
        background=[unit.reading for unit in units],
    )


_Places = dict[tuple[str, str], list[tuple[int, int, int | None]]]


def _places(codings: Iterable[Coding], rejected: Iterable[Rejected]) -> _Places:
    """By document and code the places that are not to be offered: start, end, revision (None: any)."""
    places: _Places = defaultdict(list)
    for coding in codings:
        where = coding.segment
        places[where.document, coding.code].append((where.start, where.end, where.revision))
    for document, start, end, code in rejected:
        places[document, code].append((start, end, None))
    return places


def _is_done(done: _Places, segment: Segment, code: str) -> bool:
    return any(
        start < segment.end and segment.start < end and revision in (None, segment.revision)
        for start, end, revision in done.get((segment.document, code), ())
    )


def _candidates(model: ThemeSuggester, asked: Sequence[Passage], done: _Places) -> list[_Candidate]:
    """Everything likely enough; where both poles of a ground are, each is of both."""
    if not asked:
        return []
    scores = model.decision_function([passage.reading for passage in asked])
    likely = sigmoid(scores)
    evident = scores - np.array([model.base(code) for code in model.classes_]) >= LEAST_EVIDENCE
    enough = (likely >= LEAST_CONFIDENCE) & evident
    both = enough & (enough @ other_poles(model.codebook))
    found = [
        _Candidate(
            float(likely[row, column]), asked[row], str(model.classes_[column]), bool(both[row, column])
        )
        for row, column in np.argwhere(enough)
        if not _is_done(done, asked[row].segment, str(model.classes_[column]))
    ]
    return sorted(found, key=lambda candidate: (-round(_worth(candidate), 9), *_order(candidate)))


def _worth(candidate: _Candidate) -> float:
    """How well a passage serves, in logits: how likely it is, less what it is too long or too short."""
    words = max(1, len(candidate.passage.reading.words))
    return log(candidate.confidence / (1 - min(candidate.confidence, _SURE))) - abs(log(words / USUAL_WORDS))


def _order(candidate: _Candidate) -> tuple[float, int, str, int, str]:
    segment = candidate.passage.segment
    return (-round(candidate.confidence, 9), len(segment), segment.document, segment.start, candidate.code)


def _chosen(candidates: Iterable[_Candidate], pairs: dict[str, tuple[str, ...]]) -> list[_Candidate]:
    """Of overlapping passages the best for each code and its other pole, and a few codes at most; the surest first."""
    chosen: list[_Candidate] = []
    by_document: defaultdict[str, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        there = by_document[candidate.passage.segment.document]
        near = [one for one in there if one.passage.segment.overlaps(candidate.passage.segment)]
        same_ground = {candidate.code, *pairs[candidate.code]}
        if len(near) < MOST_A_PASSAGE and not any(one.code in same_ground for one in near):
            there.append(candidate)
            chosen.append(candidate)
    return sorted(chosen, key=_order)


def _suggestion(model: ThemeSuggester, candidate: _Candidate) -> Suggestion:
    segment, code = candidate.passage.segment, candidate.code
    return Suggestion(
        suggestion_id(segment, code, model.model_),
        segment,
        code,
        candidate.confidence,
        model.explain(candidate.passage.reading, code),
        model.model_,
        "both" if candidate.both else model.codebook[code].polarity,
    )
