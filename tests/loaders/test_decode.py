"""Bytes become text."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.errors import LoadError
from qualkit.loaders import decode as module
from qualkit.loaders.decode import decode, normalise

WORDS = "Siân’s “cost” is £20 – née"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_without_a_doubt(encoding):
    """With a mark, or by the pattern of zero bytes."""
    decoded = decode(("INT: hello there, said the man. " + WORDS).encode(encoding), "a.txt")
    assert decoded.text.endswith(WORDS)
    assert decoded.doubts == ()


def test_windows_1252_is_the_last_resort_and_is_doubted_aloud():
    """So that a pound sign stays one."""
    decoded = decode(WORDS.encode("cp1252"), "a.txt")
    assert decoded.text == WORDS
    assert decoded.doubts == ("not UTF-8; read as Windows-1252: look at £, quotes and accents",)


def test_one_stray_byte_does_not_garble_utf_8():
    """The rest is still UTF-8."""
    data = ("é" * 30).encode() + b" \xa3 " + "é".encode()
    assert decode(data, "a.txt").text == "é" * 30 + " £ é"
    assert "1 bytes" in decode(data, "a.txt").doubts[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n ", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"PK\x03\x04rest", "zip archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"{\\rtf1 hello}", "rich text"),
        (bytes(range(256)) * 4, "not text"),
        (b"\x01\x02\x03\x04\x05" * 50, "not text"),
        (b"\xff\xfeI\x00N", "UTF-16-LE"),
        (b"\x81\x8d\x8f", "neither UTF-8 nor Windows-1252"),
        ("a\ufffe".encode(), "no text"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence_that_names_the_file(data, words):
    """And says what it is taken for."""
    with pytest.raises(LoadError, match=words) as caught:
        decode(data, "P1.txt")
    assert str(caught.value).startswith("P1.txt ")


def test_more_text_than_anyone_says_is_refused(monkeypatch):
    """10 MB is more than a week of talk."""
    monkeypatch.setattr(module, "TEXT_LIMIT", 10)
    with pytest.raises(LoadError, match="split it"):
        decode(b"more than ten", "a.txt")


def test_what_was_evened_out_is_listed_with_counts():
    """Nothing else is."""
    assert normalise("a\u00adb\u00adc") == ("abc", ("2 soft hyphens removed",))
    assert normalise("a\ufeffb\rc") == ("ab\nc", ("line ends made \\n", "1 byte-order mark removed"))
    assert normalise("plain") == ("plain", ())


def test_odd_separators_stay_in_their_line():
    """A line ends at a line feed only."""
    text = "a\x0bb\x0cc\x85d\u2028e"
    assert normalise(text)[0] == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1))
def test_utf_8_comes_back_as_it_was_but_for_what_is_listed(text):
    """Round trip through bytes."""
    try:
        decoded = decode(text.encode(), "a.txt")
    except LoadError:
        return
    assert decoded.text == normalise(text.removeprefix("\ufeff"))[0]


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_load_error(data):
    """No other exception comes out."""
    with contextlib.suppress(LoadError):
        decode(data, "a.txt")
