"""A person's own interview to read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.errors import ConsentError
from qualkit.memberchecks.reading_copy import SAYS_SO, tidied_speech
from qualkit.testing import tiny_project


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Um, I went. Er... home.", "I went. Home."),
        ("I, I had had enough, and and no, no, no.", "I had had enough, and no, no, no."),
        ("The summer hummed. Her ermine.", "The summer hummed. Her ermine."),
        ("it it's that that", "It it's that that"),
        ("Żółć, erm, yes", "Żółć yes"),
    ],
)
def test_only_sounds_and_doubles_go(said, read):
    """What is no word goes, and small words that were stumbled over; what is meant, or only looks like a sound, stays."""
    assert tidied_speech(said) == read


@given(st.lists(st.sampled_from(["I", "went", "home", "um", "Er", "she", "said", "no"]), max_size=12))
def test_no_word_is_put_in(words):
    """Whatever was said, each word that is left was said, in its order."""
    said = iter(word.casefold() for word in words)

    assert all(word.casefold() in said for word in tidied_speech(" ".join(words)).split())


def test_nobody_elses_words(tmp_path):
    """The copy has the person's words and the questions, says what was done, and has no word of another."""
    with tiny_project(tmp_path / "tiny.qualkit") as project:
        with pytest.raises(ConsentError, match="qualkit consent"):
            project.checks.reading_copy("P2", tmp_path / "copy.txt")
        project.consent("P2", paper=True)
        text = project.checks.reading_copy("P2", tmp_path / "copy.txt").read_text(encoding="utf-8")

    assert text.startswith(SAYS_SO)
    assert "We: How was it before?" in text
    assert "You: Well I was in and out of hospital" in text
    assert "garden" not in text
