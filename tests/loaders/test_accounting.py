"""Every character of a source is in a turn, the header, or left out with a reason: counted twice, by two hands."""

import csv
import html
import io
import unicodedata
import zipfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qualkit.errors import LoadError
from qualkit.loaders.accounting import account_for
from qualkit.loaders.registry import Given, Loaded, format_for, load_transcript
from qualkit.model import Utterance

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "transcripts"
FILES = sorted(
    path.relative_to(SAMPLES).as_posix()
    for path in SAMPLES.glob("*/*")
    if path.suffix not in {".md", ".txt"} or path.parent.name in {"md", "txt"}
)
TEXT = {".txt", ".text", ".md", ".vtt", ".srt", ".cha", ".textgrid", ".csv", ".tsv"}


def visible(text):
    """The characters that count, as an independent reader of the file sees them."""
    text = unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("\ufeff", ""))
    return Counter(character for character in text if not character.isspace())


def decoded(data):
    """By Python's own guesses, one after the other."""
    for encoding in ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError


def word_characters(data):
    """All that the body of a Word document holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    return "".join(body.itertext())


def places(loaded):
    """Everything that has a place."""
    said = [one.text for one in loaded.utterances]
    left_out = [what for _, what in (*loaded.left_out, *loaded.withheld)]
    return visible("".join([*said, *loaded.marks, *loaded.header, *left_out]))


@pytest.mark.parametrize("file", FILES)
def test_the_account_of_a_sample_comes_out_even(file):
    """No character is lost and none is added; every reader says what it had before it."""
    account = load_transcript(SAMPLES / file).source.account
    assert (account.lost, account.added) == (0, 0)


@pytest.mark.parametrize("file", [file for file in FILES if Path(file).suffix.casefold() in TEXT])
def test_all_of_a_text_file_has_a_place(file):
    """Character for character, counted from the decoded file itself; entities count as what they mean."""
    data = (SAMPLES / file).read_bytes()
    loaded = format_for(file).read(Given(data, file))
    assert not visible(html.unescape(decoded(data))) - places(loaded)
    assert visible(decoded(data)).total() <= places(loaded).total()


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".docx")])
def test_all_of_a_word_document_has_a_place(file):
    """Counted from its XML: also what was deleted, hidden, or a field."""
    data = (SAMPLES / file).read_bytes()
    assert places(format_for(file).read(Given(data, file))) >= visible(word_characters(data))


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".html")])
def test_all_of_a_web_page_has_a_place(file):
    """Counted by Python's own reader of HTML: also scripts, styles and the title."""
    data = (SAMPLES / file).read_bytes()
    said = []
    reader = HTMLParser()
    reader.handle_data = said.append
    reader.feed(decoded(data))
    assert places(format_for(file).read(Given(data, file))) == visible("".join(said))


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n :*#")
)
PIECES = st.sampled_from(
    [
        "INT: ",
        "P1: ",
        "\nP1:\n",
        "[00:01:02] ",
        "#00:00:07-3#",
        "\n\n",
        "**P1:** ",
        "# ",
        "---\n",
        "NOTE: ",
        "Q. ",
        "A. ",
        "<v Ana>",
        "</v>",
        "&amp;",
        "&#39;",
        "\n7\n",
        "STYLE\n",
        ",",
        '"',
        ";",
        "\t",
        "<i>",
        "00:01.000 --> 00:02.000\n",
        "1\n00:00:01,000 --> 00:00:02,000\n",
        "<p>",
        "<br>",
        "<td>",
        "<table><tr><td>",
        "</table>",
        "<b>INT</b>",
        "<span hidden>",
        "<!-- ",
        "-->",
        "<a name='ts_1000_2000_S01'>",
    ]
)
MADE = st.lists(PIECES | WORDS, min_size=1, max_size=30).map("".join)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.vtt", "a.srt", "a.csv", "a.html"])
@given(text=MADE)
@settings(max_examples=120, deadline=None)
def test_no_character_of_any_text_is_lost(name, text):
    """Whatever stands in it, wherever labels, times, tags and marks fall."""
    try:
        loaded = format_for(name).read(Given(("WEBVTT\n\n" * name.endswith("vtt") + text).encode(), name))
    except LoadError:
        return
    account = account_for(loaded)
    assert not account.lost
    assert not account.added
    if name in {"a.txt", "a.md"}:
        assert places(loaded) == visible(text)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_no_cell_of_a_table_is_lost(rows):
    """Counted from the cells that were written."""
    written = io.StringIO()
    csv.writer(written).writerows([["who", "said", "more"], *rows])
    try:
        loaded = format_for("a.csv").read(Given(written.getvalue().encode(), "a.csv"))
    except LoadError:
        return
    assert not visible("".join(cell for row in rows for cell in row)) - places(loaded)


def test_a_reader_that_loses_a_word_is_found_out():
    """The size of the loss is in the account, and that of what came from nowhere."""
    said = Loaded([Utterance("P1", "It was")], marks=("P1:",), source="P1: It was long.")
    assert account_for(said).lost == 5
    assert account_for(Loaded([Utterance("P1", "It was, was it?")], source="It was")).added == 7


def test_words_that_must_stay_away_are_counted_and_not_kept(samples):
    """A name under tracked changes is in the account as five characters, and nowhere in words."""
    source = load_transcript(samples / "docx" / "handmade_tracked_changes.docx").source
    assert dict(source.account.left_out)["tracked deletion"] == 5
    assert "Kwame" not in repr(vars(source))


def test_what_only_a_fuzzer_finds_has_a_place_too(read, samples):
    """Words strewn between an annotation file's elements are listed, and empty transcripts pad nobody's turn."""
    eaf = (
        (samples / "eaf" / "handmade_interview.eaf")
        .read_bytes()
        .replace(b"<TIME_ORDER>", b'"<TIME_ORDER>x')
        .replace(b"</TIER>", b"y</TIER>z")
    )
    account = read("a.eaf", eaf).source.account
    assert (account.lost, account.added) == (0, 0)
    assert "words between the parts of the file" in dict(account.left_out)

    aws = '{"jobName":"a","results":{"transcripts":[{"transcript":"So."},{"transcript":""}],"items":[]}}'
    assert [turn.text for turn in read("a.json", aws)] == ["So."]
