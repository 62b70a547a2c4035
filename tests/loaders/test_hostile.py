"""Whatever bytes come, the only exception of a loader is LoadError, and it holds one line."""

import contextlib
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.errors import CodebookError, LoadError
from qualkit.loaders.codebook_yaml import read_yaml
from qualkit.loaders.decode import decode
from qualkit.loaders.registry import Given, format_for
from qualkit.loaders.sheets import read_xlsx
from qualkit.model import Transcript
from tests.fuzz.promise import keep_promise

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "transcripts"
#: PDF has its own: each reading starts a process.
FILES = sorted(path for path in SAMPLES.glob("*/*") if path.suffix != ".pdf")
PIECES = [
    b"\x00",
    b"\xff\xfe",
    b"\n\n",
    b"-->",
    b"<v ",
    b"</v>",
    b":",
    b"&#x110000;",
    b'"',
    b";",
    b"[00:00:01]",
    b"\xe2\x80\x8f",
    b"**",
    b"\r",
    b"null",
    b"{}",
    b"[[",
    b"1e400",
    b"\\ud800",
]


def mutated(data, changes):
    bytes_ = bytearray(data)
    for place, length, piece in changes:
        at = int(place * (len(bytes_) + 1))
        bytes_[at : at + length] = piece
    return bytes(bytes_)


CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=8)
    ),
    max_size=8,
)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
@given(changes=CHANGES)
@settings(max_examples=40, deadline=None)
def test_a_mutated_sample_is_a_transcript_or_a_load_error(file, changes):
    """The readers themselves, without the net that `load_transcript` spreads under them (see tests/fuzz)."""
    keep_promise(format_for(file.name), mutated(file.read_bytes(), changes), file.name)


@given(st.text(alphabet="abc:-[]{}#&*!|>'\"%@`,? \n\t", max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_yaml_is_a_codebook_or_a_codebook_error(text):
    """YAML has many ways to be wrong."""
    with contextlib.suppress(CodebookError):
        read_yaml(text, "a.yaml").codebook()


@given(CHANGES)
@settings(max_examples=30, deadline=None)
def test_a_mutated_workbook_is_rows_or_a_load_error(changes):
    """Whatever openpyxl makes of it."""
    from qualkit.loaders.codebook_tables import xlsx_bytes
    from qualkit.model import Code, Codebook

    with contextlib.suppress(LoadError):
        read_xlsx(mutated(xlsx_bytes(Codebook((Code("a", "A", "x"),))), changes), "a.xlsx")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.vtt", "a.srt", "a.csv", "a.html"])
@pytest.mark.parametrize(
    "piece",
    [
        b"A ",
        b" ",
        b"P1: \n",
        b"\n",
        b"<v ",
        b"&lt;",
        b"[",
        b"**a",
        b"00:00:01.000 --> 00:00:02.000\nx\n",
        b'"',
        b",",
        b"# ",
        b"- ",
        b"#1:00",
        b"-",
        b"<p>",
        b"<b>x",
        b"<!--",
        b"<table><tr><td>x</td></tr></table>",
        b"<table><tr>",
    ],
)
def test_half_a_megabyte_of_one_thing_takes_seconds_not_minutes(name, piece):
    """No reader has a place where time grows with the square of the length."""
    data = b"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n" * (name[-4:] in {".vtt", ".srt"}) + piece * (
        500_000 // len(piece)
    )
    began = time.process_time()
    with contextlib.suppress(LoadError):
        format_for(name).read(Given(data, name))
    assert time.process_time() - began < 8


def test_a_text_is_decoded_once_whatever_its_size():
    """A million accents in NFD."""
    began = time.process_time()
    assert len(decode("a\u0302".encode() * 1_000_000, "a.txt").text) == 1_000_000
    assert time.process_time() - began < 5


def replaced(value, path, new):
    """A copy of a JSON value with what lies on `path` (fractions of what is there) replaced."""
    if not path or not isinstance(value, dict | list) or not value:
        return new
    keys = list(value) if isinstance(value, dict) else range(len(value))
    chosen = keys[int(path[0] * len(keys))]
    copy = value.copy()
    copy[chosen] = replaced(value[chosen], path[1:], new)
    return copy


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)


@pytest.mark.parametrize(
    "file", sorted((SAMPLES / "json").glob("handmade*.json")), ids=lambda path: path.name
)
@given(
    st.lists(
        st.tuples(st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=8), ANY_JSON),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=150, deadline=None)
def test_json_with_any_part_replaced_is_a_transcript_or_a_load_error(file, changes):
    """Wrong types in right places."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:  # several values, one after the other
        value = {"partial": "so", "text": "so", "result": [{"word": "so", "start": 0.1, "end": 0.2}]}
    for path, new in changes:
        value = replaced(value, path, new)
    try:
        loaded = format_for("a.json").read(Given(json.dumps(value).encode(), "a.json"))
    except LoadError as error:
        assert "\n" not in str(error)  # noqa: PT017
        return
    transcript = Transcript.of("x", loaded.utterances)
    assert all(turn.text.strip() == turn.text and turn.text for turn in transcript)
    assert all(turn.start_time is None or 0 <= turn.start_time < 1e8 for turn in transcript)
    transcript.text.encode()
