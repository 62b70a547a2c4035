"""CHAT transcripts."""

import pytest

from qualkit.errors import LoadError
from qualkit.loaders import load_transcript, role_of
from qualkit.loaders.chat import plain

HEAD = "@UTF8\n@Begin\n@Participants:\tPAR Participant\n"


def said(transcript):
    return [(turn.speaker, turn.text, turn.start_time, turn.end_time) for turn in transcript]


def test_lines_of_speakers_are_turns_with_what_goes_on_below_and_the_times_of_their_bullets(samples):
    """First bullet's beginning, last bullet's end."""
    transcript = load_transcript(samples / "cha" / "handmade_interview.cha")
    long = "&-um it was <it was> [//] it had been dug over by then , and I sat on the wall &=laughs ."
    assert said(transcript) == [
        ("INV", "and how was the garden ?", 0.0, 1.5),
        ("PAR", long, 1.6, 6.1),
        ("INV", "mhm .", None, None),
    ]
    assert [role_of(turn.speaker) for turn in transcript] == ["interviewer", "participant", "interviewer"]


def test_marks_are_kept_and_said_and_the_lines_below_are_left_out_by_kind(samples):
    """So nobody takes [//] for words, and nothing goes unseen."""
    source = load_transcript(samples / "cha" / "handmade_interview.cha").source
    assert source.doubts == (
        "1 turns hold CHAT's marks, such as [/] and &-um: kept as they stand; the format chat-plain takes them away",
        "roles by @Participants: INV Investigator, PAR Participant",
    )
    assert source.left_out == (
        ("lines that describe the line above (%mor)", "%mor:\tco|um pro|it"),
        ("lines that describe the line above (%com)", "%com:\ta kettle\n\tboils"),
    )
    assert source.stripped == ("media",)
    assert (source.account.lost, source.account.added) == (0, 0)


def test_chat_plain_takes_the_marks_and_leaves_every_word(samples):
    """Also the one that was said twice."""
    transcript = load_transcript(samples / "cha" / "handmade_interview.cha", format="chat-plain")
    assert transcript.turns[1].text == (
        "um it was it was it had been dug over by then, and I sat on the wall (laughs)."
    )
    assert transcript.source.left_out[-1][0] == "CHAT's marks"
    assert (transcript.source.account.lost, transcript.source.account.added) == (0, 0)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<I want> [/] I want it .", "I want I want it."),
        ("gonna [: going to] go [*] .", "gonna go."),
        ("&+fr friends &~uh &-um .", "fr friends uh um."),
        ("so +...", "so…"),
        ("+< but then +/.", "but then…"),
        ("he (.) went (1.2) home .", "he (.) went (1.2) home."),
        ("hund@s:deu 0is cookie_jar [% points] ?", "hund cookie jar?"),
        ("xxx &*INV:mhm yes !", "xxx (INV: mhm) yes!"),
        ("wait [=! laughs] (be)cause runnin(g) .", "wait because running."),
    ],
)
def test_each_kind_of_mark(written, read):
    """As the manual of CHAT has them."""
    assert plain(written) == read


def test_bullets_that_lost_their_characters_and_old_ones_with_a_file_are_times_too(read):
    """Copying text loses 0x15; old files name the recording in it."""
    file = (
        HEAD
        + '*PAR:\tyes . 500_1500\n*PAR:\tno . \x15%snd:"mary"_2000_3000\x15\n*PAR:\t10_20 apples .\n@End\n'
    )
    transcript = read("a.cha", file)
    assert said(transcript) == [
        ("PAR", "yes .", 0.5, 1.5),
        ("PAR", "no .", 2.0, 3.0),
        ("PAR", "10_20 apples .", None, None),
    ]


def test_lines_without_any_mark_go_on_with_the_line_above_and_are_the_header_s_before_it(read):
    """A long line that some editor broke."""
    transcript = read("a.cha", "a stray line\n" + HEAD + "*PAR:\tone\ntwo .\n@New Episode\n*PAR: three .\n")
    assert [turn.text for turn in transcript] == ["one two .", "three ."]
    assert ("before anything that CHAT knows", "a stray line") in transcript.source.left_out
    assert "@New Episode" in transcript.source.header


@pytest.mark.parametrize("file", ["hello", HEAD + "@End\n", "%mor:\tx\n", "P1: hello\n"])
def test_a_file_in_which_nobody_speaks_is_refused(read, file):
    """And what a line looks like is said."""
    with pytest.raises(LoadError, match="no CHAT"):
        read("a.cha", file)
