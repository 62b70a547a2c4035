"""Logistic regressions, one a code, that start from a belief and move as far as the codings carry them.

Each is a maximum a posteriori fit with independent normal priors. All codes are solved together by
Newton's method: its steps come from conjugate gradients, so that nothing larger than the data is
ever held, and each step is halved until it improves matters (undamped steps diverge when the belief is far off).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy import sparse  # type: ignore[import-untyped]

_NEWTON_STEPS = 60
_CG_STEPS = 200
_HALVINGS = 40
#: How long a code's gradient may be at the end, where every prior is the standard normal. The curve is at least 1
#: there, so no score of a text is further from the best than this times the length of the text's row (about 3).
EXACT = 1e-7
_DESCENT = 1e-4


@dataclass(frozen=True)
class Lessons:
    """What is learnt from: texts by codes.

    Parameters
    ----------
    own
        ``[text, code, feature]``: features that belong to a code.
    shared
        ``[text, feature]``: sparse features that all codes look at, each scaled by its prior's spread.
    dense
        ``[text, feature]``: more of these, where hardly any is nothing.
    held
        ``[text, code]``: 1 where the code was given.
    weights
        How much each text counts.
    """

    own: np.ndarray
    shared: sparse.csr_array
    dense: np.ndarray
    held: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True)
class Posterior:
    """Where the belief came to rest: ``own[code, feature]``, ``shared[feature, code]``, ``dense`` likewise.

    `pull[text, code]` is how much each text pulled: the shared part of any new text's score is the sum over
    the texts of pull times likeness.
    """

    own: np.ndarray
    shared: np.ndarray
    dense: np.ndarray
    pull: np.ndarray


class _Problem:
    """The loss in whitened coordinates, in which every prior is the standard normal."""

    def __init__(self, lessons: Lessons, mean: np.ndarray, spread: np.ndarray) -> None:
        self.own = lessons.own * spread
        self.offset = np.einsum("nkd,kd->nk", lessons.own, mean)
        self.shared = lessons.shared
        self.turned = lessons.shared.T.tocsr()
        self.dense = lessons.dense
        self.held = lessons.held
        self.weights = lessons.weights[:, None]
        self.features = self.own.shape[2]
        self.until = self.features + self.shared.shape[1]

    def scores(self, at: np.ndarray) -> np.ndarray:
        own, shared, dense = self.parts(at)
        result: np.ndarray = (
            np.einsum("nkd,dk->nk", self.own, own) + self.shared @ shared + self.dense @ dense
        )
        return result

    def parts(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return at[: self.features], at[self.features : self.until], at[self.until :]

    def back(self, pull: np.ndarray) -> np.ndarray:
        own = np.einsum("nkd,nk->dk", self.own, pull)
        result: np.ndarray = np.vstack([own, self.turned @ pull, self.dense.T @ pull])
        return result

    def loss(self, at: np.ndarray) -> np.ndarray:
        scores = self.offset + self.scores(at)
        misfit = self.weights * (np.logaddexp(0, scores) - self.held * scores)
        result: np.ndarray = misfit.sum(axis=0) + (at**2).sum(axis=0) / 2
        return result

    def pull(self, at: np.ndarray) -> np.ndarray:
        result: np.ndarray = self.weights * (self.held - sigmoid(self.offset + self.scores(at)))
        return result

    def curve(self, at: np.ndarray) -> np.ndarray:
        likely = sigmoid(self.offset + self.scores(at))
        result: np.ndarray = self.weights * likely * (1 - likely)
        return result


def sigmoid(scores: np.ndarray) -> np.ndarray:
    """Scores in logits as probabilities, without overflow.

    Examples
    --------
    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    small = np.exp(-np.abs(scores))
    likely: np.ndarray = np.where(scores >= 0, 1 / (1 + small), small / (1 + small))
    return likely


def solve(lessons: Lessons, mean: np.ndarray, spread: np.ndarray) -> Posterior:
    """Fit all codes.

    Parameters
    ----------
    lessons
        What is learnt from; none at all gives the belief back.
    mean, spread
        The belief about the own features: ``[code, feature]`` and ``[feature]``.
    """
    columns = lessons.shared.shape[1]
    # What no text has stays at nothing.
    used = np.flatnonzero(np.bincount(lessons.shared.indices, minlength=columns))
    problem = _Problem(replace(lessons, shared=lessons.shared[:, used]), mean, spread)
    at = np.zeros((problem.until + lessons.dense.shape[1], lessons.held.shape[1]))
    for _ in range(_NEWTON_STEPS):
        gradient = at - problem.back(problem.pull(at))
        if np.sqrt((gradient**2).sum(axis=0)).max(initial=0.0) < EXACT:
            break
        at = _improved(problem, at, _direction(problem, problem.curve(at), gradient), gradient)
    own, some, dense = problem.parts(at)
    shared = np.zeros((columns, at.shape[1]))
    shared[used] = some
    return Posterior(mean + (own * spread[:, None]).T, shared, dense, problem.pull(at))


def _direction(problem: _Problem, curve: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """Newton's step by conjugate gradients, for all codes side by side."""
    step = np.zeros_like(gradient)
    rest = -gradient
    along = rest.copy()
    size = (rest**2).sum(axis=0)
    # Loose far from the rest, tight near it: Newton's quick ending is kept and early work is spared.
    enough = size * np.minimum(0.01, size)
    for _ in range(_CG_STEPS):
        open_ = size > np.maximum(enough, 1e-26)
        if not open_.any():
            break
        bent = along + problem.back(curve * problem.scores(along))
        length = np.where(open_, size / np.maximum((along * bent).sum(axis=0), 1e-300), 0.0)
        step += length * along
        rest = rest - length * bent
        fresh = (rest**2).sum(axis=0)
        along = rest + np.where(open_, fresh / np.maximum(size, 1e-300), 0.0) * along
        size = np.where(open_, fresh, size)
    return step


def _improved(problem: _Problem, at: np.ndarray, step: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """Go along the step as far as every code's own loss falls, halving where it does not."""
    before, slope = problem.loss(at), (gradient * step).sum(axis=0)
    length = np.ones(at.shape[1])
    # Near the rest the loss changes by less than it can be told apart; such a step is taken whole.
    slack = 1e-12 * (1 + np.abs(before))
    for _ in range(_HALVINGS):
        worse = problem.loss(at + length * step) > before + _DESCENT * length * slope + slack
        if not worse.any():
            break
        length = np.where(worse, length / 2, length)
    result: np.ndarray = at + length * step
    return result
