"""The algebra of places in a text."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualkit.errors import SegmentError
from qualkit.model import Segment
from qualkit.model.segment import CONTEXT

TEXT = (
    "Well, 👩‍👧 é e\u0301 — عربي said: 我不知道. 🇬🇧 I were nobbut nine, and no-one asked me, like, at all, not once. "
    * 2
)
PLACES = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)


def _segment(place):
    start, end = place
    assume(TEXT[start:end].strip())
    return Segment.of("P1", TEXT, start, end)


@given(PLACES)
def test_a_segment_holds_its_words_and_their_surroundings(place):
    """Quote and context are the text's own slices, in code points, whatever letters and signs there are."""
    segment = _segment(place)

    assert segment.quote == TEXT[segment.start : segment.end]
    assert TEXT[: segment.start].endswith(segment.before)
    assert TEXT[segment.end :].startswith(segment.after)
    assert len(segment.before) <= CONTEXT >= len(segment.after)
    assert len(segment) == len(segment.quote)


@given(PLACES, PLACES)
def test_the_algebra_agrees_with_sets_of_places(first, second):
    """Overlap, inclusion, intersection and union are those of the sets of code points, with the right words."""
    one, two = _segment(first), _segment(second)
    a, b = set(range(one.start, one.end)), set(range(two.start, two.end))

    assert one.overlaps(two) == two.overlaps(one) == bool(a & b)
    assert (two in one) == (b <= a)
    if a & b:
        for found, places in ((one & two, a & b), (one | two, a | b)):
            assert set(range(found.start, found.end)) == places
            assert found.quote == TEXT[found.start : found.end]
    else:
        for operation in (one.__and__, one.__or__):
            with pytest.raises(SegmentError, match="share no words"):
                operation(two)


@given(PLACES)
def test_places_in_another_text_share_nothing(place):
    """The same offsets in another document, or in another revision, do not overlap."""
    segment = _segment(place)
    for other in (
        Segment("P2", segment.start, segment.end),
        Segment("P1", segment.start, segment.end, revision=2),
    ):
        assert not segment.overlaps(other)
        assert other not in segment


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, len(TEXT) + 1)])
def test_a_place_outside_the_text_is_refused(start, end):
    """Offsets must lie within the text and hold at least one character; the sentence names them."""
    with pytest.raises(SegmentError, match=f"{start}:{end}"):
        Segment.of("P1", TEXT, start, end)


def test_empty_space_is_no_segment():
    """A stretch without words is refused, and so is a quote of the wrong length."""
    with pytest.raises(SegmentError, match="empty space"):
        Segment.of("P1", "one   two", 3, 6)
    with pytest.raises(SegmentError, match="3 characters"):
        Segment("P1", 0, 5, 1, "abc")


def test_repr_names_the_place_alone():
    """Nobody's words are in a repr."""
    assert repr(Segment.of("P1", TEXT, 0, 4)) == "Segment(P1 0:4)"


def test_offsets_from_a_table_are_plain_numbers():
    """Whatever kind of whole number a table gives, the segment's offsets are Python's own; a fraction is refused."""
    column = pd.Series([5, 16])
    segment = Segment.of("P1", "They never asked me.", column[0], column[1])

    assert [type(value) for value in (segment.start, segment.end)] == [int, int]
    with pytest.raises(TypeError):
        Segment("P1", 0.5, 3)
