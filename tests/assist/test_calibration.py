import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from qualkit.assist.bayes import Lessons, sigmoid, solve
from qualkit.assist.calibration import ENOUGH_TEXTS, Line, line_for, scores_of

SPREAD = np.array([1.0, 0.3])


def _coder(seed, texts, trust, interviews=8):
    """Texts of a simulated coder who follows the one feature, but `trust` times as closely as is believed."""
    rng = np.random.default_rng(seed)
    near = rng.normal(size=(texts, 4))
    held = (rng.random((texts, 4)) < sigmoid(trust * 2 * near - 1)).astype(float)
    own = np.stack([np.ones_like(near), near], axis=2)
    nothing = sparse.csr_array((texts, 0))
    lessons = Lessons(own, nothing, np.zeros((texts, 0)), held, np.ones(texts))
    return lessons, [at % interviews for at in range(texts)]


def _error(lessons, scores):
    return ((sigmoid(scores) - lessons.held) ** 2).mean()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_confidence_is_drawn_in_where_it_was_too_much(seed):
    """For a coder who follows the codebook less than was believed, fresh texts are met by a better confidence."""
    belief = np.tile([-1.0, 6.0], (4, 1))
    lessons, groups = _coder(seed, 160, trust=0.5)
    line = line_for(lessons, belief, SPREAD, groups)
    fresh, _ = _coder(seed + 1, 2_000, trust=0.5)
    scores = scores_of(fresh, solve(lessons, belief, SPREAD))
    assert line.slope < 1
    assert _error(fresh, line.slope * scores + line.shift) < _error(fresh, scores)


def test_confidence_that_is_right_is_left_nearly_alone():
    """For a coder who does as was believed, the line stays near the one that changes nothing."""
    lessons, groups = _coder(3, 400, trust=1.0)
    line = line_for(lessons, np.tile([-1.0, 2.0], (4, 1)), SPREAD, groups)
    assert line.slope == pytest.approx(1, abs=0.25)
    assert line.shift == pytest.approx(0, abs=0.25)


@pytest.mark.parametrize(("texts", "interviews"), [(ENOUGH_TEXTS - 1, 8), (200, 2)])
def test_too_little_to_hold_back_changes_nothing(texts, interviews):
    """With few texts, or fewer than three interviews, scores stay as they are."""
    lessons, groups = _coder(1, texts, trust=0.2, interviews=interviews)
    assert line_for(lessons, np.tile([-1.0, 6.0], (4, 1)), SPREAD, groups) == Line()
