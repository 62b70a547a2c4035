import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.assist.order import ONE_IN, UNLIKE_FIRST, what_next


def _passages(seed, count):
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(count, 5))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), rng.random((count, 3))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 40), st.sets(st.integers(0, 39)), st.integers(0, 50))
def test_what_is_chosen_is_unread_and_chosen_once(seed, count, read, wanted):
    """Every choice is a passage that nobody has read, once; all of them when more are asked for than there are."""
    vectors, likely = _passages(seed, count)
    read = {place for place in read if place < count}
    chosen = [each.passage for each in what_next(vectors, likely, read, wanted, seed)]
    assert len(set(chosen)) == len(chosen) == min(wanted, count - len(read))
    assert not read & set(chosen)


def test_one_in_ten_is_drawn_by_lot():
    """Over a whole study a tenth of what is read was picked by no model, and says so."""
    vectors, likely = _passages(1, 200)
    chosen = what_next(vectors, likely, [], 200)
    assert sum(each.why == "by lot" for each in chosen) == 200 // ONE_IN
    assert {each.why for each in chosen[:UNLIKE_FIRST]} == {"unlike the others", "by lot"}
    assert "unsure" in {each.why for each in chosen[UNLIKE_FIRST:]}


def test_the_first_ones_are_unlike():
    """Of five heaps of like passages, the first five choices come from five."""
    heaps = np.eye(5)[np.repeat(np.arange(5), 20)]
    chosen = [each.passage // 20 for each in what_next(heaps, np.full((100, 1), 0.1), [], 5)]
    assert sorted(chosen) == [0, 1, 2, 3, 4]


def test_the_unsure_one_is_the_one_nearest_to_even():
    """Where it is an unsure passage's turn, the one with a code at one in two is taken."""
    vectors, likely = _passages(2, 120)
    likely[:] = 0.01
    likely[117, 1] = 0.5
    assert what_next(vectors, likely, range(UNLIKE_FIRST), 1)[0] == (117, "unsure")
