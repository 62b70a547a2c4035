"""However many transcripts, and whoever looks at them: the same is found, and few are held."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.assist import corpus, suggest
from qualkit.assist.corpus import BROKEN, find_there, found_in, portions, sample
from qualkit.errors import SuggestError
from qualkit.model import Coding, Transcript, Utterance
from qualkit.testing import TINY_CODEBOOK

ROOT = Path(__file__).parents[2]
ANSWERS = (
    "Nobody listened to me at the meeting, I was talked over.",
    "My friend rings every week and we walk by the river.",
    "They moved us out of the flat because of the damp.",
    "It rained, and then it rained some more.",
    "I sing in the choir. It gets me out of the house.",
)


def _answer(number, text=None):
    said = text if text is not None else f"{ANSWERS[number % len(ANSWERS)]} That was in week {number}."
    return Transcript.of(f"A{number:05}", [Utterance("P", said)])


class Answers:
    """Answers made when they are walked through; it counts how many are alive at most."""

    def __init__(self, count):
        self.count, self.made = count, 0

    def __iter__(self):
        for number in range(self.count):
            self.made += 1
            yield _answer(number)


def _codings(transcripts):
    return [
        Coding(f"c{at}", transcript.find("friend rings every week"), "someone-to-love", "Ana")
        for at, transcript in enumerate(transcripts)
        if "friend" in transcript.text
    ][:3]


@pytest.fixture
def small(monkeypatch):
    """Portions of five, three in flight, and a sample of a few hundred words."""
    monkeypatch.setattr(corpus, "PORTION", 5)
    monkeypatch.setattr(corpus, "IN_FLIGHT", 3)


class Inline(Executor):
    """Does the work at once, through the bytes that a worker would get."""

    def __init__(self):
        self.sent = []

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        self.sent.append(len(args[0]))
        sent = pickle.loads(pickle.dumps((fn, args)))
        future.set_result(pickle.loads(pickle.dumps(sent[0](*sent[1]))))
        return future


@pytest.mark.parametrize("pool", [Inline, lambda: ThreadPoolExecutor(2)])
def test_whoever_looks_finds_the_same(small, pool):
    """With and without an executor the suggestions are the same to the last digit, reasons and ids with them."""
    said = Answers(23)
    given = _codings([_answer(1)])
    alone = suggest(TINY_CODEBOOK, said, codings=given)
    with pool() as executor:
        assert suggest(TINY_CODEBOOK, said, codings=given, executor=executor) == alone
        assert suggest(TINY_CODEBOOK, said, codings=given, executor=executor, limit=4) == alone[:4]
    assert len(alone) > 4


def test_two_processes_find_the_same(small):
    """A pool of two worker processes gives the same to the last digit."""
    alone = suggest(TINY_CODEBOOK, Answers(12))
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        assert suggest(TINY_CODEBOOK, Answers(12), executor=pool) == alone
    assert alone


def _end(_sent, _part):
    os._exit(1)


def test_a_pool_that_broke_says_what_to_do(small, monkeypatch):
    """A worker that is killed breaks the standard library's pool: one sentence says so, and what to do."""
    monkeypatch.setattr(corpus, "find_there", _end)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool, pytest.raises(SuggestError) as refused:
        suggest(TINY_CODEBOOK, Answers(12), executor=pool)
    assert str(refused.value) == BROKEN


def test_few_are_held(small):
    """Portions are made as results are taken: never more than are in flight, however many there are."""

    class Watch(Inline):
        def submit(self, fn, /, *args, **kwargs):
            ahead.append(said.made)
            future = Future()
            future.set_result([])
            return future

    ahead, taken = [], []
    said = Answers(200)
    for turns, _ in found_in(None, portions(said, lambda each: each.turns, {}), Watch()):
        taken.append(turns)
        assert said.made - sum(taken) <= 5 * corpus.IN_FLIGHT
    assert (sum(taken), len(ahead)) == (200, 40)


def test_what_is_walked_through_once_is_refused_with_an_executor():
    """A generator could only be held whole, which is what an executor is to spare; without one it is."""
    with pytest.raises(SuggestError, match="walked through twice"):
        suggest(TINY_CODEBOOK, iter(Answers(3)), executor=Inline())
    assert suggest(TINY_CODEBOOK, iter(Answers(3))) == suggest(TINY_CODEBOOK, Answers(3))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=20), st.integers(1, 200), st.sets(st.integers(0, 19)))
def test_a_sample_is_drawn_by_names(texts, most, coded):
    """All of a small study; of a larger one what is coded and no more of the rest than was asked."""
    said = [_answer(number, text or ".") for number, text in enumerate(texts)]
    names = {said[at].document for at in coded if at < len(said)}
    drawn = sample(said, names, most)
    others = [each for each in drawn if each.document not in names]

    assert names <= {each.document for each in drawn}
    assert [each.document for each in drawn] == sorted(each.document for each in drawn)
    assert sum(len(each.text) for each in others) <= most or len(others) == 1
    assert sample(iter(said), names, most) == drawn
    if sum(len(each.text) for each in said) <= most:
        assert drawn == said


def test_nothing_that_goes_to_a_worker_shows_words():
    """What a cluster may write into its log of the work shows no words."""
    sent = []

    class Keep(Inline):
        def submit(self, fn, /, *args, **kwargs):
            sent.append(args)
            return super().submit(fn, *args, **kwargs)

    assert suggest(TINY_CODEBOOK, Answers(5), executor=Keep())
    for packed, part in sent:
        assert "listened" not in repr(part)
        assert b"at the meeting" not in packed
        assert not [one for one in find_there(packed, part) if "meeting" in repr(one)]


def test_the_plain_path_needs_no_dask():
    """With Dask's import blocked, suggestions are made, with a standard executor too."""
    code = """
import sys
sys.modules["dask"] = sys.modules["distributed"] = None
from concurrent.futures import ThreadPoolExecutor
from tests.assist.test_corpus import Answers, TINY_CODEBOOK, suggest
with ThreadPoolExecutor(1) as pool:
    assert suggest(TINY_CODEBOOK, Answers(5), executor=pool) == suggest(TINY_CODEBOOK, Answers(5)) != []
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_every_process_says_the_same():
    """Processes that keep their sets in other orders (another hash seed) suggest the same to the last digit."""
    code = """
from tests.assist.test_corpus import Answers, TINY_CODEBOOK, _answer, _codings, suggest
found = suggest(TINY_CODEBOOK, Answers(15), codings=_codings([_answer(1), _answer(6), _answer(11)]))
print([(one.id, one.confidence.hex(), [reason.weight.hex() for reason in one.why]) for one in found])
"""
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in "123"
    }
    assert len(said) == 1
    assert len(said.pop()) > 100
