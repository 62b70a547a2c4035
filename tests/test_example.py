"""The example inquiry is whole, invented, and frozen."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter

import pytest

from qualkit.loaders import load_codebook, load_participants, load_transcript
from qualkit.model import POLARITIES, shipped

FOLDER = shipped("transcripts_example")
INTERVIEWS = ("P1.txt", "P2.docx", "P3.vtt", "P4.txt", "P5.docx", "P6.vtt", "P7.csv", "focus-group.md")
FROZEN = "8903f93527ffaa2717c51361c06af4fbb3345042ec0ec7f8b6f897842e457e7a"


def _gold():
    for path in sorted((FOLDER / "study").glob("codings_*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


@pytest.fixture(scope="module")
def transcripts():
    """Every example interview, loaded."""
    loaded = [load_transcript(FOLDER / name) for name in INTERVIEWS]
    return {transcript.document: transcript for transcript in loaded}


def test_it_is_frozen(transcripts):
    """The words of the interviews and the gold codings have the fingerprint that they were frozen with."""
    found = hashlib.sha256()
    for name in sorted(transcripts):
        found.update(f"{name}\n{transcripts[name].text}\n".encode())
    for row in _gold():
        found.update("\t".join(row.values()).encode())

    assert found.hexdigest() == FROZEN


def test_every_gold_coding_stands_on_its_words(transcripts):
    """Each gold coding's offsets hold its quote, within one turn of a participant, under a code that exists."""
    codebook = load_codebook("validation-invalidation")
    for row in _gold():
        transcript = transcripts[row["document"]]
        start, end = int(row["start"]), int(row["end"])
        assert transcript.text[start:end] == row["quote"]
        turn = transcript.turn_at(start)
        assert end <= turn.end
        assert turn.speaker.startswith("P")
        assert row["code"] in codebook
        assert row["polarity"] in ("", *POLARITIES)


def test_the_interviews_are_of_the_promised_length(transcripts):
    """Seven interviews of 1,500 to 3,000 words, and a group of five speakers."""
    lengths = [transcripts[f"P{number}"].words for number in range(1, 8)]

    assert all(1500 <= length <= 3000 for length in lengths)
    assert len(transcripts["focus-group"].speakers) == 5


def test_two_coders_differ_in_places():
    """At least 150 gold codings by two coders, who share some and not all."""
    rows = list(_gold())
    places = {
        coder: {(r["document"], r["start"], r["end"], r["code"]) for r in rows if r["coder"] == coder}
        for coder in ("Ana", "Morag")
    }

    assert len(rows) >= 150
    assert Counter(row["coder"] for row in rows).keys() == {"Ana", "Morag"}
    assert 0 < len(places["Ana"] & places["Morag"]) < min(map(len, places.values()))


def test_sentences_for_papers_are_short_and_name_nobody():
    """No sentence for a paper has more than 15 words, and everybody with words has at least eight."""
    sentences = Counter()
    for row in _gold():
        if row["interpretation"]:
            assert len(row["interpretation"].split()) <= 15
            sentences[row["document"]] += 1

    assert all(sentences[f"P{number}"] >= 8 for number in range(1, 8))


def test_the_consents_differ_as_the_story_says():
    """One participant wants no paper, and one may only be told of in other words."""
    people = {row.participant.id: row.participant for row in load_participants(FOLDER / "participants.csv")}

    assert len(people) == 7
    assert [name for name, person in people.items() if person.may("paper") is False] == ["P5"]
    assert [name for name, person in people.items() if person.may("quote") is False] == ["P3"]
    assert people["P3"].may("paraphrase") is True


def test_it_says_that_it_is_invented():
    """The folder, and every file that can carry a line, says that nobody in it is real."""
    assert "Everything here is invented" in (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in ("P1.txt", "P3.vtt", "P4.txt", "P6.vtt", "focus-group.md"):
        assert "nobody in it is real" in (FOLDER / name).read_text(encoding="utf-8")
