"""Passages that may be about a code and were perhaps missed: `suggest`."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from heapq import nsmallest
from typing import TYPE_CHECKING

from qualkit.assist.corpus import found_in, portions, sample
from qualkit.assist.embedder import embedder
from qualkit.assist.finding import Finder, order, places
from qualkit.assist.language import language
from qualkit.assist.lessons import lessons
from qualkit.assist.meaning import read_ahead
from qualkit.assist.passages import Passage, passages
from qualkit.assist.suggester import ThemeSuggester
from qualkit.errors import NotFound, SuggestError
from qualkit.model import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from concurrent.futures import Executor

    from qualkit.assist.finding import Candidate, Rejected
    from qualkit.model import Codebook, Coding, Segment, Transcript, Turn

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_ID_BYTES = 10  # eighty bits are sixteen letters


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
    executor: Executor | None = None,
) -> list[Suggestion]:
    """Propose passages and codes, the surest first; nothing becomes a coding by it.

    Parameters
    ----------
    codebook
        What is looked for.
    transcripts
        All of the study's, so that words are weighed by it (of a study of more than about 400,000 words by a sample);
        turns carry role and participant. They are walked through twice and need not all be held at once.
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
    executor
        Any `concurrent.futures` one, for a study that is too much for one machine: people's words go to its workers,
        so they must be the team's own. What is proposed is the same to the last digit as without. Memory does not
        grow with the study, only with what is proposed, so give a limit.

    Raises
    ------
    NotFound
        There is no such document or code.
    SuggestError
        The limit is below 1; `transcripts` can be walked through only once; or a worker of a pool that cannot
        replace it has ended.

    Examples
    --------
    >>> from qualkit.model import Code, Codebook, Transcript, Utterance
    >>> book = Codebook((Code("home", "Home", words=("flat", "rent")), Code("work", "Work", words=("job",))))
    >>> talk = [Utterance("INT", "And then?"), Utterance("P1", "They put the rent up on the flat.")]
    >>> [(found.code, found.segment) for found in suggest(book, [Transcript.of("P1", talk)])]
    [('home', Segment(P1 10:43))]
    """
    study = _twice(transcripts, executor)
    _check(codebook, study, document, code, limit)
    given, may = list(codings), _allowed(consented)
    learnt_from = sample(study, {coding.segment.document for coding in given})
    spoken = _spoken(learnt_from, may, progress)
    if not len(codebook) or not spoken:
        return []
    read_ahead(embedder(), [passage.reading for passage in spoken], progress)
    known = {transcript.document: transcript for transcript in learnt_from}
    model = _taught(codebook, known, given, [passage for passage in spoken if passage.unit], may)
    finder = Finder.of(codebook, model.scorer)
    asked = (each for each in study if document in (None, each.document))
    parts = portions(asked, lambda transcript: _turns(transcript, may), places(given, rejected))
    found = (one for _, some in found_in(finder, parts, executor) for one in some if code in (None, one.code))
    surest = sorted(found, key=order) if limit is None else nsmallest(limit, found, key=order)
    return [_suggestion(model, candidate) for candidate in surest]


def _twice(transcripts: Iterable[Transcript], executor: Executor | None) -> Iterable[Transcript]:
    """What can be walked through again; what cannot is held, but not where it may be too much to hold."""
    if not isinstance(transcripts, Iterator):
        return transcripts
    if executor is not None:
        raise SuggestError(
            "With an executor, transcripts must be something that can be walked through twice, such as a list or an "
            "object that reads them anew each time; a generator came."
        )
    return list(transcripts)


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
    study: Iterable[Transcript],
    document: str | None,
    code: str | None,
    limit: int | None,
) -> None:
    if document is not None and not any(each.document == document for each in study):
        raise NotFound.among("document", document, [each.document for each in study])
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
    turns = {each.document: _turns(each, allowed) for each in transcripts}
    if progress is not None:  # read all at once, so that it counts through the study and not each document
        language().read([turn.text for spoken in turns.values() for turn in spoken], progress)
    return [passage for each in transcripts for passage in passages(each, turns[each.document])]


def _turns(transcript: Transcript, allowed: Callable[[str | None], bool]) -> tuple[Turn, ...]:
    return tuple(
        turn for turn in transcript.turns if turn.role == "participant" and allowed(turn.participant)
    )


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


def _suggestion(model: ThemeSuggester, candidate: Candidate) -> Suggestion:
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
