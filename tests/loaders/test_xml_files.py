"""OHMS and TEI, told apart by their outermost element."""

import pytest

from qualkit.errors import LoadError
from qualkit.loaders import load_transcript


def said(transcript):
    return [(turn.speaker, turn.text, turn.start_time, turn.end_time) for turn in transcript]


def ohms(*parts):
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in parts)
    return f'<ROOT xmlns="https://www.weareavp.com/nunncenter/ohms"><record>{inside}</record></ROOT>'


def tei(body, head=""):
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{head}<text><body>{body}</body></text></TEI>'


def test_a_legacy_ohms_text_has_its_labels_and_the_minute_that_was_reached(samples):
    """A mark in mid-line is reached by the line below; that times are rough is said."""
    transcript = load_transcript(samples / "xml" / "handmade_ohms_sync.xml")
    assert said(transcript) == [
        ("MOSS", "So, the garden. Who dug it first?", 0.0, None),
        ("FERN", "We all did, & in the rain. Every Monday.", 60.0, None),
        ("MOSS", "Even in May?", 120.0, None),
        ("FERN", "Even then. [laughs]", 120.0, None),
    ]
    assert "times are those of the mark before: exact to 1 min" in transcript.source.doubts


def test_who_spoke_and_where_the_recording_is_are_counted_and_not_kept(samples):
    """Their kinds are named; what a cataloguer wrote is listed."""
    source = load_transcript(samples / "xml" / "handmade_ohms_sync.xml").source
    assert source.stripped == ("interviewee", "media url", "title")
    assert "Nobody" not in str((source.header, source.left_out, source.doubts))
    assert [reason for reason, _ in source.left_out] == [
        "footnotes",
        "numbers of footnotes",
        "what a cataloguer wrote about it",
    ]
    assert (source.account.lost, source.account.added) == (0, 0)


def test_ohms_captions_are_read_as_webvtt_and_the_old_text_beside_them_is_left_out(read):
    """Newer files have both."""
    captions = "<![CDATA[WEBVTT\n\n00:00:01.000 --> 00:00:00.000\n<v MOSS>  So &amp; so.<br><br>Yes.\n]]>"
    transcript = read("a.xml", ohms(("transcript", "MOSS: So."), ("vtt_transcript", captions)))
    assert said(transcript) == [("MOSS", "So & so. Yes.", 1.0, None)]
    assert (transcript.source.account.lost, transcript.source.account.added) == (0, 0)
    assert any("MOSS: So." in what for _, what in transcript.source.left_out)


@pytest.mark.parametrize("sync", ["", "0:|1(1)", "1:", "x", "1:|a(b)", "1:|" + "9" * 40 + "(1)"])
def test_a_list_of_lines_that_is_none_gives_no_times(read, sync):
    """The words are there all the same."""
    assert [turn.start_time in {None, 0.0} for turn in read("a.xml", ohms(("sync", sync), ("transcript", "A: So.\n\nB: Yes.\n\nA: No.")))] == [True] * 3  # fmt: skip


def test_tei_speech_has_its_times_speakers_and_what_was_heard(samples):
    """Words that are marked one by one get their spaces; notes are listed."""
    transcript = load_transcript(samples / "xml" / "handmade_tei.xml")
    assert said(transcript) == [
        ("INT", "How was it?", 0.0, 2.5),
        ("P1", "Long, and cold. [laughs]", 2.5, 6.5),
        ("P1", "The café shut.", None, None),
    ]
    source = transcript.source
    assert source.left_out == (
        ("outside any turn", "Part one"),
        ("notes and stage directions", "a door bangs"),
        ("comments in the file", "checked"),
    )
    assert source.stripped == ("the archive's header",)
    assert "Nobody" not in str((source.header, source.left_out, source.doubts))
    assert (source.account.lost, source.account.added) == (0, 0)


@pytest.mark.parametrize(
    ("body", "turns"),
    [
        ("<sp who='#a'><speaker>Ana.</speaker><p>So?</p></sp>", [("a", "So?")]),
        ("<sp><speaker>Ana.</speaker><p>So?</p><stage>exit</stage></sp>", [("Ana", "So?")]),
        ("<annotationBlock who='#a'><u><seg>So</seg> <seg>on</seg></u></annotationBlock>", [("a", "So on")]),
        ("<u who='people.xml#a #b'>Yes!</u><u>Who?</u>", [("a & b", "Yes!"), (None, "Who?")]),
        ("<div><u who='#a'>One<lb/> two</u></div><div><u who='#b'/></div>", [("a", "One two")]),
        ("<p>INT: So?</p><p>P1: Yes.</p><p>INT: Oh.</p>", [("INT", "So?"), ("P1", "Yes."), ("INT", "Oh.")]),
        ("<u who='#a'><w>do</w><w join='left'>n't</w><pc>!</pc></u>", [("a", "don't!")]),
    ],
)
def test_the_ways_in_which_tei_writes_who_says_what(read, body, turns):
    """As speech, as a play, in blocks, or in paragraphs with labels."""
    transcript = read("a.xml", tei(body))
    assert [(turn.speaker, turn.text) for turn in transcript] == turns
    assert (transcript.source.account.lost, transcript.source.account.added) == (0, 0)


@pytest.mark.parametrize(
    ("times", "found"),
    [
        ('start="12.5" end="13s"', (12.5, 13.0)),
        ('start="00:01:02" end="00:01:01"', (62.0, None)),
        ('start="#gone" end="#gone"', (None, None)),
        ('start="#ring" end="#late"', (None, None)),
    ],
)
def test_times_in_tei_are_seconds_clock_times_or_points(read, times, found):
    """A ring of points has no time."""
    line = '<timeline unit="ms"><when xml:id="ring" interval="1" since="#ring"/><when xml:id="late" interval="9" since="#no"/></timeline>'
    turn = read("a.xml", tei(f"<u {times}>So.</u>", line)).turns[0]
    assert (turn.start_time, turn.end_time) == found


def test_anchors_within_talk_are_times_too(read):
    """As transcription programs export it."""
    line = '<timeline unit="ms"><when xml:id="a" absolute="00:00:01"/><when xml:id="b" interval="500" since="#a"/></timeline>'
    turn = read("a.xml", tei('<u><anchor synch="#a"/>So<anchor synch="#b"/></u>', line)).turns[0]
    assert (turn.start_time, turn.end_time) == (1.0, 1.5)


def test_elan_with_the_ending_xml_is_elan(read, samples):
    """What is in it counts."""
    data = (samples / "eaf" / "handmade_interview.eaf").read_bytes()
    assert len(read("a.xml", data).turns) == 3


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("<html/>", "of no kind that is known. These are read: OHMS"),
        (ohms(("title", "x")), "without a transcript"),
        (ohms(("transcript", "No transcript.")), "without a transcript"),
        (tei("<head>x</head>"), "nobody speaks there"),
        (tei("<u>one\n\n<b></u>"), "broken .line 3"),
        ('<!DOCTYPE TEI.2 SYSTEM "tei2.dtd">\n<TEI.2/>', "document type"),
        ("<TEI>&nbsp;</TEI>", "broken"),
        ("hello", "not XML"),
    ],
)
def test_what_is_refused_says_why_and_where(read, file, message):
    """Nothing is mended by guessing."""
    with pytest.raises(LoadError, match=message):
        read("a.xml", file)
