import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.assist.stopping import TARGET, UNLIKELY, chance_of_missing, may_stop


def _share_found(seed, skill):
    """Read in the order of a guess that is as good as `skill`, stop when told to; give the share of hits found."""
    rng = np.random.default_rng(seed)
    hits = rng.random(600) < rng.uniform(0.05, 0.3)
    order = np.argsort(-(skill * hits + rng.normal(size=600)), kind="stable")
    read = next((n for n in range(0, 601, 10) if may_stop(hits[order][:n].tolist(), 600)), 600)
    return hits[order][:read].sum() / max(1, hits.sum())


def test_who_stops_when_told_has_found_enough():
    """In 95 of 100 hunts and more, by a good guess or a bad one, at least 95 in 100 hits have been found."""
    found = [_share_found(seed, skill) for seed in range(25) for skill in (0.0, 1.0, 2.0, 4.0)]
    assert np.mean(np.array(found) >= TARGET) >= 1 - UNLIKELY


def test_with_everything_read_nothing_is_missed():
    """Nothing read is no ground to stop, all read is."""
    assert chance_of_missing([], 10) == 1.0
    assert chance_of_missing([True, False], 2) == 0.0
    assert not may_stop([], 1)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.booleans(), max_size=60), st.integers(1, 100), st.integers(0, 40))
def test_further_misses_never_raise_the_chance(hits, unread, misses):
    """A chance lies between 0 and 1, and reading on without a hit makes it smaller, never greater."""
    total = len(hits) + misses + unread
    before, after = chance_of_missing(hits, total), chance_of_missing(hits + [False] * misses, total)
    assert 0 <= after <= before + 1e-12 <= 1 + 1e-12


def test_a_hand_count():
    """One hit in two of four read: were another missing, the second would have found it in one case of three."""
    assert chance_of_missing([True, False], 4, target=0.95) == pytest.approx(2 / 3)
