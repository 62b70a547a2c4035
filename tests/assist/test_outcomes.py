import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.assist.outcomes import record

VERDICTS = ("kept", "changed", "rejected", None)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("mn"), st.sampled_from(VERDICTS))))
def test_every_suggestion_is_counted_once(outcomes):
    """What was offered is what was kept, changed, rejected or not decided, and the interval holds the share."""
    found = record(outcomes)
    assert sum(each.offered for each in found) == len(outcomes)
    assert len({(each.code, each.model) for each in found}) == len(found)
    for each in found:
        undecided = outcomes.count((each.code, each.model, None))
        assert each.offered == each.decided + undecided
        if each.decided:
            assert each.low <= each.kept / each.decided <= each.high
        else:
            assert (each.low, each.high) == (None, None)


def test_the_interval_is_the_published_one():
    """For 81 of 263, Newcombe (Statistics in Medicine 17, 1998, table I) gives 0.2553 to 0.3662."""
    one = record([("a", "m", "kept")] * 81 + [("a", "m", "rejected")] * 182)[0]
    assert (one.low, one.high) == pytest.approx((0.2553, 0.3662), abs=5e-5)
