import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.assist.stems import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lonely", "loneliness"),
        ("isolated", "isolation"),
        ("depressed", "depression"),
        ("friends", "friend"),
        ("stopped", "stop"),
        ("house", "housing"),
        ("families", "family"),
        ("n’t", "not"),
    ],
)
def test_forms_of_one_word_meet(one, other):
    """Endings that carry no theme of their own are taken off."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("home", "homeless"), ("hope", "hopeless"), ("care", "careless")])
def test_less_is_no_ending(one, other):
    """What turns a word round stays on it."""
    assert stem(one) != stem(other)


@given(st.text(max_size=30))
def test_a_word_never_vanishes(word):
    """Something is left of every word that was something."""
    assert bool(stem(word)) == bool(word)
