"""A coder's act, as a value."""

from __future__ import annotations

import dataclasses

import pytest

from qualkit.errors import CodebookError
from qualkit.model import POLARITIES, CheckItem, Coding, MemberCheck, Memo, Reason, Segment, Suggestion
from qualkit.model import polarity_named as named

HERE = Segment.of("P1", "the heron stood there", 4, 9)


@pytest.mark.parametrize("polarity", POLARITIES)
def test_a_polarity_is_read_in_any_case(polarity):
    """Capitals and spaces around it do not matter."""
    assert named(f" {polarity.title()} ") == polarity


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_nothing_is_no_polarity(nothing):
    """A coding without one of its own has None, so that the code's holds."""
    assert named(nothing) is None


def test_an_unknown_polarity_is_refused_with_the_known_ones():
    """The sentence names what came and the four that there are."""
    with pytest.raises(CodebookError, match="validating, invalidating, both, unclear; not 'positive'"):
        named("positive")


@pytest.mark.parametrize(
    "noun",
    [
        Coding("c", HERE, "waiting", "Ana", interpretation="You saw a heron."),
        Memo("m", "coding", "c", "Ana", "A heron!"),
        Suggestion("s", HERE, "waiting", 0.5, (Reason("words", "heron", 1.0),)),
        Reason("words", "heron", 1.0),
        MemberCheck("t", "P1", 1, 1, (CheckItem(1, "c", "heron", "heron", question="heron?"),)),
    ],
    ids=lambda noun: type(noun).__name__,
)
def test_nouns_are_frozen_and_keep_words_out_of_their_repr(noun):
    """Nothing in one can be changed, and none shows what was said or written."""
    assert "heron" not in repr(noun)
    field = dataclasses.fields(noun)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(noun, field, "x")
