"""Lines become turns."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.loaders.labels import Line
from qualkit.loaders.turns import read_talk


def talk(text):
    return read_talk([Line(line) for line in text.split("\n")])


def said(text):
    return [(one.speaker, one.text) for one in talk(text).utterances]


def times(text):
    return [(one.start_time, one.end_time) for one in talk(text).utterances]


@pytest.mark.parametrize(
    "text",
    [
        "INT: Hello.\nP1: Hi.",
        "INT - Hello.\nP1 – Hi.",
        "INT:\nHello.\nP1:\nHi.",
        "INTERVIEWER\nHello.\n\nP1\nHi.",
        "[00:01:02] INT: Hello.\n[00:01:05] P1: Hi.",
        "00:01:02 INT: Hello.\n00:01:05 P1: Hi.",
        "INT [00:01:02]: Hello.\nP1 (0:05): Hi.",
        "INT [00:01:02] Hello.\nP1 [00:01:05] Hi.",
        "INT: [00:00:12] Hello.\nP1: [00:00:15] Hi.",
        "INT  0:02\nHello.\n\nP1  0:05\nHi.",
        "00:00:02 INT\nHello.\n00:00:05 P1\nHi.",
        "[00:00:02]\nINT:\nHello.\n[00:00:05]\nP1:\nHi.",
        "0:0:1.120 --> 0:0:4.2\nINT\nHello.\n0:0:5.0 --> 0:0:7.0\nP1\nHi.",
        "[SPEAKER_00]: Hello.\n[SPEAKER_01]: Hi.",
        "[id1] Hello.\n[id2] Hi.",
        "INT\tHello.\nP1\tHi.",
        "INT: Hello. #00:00:07-3#\nP1: Hi. #00:00:12-9#",
        "Q. Hello.\nA. Hi.",
        "Q: Hello.\nA. Hi.\nQ. Ho.",
    ],
)
def test_every_style_of_label_is_read(text):
    """Two turns, the label and the time away from the words."""
    words = [one.text for one in talk(text).utterances]
    assert words[:2] == ["Hello.", "Hi."]
    assert all(one.speaker for one in talk(text).utterances)


def test_times_before_beside_and_after_a_label_are_kept_in_seconds():
    """A time belongs to the turn it stands with."""
    assert times("[00:01:02] INT: Hello.\n[01:00:05] P1: Hi.") == [(62.0, None), (3605.0, None)]
    assert times("[00:00:01 - 00:00:04] INT: Hello.\nP1 [0:05]: Hi.") == [(1.0, 4.0), (5.0, None)]
    assert times("I: Hello. #00:00:07-3#\nP: Hi. #00:00:12-9#") == [(None, 7.3), (None, 12.9)]


def test_a_line_without_a_label_goes_on_with_who_was_speaking():
    """Continuation lines and paragraphs are joined by one space."""
    text = "INT: So?\nP1: First.\n   And more.\n\nAnother paragraph.\nINT: Yes."
    assert said(text)[1] == ("P1", "First. And more. Another paragraph.")


def test_a_time_without_a_label_starts_a_new_turn_of_the_same_speaker():
    """So that its time is not lost."""
    text = "INT: So?\nP1: First.\n[00:02:00] And then.\nINT: Yes."
    assert said(text)[1:3] == [("P1", "First."), ("P1", "And then.")]
    assert times(text)[2] == (120.0, None)


def test_a_title_block_names_nobody_as_speaking():
    """`Interviewer: Ana` above a date is no turn, even where Interviewer is a label below."""
    text = "Interviewer: Ana\nParticipant: P7\nDate: 3 March\n\nInterviewer: Hello.\nParticipant: Hi."
    assert said(text) == [("Interviewer", "Hello."), ("Participant", "Hi.")]
    assert talk(text).header == ("Interviewer: Ana", "Participant: P7", "Date: 3 March")


def test_date_and_note_and_a_clock_time_are_no_speakers():
    """They look like labels and are none."""
    text = "DATE: 3 March\nLOCATION: Bristol\nINT: Hi.\nP1: Note: at one.\nAt 10:30 I left.\nNOTE: door slams\nINT: Oh."
    assert said(text) == [("INT", "Hi."), ("P1", "Note: at one. At 10:30 I left."), ("INT", "Oh.")]
    assert talk(text).left_out == (("a heading or note in capitals", "NOTE: door slams"),)


def test_what_others_said_is_no_speaker():
    """Reported speech keeps its place in the turn."""
    text = "P1: And she goes\nMe: what?\nHer: nothing\nINT: Mm.\nP1: So."
    assert said(text)[0] == ("P1", "And she goes Me: what? Her: nothing")


def test_someone_who_speaks_once_among_labels_is_a_speaker_and_it_is_said():
    """In a file where every line has a label."""
    text = "Ana: Welcome.\nTom: Hi.\nAna: Who else?\nSiobhan: Me.\nTom: Right."
    assert ("Siobhan", "Me.") in said(text)
    assert talk(text).doubts == ("line 4: a label that occurs once; read as a speaker",)


def test_a_word_with_a_colon_among_unlabelled_lines_stays_words_and_it_is_said():
    """The doubt names the line, never the words."""
    text = "INT: Tell me.\nP1: Hard.\nTrouble: they left.\nAnd more.\nAnd more.\nINT: OK.\nP1: Yes.\nAnd so."
    assert said(text)[1] == ("P1", "Hard. Trouble: they left. And more. And more.")
    assert talk(text).doubts == ("line 3: begins like a label, but occurs once; read as words",)


def test_text_without_labels_is_paragraphs_and_says_so():
    """Nobody is named by a guess."""
    text = "I went home. She said:\n\nYou are late.\nVery late.\n\nShe said: no."
    assert said(text) == [
        (None, "I went home. She said:"),
        (None, "You are late. Very late."),
        (None, "She said: no."),
    ]
    assert talk(text).doubts == ("no speakers' labels were found: read as 3 unlabelled paragraphs",)


def test_without_blank_lines_every_line_is_a_paragraph():
    """A list of lines is not run together."""
    assert said("First thing\nSecond thing") == [(None, "First thing"), (None, "Second thing")]


def test_times_without_labels_make_a_turn_each():
    """And lines between them go on."""
    text = "[00:00:01] Hello there.\n[00:00:05] And more.\nwrapped on."
    assert said(text) == [(None, "Hello there."), (None, "And more. wrapped on.")]


def test_what_a_program_wrote_under_the_talk_is_left_out_with_its_reason():
    """It is not the last speaker's words."""
    text = "INT: So?\nP1: Yes.\n\n[End of interview]\nTranscribed by https://otter.ai\n"
    assert said(text)[-1] == ("P1", "Yes.")
    assert [reason for reason, _ in talk(text).left_out] == ["written under the talk"] * 2


def test_a_label_without_words_is_left_out_and_listed():
    """There is nothing in it to code."""
    assert talk("INT: So?\nP1:\nINT: Well?").left_out == (("a label without words", "P1:"),)


def test_a_label_that_goes_on_or_has_other_capitals_is_the_same_speaker():
    """(cont.) says nothing about who."""
    assert [who for who, _ in said("Int: So?\nP1: A.\nP1 (cont.): B.\nINT: C.")] == ["Int", "P1", "P1", "Int"]


def test_many_words_before_the_first_label_are_doubted():
    """They may be someone's."""
    text = "word " * 120 + "\n\nINT: So?\nP1: Yes."
    assert talk(text).doubts == ("120 words stand before the first label: look whether anyone says them",)


LABELS = st.sampled_from(
    ["INT: ", "P1: ", "Jane: ", "[00:01:02] P1: ", "Q. ", "A. ", "DATE: ", "", "  ", "[0:05] "]
)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\n", exclude_categories=["Cs"]), max_size=40)
LINES = st.lists(st.builds(str.__add__, LABELS, WORDS), max_size=25)


@given(LINES)
def test_no_character_is_lost(lines):
    """Every one that is no space is in a turn, a label or time, the header, or left out."""
    result = read_talk([Line(line) for line in lines])
    kept = [one.text for one in result.utterances]
    kept += [*result.header, *result.marks]
    kept += [what for _, what in result.left_out]
    source = Counter(character for line in lines for character in line if not character.isspace())
    assert Counter(character for text in kept for character in text if not character.isspace()) == source


@given(LINES)
def test_the_words_stay_in_their_order(lines):
    """Turn after turn they stand as they stood in the file."""
    result = read_talk([Line(line) for line in lines])
    source = iter("".join(lines))
    words = "".join(one.text for one in result.utterances)
    assert all(character in source for character in words if not character.isspace())
