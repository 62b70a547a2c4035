"""WebVTT files."""

import pytest

from qualkit.errors import LoadError


def cues(*texts, header="WEBVTT"):
    blocks = [f"00:00:{at:02d}.000 --> 00:00:{at + 1:02d}.000\n{text}" for at, text in enumerate(texts)]
    return "\n\n".join([header, *blocks]) + "\n"


def said(transcript):
    return [(turn.speaker, turn.text) for turn in transcript]


def test_entities_are_decoded_exactly_once(read):
    """`&amp;lt;` was written as `&lt;`."""
    assert said(read("a.vtt", cues("<v Jo &amp; Al>R&amp;D, &amp;lt;b&amp;gt; &#39;so&#39;"))) == [
        ("Jo & Al", "R&D, &lt;b&gt; 'so'")
    ]


def test_what_is_no_tag_stays_in_the_words(read):
    """A transcriber's marks are not markup."""
    assert said(read("a.vtt", cues("<v P1>I <laughs> was <[?]> there <i>then</i><br><c.red>now</c>"))) == [
        ("P1", "I <laughs> was <[?]> there then now")
    ]


def test_several_voices_in_one_cue_are_turns_of_their_own(read):
    """With the cue's time."""
    transcript = read("a.vtt", cues("<v Ana>So?</v>\n<v P1>Yes.</v>"))
    assert said(transcript) == [("Ana", "So?"), ("P1", "Yes.")]


def test_overlap_marks_in_a_voice_are_no_part_of_the_name(read):
    """Such as //S02, which noScribe writes."""
    assert said(read("a.vtt", cues("<v S01>So I", "<v //S02>Mm.")))[1] == ("S02", "Mm.")


def test_notes_styles_and_regions_are_left_out_with_their_reason(read):
    """They are not said."""
    text = (
        "WEBVTT - Title\n\nSTYLE\n::cue { color: red }\n\nNOTE a remark\nof two lines\n\nREGION\nid:1\n\n"
        + cues("<v P1>Yes.")[8:]
    )
    source = read("a.vtt", text).source
    assert [reason for reason, _ in source.left_out] == [
        "how captions look",
        "a note in the file",
        "how captions look",
    ]
    assert source.header == ("WEBVTT - Title",)


def test_a_blank_line_within_an_open_voice_is_part_of_it(read):
    """Teams does that."""
    assert said(read("a.vtt", cues("<v P1>One\n\ntwo.</v>", "<v P2>Yes.</v>"))) == [
        ("P1", "One two."),
        ("P2", "Yes."),
    ]


def test_words_outside_any_caption_are_listed(read):
    """Nothing goes without a trace."""
    source = read("a.vtt", cues("<v P1>One.</v>", "<v P2>Two.</v>") + "\nstray words\n").source
    assert ("outside any caption", "stray words") in source.left_out


def test_ids_and_settings_are_not_words(read):
    """Numbers, GUIDs, positions."""
    text = "WEBVTT\n\nabc-12/3\n00:01.000 --> 00:02.500 align:start position:0%\n<v P1>Yes.\n"
    transcript = read("a.vtt", text)
    assert said(transcript) == [("P1", "Yes.")]
    assert (transcript.turns[0].start_time, transcript.turns[0].end_time) == (1.0, 2.5)


def test_an_end_before_its_start_is_no_end(read):
    """A last cue often ends at zero."""
    transcript = read("a.vtt", "WEBVTT\n\n00:00:05.000 --> 00:00:00.000\n<v P1>Yes.\n")
    assert (transcript.turns[0].start_time, transcript.turns[0].end_time) == (5.0, None)


def test_a_file_without_its_first_line_is_read_and_doubted(read):
    """It is still captions."""
    transcript = read("a.vtt", cues("<v P1>Yes.", header="Kind: captions"))
    assert "no WEBVTT in the first line" in transcript.source.doubts
    assert said(transcript) == [("P1", "Yes.")]


@pytest.mark.parametrize("text", ["WEBVTT\n", "hello", "WEBVTT\n\n00:00 -> 00:01\nwords"])
def test_a_file_without_captions_is_refused(read, text):
    """And what a caption looks like is said."""
    with pytest.raises(LoadError, match="holds no captions"):
        read("a.vtt", text)


def test_captions_without_words_are_refused(read):
    """An empty transcript helps nobody."""
    with pytest.raises(LoadError, match="no words"):
        read("a.vtt", cues("", "<v P1></v>"))


def test_a_caption_that_begins_with_a_line_of_spaces_is_whole(read):
    """YouTube keeps the upper line free with a space; the words' times are those of their own caption."""
    text = (
        "WEBVTT\n\n00:00.160 --> 00:02.470\n \nso<00:00.400><c> I</c>\n\n00:02.470 --> 00:02.480\nso I\n \n\n"
        "00:02.480 --> 00:04.000\nso I\nwent\n\n00:04.000 --> 00:04.010\nwent\n \n\n"
        "00:04.010 --> 00:06.000\nwent\nhome\n"
    )
    transcript = read("a.vtt", text)
    assert [(turn.text, turn.start_time) for turn in transcript] == [
        ("so I", 0.16),
        ("went", 2.48),
        ("home", 4.01),
    ]
