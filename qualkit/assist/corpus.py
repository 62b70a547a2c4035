"""A study's transcripts, however many: a sample to learn how people talk, then portion by portion, here or by workers.

Never more than a sample, the coded transcripts and a few portions are held at once. Portions are the same whoever
looks at them, and so is what is found in them.
"""

from __future__ import annotations

import pickle
from collections import deque
from concurrent.futures import BrokenExecutor
from functools import lru_cache
from hashlib import blake2b
from heapq import heappop, heappush
from typing import TYPE_CHECKING, cast

from qualkit.assist.embedder import embedder
from qualkit.assist.finding import Candidate, Finder, Portion
from qualkit.assist.language import language
from qualkit.errors import SuggestError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from concurrent.futures import Executor, Future

    from qualkit.assist.finding import Places
    from qualkit.model import Transcript, Turn

#: How people talk is drawn from so many characters of a larger study: about 400,000 words.
SAMPLE = 2_000_000
#: A portion ends with the transcript that brings it to so many turns: of short answers, about a megabyte.
PORTION = 2_000
#: So many portions are on their way or done and not yet taken.
IN_FLIGHT = 16
BROKEN = (
    "A worker process ended in the middle (it was killed, or memory ran out), and this pool takes no more work. "
    "Nothing was offered or changed. Make a new pool, with fewer workers if memory is short, and ask again; "
    "with a Dask executor, which gives lost work to another worker, asking again is not needed."
)


def sample(transcripts: Iterable[Transcript], coded: Collection[str], most: int = SAMPLE) -> list[Transcript]:
    """The coded ones, and others up to so many characters: drawn by their names, so the same whenever it is done.

    Everything, where there is no more than that.
    """
    kept: list[tuple[int, int, Transcript]] = []
    always: list[tuple[int, Transcript]] = []
    size = 0
    for at, transcript in enumerate(transcripts):
        if transcript.document in coded:
            always.append((at, transcript))
            continue
        drawn = blake2b(transcript.document.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        heappush(kept, (-int.from_bytes(drawn), at, transcript))
        size += len(transcript.text)
        while size > most and len(kept) > 1:
            size -= len(heappop(kept)[2].text)
    return [
        transcript for _, transcript in sorted(always + [(at, t) for _, at, t in kept], key=lambda p: p[0])
    ]


def portions(
    transcripts: Iterable[Transcript], allowed: Callable[[Transcript], tuple[Turn, ...]], done: Places
) -> Iterator[Portion]:
    """All transcripts in their order, some at a time; `allowed` gives a transcript's turns that may be looked at."""
    some: list[tuple[Transcript, tuple[Turn, ...]]] = []
    size = 0
    for transcript in transcripts:
        turns = allowed(transcript)
        some.append((transcript, turns))
        size += len(turns)
        if size >= PORTION:
            yield _portion(some, done)
            some, size = [], 0
    if some:
        yield _portion(some, done)


def _portion(some: list[tuple[Transcript, tuple[Turn, ...]]], done: Places) -> Portion:
    here = {transcript.document for transcript, _ in some}
    return Portion(tuple(some), {document: done[document] for document in here & done.keys()})


def found_in(
    finder: Finder, parts: Iterable[Portion], executor: Executor | None = None
) -> Iterator[tuple[int, list[Candidate]]]:
    """For each portion, in their order, how many turns it had and what was found in it.

    Parameters
    ----------
    finder
        Goes to the workers once a portion, as bytes; each unpacks it once.
    parts
        Walked through as results are taken, so that few are held.
    executor
        Any `concurrent.futures` one; without it everything is done here.

    Raises
    ------
    SuggestError
        A worker of a pool that cannot replace it has ended.
    """
    if executor is None:
        yield from ((len(part), finder.find(part)) for part in parts)
        return
    sent = pickle.dumps(finder)
    waiting: deque[tuple[int, Future[list[Candidate]]]] = deque()
    try:
        for part in parts:
            waiting.append((len(part), executor.submit(find_there, sent, part)))
            if len(waiting) >= IN_FLIGHT:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    except BrokenExecutor:
        raise SuggestError(BROKEN) from None
    finally:
        for _, future in waiting:
            future.cancel()


def _next(waiting: deque[tuple[int, Future[list[Candidate]]]]) -> tuple[int, list[Candidate]]:
    turns, future = waiting.popleft()
    return turns, future.result()


def find_there(sent: bytes, part: Portion) -> list[Candidate]:
    """What a worker does with a portion; it remembers nothing of it afterwards."""
    try:
        return _unpacked(sent).find(part)
    finally:
        language().forget()
        embedder().forget()


@lru_cache(maxsize=1)
def _unpacked(sent: bytes) -> Finder:
    # It was packed by `found_in` of the process that handed out the work.
    return cast("Finder", pickle.loads(sent))  # noqa: S301
