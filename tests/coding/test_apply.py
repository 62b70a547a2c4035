"""The same code twice on overlapping words is one coding."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualkit.coding import plan_apply
from qualkit.model import Coding, Segment

TEXT = "I said no and they said yes and nobody wrote it down at all, not one of them, not once. " * 2
PLACES = st.tuples(st.integers(0, 170), st.integers(1, 6)).map(lambda place: (place[0], place[0] + place[1]))
LAYS = st.lists(st.tuples(PLACES, st.sampled_from("ab"), st.sampled_from("xy")), max_size=25)


def _coding(number, place, code="a", coder="x"):
    return Coding(
        f"{number:03}",
        Segment("P1", *place, quote=TEXT[place[0] : place[1]]),
        code,
        coder,
        created_at=f"{number:03}",
    )


def _applied(stored, coding):
    plan = plan_apply(coding, stored)
    gone = {plan.keep.id} | {other.id for other in plan.absorbed}
    return [other for other in stored if other.id not in gone] + [plan.keep]


@given(LAYS)
def test_no_two_codings_of_one_code_and_coder_overlap_and_no_words_are_lost(lays):
    """After any lays, a coder's codings of a code are apart, and cover exactly the words that were marked."""
    stored, marked = [], {}
    for number, (place, code, coder) in enumerate(lays):
        stored = _applied(stored, _coding(number, place, code, coder))
        marked.setdefault((code, coder), set()).update(range(*place))

    for (code, coder), places in marked.items():
        own = [c.segment for c in stored if (c.code, c.coder) == (code, coder)]
        covered = [at for segment in own for at in range(segment.start, segment.end)]
        assert len(covered) == len(set(covered))
        assert set(covered) == places
        assert all(segment.quote == TEXT[segment.start : segment.end] for segment in own)


def test_the_oldest_stays_and_the_newest_word_counts():
    """The first coding keeps its id and date; a polarity or sentence stated later replaces an earlier one."""
    old = _coding(1, (0, 10))
    new = Coding(
        "zzz",
        Segment("P1", 5, 20, quote=TEXT[5:20]),
        "a",
        "x",
        "both",
        interpretation="You said so.",
        created_at="zzz",
    )
    plan = plan_apply(new, [old])

    assert (plan.keep.id, plan.keep.created_at, plan.is_new) == ("001", "001", False)
    assert (plan.keep.polarity, plan.keep.interpretation) == ("both", "You said so.")


def test_one_that_bridges_two_takes_both_in():
    """A coding over the gap between two makes one of three."""
    plan = plan_apply(_coding(3, (8, 22)), [_coding(1, (0, 10)), _coding(2, (20, 30))])

    assert (plan.keep.id, [c.id for c in plan.absorbed]) == ("001", ["002"])
    assert (plan.keep.segment.start, plan.keep.segment.end) == (0, 30)
