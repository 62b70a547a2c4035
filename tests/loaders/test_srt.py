"""SubRip files."""

import pytest

from qualkit.errors import LoadError


def said(transcript):
    return [(turn.speaker, turn.text) for turn in transcript]


def times(transcript):
    return [(turn.start_time, turn.end_time) for turn in transcript]


def test_names_in_brackets_or_with_a_colon_are_speakers(read):
    """WhisperX writes the one, people write the other."""
    whisperx = "1\n00:00:00,000 --> 00:00:01,000\n[SPEAKER_00]: So?\n\n2\n00:00:01,000 --> 00:00:02,000\n[SPEAKER_01]: Yes.\n"
    people = "1\n00:00:00,000 --> 00:00:01,000\nInt: So?\n\n2\n00:00:01,000 --> 00:00:02,000\nPat: Yes.\n"
    assert said(read("a.srt", whisperx)) == [("SPEAKER_00", "So?"), ("SPEAKER_01", "Yes.")]
    assert said(read("b.srt", people)) == [("Int", "So?"), ("Pat", "Yes.")]


def test_numbers_that_jump_and_times_that_overlap_are_kept_as_they_are(read):
    """Nothing is put in order, and no number is a word."""
    text = "1\n00:00:05,000 --> 00:00:07,500\nOne.\n\n9\n00:00:06,000 --> 00:00:08,000\n42\n\n3\n00:00:01,000 --> 00:00:02,000\nThree.\n"
    transcript = read("a.srt", text)
    assert said(transcript) == [(None, "One."), (None, "42"), (None, "Three.")]
    assert times(transcript) == [(5.0, 7.5), (6.0, 8.0), (1.0, 2.0)]


def test_missing_blank_lines_and_missing_numbers_end_no_caption_late(read):
    """The timing line is what begins one."""
    text = "1\n00:00:00,000 --> 00:00:01,000\nOne.\n2\n00:00:01,000 --> 00:00:02,000\nTwo.\n00:00:02,000 --> 00:00:03,000\nThree."
    assert said(read("a.srt", text)) == [(None, "One."), (None, "Two."), (None, "Three.")]


def test_a_blank_line_within_a_caption_loses_no_words(read):
    """Also a number that somebody says."""
    text = "1\n00:00:00,000 --> 00:00:01,000\nOne\n\n17\n\nmore.\n\n2\n00:00:01,000 --> 00:00:02,000\nTwo.\n"
    assert said(read("a.srt", text)) == [(None, "One 17 more."), (None, "Two.")]


@pytest.mark.parametrize(
    "written", ["00:00:01.500 --> 00:00:02.000", "0:0:1,5 --> 0:0:2,0", "00:01,500 -> 00:02,000",
                "00:00:01:500 --> 00:00:02:000", "00:00:01,500-->00:00:02,000 X1:40 X2:600 Y1:20 Y2:50"]
)  # fmt: skip
def test_times_are_read_as_recorders_write_them(read, written):
    """Comma, dot or colon; one figure or two; with a place on the screen."""
    assert times(read("a.srt", f"\ufeff1\r\n{written}\r\nYes.\r\n")) == [(1.5, 2.0)]


def test_how_captions_look_is_listed_and_a_transcriber_s_mark_stays(read):
    """Tags are not words; <laughs> is."""
    text = '1\n00:00:00,000 --> 00:00:01,000\n{\\an8}<i>So</i> <font color="#fff">I</font> <laughs> R&amp;D &copy\\Nyes.\n'
    transcript = read("a.srt", text)
    assert said(transcript) == [(None, "So I <laughs> R&D &copy yes.")]
    assert transcript.source.left_out == (
        ("how captions look", '\\N {\\an8} <i> </i> <font color="#fff"> </font>'),
        ("numbers and ids of captions", "1"),
        ("how characters were written", "amp;"),
    )


def test_an_end_before_its_start_is_no_end(read):
    """The start is kept."""
    assert times(read("a.srt", "1\n00:00:05,000 --> 00:00:00,000\nYes.\n")) == [(5.0, None)]


def test_words_before_the_first_caption_are_the_header(read):
    """Some programs sign there."""
    transcript = read("a.srt", "Made with a program\n\n1\n00:00:05,000 --> 00:00:06,000\nYes.\n")
    assert transcript.source.header == ("Made with a program",)


@pytest.mark.parametrize("text", ["hello", "1\n00:00:01\nwords\n"])
def test_a_file_without_captions_is_refused(read, text):
    """And what a caption looks like is said."""
    with pytest.raises(LoadError, match="holds no captions"):
        read("a.srt", text)
