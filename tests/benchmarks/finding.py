"""How much must be read to find a theme, and whether the stopping rule stops in time, on the frozen SAD texts.

    .venv/bin/python -m tests.benchmarks.finding            about ten minutes
    .venv/bin/python -m tests.benchmarks.finding --small    one

A hunt reads the likeliest passages first and learns from each. Beside it: in the codebook's order without learning, by
keywords, and at random.
"""

from __future__ import annotations

import argparse

import numpy as np

from qualkit.assist import ThemeSuggester
from qualkit.assist.hunt import Hunt
from tests.benchmarks.suggestions import codebook, data, keyword_rule

SHARES = (0.8, 0.95)
RUNS, POOL = 200, 1_000
AT_ONCE = 10


def hunted(book, code, texts, held, *, until_told=False):
    """The places in the order in which a hunt reads them; all of them, or as many as it asks for."""
    hunt, order = Hunt(book, code, texts), []
    while len(order) < len(texts):
        batch = hunt.next(AT_ONCE)
        order += batch
        found = hunt.answer({at: bool(held[at]) for at in batch})
        if until_told and found.may_stop:
            break
        if not until_told and found.hits == held.sum():
            break
    return order


def read_until(order, held, share):
    """The share of all passages that were read when so much of the theme had been found."""
    found = np.cumsum(held[order])
    return (int(np.searchsorted(found, np.ceil(share * held.sum()))) + 1) / len(held)


def effort(small):
    """Print how much each way reads to find most of a theme, on average over themes."""
    book, (rows, given, splits) = codebook(), data()
    took = {way: [] for way in ("hunt", "codebook alone", "keyword rule", "at random")}
    for split in splits[: 1 if small else 2]:
        keys = split["train_in_order"]
        texts = [rows[key]["text"] for key in keys]
        likely = ThemeSuggester(book).fit([], [], background=texts).predict_proba(texts)
        rule = keyword_rule(book, [], [], texts)
        for column, code in enumerate(book):
            held = np.array([code.id in given[key] for key in keys])
            orders = {
                "hunt": hunted(book, code.id, texts, held),
                "codebook alone": np.argsort(-likely[:, column], kind="stable"),
                "keyword rule": np.argsort(-rule[:, column], kind="stable"),
                "at random": np.random.default_rng(column).permutation(len(keys)),
            }
            for way, order in orders.items():
                took[way].append([read_until(order, held, share) for share in SHARES])
    print(f"share of {len(keys):,} texts read to find 80 % and 95 % of a theme, mean of {len(book)} themes")
    for way, figures in took.items():
        mean, worst = np.mean(figures, axis=0), np.max(figures, axis=0)
        print(f"{way:<15} {mean[0]:.2f} {mean[1]:.2f}   worst theme {worst[0]:.2f} {worst[1]:.2f}")


def stopping(small):
    """Print how much of the theme had been found when the rule let people stop, over many runs."""
    book, (rows, given, splits) = codebook(), data()
    rng = np.random.default_rng(0)
    found, read = [], []
    for run in range(RUNS // 10 if small else RUNS):
        keys = rng.choice(splits[run % len(splits)]["train_in_order"], POOL, replace=False)
        code = list(book)[run % len(book)]
        held = np.array([code.id in given[key] for key in keys])
        order = hunted(book, code.id, [rows[key]["text"] for key in keys], held, until_told=True)
        found.append(held[order].sum() / held.sum())
        read.append(len(order) / POOL)
    enough = sum(share >= SHARES[1] for share in found)
    print(
        f"stopping rule: 95 % found in {enough} of {len(found)} runs on {POOL:,} texts "
        f"(least {min(found):.3f}); read {np.mean(read):.2f} on average, {min(read):.2f} to {max(read):.2f}"
    )


if __name__ == "__main__":
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--small", action="store_true", help="fewer themes' texts and fewer runs")
    small = wanted.parse_args().small
    effort(small)
    stopping(small)
