"""Every sample file gives the turns, speakers, first and last words that were counted by hand."""

import csv
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import webvtt

from qualkit.loaders import load_transcript

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "transcripts"
with (SAMPLES / "manifest.csv").open(encoding="utf-8", newline="") as opened:
    MANIFEST = {row["file"]: row for row in csv.DictReader(opened)}


@pytest.mark.parametrize("file", MANIFEST)
def test_the_turns_speakers_and_outermost_words_are_those_counted_by_hand(file):
    """Every row of the manifest is met exactly."""
    fact = MANIFEST[file]
    transcript = load_transcript(SAMPLES / file)
    pairs = [pair.rsplit("=", 1) for pair in fact["speakers"].split("; ") if "=" in pair]
    speakers = {None if name == "none" else name: int(count) for name, count in pairs}
    speakers = speakers or {None: int(fact["turns"])}
    assert len(transcript.turns) == int(fact["turns"])
    assert transcript.speakers == speakers
    assert transcript.turns[0].text.startswith(fact["first_words"])
    assert transcript.turns[-1].text.endswith(fact["last_words"])


@pytest.mark.parametrize("file", MANIFEST)
def test_the_text_is_in_nfc_and_turns_hold_no_line_ends(file):
    """What is stored is composed, and a line feed stands between turns only."""
    transcript = load_transcript(SAMPLES / file)
    assert unicodedata.is_normalized("NFC", transcript.text)
    assert not any("\n" in turn.text or "\r" in turn.text for turn in transcript.turns)


@pytest.mark.parametrize(
    "file", [name for name in MANIFEST if name.startswith("vtt/webvttpy_") and "you" not in name]
)
def test_captions_agree_with_a_second_reader(file):
    """webvtt-py finds the same words where it has no known fault."""
    ours = [turn.text for turn in load_transcript(SAMPLES / file).turns]
    theirs = [" ".join(caption.text.split()) for caption in webvtt.read(str(SAMPLES / file))]
    assert ours == theirs


@pytest.mark.parametrize("file", [name for name in MANIFEST if name.startswith("txt/")])
def test_a_sample_text_loses_no_character(file):
    """What is in no turn is a label, a time, the header, or listed as left out."""
    transcript = load_transcript(SAMPLES / file)
    data = (SAMPLES / file).read_bytes()
    encoding = "utf-16" if data[:2] == b"\xff\xfe" else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    text = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    source = Counter(character for character in text if not character.isspace())
    kept = Counter("".join(transcript.text.split()))
    kept += Counter("".join("".join(transcript.source.header).split()))
    kept += Counter("".join("".join(what for _, what in transcript.source.left_out).split()))
    assert not kept - source
    lost = "".join((source - kept).elements())
    labels = "".join(f"{turn.speaker}" for turn in transcript.turns)
    assert set(lost) <= set(labels + "[]():.-–—0123456789\u200b\u200f")
