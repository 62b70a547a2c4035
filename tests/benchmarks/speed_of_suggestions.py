"""How fast suggestions follow the coding: 10,000 passages and 50 codes, beside two other ways, and how cost grows.

    .venv/bin/python -m tests.benchmarks.speed_of_suggestions            about ten minutes, most of it reading once
    .venv/bin/python -m tests.benchmarks.speed_of_suggestions --small    a minute

Seconds of the processor stand beside seconds of the clock: on a machine that others use, compare the processor's.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import sys
import time
from math import log
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from qualkit.assist import ThemeSuggester
from qualkit.assist.bayes import solve
from qualkit.assist.calibration import Line
from qualkit.assist.embedder import embedder
from qualkit.assist.known import MEANING, Scorer
from qualkit.assist.language import language
from qualkit.assist.suggester import SPREAD, _interviews, belief
from qualkit.model import Codebook, slug
from tests.benchmarks.dual import dual_scores
from tests.benchmarks.suggestions import frozen, many_codes

CODES, PASSAGES = 50, 10_000
#: What is promised: clock seconds for one new coding, learnt and every passage scored, by codings so far.
PROMISED = {500: 0.5, 2_000: 2.0}
MEMORY = 1_000
#: Beyond this the dual solver takes longer than anybody would wait.
DUAL_UP_TO = 1_000


class Took(NamedTuple):
    """Seconds of the processor and of the clock."""

    cpu: float
    wall: float

    def __str__(self):
        return f"{self.cpu:7.2f} CPU s {self.wall:7.2f} s"


def timed(do, times=1):
    """What it gives, and the median of what it takes."""
    took = []
    for _ in range(times):
        cpu, wall = time.process_time(), time.perf_counter()
        given = do()
        took.append(Took(time.process_time() - cpu, time.perf_counter() - wall))
    return given, sorted(took)[len(took) // 2]


def texts():
    """SAD's texts and their codes, each label given to one of several like codes."""
    rows = [json.loads(line) for line in frozen("sad.jsonl").splitlines()]
    return [
        (row["text"], {f"{slug(label)}-{at % 6}" for label in row["labels"]}) for at, row in enumerate(rows)
    ]


def passages(count):
    """So many different passages: SAD's texts, and further ones made of two of them."""
    said = [text for text, _ in texts()]
    made = dict.fromkeys(said[:count])
    step = 1
    while len(made) < count:
        made.update(dict.fromkeys(f"{one} {two}" for one, two in zip(said, said[step:], strict=False)))
        step += 1
    return list(made)[:count]


def memory():
    """The most that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )


def lessons_of(model, taught, given):
    """What the model's solver is given, for the other ways to be given the same."""
    from scipy import sparse

    from qualkit.assist.bayes import Lessons

    seen = model.seen(taught)
    held = np.array([[code in codes for code in model.classes_] for codes in given], dtype=float)
    shared = sparse.hstack([seen.words, _interviews(None, len(taught))], format="csr")
    return Lessons(seen.own, shared, MEANING * seen.vectors, held, np.ones(len(taught)))


def one_each(features, held, asked):
    """scikit-learn: a logistic regression for each code that anybody gave."""
    likely = np.zeros((len(asked), held.shape[1]))
    for code in np.flatnonzero(held.any(axis=0)):
        model = LogisticRegression(C=10.0, max_iter=1_000).fit(features, held[:, code])
        likely[:, code] = model.predict_proba(asked)[:, 1]
    return likely


def row(model, seen, coded, count):
    """One new coding after `count`: ours, then the others on the same features; give what ours took."""
    taught, given = [text for text, _ in coded], [codes for _, codes in coded]
    _, anew = timed(lambda: model.refit(taught[:count], given[:count]))

    def ours():
        model.refit(taught[: count + 1], given[: count + 1])
        return model.decision_function(seen)

    _, took = timed(ours, 3)
    lessons = lessons_of(model, taught[: count + 1], given[: count + 1])
    prior = belief(len(model.classes_))
    primal, primal_took = timed(lambda: solve(lessons, prior, SPREAD))
    print(
        f"{count:>6} codings: refit and rescore {took}, and where confidence is measured anew (at each tenth more) {anew} more; primal solver alone {primal_took}",
        end="",
    )
    if count <= DUAL_UP_TO:
        dual, dual_took = timed(lambda: dual_scores(lessons, prior, SPREAD))
        apart = np.abs(
            Scorer(model._known, primal, Line()).scores(model.seen(taught[: count + 1])) - dual
        ).max()
        print(
            f"; dual {dual_took} = x{dual_took.cpu / primal_took.cpu:.1f}, scores {apart:.0e} apart", end=""
        )
    if count in PROMISED:
        _, theirs = timed(
            lambda: one_each(seen_vectors(model, taught[: count + 1]), lessons.held, seen.vectors)
        )
        print(f"; scikit-learn on the vectors alone {theirs} = x{theirs.cpu / took.cpu:.1f}", end="")
    print()
    return took


def seen_vectors(model, taught):
    """The vectors of what was learnt from."""
    return model.seen(taught).vectors


def codings_grow(counts, passages_):
    """Print a row for each number of codings, and how cost grows from one to the next."""
    book = Codebook(tuple(many_codes())[:CODES])
    read, took = timed(lambda: language().read(passages_))
    print(f"{len(read):,} passages, {len(book)} codes. Read into words, once a process: {took}")
    _, took = timed(lambda: embedder().vectors(passages_))
    print(
        f"turned into vectors, once for good (kept in the study): {took}, {len(passages_) / took.cpu:.0f} a CPU s"
    )
    coded = [(text, codes) for text, codes in texts() if codes <= {code.id for code in book}]
    model, took = timed(lambda: ThemeSuggester(book).fit([], [], background=read))
    print(f"the codebook and how people talk, once: {took}")
    seen, took = timed(lambda: model.seen(read))
    print(f"passages laid out in numbers, once: {took}")
    language().read(text for text, _ in coded)
    cost = {count: row(model, seen, coded, count) for count in counts}
    for less, more in itertools.pairwise(counts):
        grown = log(cost[more].cpu / cost[less].cpu) / log(more / less)
        print(
            f"from {less:,} to {more:,} codings the cost grows with their number to the power of {grown:.2f}"
        )
    print(f"most memory held, everything above together: {memory():,.0f} MB")
    return cost


def promises(cost):
    """Print whether each promise is kept, by the clock and by the processor."""
    for count, most in PROMISED.items():
        if count in cost:
            kept = "kept    " if min(cost[count]) <= most else "NOT KEPT"
            print(f"  {kept} one new coding after {count:,}: {cost[count]}, promised {most} s")
    print(
        f"  {'kept    ' if memory() < MEMORY else 'NOT KEPT'} memory under {MEMORY:,} MB: {memory():,.0f} MB"
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--small", action="store_true", help="1,000 passages, and 100 and 500 codings")
    small = options.parse_args().small
    with threadpool_limits(1):
        promises(
            codings_grow(
                (100, 500) if small else (200, 500, 1_000, 2_000), passages(1_000 if small else PASSAGES)
            )
        )
