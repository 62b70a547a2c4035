"""How good and how fast suggestions are, beside simple baselines, on the frozen SAD texts.

Run it by itself: ``python tests/benchmarks/suggestions.py``. It needs no network and about two minutes.
"""

from __future__ import annotations

import json
import re
import sys
import time
from hashlib import sha256
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from threadpoolctl import threadpool_limits

from qualkit.assist import ThemeSuggester, suggest, theme_lists
from qualkit.assist.embedder import embedder
from qualkit.model import Code, Codebook, Transcript, Utterance, slug

SAD = Path(__file__).resolve().parent.parent / "samples" / "sad"
FROZEN = {
    "sad.jsonl": "d307cc202a0c07be8a2036a223a680dae3872ebcddce23fb675b4c5934a6d76e",
    "splits.json": "514e44f9627666bf536bde906bd899d3863f72e95ffe2d71aeac9f56849b5b2c",
    "codebook.json": "913f65239a42b003a1699613256112af7a85c51579ceb8454eccb17e9137bd36",
}
LEARNT_FROM = (0, 10, 50, 200, 500)
BINS = 15


def frozen(name):
    """Read a file of the data, refusing another than was frozen."""
    content = (SAD / name).read_bytes()
    if sha256(content).hexdigest() != FROZEN[name]:
        sys.exit(f"{name} is not the file that was frozen: figures from it could not be compared.")
    return content.decode("utf-8")


def codebook():
    """The eight codes, with their definitions and listed words."""
    return Codebook(
        tuple(
            Code(slug(name), name, definition=said["definition"], words=tuple(said["keywords"].split()))
            for name, said in json.loads(frozen("codebook.json")).items()
        )
    )


def keyword_rule(book, _texts, _codes, test):
    """How many of a code's listed words a text has, as they are or with an s."""
    listed = [
        re.compile(rf"\b(?:{'|'.join(map(re.escape, code.words))})s?\b", re.IGNORECASE) for code in book
    ]
    found = np.array(
        [[len(set(rule.findall(text.lower()))) for rule in listed] for text in test], dtype=float
    )
    return found / (1 + found)


def tfidf_logistic(book, texts, codes, test):
    """TF-IDF of words and pairs of words, and a logistic regression for each code."""
    if not texts:
        return np.zeros((len(test), len(book)))
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit(texts)
    return logistic(book, words.transform(texts), codes, words.transform(test))


def embedder_logistic(book, texts, codes, test):
    """The vectors that qualkit uses, and a logistic regression for each code; without texts the definitions."""
    if not texts:
        return np.clip(
            embedder().vectors(test) @ embedder().vectors([code.definition for code in book]).T, 0, 1
        )
    return logistic(book, embedder().vectors(texts), codes, embedder().vectors(test))


def logistic(book, learnt, codes, asked):
    """A logistic regression for each code."""
    likely = np.zeros((asked.shape[0], len(book)))
    for column, code in enumerate(book):
        held = np.array([code.id in given for given in codes])
        if held.all() or not held.any():
            likely[:, column] = held.mean()
        else:
            model = LogisticRegression(C=10.0, solver="liblinear").fit(learnt, held)
            likely[:, column] = model.predict_proba(asked)[:, 1]
    return likely


def qualkit(book, texts, codes, test):
    """What qualkit suggests."""
    return ThemeSuggester(book).fit(texts, codes).predict_proba(test)


METHODS = {
    "keyword rule": keyword_rule,
    "TF-IDF + LR": tfidf_logistic,
    "MiniLM + LR": embedder_logistic,
    "qualkit": qualkit,
}


def measures(likely, held):
    """Macro average precision, first right, recall of three, calibration error."""
    precision = [
        average_precision_score(held[:, k], likely[:, k]) for k in range(held.shape[1]) if held[:, k].any()
    ]
    some = held.any(axis=1)
    order = np.argsort(-likely[some], axis=1, kind="stable")
    ranked = np.take_along_axis(held[some], order, axis=1)
    three = ranked[:, :3].sum(axis=1) / ranked.sum(axis=1)
    return np.mean(precision), ranked[:, 0].mean(), three.mean(), calibration_error(likely, held)


def calibration_error(likely, held):
    """Expected calibration error over all pairs of text and code."""
    bins = np.minimum((likely * BINS).astype(int), BINS - 1)
    gaps = [
        abs(likely[bins == one].sum() - held[bins == one].sum()) for one in range(BINS) if (bins == one).any()
    ]
    return sum(gaps) / likely.size


def quality():
    """Print a line for each method and count of coded texts."""
    book, (rows, given, splits) = codebook(), data()
    print(f"SAD, {len(splits)} seeds, {len(splits[0]['test']):,} test texts each, {len(book)} codes")
    print(
        f"{'learnt from':>11}  {'method':<13} {'macro AP':>8} {'first right':>11} {'recall of 3':>11} {'cal. error':>10}"
    )
    for count in LEARNT_FROM:
        for name, method in METHODS.items():
            figures = np.mean([one_seed(method, book, rows, given, split, count) for split in splits], axis=0)
            print(
                f"{count:>11}  {name:<13} {figures[0]:>8.3f} {figures[1]:>11.3f} {figures[2]:>11.3f} {figures[3]:>10.3f}"
            )


def one_seed(method, book, rows, given, split, count):
    """Learn from the first `count` training texts of a split, measure on its test texts."""
    learnt, test = split["train_in_order"][:count], split["test"]
    likely = method(
        book,
        [rows[key]["text"] for key in learnt],
        [given[key] for key in learnt],
        [rows[key]["text"] for key in test],
    )
    return measures(likely, np.array([[code.id in given[key] for code in book] for key in test]))


def promised():
    """Print how many of people's themes lists hold that promise 9 in 10, and how long they are."""
    book, (rows, given, splits) = codebook(), data()
    for count in (50, 200, 500):
        shares, lengths = [], []
        for split in splits:
            learnt, test = split["train_in_order"][:count], split["test"]
            asked = [rows[key]["text"] for key in test]
            _, lists = theme_lists(
                book, [rows[key]["text"] for key in learnt], [given[key] for key in learnt], asked
            )
            shares += [
                len(given[key] & {*listed}) / len(given[key])
                for key, listed in zip(test, lists, strict=True)
                if given[key]
            ]
            lengths += [len(listed) for listed in lists]
        print(
            f"lists that promise 9 in 10, learnt from {count}: {np.mean(shares):.3f} held, "
            f"{np.mean(lengths):.1f} of {len(book)} codes listed"
        )


def data():
    """Texts, their codes, and the splits."""
    rows = {row["id"]: row for row in map(json.loads, frozen("sad.jsonl").splitlines())}
    given = {key: {slug(label) for label in row["labels"]} for key, row in rows.items()}
    return rows, given, json.loads(frozen("splits.json"))


def interviews(count, words):
    """Interviews of so many words, made of SAD's texts, every turn after a question."""
    said = iter([json.loads(line)["text"] for line in frozen("sad.jsonl").splitlines()] * 10)
    for number in range(1, count + 1):
        talk, spoken = [], 0
        while spoken < words:
            answer = " ".join(next(said).rstrip(".") + "." for _ in range(5))
            talk += [Utterance("INT", "And then?"), Utterance(f"P{number}", answer)]
            spoken += len(answer.split())
        transcript = Transcript.of(f"P{number}", talk)
        yield with_roles(transcript)


def with_roles(transcript):
    """Say whose words are the interviewer's."""
    from dataclasses import replace

    turns = tuple(
        replace(t, role="interviewer" if t.speaker == "INT" else "participant") for t in transcript.turns
    )
    return replace(transcript, turns=turns)


def many_codes():
    """A codebook of 54 codes: the eight, over and over."""
    few = codebook()
    return Codebook(
        tuple(
            Code(f"{code.id}-{number}", f"{code.name} {number}", definition=code.definition, words=code.words)
            for number in range(7)
            for code in few
        )[:54]
    )


def speed():
    """Print what seven interviews and 54 codes cost in processor time, the language model's loading included."""
    book = many_codes()
    transcripts = list(interviews(7, 2_000))
    said = sum(transcript.words for transcript in transcripts)
    found = suggest(book, transcripts)
    whole = time.process_time()  # of the process: Python, every import and the language model included
    print(
        f"7 interviews, {said:,} words, 54 codes, from nothing loaded: {whole:.1f} CPU s, {len(found)} suggestions"
    )
    suggest(book, transcripts)
    print(f"the same again, words read already: {time.process_time() - whole:.1f} CPU s")


def learning_speed():
    """Print what learning costs with 54 codes."""
    rows = [json.loads(line) for line in frozen("sad.jsonl").splitlines()]
    book = many_codes()
    for count in (200, 500, 2_000):
        texts = [row["text"] for row in rows[:count]]
        codes = [{f"{slug(label)}-0" for label in row["labels"]} for row in rows[:count]]
        ThemeSuggester(book).fit(texts, codes)
        start = time.process_time()
        ThemeSuggester(book).fit(texts, codes)
        print(f"fit, 54 codes, {count:,} coded texts read already: {time.process_time() - start:.2f} CPU s")


if __name__ == "__main__":
    with threadpool_limits(1):
        speed()
        learning_speed()
        quality()
        promised()
