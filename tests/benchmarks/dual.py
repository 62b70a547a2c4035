"""The other way to fit the same model: by how alike the texts are, instead of by their features.

Its matrices have a row and a column for each text, so that its work grows with the cube of their number.
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from qualkit.assist.bayes import sigmoid


def dual_scores(lessons, mean, spread, steps=100):
    """The texts' own scores, ``[text, code]``, by Newton's method with halving, code by code."""
    alike = np.asarray((lessons.shared @ lessons.shared.T).todense()) + lessons.dense @ lessons.dense.T
    codes = range(lessons.held.shape[1])
    return np.column_stack([_one_code(lessons, alike, mean[k], spread, k, steps) for k in codes])


def _one_code(lessons, alike, mean, spread, code, steps):
    own = lessons.own[:, code] * spread
    kernel = alike + own @ own.T
    offset = lessons.own[:, code] @ mean
    held, weights = lessons.held[:, code], lessons.weights
    pull = np.zeros(len(held))

    def loss(pull):
        moved = kernel @ pull
        scores = offset + moved
        return (weights * (np.logaddexp(0, scores) - held * scores)).sum() + pull @ moved / 2

    for _ in range(steps):
        likely = sigmoid(offset + kernel @ pull)
        gradient = pull - weights * (held - likely)
        if np.abs(gradient).max() < 1e-10:
            break
        root = np.sqrt(weights * likely * (1 - likely))
        # (1 + W K)^-1 g, by the symmetric 1 + sqrt(W) K sqrt(W)
        whole = np.eye(len(held)) + root[:, None] * kernel * root
        inner = cho_solve(cho_factor(whole), root * (kernel @ gradient))
        step, before, length = gradient - root * inner, loss(pull), 1.0
        while loss(pull - length * step) > before + 1e-12 * (1 + abs(before)) and length > 1e-9:
            length /= 2
        pull = pull - length * step
    return offset + kernel @ pull
