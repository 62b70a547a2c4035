from hypothesis import given
from hypothesis import strategies as st

from qualkit.plots.lettering import balanced, short, width_of, wrapped

WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@given(TEXTS, st.floats(0.6, 4.0))
def test_lines_fit_and_lose_nothing(words, width):
    """No line is wider than its place, and the letters are all there in their order."""
    for broken in (wrapped(words, 10.0, width), balanced(words, 10.0, width)):
        assert all(width_of(line, 10.0) <= width for line in broken)
        assert "".join(broken).replace(" ", "") == words.replace(" ", "")


@given(TEXTS, st.floats(0.6, 4.0), st.integers(1, 4))
def test_too_many_lines_end_in_dots(words, width, lines):
    """With a limit there are never more lines, and what is cut off is marked."""
    broken = wrapped(words, 10.0, width, lines=lines)
    assert len(broken) <= lines
    assert all(width_of(line, 10.0) <= width for line in broken)
    if len(wrapped(words, 10.0, width)) > lines:
        assert broken[-1].endswith("…")


@given(TEXTS, st.floats(0.6, 4.0))
def test_balance_takes_no_more_lines(words, width):
    """Evener lines are never more lines."""
    assert len(balanced(words, 10.0, width)) == len(wrapped(words, 10.0, width))


def test_short_names_say_enough():
    """A name is cut at its colon, unless a single word would be left that says too little."""
    assert short("Put in a box: only the part that fits") == "Put in a box"
    assert short("Stigmatised: rejection and discrimination") == "Stigmatised: rejection and discrimination"
    assert short("Hope") == "Hope"
    assert short(": odd") == ": odd"
