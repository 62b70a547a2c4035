"""Sentences that somebody tired can read."""

from __future__ import annotations

import pytest

from qualkit.memberchecks.plain import hard_to_read, syllables


def test_a_short_plain_sentence_passes():
    """Everyday words in a short sentence are not remarked upon."""
    assert hard_to_read("You said that the bus was cold. You had no friends then.") == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("You said " + "that it was hard " * 5 + "then.", "sentence 1 has"),
        (
            "Fine. Your utilisation of rehabilitation facilities deteriorated considerably.",
            "sentence 2 may be hard",
        ),
    ],
)
def test_a_long_or_learned_sentence_is_named(text, fault):
    """Over fifteen words, or far from everyday words: the sentence's number is given, not its words."""
    found = hard_to_read(text)

    assert len(found) == 1
    assert found[0].startswith(fault)


@pytest.mark.parametrize(
    ("word", "count"), [("home", 1), ("wanted", 2), ("bicycle", 3), ("the", 1), ("people", 2)]
)
def test_syllables(word, count):
    """Vowel groups less a silent e come near to what is spoken."""
    assert syllables(word) == count
