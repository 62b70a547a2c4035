"""Web pages, and what noScribe writes as one."""

import pytest

from qualkit.errors import LoadError

TALK = "<p>INT: So?</p><p>P1: Yes.</p>"


def said(transcript):
    return [(turn.speaker, turn.text) for turn in transcript]


def left_out(transcript):
    return dict(transcript.source.account.left_out)


def test_a_line_begins_where_a_browser_would_begin_one(read):
    """Blocks, breaks, list items and cells; a line end in the file is a space."""
    page = "<div>INT: So,\n  how\twas it?<br>P1: Long.</div><ul><li>INT: And <b>then</b>?<li>P1: Slept.</ul>INT: Ah."
    assert said(read("a.html", page)) == [
        ("INT", "So, how was it?"),
        ("P1", "Long."),
        ("INT", "And then?"),
        ("P1", "Slept."),
        ("INT", "Ah."),
    ]


def test_bold_names_without_a_colon_are_speakers(read):
    """By element and by style; bold that a style takes back is none."""
    page = """<p><b>Jane</b> Hello.</p><p><span style="font-weight:700">Tom</span> Hi.</p>
        <p><strong>Jane</strong> Bye.</p><p><b>Tom</b> Yes.</p>
        <p><b><span style="font-weight: normal">Jane</span></b> was my sister.</p>"""
    assert said(read("a.html", page)) == [
        ("Jane", "Hello."),
        ("Tom", "Hi."),
        ("Jane", "Bye."),
        ("Tom", "Yes. Jane was my sister."),
    ]


def test_a_style_sheet_may_say_what_is_bold(read):
    """Google's documents name classes, and set nothing in bold by itself."""
    talk = [("Jane", "Hello."), ("Tom", "Hi."), ("Jane", "Bye."), ("Tom", "Yes.")]
    page = "<style>.c1{font-weight:700} .c2{font-weight:400}</style>" + "".join(
        f'<p class="c2"><span class="c1">{who}</span><span class="c2"> {words}</span></p>'
        for who, words in talk
    )
    assert said(read("a.html", page)) == talk


def test_entities_are_decoded_once(read):
    """What was written as an entity of an entity stays one."""
    page = "<p>INT: It cost &pound;20 &amp;amp; more?</p><p>P1: &lt;laughs&gt; Sia&#770;n&#8217;s did&shy;n&#39;t.</p>"
    transcript = read("a.html", page)
    assert said(transcript) == [("INT", "It cost £20 &amp; more?"), ("P1", "<laughs> Siân’s didn't.")]
    assert transcript.source.normalised == ("1 soft hyphen removed", "accents composed (NFC)")


def test_what_nobody_sees_is_counted_and_not_kept(read):
    """Scripts, styles, comments, hidden and deleted parts; what stands behind them is read."""
    page = (
        "<style>p{}</style><script>secret()</script><p>INT: So?<!-- secret --></p><p hidden>secret</p>"
        "<p>P1: Yes<span style='display:none'>secret</span>,<del>secret</del> it was.</p>"
    )
    transcript = read("a.html", page)
    assert said(transcript) == [("INT", "So?"), ("P1", "Yes, it was.")]
    assert left_out(transcript) == {
        "style sheet": 3,
        "script": 8,
        "comment in the file": 6,
        "hidden text": 12,
        "tracked deletion": 6,
    }
    assert "secret" not in str(vars(transcript.source))


def test_the_page_s_own_frame_is_no_talk(read):
    """Menus and footers are listed; the title is header."""
    transcript = read(
        "a.html", f"<title>Talk 3</title><nav>Home | About</nav>{TALK}<footer>Our site</footer>"
    )
    assert said(transcript) == [("INT", "So?"), ("P1", "Yes.")]
    assert transcript.source.header == ("Talk 3",)
    assert [what for reason, what in transcript.source.left_out if "frame" in reason] == [
        "Home | About",
        "Our site",
    ]


def test_a_table_of_turns_is_read_by_its_columns(read):
    """A row without a speaker goes on."""
    rows = [("Speaker", "Text"), ("INT", "So?"), ("P1", "Yes."), ("", "It was.")]
    table = "".join(f"<tr><td>{who}</td><td>{words}</td></tr>" for who, words in rows)
    assert said(read("a.html", f"<table>{table}</table>")) == [("INT", "So?"), ("P1", "Yes. It was.")]


def test_a_page_laid_out_as_a_table_is_read_as_a_page(read):
    """Tables in tables, one cell that holds everything, and words beside the cells."""
    for page in (
        f"<table><tr><td>Menu</td><td><table><tr><td>{TALK}</td></tr></table></td></tr></table>",
        f"<table><tr><td>{TALK}</td></tr></table>",
        f"<table><caption>Talk 3</caption><tr><td>{TALK}</td></tr></table>",
    ):
        assert said(read("a.html", page)) == [("INT", "So?"), ("P1", "Yes.")]


def test_preformatted_text_keeps_its_lines(read):
    """As a browser shows it."""
    assert said(read("a.html", "<pre>INT: So?\nP1: Yes.\n    It was.</pre>")) == [
        ("INT", "So?"),
        ("P1", "Yes. It was."),
    ]


def test_the_encoding_a_page_declares_is_believed_where_it_is_not_utf_8(read):
    """Polish in its own code page."""
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><p>INT: Źle?</p><p>P1: Tak, źle.</p>'
    assert said(read("a.htm", page.encode("iso-8859-2"))) == [("INT", "Źle?"), ("P1", "Tak, źle.")]


def test_noscribe_gives_exact_times_and_the_recording_s_name_is_stripped(samples, read):
    """Milliseconds from its anchors; overlapping talk stays where it was written."""
    transcript = read("a.html", (samples / "html" / "handmade_noscribe.html").read_bytes())
    assert [(turn.start_time, turn.end_time) for turn in transcript] == [
        (2.14, 12.01),
        (12.4, 15.73),
        (16.0, 18.0),
        (18.1, 22.04),
    ]
    assert transcript.turns[0].text == "So the garden was your idea? //S02: Not mine.// Ours, then."
    assert transcript.source.stripped == ("name of the recording",)
    assert "Oduya" not in str(vars(transcript.source))


def test_tags_that_are_none_are_said(read):
    """A transcriber may have written a mark in angle brackets."""
    transcript = read("a.html", "<p>INT: So?</p><p>P1: <laughs> Yes.</p>")
    assert any("tags that HTML does not know" in doubt for doubt in transcript.source.doubts)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (b"", "empty"),
        (b"<p> </p>", "no words"),
        (b"<script>x</script>", "no words"),
        (b"PK\x03\x04", "zip archive"),
        (b"<div>" * 5000 + b"INT: So?", "deeper than any transcript"),
    ],
)
def test_what_holds_no_talk_is_refused_in_one_sentence(read, page, words):
    """Also what is built so deep that its words would be lost."""
    with pytest.raises(LoadError, match=words) as refused:
        read("a.html", page)
    assert "\n" not in str(refused.value)


def test_names_left_open_in_every_paragraph_lose_nothing(read):
    """Old pages close few tags."""
    page = "".join(f"<p><font><i>INT: Question {at}?<p><font>P1: Answer {at}." for at in range(300))
    assert len(read("a.html", page).turns) == 600


def test_no_entity_of_a_document_type_is_followed(read, tmp_path):
    """Neither from a file nor one that grows."""
    (tmp_path / "secret.txt").write_text("secret")
    page = f'<!DOCTYPE html [<!ENTITY a SYSTEM "file://{tmp_path}/secret.txt">]><p>INT: So?</p><p>P1: &a; yes.</p>'
    assert "secret" not in read("a.html", page).text


def test_headers_footers_and_comments_of_office_programs_are_counted_and_not_kept(read):
    """As Word and LibreOffice write them into a page."""
    page = (
        f"<div title='header'><p>secret</p></div>{TALK}<div title='footer'>Page 4</div>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'>secret</div></div>"
    )
    transcript = read("a.html", page)
    assert said(transcript) == [("INT", "So?"), ("P1", "Yes.")]
    assert left_out(transcript) == {"page header or footer": 11, "comment": 6}


def test_what_stands_in_a_table_outside_its_cells_is_read(read):
    """A heading between two rows, as a broken page has it, is not lost."""
    page = f"{TALK}<table><tr><td>INT: And then?</td></tr><h1>P1: Slept.</h1></table>"
    transcript = read("a.html", page)
    assert ("P1", "Slept.") in said(transcript)
    assert (transcript.source.account.lost or 0) == 0
