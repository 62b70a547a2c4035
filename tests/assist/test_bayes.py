import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.optimize import minimize

from qualkit.assist.bayes import Lessons, sigmoid, solve

SPREAD = np.array([1.0, 0.3])


def _lessons(seed, texts, codes, words=6, scale=1.0):
    rng = np.random.default_rng(seed)
    own = np.stack([np.ones((texts, codes)), scale * rng.normal(size=(texts, codes))], axis=2)
    shared = sparse.csr_array(rng.normal(size=(texts, words)) * (rng.random((texts, words)) < 0.5))
    dense = rng.normal(size=(texts, 3))
    return Lessons(
        own, shared, dense, (rng.random((texts, codes)) < 0.3).astype(float), rng.random(texts) + 0.5
    )


def _reference(lessons, mean, code):
    """The same loss, given to a general minimiser."""
    dense = np.hstack([lessons.shared.toarray(), lessons.dense])

    def loss(at):
        own = mean[code] + SPREAD * at[:2]
        scores = lessons.own[:, code] @ own + dense @ at[2:]
        misfit = lessons.weights * (np.logaddexp(0, scores) - lessons.held[:, code] * scores)
        return misfit.sum() + at @ at / 2

    return minimize(loss, np.zeros(2 + dense.shape[1]), method="BFGS", options={"gtol": 1e-7}).x


@pytest.mark.parametrize("scale", [1.0, 30.0])
def test_it_finds_what_a_general_minimiser_finds(scale):
    """The solution is the maximum a posteriori one, also where the belief is far off."""
    lessons, mean = _lessons(1, 60, 3, scale=scale), np.tile([-2.0, 4.0], (3, 1))
    found = solve(lessons, mean, SPREAD)
    for code in range(3):
        wanted = _reference(lessons, mean, code)
        assert found.own[code] == pytest.approx(mean[code] + SPREAD * wanted[:2], abs=1e-4)
        both = np.vstack([found.shared, found.dense])
        assert both[:, code] == pytest.approx(wanted[2:], abs=1e-4)


def test_nothing_learnt_leaves_the_belief():
    """Without texts the belief comes back to the last digit."""
    mean = np.array([[-2.0, 1.0], [-1.0, 3.0]])
    found = solve(_lessons(0, 0, 2), mean, SPREAD)
    assert found.own.tolist() == mean.tolist()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40), st.floats(0.1, 200), st.floats(-40, 40))
def test_the_gradient_is_at_rest(seed, texts, scale, belief):
    """However far off the belief, the learnt weights are exactly the sum of what the texts pull."""
    lessons = _lessons(seed, texts, 2, scale=scale)
    found = solve(lessons, np.tile([-2.0, belief], (2, 1)), SPREAD)
    assert np.abs(found.shared - lessons.shared.T @ found.pull).max() < 1e-5
    assert np.abs(found.dense - lessons.dense.T @ found.pull).max() < 1e-5


def test_sigmoid_keeps_within_bounds():
    """Very large scores are certain, without a warning."""
    assert sigmoid(np.array([-1e4, 0.0, 1e4])).tolist() == [0.0, 0.5, 1.0]
