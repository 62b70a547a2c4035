"""RTF by several programs, read by our own reader and by striprtf."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from striprtf.striprtf import rtf_to_text

from qualkit.errors import LoadError
from qualkit.loaders.registry import format_for
from tests.fuzz.promise import keep_promise


def rtf(body, head=r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}}"):
    return (r"{\rtf1" + head + " " + body + "}").encode("latin-1")


def said(transcript):
    return [(turn.speaker, turn.text) for turn in transcript]


def left_out(transcript):
    return dict(transcript.source.account.left_out)


TALK = r"\pard INT: So?\par \pard P1: Yes.\par "


@pytest.mark.parametrize("file", ["handmade_f4.rtf", "libreoffice_interview.rtf"])
def test_a_second_reader_finds_the_same_words(samples, file):
    """striprtf, where nothing is hidden or deleted."""
    from qualkit.loaders import load_transcript

    theirs = rtf_to_text((samples / "rtf" / file).read_bytes().decode("latin-1"))
    for turn in load_transcript(samples / "rtf" / file):
        assert " ".join(turn.text.split()) in " ".join(theirs.split())


def test_f4_gives_the_end_of_a_turn(samples):
    """Its stamps stand behind the words."""
    from qualkit.loaders import load_transcript

    turns = load_transcript(samples / "rtf" / "handmade_f4.rtf").turns
    assert [turn.end_time for turn in turns] == [7.3, 19.8, 22.1, 31.0]


def test_transana_hides_its_times_and_they_are_found(samples):
    """In milliseconds, behind its mark; neither is in the words."""
    from qualkit.loaders import load_transcript

    transcript = load_transcript(samples / "rtf" / "handmade_transana.rtf")
    assert [turn.start_time for turn in transcript] == [0.0, 4.21, 9.875]
    assert "¤" not in transcript.text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"it\rquote s na\'efve", "it’s naïve"),
        (r"\'a320", "£20"),
        (r"Si\u226\'e2n", "Siân"),
        (r"Si\u226?n", "Siân"),
        (r"\uc2 Si\u226\'c3\'a2n\uc1", "Siân"),
        (r"\uc0 Si\u226 n", "Siân"),
        (r"Sia\u770?n", "Siân"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\f1 \'9fle\f0", "źle"),
        (r"so\-fa", "sofa"),
        (r"up\~there", "up\u00a0there"),
        (r"\{so\} \\ it", "{so} \\ it"),
        (r"well\_being", "well-being"),
        (r"a\tab b", "a\tb"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt linked}}", "linked"),
    ],
)
def test_a_character_is_what_it_means(read, written, meant):
    """Bytes of a code page, Unicode with what stands in for it, and signs."""
    assert said(read("a.rtf", rtf(rf"INT: So?\par P1: {written}.\par")))[1] == ("P1", f"{meant}.")


def test_bold_names_are_speakers(read):
    """A colon need not be there."""
    body = "".join(
        rf"\b {who}\b0  {words}\par "
        for who, words in [("Jane", "Hello."), ("Tom", "Hi."), ("Jane", "Bye."), ("Tom", "Yes.")]
    )
    assert read("a.rtf", rtf(body)).speakers == {"Jane": 2, "Tom": 2}


def test_what_is_no_talk_is_counted_and_not_kept(read):
    """Hidden text, deletions, comments, notes, headers; insertions are read."""
    body = (
        r"{\header secret\par}{\footer secret\par}INT: So?{\v secret}{\footnote secret}\par "
        r"P1: My {\deleted Kwame}{\revised [brother]} did.{\*\atnid K}{\*\atnauthor Kwame}{\*\annotation secret}\par"
    )
    transcript = read("a.rtf", rtf(body))
    assert said(transcript) == [("INT", "So?"), ("P1", "My [brother] did.")]
    assert left_out(transcript) == {
        "page header or footer": 12,
        "hidden text": 6,
        "footnote": 6,
        "tracked deletion": 5,
        "comment": 12,
    }
    assert "Kwame" not in str(vars(transcript.source))


def test_who_made_it_is_stripped_and_listed(read):
    """By kind."""
    transcript = read("a.rtf", rtf(r"{\info{\author Winifred Oduya}{\*\company Riverside}}" + TALK))
    assert transcript.source.stripped == ("author", "company")
    assert "Oduya" not in str(vars(transcript.source))


def test_a_table_of_turns_is_read_by_its_columns(read):
    """Rows and cells, with a heading."""
    rows = [("Speaker", "Text"), ("INT", "So?"), ("P1", "Yes."), ("", "It was.")]
    body = "".join(
        r"\trowd\pard\intbl " + "".join(rf"{cell}\cell " for cell in row) + r"\row " for row in rows
    )
    assert said(read("a.rtf", rtf(body + r"\pard"))) == [("INT", "So?"), ("P1", "Yes. It was.")]


def test_pictures_are_passed_over(read):
    """As figures, and as raw bytes that look like anything."""
    body = rb"{\pict\pngblip 89504e47}{\pict\bin8 \par}}{{\b}" + TALK.encode()
    assert said(read("a.rtf", rtf("").replace(b" }", b" " + body + b"}"))) == [("INT", "So?"), ("P1", "Yes.")]


def test_a_mac_ends_lines_with_a_backslash(read):
    """TextEdit's way."""
    assert said(read("a.rtf", rtf("INT: So?\\\nP1: It was n\\'8c.\\\n", r"\ansi\mac"))) == [
        ("INT", "So?"),
        ("P1", "It was nå."),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"INT: So?",
        b"PK\x03\x04",
        b"{\\rtf1",
        b"{\\rtf1 }",
        b"{\\rtf1 {\\header INT: So?}}",
        b"{\\rtf1 " + b"{" * 200_000 + b"INT: So?",
        b"{\\rtf1 " + b"{}" * 2_000_000,
        b"{\\rtf1 \\bin99999999999 x}",
    ],
)
def test_what_holds_no_talk_is_refused_in_one_sentence(read, data):
    """Deep, long, cut off, or something else."""
    with pytest.raises(LoadError) as refused:
        read("a.rtf", data)
    assert "\n" not in str(refused.value)


CODES = st.sampled_from(
    [
        "{",
        "}",
        "\\par",
        "\\b",
        "\\b0",
        "\\v",
        "\\deleted",
        "\\plain",
        "\\*",
        "\\u226?",
        "\\u-10179?",
        "\\u-8704?",
        "\\uc0",
        "\\'e2",
        "\\'a4",
        "<4210>",
        "\\tab",
        "INT:",
        "P1:",
        "\\header",
        "\\annotation",
        "\\pict",
        "\\bin3",
        "\\intbl",
        "\\cell",
        "\\row",
        "\\pard",
        "\\f1",
        "\\ansicpg932",
        "\\ansicpg7",
        "\\mac",
        "\\-",
        "\\~",
        "\\{",
        "\\",
        "#00:00:07-3#",
        "¤",
    ]
)


@given(
    st.lists(
        CODES | st.text(st.characters(max_codepoint=255, exclude_characters="\\{}"), max_size=6), max_size=40
    )
)
@settings(max_examples=250, deadline=None)
def test_any_codes_are_a_transcript_or_a_load_error(pieces):
    """In any order, and no character is lost."""
    keep_promise(format_for("a.rtf"), rtf("INT: So?\\par " + " ".join(pieces)), "a.rtf")
