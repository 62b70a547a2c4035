"""Known names are found however they are written, and masked."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.privacy import mask_names, names_left

NAMES = ["Declan", "Siân", "Mary Ann", "Jo"]


@pytest.mark.parametrize(
    "text",
    [
        "Then declan came",
        "DECLAN",
        "Declan’s mate",
        "De\u200bclan",
        unicodedata.normalize("NFD", "with Siân there"),
        "with Sian there",
        "and mary ann said",
        "(Jo)",
        "De\u2066clan",
        "\uff24eclan",
        "_Declan_ said",
        "Declans coat",
        "Mary\u00a0Ann",
        "Mary\nAnn",
        "Mary-Ann",
        "Maryann",
    ],
)
def test_a_name_is_found_and_masked(text):
    """Other case, a possessive, a hidden character, letters with or without accents: none hides a name."""
    assert len(names_left(text, NAMES)) == 1
    assert names_left(mask_names(text, NAMES), NAMES) == []
    assert "[name]" in mask_names(text, NAMES)


@pytest.mark.parametrize(
    "text", ["Joanna came", "banjo", "", "undeclanned", "the jos of this world", "Mary and Ann"]
)
def test_part_of_a_word_is_no_name(text):
    """A name inside a longer word stays."""
    assert names_left(text, NAMES) == []
    assert mask_names(text, NAMES) == text


@given(st.text(), st.lists(st.sampled_from(NAMES), max_size=3))
def test_what_is_no_name_stays_as_it_was(text, wanted):
    """Outside the places found, masking changes not one character; inside, nothing of the name is left."""
    places = names_left(text, wanted)
    rebuilt, at = [], 0
    for place in places:
        rebuilt += [text[at : place.start], "[name]"]
        at = place.end
    rebuilt.append(text[at:])

    assert mask_names(text, wanted) == "".join(rebuilt)


def test_the_longest_name_wins():
    """Where one name is the beginning of another, the whole of it goes."""
    assert mask_names("Mary Ann left", ["Mary", "Mary Ann"]) == "[name] left"


@given(st.text(), st.sampled_from(NAMES), st.sampled_from([" ", ".", "’s ", ", ", "\n"]), st.text())
def test_a_name_among_any_text_is_gone_after_masking(before, name, after, rest):
    """Whatever stands around a name, masking leaves nothing of it to be found."""
    text = f"{before} {name}{after}{rest}"
    places = names_left(text, [name])

    assert any(text[place.start : place.end].casefold().startswith(name.casefold()[:2]) for place in places)
    assert names_left(mask_names(text, [name]), [name]) == []


def test_masking_twice_changes_nothing_more():
    """What is masked stays as it is."""
    once = mask_names("Declan, Siân and Mary Ann", NAMES)

    assert mask_names(once, NAMES) == once == "[name], [name] and [name]"
