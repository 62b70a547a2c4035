"""Passages worth offering in some of a study's transcripts: the same wherever it is done, here or by a worker."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it has no types

from qualkit.assist.bayes import sigmoid
from qualkit.assist.passages import Passage, passages
from qualkit.assist.poles import opposites, other_poles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualkit.assist.known import Scorer
    from qualkit.model import Codebook, Coding, Segment, Transcript, Turn

#: A place and a code that somebody turned down: document, start, end, code.
Rejected = tuple[str, int, int, str]
#: By document and code the places that are not to be offered: start, end, revision (None: any).
Places = dict[str, dict[str, list[tuple[int, int, int | None]]]]

#: What is less likely than this is not offered: a list in which fewer than one in three is right
#: costs a reader more than it gives, and where the codebook has said nothing the score stays far below.
LEAST_CONFIDENCE = 0.3
#: And it must have been said: so much, in logits, above where the code starts for any words at all.
LEAST_EVIDENCE = 0.5
#: On the same words no more codes than these are offered, the likeliest.
MOST_A_PASSAGE = 3
#: People mark a sentence or two: a passage twice or half as long must be twice as likely to be taken instead.
USUAL_WORDS = 22
_SURE = 1 - 1e-12


class Candidate(NamedTuple):
    """A passage and a code that it may be about; `both` where it is about both poles of the code's ground."""

    confidence: float
    passage: Passage
    code: str
    both: bool


# Dask writes the arguments of what fails into its log, so neither of these shows anything of itself.
@dataclass(frozen=True)
class Portion:
    """Some transcripts, whole, with the turns that may be looked at, and the places that are not to be offered."""

    turns: tuple[tuple[Transcript, tuple[Turn, ...]], ...] = field(repr=False)
    done: Places = field(repr=False)

    def __len__(self) -> int:
        """How many turns."""
        return sum(len(turns) for _, turns in self.turns)


@dataclass(frozen=True)
class Finder:
    """What it takes to find passages: a model's scoring part, its codes, and which are two poles of one ground."""

    scorer: Scorer = field(repr=False)
    codes: tuple[str, ...] = field(repr=False)
    pairs: Mapping[str, tuple[str, ...]] = field(repr=False)
    others: np.ndarray = field(repr=False)

    @classmethod
    def of(cls, codebook: Codebook, scorer: Scorer) -> Finder:
        """For a model of that codebook."""
        codes = tuple(code.id for code in codebook)
        return cls(scorer, codes, opposites(codebook), other_poles(codebook))

    def find(self, portion: Portion) -> list[Candidate]:
        """What is worth offering there, the surest first; where both poles of a ground are, each is of both."""
        asked = [passage for transcript, turns in portion.turns for passage in passages(transcript, turns)]
        if not asked:
            return []
        with threadpool_limits(1):
            scores = self.scorer.scores(self.scorer.known.seen([passage.reading for passage in asked]))
        likely = sigmoid(scores)
        enough = (likely >= LEAST_CONFIDENCE) & (scores - self.scorer.bases >= LEAST_EVIDENCE)
        both = enough & (enough @ self.others)
        found = [
            Candidate(float(likely[row, column]), asked[row], self.codes[column], bool(both[row, column]))
            for row, column in np.argwhere(enough)
            if not _is_done(portion.done, asked[row].segment, self.codes[column])
        ]
        return self._chosen(
            sorted(found, key=lambda candidate: (-round(_worth(candidate), 9), *order(candidate)))
        )

    def _chosen(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Of overlapping passages the best for each code and its other pole, a few codes at most; the surest first."""
        chosen: list[Candidate] = []
        by_document: defaultdict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            there = by_document[candidate.passage.segment.document]
            near = [one for one in there if one.passage.segment.overlaps(candidate.passage.segment)]
            same_ground = {candidate.code, *self.pairs[candidate.code]}
            if len(near) < MOST_A_PASSAGE and not any(one.code in same_ground for one in near):
                there.append(candidate)
                chosen.append(candidate)
        return sorted(chosen, key=order)


def _worth(candidate: Candidate) -> float:
    """How well a passage serves, in logits: how likely it is, less what it is too long or too short."""
    words = max(1, len(candidate.passage.reading.words))
    return log(candidate.confidence / (1 - min(candidate.confidence, _SURE))) - abs(log(words / USUAL_WORDS))


def order(candidate: Candidate) -> tuple[float, int, str, int, str]:
    """The surest first, and of equals the shorter."""
    segment = candidate.passage.segment
    return (-round(candidate.confidence, 9), len(segment), segment.document, segment.start, candidate.code)


def places(codings: Sequence[Coding], rejected: Iterable[Rejected]) -> Places:
    """The places that are not to be offered."""
    found: Places = {}
    for coding in codings:
        where = coding.segment
        there = found.setdefault(where.document, {}).setdefault(coding.code, [])
        there.append((where.start, where.end, where.revision))
    for document, start, end, code in rejected:
        found.setdefault(document, {}).setdefault(code, []).append((start, end, None))
    return found


def _is_done(done: Places, segment: Segment, code: str) -> bool:
    return any(
        start < segment.end and segment.start < end and revision in (None, segment.revision)
        for start, end, revision in done.get(segment.document, {}).get(code, ())
    )
