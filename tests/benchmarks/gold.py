"""How good suggestions are on the example inquiry's gold codings, beside simple baselines.

Run it by itself: ``python -m tests.benchmarks.gold``. Two ways of asking: with the codebook alone, and each
interview with the codings of the other six. It needs no network and about two minutes.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from qualkit.assist import ThemeSuggester, suggest
from qualkit.assist.poles import opposites
from qualkit.loaders import load_codebook, load_transcript
from qualkit.model import Coding, shipped
from tests.benchmarks.suggestions import METHODS, calibration_error

FOLDER = shipped("transcripts_example")
FILES = ("P1.txt", "P2.docx", "P3.vtt", "P4.txt", "P5.docx", "P6.vtt", "P7.csv")
#: Two coded stretches that share so much of the shorter one are the same passage.
SAME = 0.5
#: An answer of so few words may need its question.
SHORT = 8


class Said(NamedTuple):
    """A passage that somebody coded, and all codes that its words were given."""

    document: str
    start: int
    end: int
    text: str
    codes: frozenset[str]


@cache
def book():
    """The codebook that the gold codings use."""
    return load_codebook("validation-invalidation")


@cache
def transcripts():
    """The seven interviews; whoever is no P asks."""
    loaded = (load_transcript(FOLDER / name) for name in FILES)
    return tuple(replace(each, turns=tuple(map(with_role, each.turns))) for each in loaded)


def with_role(turn):
    """Say of a turn whether it asks or answers."""
    return replace(turn, role="participant" if turn.speaker.startswith("P") else "interviewer")


@cache
def codings():
    """What the two invented coders gave, as codings."""
    known = {each.document: each for each in transcripts()}
    rows = [
        row
        for path in sorted((FOLDER / "study").glob("codings_*.csv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
        if row["document"] in known
    ]
    return tuple(
        Coding(
            f"gold-{number}",
            known[row["document"]].segment(int(row["start"]), int(row["end"])),
            row["code"],
            row["coder"],
        )
        for number, row in enumerate(rows)
    )


@cache
def passages():
    """Each coded stretch once."""
    by_place: dict[tuple[str, int, int], set[str]] = {}
    for coding in codings():
        place = coding.segment
        by_place.setdefault((place.document, place.start, place.end), set()).add(coding.code)
    known = {each.document: each for each in transcripts()}
    return tuple(
        Said(*place, known[place[0]].text[place[1] : place[2]], frozenset(_codes_there(by_place, place)))
        for place in by_place
    )


def _codes_there(by_place, place):
    return {
        code
        for other, codes in by_place.items()
        if other[0] == place[0] and shared(place, other) >= SAME * min(length(place), length(other))
        for code in codes
    }


def shared(one, other):
    """How many characters two places of one document share."""
    return min(one[2], other[2]) - max(one[1], other[1])


def length(place):
    """How long a place is."""
    return place[2] - place[1]


def figures(likely):
    """First right, one of three right, pole of a pair right, calibration error."""
    said, codes = passages(), [code.id for code in book()]
    held = np.array([[code in each.codes for code in codes] for each in said])
    order = np.argsort(-likely, axis=1, kind="stable")
    ranked = np.take_along_axis(held, order, axis=1)
    return (
        ranked[:, 0].mean(),
        ranked[:, :3].any(axis=1).mean(),
        pole_right(likely, held),
        calibration_error(likely, held),
    )


def one_of_three(likely, which):
    """For how many of some passages one of the first three is right."""
    codes = np.array([code.id for code in book()])
    first = np.argsort(-likely, axis=1, kind="stable")[:, :3]
    return np.mean([bool({*codes[first[row]]} & passages()[row].codes) for row in np.flatnonzero(which)])


def pole_right(likely, held):
    """Of the codes that were given and whose other pole was not: how often the given one scores higher."""
    place = {code.id: at for at, code in enumerate(book())}
    right = [
        likely[row, place[code]] > likely[row, place[other]]
        for code, others in opposites(book()).items()
        for other in others
        for row in np.flatnonzero(held[:, place[code]] & ~held[:, place[other]])
    ]
    return float(np.mean(right))


def cold(method):
    """Passage by code, from the codebook alone."""
    return method(book(), [], [], [each.text for each in passages()])


def others_coded(method):
    """Passage by code, each interview with what was coded in the others."""
    said = passages()
    likely = np.zeros((len(said), len(book())))
    for document in sorted({each.document for each in said}):
        learnt = [each for each in said if each.document != document]
        asked = [row for row, each in enumerate(said) if each.document == document]
        likely[asked] = method(
            book(),
            [each.text for each in learnt],
            [each.codes for each in learnt],
            [said[row].text for row in asked],
        )
    return likely


def with_question(weight):
    """Passage by code, from the codebook alone, the meaning of the question before an answer added to it."""
    model = ThemeSuggester(book()).fit([], [])
    said = model.seen([each.text for each in passages()])
    asked = model.seen([question(each) for each in passages()])
    together = said.vectors + weight * asked.vectors
    together /= np.linalg.norm(together, axis=1, keepdims=True)
    own = said.own.copy()
    own[:, :, 3] = model.scorer.known.meaning.scores(together, own[:, :, 2])
    return model.predict_proba(replace(said, own=own))


def question(passage):
    """What was asked before a passage; nothing where it stands at the beginning."""
    turns = next(each for each in transcripts() if each.document == passage.document).turns
    before = [turn.text for turn in turns if turn.role == "interviewer" and turn.end <= passage.start]
    return before[-1] if before else ""


class Spans(NamedTuple):
    """What `suggest` offered, how sure it was, how many hit, and how well those lie on the gold."""

    offered: int
    sure: float
    right: float
    half_of_both: float
    half_of_gold: float


def spans(*, others):
    """Offer passages in each interview, its own codings unknown.

    A hit is one on whose words somebody put the same code; nobody says that the gold is all there is.
    """
    offers = [offer for each in transcripts() for offer in offered(each.document, others=others)]
    there = [
        [c.segment for c in codings() if c.code == offer.code and c.segment.overlaps(offer.segment)]
        for offer in offers
    ]
    hits = [(offer.segment, places) for offer, places in zip(offers, there, strict=True) if places]
    return Spans(
        len(offers),
        float(np.mean([offer.confidence for offer in offers])),
        len(hits) / len(offers),
        float(np.mean([max(_jaccard(place, one) for one in places) >= SAME for place, places in hits])),
        float(np.mean([max(_share(place, one) for one in places) >= SAME for place, places in hits])),
    )


def offered(document, *, others):
    """What is offered in an interview from the codebook alone, or with what was coded in the others."""
    known = [coding for coding in codings() if others and coding.segment.document != document]
    return suggest(book(), transcripts(), codings=known, document=document)


def _both(one, other):
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _share(offer, gold):
    return _both(offer, gold) / len(gold)


def _jaccard(offer, gold):
    return _both(offer, gold) / (len(offer) + len(gold) - _both(offer, gold))


def report():
    """Print a line for each method and way of asking, then how the offered passages lie."""
    said = passages()
    print(
        f"Example inquiry: {len(said)} coded passages of {len(transcripts())} interviews, {len(book())} codes"
    )
    print(
        f"{'':<14} {'method':<13} {'first right':>11} {'one of 3':>8} {'pole right':>10} {'cal. error':>10}"
    )
    for label, way in (("codebook alone", cold), ("others coded", others_coded)):
        for name, method in METHODS.items():
            first, three, pole, error = figures(way(method))
            print(f"{label:<14} {name:<13} {first:>11.3f} {three:>8.3f} {pole:>10.3f} {error:>10.3f}")
    short = np.array([len(each.text.split()) <= SHORT for each in passages()])
    for weight in (0.0, 0.2, 0.4):
        likely = with_question(weight)
        print(
            f"question before it at {weight:.1f}: first right {figures(likely)[0]:.3f}, one of 3 {figures(likely)[1]:.3f}, "
            f"one of 3 in the {short.sum()} answers of {SHORT} words or fewer {one_of_three(likely, short):.3f}"
        )
    for label, others in (("codebook alone", False), ("others coded", True)):
        found = spans(others=others)
        print(
            f"{label:<14} offered {found.offered}, sure of {found.sure:.2f}, on gold with that code {found.right:.2f};"
            f" of these sharing half of both {found.half_of_both:.2f}, half of the gold {found.half_of_gold:.2f}"
        )


if __name__ == "__main__":
    with threadpool_limits(1):
        report()
