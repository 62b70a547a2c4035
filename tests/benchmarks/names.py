"""How many names are found: qualkit's finders together, spaCy alone, and Presidio where it is installed.

Run it by itself: ``python tests/benchmarks/names.py``. Presidio is for this page alone and no part of qualkit: install
``tests/benchmarks/peers-presidio.txt`` to have it beside. It is given the same local model, so that it fetches nothing.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NamedTuple

import spacy

from qualkit.privacy.candidates import united
from qualkit.privacy.finders.ner import PIPELINES, pipeline
from qualkit.privacy.folding import fold
from qualkit.privacy.spoken import Spoken

SENTENCES = Path(__file__).resolve().parent.parent / "samples" / "names"
LABEL = re.compile(r"<([PLOWS]) ([^<>]*)>")
LABELS = {"P": "people", "L": "places", "O": "organisations", "W": "wards", "S": "ships"}


class Mention(NamedTuple):
    """One labelled name and where it stands in the text."""

    start: int
    end: int
    label: str


def read(name):
    """Read a file of labelled sentences as one text and its mentions."""
    text, mentions = "", []
    for line in (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        at = 0
        for match in LABEL.finditer(line):
            text += line[at : match.start()]
            mentions.append(Mention(len(text), len(text) + len(match[2]), match[1]))
            text += match[2]
            at = match.end()
        text += line[at:] + "\n"
    return text, mentions


def ours(text):
    """Everything that qualkit proposes."""
    return [(found.start, found.end) for found, _ in united(Spoken(text))]


def spacy_alone(text):
    """The entities of spaCy's model that could name somebody, somewhere or something."""
    kinds = {"PERSON", "GPE", "LOC", "FAC", "ORG", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT"}
    return [(one.start_char, one.end_char) for one in pipeline()(text).ents if one.label_ in kinds]


def presidio():
    """Presidio's analyser on the same local model, or None where it is not installed."""
    try:
        from presidio_analyzer import AnalyzerEngine
        from presidio_analyzer.nlp_engine import SpacyNlpEngine
    except ModuleNotFoundError:
        return None

    class Local(SpacyNlpEngine):
        """spaCy's model as it is installed, whole: the usual engine would fetch another one."""

        def __init__(self):
            super().__init__()
            name = next(name for name in PIPELINES if spacy.util.is_package(name))
            self.nlp = {"en": spacy.load(name)}

    engine = AnalyzerEngine(nlp_engine=Local(), supported_languages=["en"])
    return lambda text: [(one.start, one.end) for one in engine.analyze(text=text, language="en")]


def missed(mentions, finds):
    """The mentions that no find touches."""
    return [one for one in mentions if not any(start < one.end and one.start < end for start, end in finds)]


def whole(mentions, finds, text):
    """How many mentions are covered to their last letter."""
    hidden = {at for start, end in finds for at in range(start, end)}
    return sum(
        all(at in hidden for at in range(one.start, one.end) if text[at].isalnum()) for one in mentions
    )


def row(name, text, mentions, finds):
    """One line: recall by label, and what a person has to look at."""
    gone = missed(mentions, finds)
    cells = []
    for label in LABELS:
        own = sum(one.label == label for one in mentions)
        lost = sum(one.label == label for one in gone)
        cells.append(f"{(own - lost) / own:.3f} of {own:<3}" if own else "-")
    words = len(text.split())
    forms = {fold(text[start:end]) for start, end in finds}
    rate = f"{1000 * len(finds) / words:.0f} ({1000 * len(forms) / words:.0f})"
    full = f"{whole(mentions, finds, text) / len(mentions):.3f}"
    print(f"  {name:12}" + "".join(f"{cell:15}" for cell in cells) + f"{full:10}{rate}")
    return gone


def main():
    """Measure both halves of the committed sentences."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--halves", default="tuning,held-back", help="tuning, held-back, or both")
    parser.add_argument(
        "--missed", action="store_true", help="list what qualkit missed, and what it proposed for nothing"
    )
    options = parser.parse_args()
    beside = presidio()
    for half in options.halves.split(","):
        for kind in ("cased", "lower"):
            text, mentions = read(f"{kind}-{half}")
            print(
                f"\n{kind}, {half}: {len(text.splitlines())} sentences, {len(text.split()):,} words, {len(mentions)} names"
            )
            print(
                f"  {'':12}"
                + "".join(f"{name:15}" for name in LABELS.values())
                + f"{'whole':10}candidates (forms) per 1,000 words"
            )
            finds = ours(text)
            gone = row("qualkit", text, mentions, finds)
            row("spaCy alone", text, mentions, spacy_alone(text))
            if beside is None:
                print("  Presidio: not installed")
            else:
                row("Presidio", text, mentions, beside(text))
            if options.missed:
                print("  missed:", [(one.label, text[one.start : one.end]) for one in gone])
                extra = [f for f in finds if not any(f[0] < m.end and m.start < f[1] for m in mentions)]
                print("  for nothing:", [text[a:b] for a, b in extra])


if __name__ == "__main__":
    main()
