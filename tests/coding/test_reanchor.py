"""A correction shifts no coding in silence."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.coding.alignment import _extreme, _other_extreme
from qualkit.coding.reanchor import Anchor, Edit, follow, reanchor
from tests.coding import identity

OLD = "I said no. The doctor talked over my head, and I felt invisible.\nI said no. It was the garden that kept me going."


def _placed(old, words, new, nth=1):
    at = -1
    for _ in range(nth):
        at = old.index(words, at + 1)
    (anchor,) = reanchor(old, new, [(at, at + len(words))])
    return anchor.state, new[anchor.start : anchor.end]


def test_nothing_changed_is_kept():
    """The same text gives every stretch its own place."""
    assert reanchor(OLD, OLD, [(0, 9), (11, 20)]) == [Anchor("kept", 0, 9), Anchor("kept", 11, 20)]


def test_words_before_and_after_a_typo():
    """A word put right leaves what stands before it where it is, carries the rest along, and marks who had it inside."""
    new = OLD.replace("talked", "was talking")

    assert _placed(OLD, "The doctor", new) == ("kept", "The doctor")
    assert _placed(OLD, "I felt invisible.", new) == ("moved", "I felt invisible.")
    assert _placed(OLD, "The doctor talked over my head", new) == (
        "unsure",
        "The doctor was talking over my head",
    )
    assert _placed(OLD, "talked", new) == ("unsure", "was talking")


def test_a_sentence_said_twice_is_told_apart_by_what_stands_around_it():
    """Each of two equal sentences keeps its own place; when one of two in a row goes, neither is sure."""
    new = OLD.replace("The doctor", "A doctor")
    assert _placed(OLD, "I said no.", new, nth=2) == ("moved", "I said no.")

    twice = "Well. I said no. I said no. It was the garden that kept me going."
    once = twice.replace("I said no. ", "", 1)
    assert {_placed(twice, "I said no.", once, nth)[0] for nth in (1, 2)} == {"unsure"}
    assert _placed(twice, "the garden that kept me", once) == ("moved", "the garden that kept me")


def test_a_sentence_carried_elsewhere_is_found():
    """A whole sentence that stands once in each text is found where it went; one that has gone is lost."""
    garden = "It was the garden that kept me going."
    new = f"{garden} {OLD.replace(' ' + garden, '')}"

    assert _placed(OLD, garden, new) == ("moved", garden)
    assert _placed(OLD, garden, OLD.replace(garden, ""))[0] == "lost"


def test_a_word_within_another_is_not_that_word():
    """'he' is not found in 'she', nor a sentence in a longer word's tail."""
    old = "And he said that nobody had asked him. I was tired."
    new = "And she said that nobody had asked him. I was tired."

    assert _placed(old, "he said that nobody had asked him", new)[0] == "unsure"


def test_marks_and_emoji_stay_with_their_letters():
    """An accent or a joiner added to a coded word is a change of that word."""
    assert (
        _placed("we met at the cafe on most days", "the cafe", "we met at the cafe\u0301 on most days")[0]
        == "unsure"
    )
    assert _placed("that was 👩 my sister there", "👩", "that was 👩\u200d👧 my sister there")[0] == "unsure"


def test_a_line_broken_within_a_coding_needs_a_person():
    """A turn split in the middle of coded words gives them two speakers: nobody but a person can say whose they are."""
    new = OLD.replace("head, and I", "head,\nand I")

    assert _placed(OLD, "over my head, and I felt", new)[0] == "unsure"
    assert _placed(OLD, "The doctor talked", new) == ("kept", "The doctor talked")


def _stretches(draw, text, count):
    spots = identity.borders(text)
    found = []
    while len(found) < count:
        first = draw.randrange(len(spots))
        start, end = spots[first], spots[min(len(spots) - 1, first + draw.choice((1, 3, 5, 9, 15, 25)))]
        if draw.random() < 0.2:
            start = draw.randrange(len(text) - 1)
            end = min(len(text), start + draw.randint(1, 12))
        if text[start:end].strip():
            found.append((start, end))
    return found


def _stayed(living, numbers):
    """Whether the characters are all there still, next to each other."""
    first, last = living.where(numbers[0]), living.where(numbers[-1])
    return -1 not in (first, last) and living.numbers(first, last + 1) == numbers


def _shifted(living, numbers, anchor):
    """Whether an anchor that is said to be beyond doubt is on other characters than the coded ones, or their copies."""
    if anchor.state in ("unsure", "lost") or living.numbers(anchor.start, anchor.end) == numbers:
        return False
    if _stayed(living, numbers):
        return True
    # A sentence typed anew, word for word, is that sentence.
    typed = len(living.text[anchor.start : anchor.end].split()) >= 6
    return living.sources(anchor.start, anchor.end) != numbers and not typed


def _tried(draw, text, edits, codings):
    living = identity.Living(text)
    places = _stretches(draw, text, codings)
    numbers = [living.numbers(*place) for place in places]
    for _ in range(edits):
        identity.edit(draw, living)
    return living, [
        (mine, anchor) for mine, anchor in zip(numbers, reanchor(text, living.text, places), strict=True)
    ]


def test_a_thousand_random_edits_shift_no_coding_in_silence(talk):
    """Insert, delete, replace, move, copy, at borders and in words: whatever is kept or moved is on its own characters."""
    draw = random.Random(3)
    done, states = 0, Counter()
    while done < 1000:
        edits = draw.choice((1, 1, 2, 5, 20))
        living, found = _tried(draw, draw.choice(talk), edits, 40)
        done += edits
        for numbers, anchor in found:
            assert not _shifted(living, numbers, anchor), (edits, anchor)
            states[_stayed(living, numbers), anchor.state] += 1

    untouched = {state: count for (stayed, state), count in states.items() if stayed}
    assert untouched["kept"] + untouched["moved"] > 0.98 * sum(untouched.values())
    assert untouched.get("lost", 0) < 0.005 * sum(untouched.values())


def test_one_edit_where_all_is_said_twice_shifts_no_coding_in_silence():
    """Also in talk of a few sentences that are said again and again, words are never taken for their like."""
    for seed in range(400):
        draw = random.Random(seed)
        text = identity.interview(draw, draw.choice((3, 8, 20)))
        living, found = _tried(draw, text, 1, 20)
        for numbers, anchor in found:
            quoted = living.text[anchor.start : anchor.end]
            assert anchor.state == "lost" or quoted.strip(), seed
            assert not _shifted(living, numbers, anchor), (seed, anchor)


@pytest.fixture(scope="module")
def talk():
    """The example interviews' texts."""
    import qualkit as qk

    folder = qk.model.shipped("transcripts_example")
    names = ("P1.txt", "P2.docx", "P3.vtt", "P4.txt")
    return [qk.load_transcript(folder / name).text for name in names]


EDITS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.text("ab 🙂\u0301", max_size=4)), max_size=5
)


@settings(max_examples=200, deadline=None)
@given(gaps=EDITS, start=st.integers(0, 40), length=st.integers(1, 12))
def test_edits_that_are_known_are_followed_character_by_character(gaps, start, length):
    """What no edit touches is on the same characters afterwards, and what one touches says so."""
    text = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    edits, at = [], 0
    for gap, cut, words in gaps:
        edits.append(Edit(at + gap, at + gap + cut, words))
        at += gap + cut + 1
    living = identity.Living(text)
    mine = living.numbers(start, start + length)
    for edit in reversed(edits):
        living.chars[edit.start : edit.end] = [identity.Char(char, -1, -1) for char in edit.words]
    (anchor,) = follow(edits, [(start, start + length)])

    if _stayed(living, mine) and anchor.state in ("kept", "moved"):
        assert living.numbers(anchor.start, anchor.end) == mine
        assert (anchor.state == "kept") == (anchor.start == start)
    else:
        assert anchor.state in ("unsure", "lost")
        left = [number for number in mine if number in {char.number for char in living.chars}]
        assert set(left) <= set(living.numbers(anchor.start, anchor.end))


@settings(max_examples=300, deadline=None)
@given(old=st.lists(st.integers(0, 3), max_size=8), new=st.lists(st.integers(0, 3), max_size=8))
def test_what_both_extremes_say_every_best_alignment_says(old, new):
    """Held against the whole table: a pair is in both extremes exactly when no best alignment does without it."""
    before = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    after = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, word in enumerate(old):
        for j, other in enumerate(new):
            before[i + 1][j + 1] = (
                before[i][j] + 1 if word == other else max(before[i][j + 1], before[i + 1][j])
            )
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            after[i][j] = (
                after[i + 1][j + 1] + 1 if old[i] == new[j] else max(after[i + 1][j], after[i][j + 1])
            )
    best, sure = before[-1][-1], []
    for i, word in enumerate(old):
        pairs = [
            j
            for j, other in enumerate(new)
            if word == other and before[i][j] + 1 + after[i + 1][j + 1] == best
        ]
        without = max(before[i][j] + after[i + 1][j] for j in range(len(new) + 1))
        sure.append(pairs[0] if len(pairs) == 1 and without < best else -1)

    agreed = zip(_extreme(old, new), _other_extreme(old, new), strict=True)
    assert [one if one == other else -1 for one, other in agreed] == sure


def test_an_hour_with_three_thousand_codings_takes_under_a_second():
    """Forty corrections in 9,000 words that 3,000 codings lie on: less than one second of the processor."""
    draw = random.Random(1)
    text = identity.interview(draw, 500)
    places = _stretches(draw, text, 3000)
    living = identity.Living(text)
    for _ in range(40):
        identity.edit(draw, living)
    begun = time.process_time()
    found = reanchor(text, living.text, places)

    assert time.process_time() - begun < 1.0
    assert (len(text.split()) > 9000, len(found)) == (True, 3000)


def test_a_text_too_long_for_one_table_is_cut_where_words_stand_once():
    """Pieces are laid beside each other as the whole would be."""
    draw = random.Random(2)
    words = [f"word{draw.randrange(3000)}" for _ in range(20000)]
    new = [*words[:100], "put", "in", *words[100:]]
    found = reanchor(" ".join(words), " ".join(new), [(0, 20), (90_000, 90_060)])

    assert [anchor.state for anchor in found] == ["kept", "moved"]
    assert " ".join(new)[found[1].start : found[1].end] == " ".join(words)[90_000:90_060]
