"""What is known of a study stays while people code, and both ways of solving come to the same."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from qualkit.assist import ThemeSuggester
from qualkit.assist.bayes import Lessons, solve
from qualkit.assist.calibration import scores_of
from qualkit.errors import SuggestError
from qualkit.model import Code, Codebook
from tests.benchmarks.dual import dual_scores

BOOK = Codebook(
    (
        Code("home", "Home", words=("flat", "rent")),
        Code("work", "Work", words=("job",)),
        Code("company", "Company", words=("friends",)),
    )
)
SAID = [
    "They put the rent up on the flat.",
    "I lost my job in the spring.",
    "My friends came round on Sunday.",
    "It rained all week.",
    "A job and a flat is all I wanted.",
    "Nobody I knew came near me.",
]
GIVEN = [{"home"}, {"work"}, {"company"}, set(), {"home", "work"}, {"company"}]


def _logits(model):
    return model.decision_function(SAID)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, len(SAID) - 1), min_size=1, max_size=8), st.integers(0, 8))
def test_learning_on_is_learning_all(order, already):
    """One coding after another comes to the same as all at once, to a millionth of a logit, whatever the order."""
    taught, codes = [SAID[at] for at in order], [GIVEN[at] for at in order]
    whole = ThemeSuggester(BOOK).fit(taught, codes, background=SAID)
    grown = ThemeSuggester(BOOK).fit(taught[:already], codes[:already], background=SAID).refit(taught, codes)

    assert np.abs(_logits(whole) - _logits(grown)).max() < 1e-6


def test_forgetting_is_never_having_learnt():
    """Learnt anew without a text, the model is the one that never had it."""
    never = ThemeSuggester(BOOK).fit(SAID[1:], GIVEN[1:], background=SAID)
    once = ThemeSuggester(BOOK).fit(SAID, GIVEN, background=SAID).refit(SAID[1:], GIVEN[1:])

    assert np.abs(_logits(never) - _logits(once)).max() < 1e-6
    assert once.explain(SAID[0], "home") == never.explain(SAID[0], "home")


def test_texts_in_numbers_score_as_texts():
    """Laid out once, texts score to the last digit as they do anew, before a refit and after it."""
    model = ThemeSuggester(BOOK).fit(SAID[:2], GIVEN[:2], background=SAID)
    seen = model.seen(SAID)
    before = model.decision_function(seen)
    assert (before == _logits(model)).all()
    assert len(seen) == len(SAID)

    model.refit(SAID[:4], GIVEN[:4])
    assert (model.decision_function(seen) == _logits(model)).all()
    assert (model.decision_function(seen) != before).any()


def test_refit_before_fit_is_refused():
    """There is nothing to go on from."""
    with pytest.raises(SuggestError, match="has not been fitted"):
        ThemeSuggester(BOOK).refit(SAID, GIVEN)


def test_what_goes_to_another_process_holds_no_text():
    """The part that scores goes there and back, scores the same, and has nobody's sentences in it."""
    model = ThemeSuggester(BOOK).fit(SAID, GIVEN, background=SAID)
    sent = pickle.dumps(model.scorer)
    seen = model.seen(SAID)

    assert (pickle.loads(sent).scores(seen) == model.scorer.scores(seen)).all()
    assert not [text for text in SAID if text.encode() in sent]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40), st.floats(0.1, 30), st.floats(-10, 10))
def test_both_ways_of_solving_come_to_the_same(seed, texts, scale, belief):
    """By features and by how alike texts are: the scores agree to a hundred-thousandth of a logit."""
    rng = np.random.default_rng(seed)
    own = np.stack([np.ones((texts, 3)), scale * rng.normal(size=(texts, 3))], axis=2)
    words = sparse.csr_array(rng.normal(size=(texts, 9)) * (rng.random((texts, 9)) < 0.4))
    held = (rng.random((texts, 3)) < 0.3).astype(float)
    lessons = Lessons(own, words, rng.normal(size=(texts, 4)), held, rng.random(texts) + 0.5)
    mean, spread = np.tile([-2.0, belief], (3, 1)), np.array([1.0, 0.3])

    apart = scores_of(lessons, solve(lessons, mean, spread)) - dual_scores(lessons, mean, spread)
    assert np.abs(apart).max() < 1e-5
