"""A corpus that is too much for one machine: throughput with one and two workers, and memory as it grows.

    .venv/bin/python -m tests.benchmarks.speed_of_workers                  4,000 short answers, some ten minutes
    .venv/bin/python -m tests.benchmarks.speed_of_workers --answers 400    two minutes

Each way is a process of its own with its workers, so that most memory held can be told. The last run on Dask loses one
of its two workers in the middle. A mark says whether what was found is the same to the last digit as without workers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from qualkit.assist import corpus, suggest
from qualkit.model import Transcript, Utterance
from tests.benchmarks.suggestions import codebook, frozen

WAYS = ("alone", "pool 1", "pool 2", "dask 1", "dask 2", "dask 2, one killed")
NATION = 1_000_000


class Answers:
    """So many different short answers, made anew whenever they are walked through; one may end a worker."""

    def __init__(self, count, victim=0):
        said = [json.loads(line)["text"] for line in frozen("sad.jsonl").splitlines()]
        self.said, self.count, self.victim, self.walks = said, count, victim, 0

    def __iter__(self):
        self.walks += 1
        for number in range(self.count):
            if self.victim and self.walks == 2 and number == self.count * 3 // 4:
                os.kill(self.victim, signal.SIGKILL)
            words = " ".join(self.said[number % len(self.said)].split()[:15])
            yield Transcript.of(f"A{number:07}", [Utterance("P", f"{words}, number {number}.")])


@contextmanager
def workers(way):
    """An executor and the process id of a worker that may be ended, or 0."""
    kind, _, rest = way.partition(" ")
    if kind == "alone":
        yield None, 0
    elif kind == "pool":
        with ProcessPoolExecutor(int(rest), get_context("spawn")) as pool:
            yield pool, 0
    else:
        from distributed import Client, LocalCluster

        about = {"processes": True, "threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None}
        with LocalCluster(n_workers=int(rest[0]), **about) as cluster, Client(cluster) as client:
            victim = min(client.run(os.getpid).values()) if "killed" in rest else 0
            yield client.get_executor(), victim


def warm(_):
    """Have a worker load what it needs."""
    from qualkit.assist.embedder import embedder
    from qualkit.assist.language import language

    return (language().name, embedder().name, time.sleep(0.5))


def one(way, count):
    """One way, in this process: what was found, in how long, with how much memory."""
    corpus.SAMPLE, corpus.PORTION = 20_000, max(10, count // 40)
    with workers(way) as (executor, victim):
        if executor is not None:
            list(executor.map(warm, range(4)))
        wall, cpu = time.perf_counter(), time.process_time()
        found = suggest(codebook(), Answers(count, victim), limit=100, executor=executor)
        took = time.perf_counter() - wall
        own = time.process_time() - cpu
    digest = hashlib.sha256(repr([(f.id, f.confidence.hex()) for f in found]).encode()).hexdigest()
    held, theirs = (
        resource.getrusage(who).ru_maxrss // (1024 if sys.platform != "darwin" else 1024**2)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps({"found": digest, "wall": took, "cpu": own, "held": held, "theirs": theirs}))


def ask(way, count):
    """Run one way in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.speed_of_workers",
        "--way",
        way,
        "--answers",
        str(count),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main(count):
    """Print a line for each way, then memory at a quarter of the corpus and at all of it."""
    print(f"{count:,} short answers, {len(codebook())} codes; loading not counted")
    alone = None
    for way in WAYS:
        got = ask(way, count)
        alone = alone or got
        same = "same to the last digit" if got["found"] == alone["found"] else "NOT THE SAME"
        rate = count / got["wall"]
        print(
            f"  {way:<20} {got['wall']:7.1f} s  {rate:6.0f} answers a second  x{alone['wall'] / got['wall']:.2f}  "
            f"{NATION / rate / 3600:5.1f} h a million; own process {got['cpu']:.1f} CPU s, {got['held']} MB; "
            f"largest worker {got['theirs']} MB; {same}"
        )
    small, large = (ask("pool 2", size)["held"] for size in (count // 4, count))
    print(f"memory of the asking process: {small} MB at {count // 4:,} answers, {large} MB at {count:,}")


if __name__ == "__main__":
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--answers", type=int, default=4_000, help="how many (4000)")
    options.add_argument("--way", choices=WAYS, help="this one alone, in this process")
    given = options.parse_args()
    if given.way:
        one(given.way, given.answers)
    else:
        main(given.answers)
