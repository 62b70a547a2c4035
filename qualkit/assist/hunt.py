"""A hunt for one theme: the likeliest passages first, learning from each answer, until enough has been found.

The stopping rule is that of `qualkit.assist.stopping`; it is safe, and has its cost: after the last hit it asks for
many passages without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it has no types

from qualkit.assist.bayes import Lessons, solve
from qualkit.assist.calibration import Line
from qualkit.assist.known import MEANING, Scorer, Seen
from qualkit.assist.stopping import TARGET, UNLIKELY, chance_of_missing
from qualkit.assist.suggester import SPREAD, ThemeSuggester, belief
from qualkit.errors import SuggestError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualkit.assist.language import Reading
    from qualkit.model import Codebook

#: The model learns anew when a tenth more has been read, and after every tenth passage at first.
_GROWN, _AT_FIRST = 0.1, 10
#: What was read first is no fair sample: its meaning moves scores less than elsewhere, and a hit counts for more than a
#: miss. Chosen on SAD's training texts, where half or twice as much of either made little difference.
_CALM, _HIT = 0.7, 3.0


@dataclass(frozen=True)
class Found:
    """How far a hunt has come: passages read and in all, hits, and how likely it is that too much is missing."""

    read: int
    total: int
    hits: int
    missing: float

    @property
    def may_stop(self) -> bool:
        """Whether the share that is to be found has been found, as far as reading can tell."""
        return self.missing < UNLIKELY

    def __str__(self) -> str:
        """In plain words.

        Examples
        --------
        >>> print(Found(400, 1000, 60, 0.2))
        60 found in 400 of 1000 passages. It is too early to stop: too much may be missing.
        """
        says = (
            "You may stop: what is missing is little"
            if self.may_stop
            else "It is too early to stop: too much may be missing"
        )
        return f"{self.hits} found in {self.read} of {self.total} passages. {says}."


class Hunt:
    """Reading for one theme.

    Parameters
    ----------
    codebook
        Where the theme stands among others.
    code
        The theme's id.
    texts
        All passages that are to be gone through.
    target
        The share of the theme that is to be found.

    Raises
    ------
    NotFound
        The codebook has no such code.

    Examples
    --------
    >>> from qualkit.model import Code, Codebook
    >>> book = Codebook((Code("home", "Home", words=("flat", "rent")), Code("work", "Work", words=("job",))))
    >>> hunt = Hunt(book, "work", ["They put the rent up.", "I lost my job.", "It rained."])
    >>> hunt.next(1)
    [1]
    >>> print(hunt.answer({1: True, 0: False, 2: False}))
    1 found in 3 of 3 passages. You may stop: what is missing is little.
    """

    def __init__(
        self, codebook: Codebook, code: str, texts: Sequence[str | Reading], target: float = TARGET
    ) -> None:
        codebook[code]
        self._target = target
        column = [each.id for each in codebook].index(code)
        model = ThemeSuggester(codebook).fit([], [], background=texts)
        seen = model.seen(texts)
        self._seen = Seen(seen.own[:, [column]], seen.words, _CALM * seen.vectors)
        self._belief = belief(len(codebook))[[column]]
        self._known = model.scorer.known
        self._answers: dict[int, bool] = {}
        self._learnt_from = 0
        self._scores = self._learn()

    def next(self, count: int = 10) -> list[int]:
        """The places of the passages to read next, the likeliest first."""
        order = np.argsort(-self._scores, kind="stable")
        return [int(at) for at in order if int(at) not in self._answers][:count]

    def answer(self, hits: Mapping[int, bool]) -> Found:
        """Say of passages, by their places and in the order of reading, whether each is about the theme.

        Raises
        ------
        SuggestError
            There is no such passage.
        """
        for at in hits:
            if not 0 <= at < len(self._scores):
                raise SuggestError(
                    f"There is no passage {at}; they are counted from 0 to {len(self._scores) - 1}."
                )
        self._answers.update(hits)
        read = len(self._answers)
        if read - self._learnt_from >= max(_AT_FIRST, _GROWN * read):
            self._scores = self._learn()
        return self.found

    @property
    def found(self) -> Found:
        """How far it has come."""
        said, total = list(self._answers.values()), len(self._scores)
        return Found(len(said), total, sum(said), chance_of_missing(said, total, self._target))

    def _learn(self) -> np.ndarray:
        """The score of every passage after the answers so far."""
        places = np.fromiter(self._answers, dtype=int, count=len(self._answers))
        hits = np.array([*self._answers.values()], dtype=float)
        lessons = Lessons(
            self._seen.own[places],
            self._seen.words[places],
            MEANING * self._seen.vectors[places],
            hits[:, None],
            1 + (_HIT - 1) * hits,
        )
        self._learnt_from = len(places)
        with threadpool_limits(1):
            learnt = solve(lessons, self._belief, SPREAD)
            return Scorer(self._known, learnt, Line()).scores(self._seen)[:, 0]
