"""How likely each code is for a text: `ThemeSuggester`."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]  # scipy has no types
from sklearn.base import BaseEstimator
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # nor has this

from qualkit.assist.bayes import Lessons, Posterior, sigmoid, solve
from qualkit.assist.calibration import Line, line_for
from qualkit.assist.embedder import embedder
from qualkit.assist.known import MEANING, Known, Scorer, Seen
from qualkit.assist.language import Reading, language
from qualkit.assist.reasons import definition_reason, example_reasons, words_reason
from qualkit.errors import NotFound, SuggestError

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Sequence

    from qualkit.assist.language import Language
    from qualkit.model import Codebook, Reason

#: Name and version of the method; a part of every suggestion's model.
METHOD = "meaning-2"

#: How many codes a passage is believed to hold before anything is known: most hold none.
_CODES_A_PASSAGE = 0.8
_MOST_LIKELY, _LEAST_LIKELY = 0.12, 0.004
#: What is believed to be added to the logit by a standard step of closeness in words, by matched words, and by
#: nearness in meaning to the description; without vectors the first two alone.
#: Fitted to SAD's training texts, all codes as one; half to twice as much of each did nearly as well.
_WITH_MEANING, _WORDS_ALONE = (0.4, 1.3, 1.0), (1.0, 2.5, 0.0)
#: Nearness is above its mean where a code is given, so the base lies so much lower.
_LOWER = 0.7
#: How unsure these beliefs are: for the base, then as above.
SPREAD = np.array([1.0, 0.3, 0.3, 0.3])
#: How far one interview may differ from another in how often a code is given.
_INTERVIEW = 1.0
#: How many more texts there must be, in parts of those at the last time, before confidence is measured anew.
_GROWN = 0.1


class ThemeSuggester(BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """For each code a logistic regression whose prior is the codebook and which learns from codings.

    With no codings it is the codebook alone: how near a text comes in meaning and in words to what the
    codebook says of a code, and which of its listed words are said, without a no before them.
    With codings it also learns which passages people code so, how far to trust the codebook, and how
    frequent each code is.

    Parameters
    ----------
    codebook
        Its codes are the columns, in their order.

    Attributes
    ----------
    classes_
        The codes' ids.
    model_
        Name and version of method and pipeline.

    Examples
    --------
    >>> from qualkit.model import Code, Codebook
    >>> book = Codebook((Code("home", "Home", words=("flat", "rent")), Code("work", "Work", words=("job",))))
    >>> model = ThemeSuggester(book).fit([], [])
    >>> likely = model.predict_proba(["I lost my job.", "They put the rent up on the flat."])
    >>> likely.argmax(axis=1).tolist(), model.classes_.tolist()
    ([1, 0], ['home', 'work'])
    """

    classes_: np.ndarray
    model_: str

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook

    def fit(
        self,
        texts: Iterable[str | Reading],
        code_ids: Iterable[Collection[str]],
        groups: Iterable[Hashable] | None = None,
        *,
        weights: Iterable[float] | None = None,
        background: Iterable[str | Reading] = (),
    ) -> ThemeSuggester:
        """Learn from coded texts; from none, be the codebook alone.

        Parameters
        ----------
        texts
            Passages that somebody has read.
        code_ids
            For each text the set of its codes; an empty set says that none holds.
        groups
            For each text the interview that it comes from: texts of one interview tell less than as many
            of several.
        weights
            How much each text counts; 1 unless told otherwise.
        background
            Further passages of the study that nobody has coded: how rare words are is drawn from them.

        Raises
        ------
        SuggestError
            There are not as many sets, groups or weights as texts.
        NotFound
            The codebook has no such code.
        """
        tongue = language()
        readings, further = tongue.read(texts), tongue.read(background)
        held = self._held(list(code_ids), len(readings))
        self.classes_ = np.array([code.id for code in self.codebook], dtype=object)
        self.model_ = f"{METHOD} ({tongue.name}, {embedder().name})"
        self._measured = 0
        with threadpool_limits(1):  # two threads on a busy machine make small products many times slower
            self._known = Known(self.codebook, tongue, further or readings, readings)
            self._learn(readings, held, groups, weights)
        return self

    def refit(
        self,
        texts: Iterable[str | Reading],
        code_ids: Iterable[Collection[str]],
        groups: Iterable[Hashable] | None = None,
        *,
        weights: Iterable[float] | None = None,
    ) -> ThemeSuggester:
        """Learn anew from all codings, some of them new; what is known of the study stays as `fit` found it.

        It is many times faster than `fit`, and says the same where `fit` was given a background in which all words
        of the texts stand. How far to trust the scores is measured anew when there are a tenth more texts, or fewer.

        Parameters
        ----------
        texts, code_ids, groups, weights
            All of them, as for `fit`.

        Raises
        ------
        SuggestError
            As `fit`; or it has not been fitted yet.
        NotFound
            The codebook has no such code.
        """
        readings = self._fitted().read(texts)
        with threadpool_limits(1):
            self._learn(readings, self._held(list(code_ids), len(readings)), groups, weights)
        return self

    def seen(self, texts: Iterable[str | Reading]) -> Seen:
        """Texts laid out in numbers, for `decision_function` to score again and again while people code."""
        readings = self._fitted().read(texts)
        with threadpool_limits(1):
            return self._known.seen(readings)

    def decision_function(self, texts: Iterable[str | Reading] | Seen) -> np.ndarray:
        """Text by code in logits."""
        self._fitted()
        seen = texts if isinstance(texts, Seen) else self.seen(texts)
        with threadpool_limits(1):
            return self.scorer.scores(seen)

    @property
    def scorer(self) -> Scorer:
        """All that it takes to score texts, without the texts that were learnt from."""
        self._fitted()
        return Scorer(self._known, self._posterior, self._line)

    def predict_proba(self, texts: Iterable[str | Reading] | Seen) -> np.ndarray:
        """Text by code: how likely each code is, each for itself. Rows need not add up to 1.

        Raises
        ------
        SuggestError
            The model has not been fitted yet.
        """
        return sigmoid(self.decision_function(texts))

    def base(self, code: str) -> float:
        """Where a code's score starts, whatever the text."""
        return float(self.scorer.bases[self._column(code)])

    def explain(self, text: str | Reading, code: str) -> tuple[Reason, ...]:
        """The parts of a text's score for a code: listed words that speak for it, then the weightiest first.

        Their weights and `base` add up to the logit.
        """
        reading = self._fitted().read([text])[0]
        column = self._column(code)
        seen = self._known.seen([reading])
        weights = self._line.slope * self._posterior.own[column]
        _, closeness, words, near = seen.own[0, column] * weights
        reasons = [
            *words_reason(
                self._known.lexicon, reading, column, float(words), [c.short_name for c in self.codebook]
            ),
            definition_reason(self._known.closeness.shared(reading, column), float(closeness + near)),
            *example_reasons(
                self._likely(seen),
                self._line.slope * self._pull[:, column],
                self._held_codes[:, column],
                self._read,
            ),
        ]
        return tuple(
            sorted(reasons, key=lambda reason: (reason.kind != "words" or reason.weight <= 0, -reason.weight))
        )

    def _fitted(self) -> Language:
        if not hasattr(self, "classes_"):
            raise SuggestError(
                "This suggester has not been fitted: call fit(texts, code_ids), or fit([], [])."
            )
        return language()

    def _column(self, code: str) -> int:
        self._fitted()
        self.codebook[code]
        return int(np.flatnonzero(self.classes_ == code)[0])

    def _held(self, code_ids: Sequence[Collection[str]], texts: int) -> np.ndarray:
        if len(code_ids) != texts or any(isinstance(codes, str) for codes in code_ids):
            raise SuggestError(
                f"fit() needs one set of code ids for each text; there are {texts} texts and {len(code_ids)} sets"
                f"{' (a bare id is no set)' if len(code_ids) == texts else ''}."
            )
        place = {code.id: at for at, code in enumerate(self.codebook)}
        held = np.zeros((texts, len(place)))
        for row, codes in enumerate(code_ids):
            for code in codes:
                if code not in place:
                    raise NotFound.among("code", str(code), place)
                held[row, place[code]] = 1.0
        return held

    def _learn(
        self,
        readings: list[Reading],
        held: np.ndarray,
        groups: Iterable[Hashable] | None,
        weights: Iterable[float] | None,
    ) -> None:
        by_interview = _as_many(groups, readings, "groups")
        worth = _as_many(weights, readings, "weights") or [1.0] * len(readings)
        seen = self._known.seen(readings)
        lessons = Lessons(
            seen.own,
            sparse.hstack([seen.words, _interviews(by_interview, len(readings))], format="csr"),
            MEANING * seen.vectors,
            held,
            np.asarray(worth, dtype=float),
        )
        prior = belief(held.shape[1])
        self._posterior: Posterior = solve(lessons, prior, SPREAD)
        if abs(len(readings) - self._measured) >= _GROWN * self._measured:
            self._line: Line = line_for(lessons, prior, SPREAD, by_interview)
            self._measured = len(readings)
        self._read, self._learnt = readings, seen
        self._pull, self._held_codes = self._posterior.pull, held

    def _likely(self, seen: Seen) -> np.ndarray:
        """How alike a text is to each of those that were learnt from, in words and in meaning."""
        words: np.ndarray = (self._learnt.words @ seen.words.T).toarray()[:, 0]
        alike: np.ndarray = words + MEANING**2 * (self._learnt.vectors @ seen.vectors[0])
        return alike


def belief(codes: int) -> np.ndarray:
    """The prior's middle: the base is lower the more codes there are, for most passages hold none."""
    likely = min(_MOST_LIKELY, max(_LEAST_LIKELY, _CODES_A_PASSAGE / max(1, codes)))
    base = log(likely / (1 - likely))
    if not embedder().knows:
        return np.tile([base, *_WORDS_ALONE], (codes, 1))
    return np.tile([base - _LOWER, *_WITH_MEANING], (codes, 1))


def _interviews(groups: list[Any] | None, texts: int) -> sparse.csr_array:
    if groups is None:
        return sparse.csr_array((texts, 0))
    place = {group: at for at, group in enumerate(dict.fromkeys(groups))}
    columns = [place[group] for group in groups]
    values = [_INTERVIEW] * texts
    return sparse.csr_array((values, (range(texts), columns)), shape=(texts, len(place)))


def _as_many(values: Iterable[Any] | None, readings: Sequence[Reading], noun: str) -> list[Any] | None:
    if values is None:
        return None
    listed = list(values)
    if len(listed) != len(readings):
        raise SuggestError(f"fit() needs as many {noun} as texts: {len(listed)} came for {len(readings)}.")
    return listed
