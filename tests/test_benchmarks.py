"""The benchmarks run, so that what they print can be asked for any day. What they print is not judged here."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from qualkit import load_transcript
from tests.benchmarks import gold, names
from tests.benchmarks.corpus import interview, write_corpus

ROOT = Path(__file__).parent.parent


def test_the_corpus_is_the_same_every_time(tmp_path):
    """Figures of two days can be compared: the bytes are the same ones."""
    write_corpus(tmp_path / "corpus", 3, words=2000)
    files = sorted((tmp_path / "corpus").iterdir())
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files if file.suffix != ".docx"))

    assert [file.suffix for file in files] == [".txt", ".docx", ".vtt"]
    assert digest.hexdigest() == "192a26353709adb7fb13006178ffb239e559cb2adf38ca94bd647be61b2daeba"


def test_every_kind_of_file_holds_the_whole_interview(tmp_path):
    """Text, Word and captions are read alike, with their speakers: the work is the same for each."""
    write_corpus(tmp_path / "corpus", 3, words=2000)
    for number, file in enumerate(sorted((tmp_path / "corpus").iterdir())):
        transcript = load_transcript(file)
        assert transcript.text == interview(number, 2000).text
        assert list(transcript.speakers) == ["INT", f"P{number:04d}"]


def test_every_job_gives_a_figure(tmp_path):
    """Two sizes, every job: no dash, no failure, and a line for each promise."""
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks",
        "--sizes",
        "3,6",
        "--runs",
        "1",
        "--folder",
        tmp_path,
    ]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert said.returncode in {0, 1}, said.stderr
    assert "failed" not in said.stdout, said.stdout
    assert len(re.findall(r"^  (?:kept|NOT KEPT) ", said.stdout, flags=re.MULTILINE)) == 3 + 2 * 2 + 5
    assert list(tmp_path.iterdir()) == []


#: What is promised of the committed sentences: the least share that is found.
PROMISED = {("cased", "P"): 0.98, ("cased", "L"): 0.97, ("lower", "P"): 0.92}


@pytest.mark.parametrize("half", ["tuning", "held-back"])
@pytest.mark.parametrize("kind", ["cased", "lower"])
def test_names_are_found_as_promised(kind, half):
    """People and places among the labelled sentences, with not more than eighty candidates a thousand words."""
    text, mentions = names.read(f"{kind}-{half}")
    finds = names.ours(text)
    for (case, label), least in PROMISED.items():
        own = [one for one in mentions if one.label == label]
        if case == kind:
            assert len(names.missed(own, finds)) <= (1 - least) * len(own), (label, len(own))

    assert 1000 * len(finds) / len(text.split()) <= 80


def test_the_sentences_are_the_labelled_ones():
    """At least three hundred, half of them without capitals, and nothing of the labels in the text."""
    read = {
        (kind, half): names.read(f"{kind}-{half}")
        for kind in ("cased", "lower")
        for half in ("tuning", "held-back")
    }
    lines = {key: len(text.splitlines()) for key, (text, _) in read.items()}

    assert sum(lines.values()) >= 300
    assert sum(count for (kind, _), count in lines.items() if kind == "lower") * 2 >= 0.95 * sum(
        lines.values()
    )
    assert not any("<" in text for text, _ in read.values())
    assert all(text.islower() for (kind, _), (text, _) in read.items() if kind == "lower")


def test_corrections_shift_nothing_in_silence():
    """The benchmark of corrections gives a row: under a second, nothing shifted, where the first place of a quote shifts some."""
    from tests.benchmarks.corrections import measure

    row = measure(2_250, 300)

    assert row.seconds < 1.0
    assert (row.shifted, row.plain_shifted > 0) == (0, True)


def test_loading_has_figures_for_every_promise():
    """A line a format for an hour of talk, a line a size for a folder."""
    command = [sys.executable, "-m", "tests.benchmarks.loading", "--sizes", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert [line.split()[5] for line in done.stdout.splitlines()[:-1]] == [
        ".txt",
        ".docx",
        ".vtt",
        ".json",
        ".pdf",
    ]
    assert done.stdout.splitlines()[-1].split()[:2] == ["3", "files:"]


def test_the_gold_itself_has_every_figure():
    """Whoever knew the gold codings would be right first, among three and about every pole, and calibrated."""
    known = np.array(
        [[code.id in said.codes for code in gold.book()] for said in gold.passages()], dtype=float
    )

    assert gold.figures(known) == (1.0, 1.0, 1.0, 0.0)
    assert gold.figures(1 - known)[2] == 0.0


def test_an_interview_is_judged_by_a_model_that_never_saw_it():
    """With the others coded, no passage of an interview is among those learnt from when it is asked about."""

    def asked_of(book, texts, _codes, asked):
        here = {said.text: said.document for said in gold.passages()}
        assert {here[text] for text in asked}.isdisjoint(here[text] for text in texts)
        return np.zeros((len(asked), len(book)))

    assert gold.others_coded(asked_of).shape == (len(gold.passages()), len(gold.book()))


@pytest.mark.browser
def test_the_page_is_measured_and_its_actions_counted(page):
    """Every figure of the coding page is a number, and no job takes more actions than it may."""
    from tests.benchmarks import page as bench

    assert all(figure > 0 for figure in bench.measure(page, 60, 40, rounds=2))


@pytest.mark.browser
def test_no_coding_takes_more_actions_than_promised(page):
    """The browser counts the keys and drags of each job: they are the ones promised, and each does its work."""
    from tests.benchmarks import page as bench

    for name, needed, allowed, made in bench.count(page):
        assert needed <= allowed, name
        assert made == (-1 if name == "undo" else 1), name
