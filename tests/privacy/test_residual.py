"""A known name that is left is seen, however it is written; a replacement is not one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.privacy import Named
from qualkit.privacy.residual import Watch

WATCH = Watch(
    [
        Named("Quillan", "person", "all", "[Tom]"),
        Named("Mary Ann", "person", "all", "[Bea]"),
        Named("Hope", "person", "all", "[Joy]"),
        Named("Jo", "person", "never"),
        Named("Merrick", "person", "this one", "[Max]"),
        Named("0161 496 0000", "phone", "all", "[Phone number 1]"),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "and quillan came",
        "QUILLAN’s",
        "Qui\u200bllan",
        "with Quillann there",
        "with Quilllan there",
        "MaryAnn",
        "then Hope rang",
        "ring 01614960000",
        "Quíllan",
    ],
)
def test_a_name_that_is_left_is_seen(text):
    """Folded, hidden, a letter too many, written together."""
    assert len(WATCH.left(f"I think so, {text}, yes.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I hope so. Hope is a word.",
        "[Tom]’s mum and [TOM]",
        "Jo came",
        "Merrick too",
        "marry Anna",
        "",
        "quill",
    ],
)
def test_what_may_stand_may_stand(text):
    """A plain word, a replacement, a name that somebody left alone or replaced in one place only."""
    assert WATCH.left(text) == []


def test_nothing_known_nothing_to_do():
    """Without a decision nothing is looked for."""
    assert not Watch([Named("Jo", "person", "never")])
    assert WATCH


@given(
    st.text(max_size=30),
    st.sampled_from(["Quillan", "QUILLAN", "mary-ann", "Quil\u00adlan"]),
    st.text(max_size=30),
)
def test_a_whole_word_is_seen_in_any_text(before, name, after):
    """Whatever stands around."""
    assert WATCH.left(f"{before} {name} {after}")
