"""Confidence that means it: scores of texts that were held back, and how far to trust them.

What a model says of texts that it learnt from flatters it. So it is fitted anew without some interviews at a
time, and a line through what it says of those (Platt's, in Advances in Large Margin Classifiers, 1999) draws
its scores together, or apart; it is used only where that lowers the mean squared error of the probabilities.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]  # scipy has no types

from qualkit.assist.bayes import Lessons, Posterior, sigmoid, solve

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

#: With fewer texts, or fewer interviews, the scores stay as they are.
ENOUGH_TEXTS, ENOUGH_GROUPS = 50, 3
_FOLDS = 4
#: How firmly a line that leaves everything as it is is believed in: as firmly as after so many texts.
_FIRM = 10.0


class Line(NamedTuple):
    """What is made of a score: ``slope * score + shift``."""

    slope: float = 1.0
    shift: float = 0.0


def line_for(
    lessons: Lessons, mean: np.ndarray, spread: np.ndarray, groups: Sequence[Hashable] | None
) -> Line:
    """The line through what is said of interviews that were held back; none changes nothing.

    Parameters
    ----------
    lessons, mean, spread
        As `qualkit.assist.bayes.solve` takes them.
    groups
        The interview of each text; without them each text is held back by itself.
    """
    folds = _folds(lessons.held.shape[0], groups)
    if folds is None or not lessons.held.any():
        return Line()
    scores = np.zeros_like(lessons.held)
    for fold in range(_FOLDS):
        out = folds == fold
        if out.any():
            scores[out] = scores_of(_some(lessons, out), solve(_some(lessons, ~out), mean, spread))
    line = _fitted(scores, lessons.held, lessons.weights[:, None])
    return line if _error(scores, lessons, line) < _error(scores, lessons, Line()) else Line()


def scores_of(lessons: Lessons, posterior: Posterior) -> np.ndarray:
    """Text by code in logits."""
    shared: np.ndarray = lessons.shared @ posterior.shared + lessons.dense @ posterior.dense
    scores: np.ndarray = np.einsum("nkd,kd->nk", lessons.own, posterior.own) + shared
    return scores


def _folds(texts: int, groups: Sequence[Hashable] | None) -> np.ndarray | None:
    """Which fold each text is held back in; None where there is too little to hold back."""
    place = {group: at for at, group in enumerate(dict.fromkeys(groups or range(texts)))}
    if texts < ENOUGH_TEXTS or len(place) < ENOUGH_GROUPS:
        return None
    return np.array([place[group] % _FOLDS for group in groups or range(texts)])


def _some(lessons: Lessons, rows: np.ndarray) -> Lessons:
    return replace(
        lessons,
        own=lessons.own[rows],
        shared=lessons.shared[np.flatnonzero(rows)],
        dense=lessons.dense[rows],
        held=lessons.held[rows],
        weights=lessons.weights[rows],
    )


def _fitted(scores: np.ndarray, held: np.ndarray, weights: np.ndarray) -> Line:
    def loss(at: np.ndarray) -> float:
        line = at[0] * scores + at[1]
        misfit = weights * (np.logaddexp(0, line) - held * line)
        return float(misfit.sum() + _FIRM * ((at[0] - 1) ** 2 + at[1] ** 2) / 2)

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B", bounds=[(0.05, 5), (-5, 5)]).x
    return Line(float(slope), float(shift))


def _error(scores: np.ndarray, lessons: Lessons, line: Line) -> float:
    likely = sigmoid(line.slope * scores + line.shift)
    return float((lessons.weights[:, None] * (likely - lessons.held) ** 2).sum())
