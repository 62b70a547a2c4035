import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.assist.promises import promise, theme_lists
from qualkit.errors import SuggestError

CODES = 6


def _interviews(rng, many, model):
    """Simulated coders: each interview leans its own way, and the model sees that only in part."""
    likely, held, groups = [], [], []
    for group in range(many):
        lean = rng.normal(0, 1, CODES)
        for _ in range(rng.integers(1, 12)):
            truth = rng.normal(-1.5, 1.5, CODES) + lean
            held.append(rng.random(CODES) < 1 / (1 + np.exp(-truth)))
            likely.append(1 / (1 + np.exp(-model(truth, rng))))
            groups.append(group)
    return np.array(likely), np.array(held), groups


def _held_share(likely, held, groups, least):
    """For each interview with codes the mean share of a text's codes that is listed."""
    groups = np.array(groups)
    shares = []
    for group in np.unique(groups):
        rows = (groups == group) & held.any(axis=1)
        if rows.any():
            listed = (likely[rows] >= least) & held[rows]
            shares.append((listed.sum(axis=1) / held[rows].sum(axis=1)).mean())
    return shares


@pytest.mark.parametrize("holds", [0.8, 0.9])
@pytest.mark.parametrize(
    "model",
    [
        pytest.param(lambda truth, _: truth, id="knows"),
        pytest.param(lambda truth, rng: truth + rng.normal(0, 2, CODES), id="unsure"),
        pytest.param(lambda truth, rng: 4 * truth + rng.normal(0, 4, CODES) + 3, id="too sure"),
        pytest.param(lambda truth, rng: rng.normal(0, 1, CODES), id="guesses"),
    ],
)
def test_the_promise_holds_for_interviews_to_come(model, holds):
    """Over many simulated studies, lists of new interviews hold what was promised, however bad the model."""
    rng = np.random.default_rng(7)
    shares = []
    for _ in range(300):
        found = promise(*_interviews(rng, 15, model), holds)
        shares += _held_share(*_interviews(rng, 3, model), found.least)

    assert np.mean(shares) >= holds - 2 * np.std(shares) / np.sqrt(len(shares))


def test_a_list_is_no_longer_than_it_must_be():
    """With a model that knows and many interviews, far fewer than all codes are listed for a promise of 9 in 10."""
    rng = np.random.default_rng(3)
    likely, held, groups = _interviews(rng, 200, lambda truth, _: truth)
    found = promise(likely, held, groups)

    assert (likely >= found.least).sum(axis=1).mean() < 0.7 * CODES
    assert np.mean(_held_share(likely, held, groups, found.least)) < 0.93


@given(many=st.integers(0, 30), holds=st.floats(0.5, 0.98), seed=st.integers(0, 99))
def test_nothing_is_promised_from_too_few_interviews(many, holds, seed):
    """There is a promise exactly from so many interviews on as the rule needs, however many passages they have."""
    rng = np.random.default_rng(seed)
    groups = [group for group in range(many) for _ in range(5)]
    found = promise(rng.random((5 * many, 3)), np.ones((5 * many, 3), dtype=bool), groups, holds)

    assert (found.least is not None) == (many > 0 and (1 - holds) * (many + 1) >= 1 - 1e-9)
    assert (found.least is not None) == (many >= max(1, found.needed))
    if found.least is None:
        assert found.lists(np.ones((2, 3)), "abc") == [(), ()]


def test_texts_without_a_code_change_nothing():
    """What nobody coded cannot be missed."""
    rng = np.random.default_rng(1)
    likely, held = rng.random((40, 3)), rng.random((40, 3)) < 0.4
    more = promise(np.vstack([likely, rng.random((50, 3))]), np.vstack([held, np.zeros((50, 3), dtype=bool)]))

    assert more == promise(likely, held)


def test_the_likeliest_comes_first():
    """A list is in the order of likelihood, and ends where it is less likely than the floor."""
    found = promise(np.full((20, 1), 0.3), np.ones((20, 1)))
    assert found.lists(np.array([[0.4, 0.1, 0.9]]), ["home", "work", "money"]) == [("money", "home")]


@pytest.mark.parametrize("holds", [0, 1, 1.5, -0.1])
def test_only_a_share_can_be_promised(holds):
    """All of the themes cannot be promised, nor none."""
    with pytest.raises(SuggestError, match="share between 0 and 1"):
        promise(np.ones((3, 1)), np.ones((3, 1)), holds=holds)


def test_lists_come_with_their_promise(book):
    """From coded texts each in its own interview a list comes with its promise; from three no list comes."""
    said = ["I lost my job.", "My mates ring me.", "I could not sleep.", "The hostel was damp."] * 3
    codes = [{"nothing-to-do"}, {"someone-to-love"}, {"sleep-loss"}, {"nowhere-to-dwell"}] * 3
    made, (listed,) = theme_lists(book, said, codes, ["I lie awake, no sleep at all."], groups=range(12))
    assert "9 in 10" in str(made)
    assert "12 interviews" in str(made)
    assert listed[0] == "sleep-loss"
    made, lists = theme_lists(book, said[:3], codes[:3], ["I lie awake."])
    assert (made.least, lists) == (None, [()])
