"""Sheets before an interview."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.loaders.labels import Line
from qualkit.loaders.turns import read_talk

SHEET = "ORAL HISTORY PROJECT\n\nInterviewee: Jane Smith\n\nInterviewer: Tom Jones\n\nDate: 3 March\n\nLocation: Leeds\n\n"
TALK = "{0}: How was it?\n\n{1}: It was long, and cold.\n\n{0}: And then?\n\n{1}: Nobody rang.\n"


def talk(text):
    return read_talk([Line(line) for line in text.split("\n")])


@pytest.mark.parametrize(
    "names", [("TJ", "JS"), ("JONES", "SMITH"), ("Interviewer", "Jane Smith"), ("Q", "A")]
)
@pytest.mark.parametrize("more", ["", "Transcriber: Ann Lee\n\n"])
def test_nobody_speaks_on_the_sheet(names, more):
    """Whatever the labels of the talk are, those of the sheet among them."""
    read = talk(SHEET + more + TALK.format(*names))
    assert [said.speaker for said in read.utterances] == [*names, *names]
    assert "Interviewer: Tom Jones" in read.header
    assert "Date: 3 March" in read.header


def test_talk_from_the_first_line_is_talk():
    """Short turns, and a word that could be a heading among them."""
    for text in (
        "INT: So?\n\nP1: Yes.\n\nDate: no idea.\n\n",
        "INT: Hello\n\nP1: Hi\n\nINT: So\n\nDate: 3 March\n\nP1: Yes.\n\n",
    ):
        assert [said.speaker for said in talk(text + TALK.format("INT", "P1")).utterances][:2] == [
            "INT",
            "P1",
        ]


def test_a_sheet_above_talk_without_labels_names_nobody_either():
    """It does not take the whole interview for its last line's words."""
    assert {said.speaker for said in talk(SHEET + "How was it?\n\nIt was long.\n").utterances} == {None}


@given(
    st.lists(
        st.sampled_from([*SHEET.split("\n"), *TALK.format("TJ", "JS").split("\n"), "Note: x", "So."]),
        max_size=20,
    )
)
def test_no_line_is_lost(lines):
    """In any order."""
    read = talk("\n".join(lines))
    kept = [
        *(said.text for said in read.utterances),
        *read.header,
        *read.marks,
        *(what for _, what in read.left_out),
    ]
    assert sorted("".join("".join(kept).split())) == sorted("".join("".join(lines).split()))
