"""Replacing words moves every place exactly, and can be taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.privacy.rewriting import Edit, Rewriting

WORDS = st.text(alphabet="ab \néa\u0301\U0001f642x", min_size=1, max_size=60)


@st.composite
def rewritten(draw):
    """A text and edits that do not overlap."""
    text = draw(WORDS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    words = st.text(alphabet="[T m]é", min_size=1, max_size=9)
    return text, Rewriting(Edit(a, b, draw(words)) for a, b in spans)


@given(rewritten())
def test_the_way_back_gives_the_old_text(case):
    """Undone, not one character is different."""
    text, change = case

    assert change.inverse(text).text(change.text(text)) == text


@given(rewritten(), st.data())
def test_a_stretch_keeps_its_words(case, data):
    """Whatever stands outside of the replaced words stands in the moved stretch, in order, and nothing else."""
    text, change = case
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    left, right = change.span(start, end)
    touched = [edit for edit in change.edits if edit.start < end and start < edit.end]
    first = min([start, *(edit.start for edit in touched)])
    last = max([end, *(edit.end for edit in touched)])
    local = Rewriting(Edit(e.start - first, e.end - first, e.words) for e in touched)

    assert 0 <= left < right <= len(change.text(text))
    assert change.text(text)[left:right] == local.text(text[first:last])


@given(rewritten(), st.data())
def test_there_and_back_a_stretch_is_where_it_was(case, data):
    """A stretch that cuts no replaced words in two comes back to its very place."""
    text, change = case
    ends = [at for at in range(len(text) + 1) if not any(e.start < at < e.end for e in change.edits)]
    start = data.draw(st.sampled_from(ends))
    end = data.draw(st.sampled_from(ends))
    if start < end:
        assert change.inverse(text).span(*change.span(start, end)) == (start, end)


@given(rewritten())
def test_order_stays(case):
    """What came first comes first: no two places change sides."""
    text, change = case
    starts = [change.span(at, at + 1)[0] for at in range(len(text))]

    assert starts == sorted(starts)


@pytest.mark.parametrize("edits", [[Edit(0, 0, "x")], [Edit(0, 2, "")], [Edit(0, 3, "x"), Edit(2, 4, "y")]])
def test_what_cannot_be_undone_is_refused(edits):
    """Nothing replaced, nothing in its place, or two at once: each is a fault of the caller."""
    with pytest.raises(ValueError, match="nothing|overlap"):
        Rewriting(edits)


def test_a_rewriting_does_not_show_words():
    """Printed, it counts and names places."""
    assert repr(Rewriting([Edit(0, 6, "[Tom]")])) == "Rewriting(1 places)"
    assert "Tom" not in repr(Edit(0, 6, "[Tom]"))
