"""What a label can look like."""

import time

import pytest

from qualkit.loaders.labels import Line, fold_label, is_known, is_name_shaped, is_no_speaker, spots, stamp


@pytest.mark.parametrize(
    "label", ["INT", "P1", "Interviewer 2", "SPEAKER_00", "Unknown Speaker", "S01", "q", "س", "P1 (she/her)"]
)
def test_roles_and_ids_are_known(label):
    """Whatever their capitals."""
    assert is_known(label.casefold())


@pytest.mark.parametrize("words", ["At 10", "Day 1", "Note", "She said", "the ward", "May 12"])
def test_ordinary_words_are_not_known(words):
    """However much they look like it."""
    assert not is_known(words.casefold())


@pytest.mark.parametrize(
    "name", ["Jane", "Jane O'Neill", "Okafor, Ngozi (Trust X)", "Dr. Smith", "Ludwig van Beethoven"]
)
def test_names_have_capitals(name):
    """Small words within aside."""
    assert is_name_shaped(name)


@pytest.mark.parametrize(
    "words", ["she said", "One thing", "It was hard. Then", "A Very Long Title With Too Many Words In It"]
)
def test_sentences_are_no_names(words):
    """A small letter or too many words tell."""
    assert not is_name_shaped(words)


def test_headings_are_no_speakers():
    """They stand above an interview, not in it."""
    assert is_no_speaker("date")
    assert not is_no_speaker("jane")


def test_invisible_marks_in_a_label_are_folded():
    """Zero-width spaces, no-break spaces, direction marks."""
    assert fold_label("\u200fI\u200bNT\u00a0 2") == "INT 2"


def test_a_stamp_says_whether_it_had_brackets():
    """Without them it may be part of a sentence."""
    assert stamp("[00:00:07-3] x")[1:] == (7.3, None, True)
    assert stamp("10:30 I left").bracketed is False
    assert stamp("no time") is None


@pytest.mark.parametrize(
    "text",
    [
        " " * 1_000_000,
        "A " * 500_000,
        "A" + "\t" * 1_000_000 + "x",
        "[" * 1_000_000,
        "P1" + "\u200b" * 1_000_000,
    ],
)
def test_a_long_line_takes_no_time(text):
    """Only its beginning can be a label."""
    began = time.process_time()
    spots(Line(text))
    assert time.process_time() - began < 0.5
