"""The counts that a report must give of the checks equal a count by hand, and small ones are hidden from others."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from qualkit.analysis.checked import Checked, checked, checked_sentence, checked_table

STATUS = pd.DataFrame(
    [
        ("P1", "A", "returned_full", 3),
        ("P2", "B", "returned_part", 2),
        ("P3", "C", "returned_blank", 2),
        ("P4", "D", "reminded", 2),
        ("P5", None, "declined", 0),
        ("P6", None, "not_asked", 0),
    ],
    columns=["participant", "paper", "state", "items"],
)
RESPONSES = pd.DataFrame(
    [
        ("P1", "A", 1, "agree", "pdf", "current"),
        ("P1", "A", 2, "not_quite", "pdf", "current"),
        ("P1", "A", 3, "remove", "pdf", "current"),
        ("P1", "A", 1, "skip", "pdf", "earlier"),
        ("P2", "B", 1, "own_words_only", "talk", "current"),
        ("P2", "B", 2, "unanswered", "talk", "current"),
        ("P2", "B", 0, "", "talk", "current"),
    ],
    columns=["participant", "paper", "item", "answer", "source", "standing"],
)
ADJUSTMENTS = pd.DataFrame(
    [("A", 2, "reword"), ("A", 2, "mask_more"), ("B", 1, "keep_with_dissent")],
    columns=["paper", "number", "kind"],
)


def test_the_counts_equal_those_by_hand():
    """Six people: five asked, one declined, four sent, two answered, one blank, one silent; items likewise."""
    assert checked(STATUS, RESPONSES, ADJUSTMENTS) == Checked(
        people=6,
        asked=5,
        declined=1,
        sent=4,
        returned=2,
        blank=1,
        silent=1,
        on_screen=1,
        on_paper=0,
        by_talk=1,
        shown=9,
        answered=4,
        fitted=1,
        changed=1,
        removed=1,
        contested=1,
    )


def test_the_sentence_has_denominators():
    """The sentence says of how many, and that silence is no agreement."""
    said = checked_sentence(checked(STATUS, RESPONSES, ADJUSTMENTS))

    for part in (
        "5 of 6 participants",
        "Of 9 interpretations",
        "Silence was not taken for agreement",
        "1 by talk",
        "The reading of 4 was not checked by the people themselves.",
    ):
        assert part in said


def test_who_could_not_be_asked_is_not_taken_for_checked():
    """Whoever moved, is in hospital, died or cannot be reached is counted among those who have not checked."""
    away = STATUS.assign(state=["returned_full", "died", "in_hospital", "reminded", "declined", "moved"])
    counts = checked(away, RESPONSES.iloc[:4], ADJUSTMENTS.iloc[:0])

    assert (counts.returned, counts.unchecked, counts.away) == (1, 5, 3)
    said = checked_sentence(counts)
    assert "The reading of 5 was not checked" in said
    assert "3 of them because they had moved, were in hospital, had died or could not be reached" in said
    assert "not checked" in checked_sentence(counts, for_others=True)
    assert " 3 of them" not in checked_sentence(counts, for_others=True)


def test_before_anything_was_sent():
    """Without papers the sentence says that nothing was checked; empty tables count nothing."""
    none = checked(STATUS.iloc[5:], RESPONSES.iloc[:0], ADJUSTMENTS.iloc[:0])

    assert "nothing here has been checked" in checked_sentence(none)


def test_the_guidelines_are_answered():
    """COREQ 23 and 28, SRQR 15 and the five items of GRIPP2-SF each have a row."""
    table = checked_table(checked(STATUS, RESPONSES, ADJUSTMENTS))

    assert list(zip(table["standard"], table["item"], strict=True)) == [
        ("COREQ", "23"),
        ("COREQ", "28"),
        ("SRQR", "15"),
        *(("GRIPP2-SF", str(item)) for item in range(1, 6)),
    ]


@given(parts=st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)))
def test_a_small_count_cannot_be_worked_out(parts):
    """For others a count of one to four is hidden, and where it is the only one of three that add up, so is another."""
    returned, blank, silent = parts
    sent = sum(parts)
    counts = Checked(sent, sent, 0, sent, returned, blank, silent, 0, 0, 0, 9, 9, 9, 9, 9, 9)
    said = checked_sentence(counts, for_others=True)

    shown = [f"{returned} came back with", f"{blank} came back blank", f"{silent} did not"]
    small = [0 < part < 5 for part in parts]
    for text, is_small in zip(shown, small, strict=True):
        if is_small:
            assert f" {text}" not in said
    if sent and sum(small) == 1:
        hidden = said.count("fewer than 5") + said.count("some ")
        assert hidden >= 2
