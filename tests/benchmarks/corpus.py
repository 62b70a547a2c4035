"""Invented interviews of a given length, the same bytes every time: text, Word and captions in thirds.

The words are made of syllables and mean nothing. There are two speakers who take turns; captions carry times.
"""

from __future__ import annotations

import json
import zipfile
from html import escape
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

WORDS = 8_000
KINDS = ("txt", "docx", "vtt")
CODES = 50
#: Codings an interview: what one coder marks in about an hour of talk.
CODINGS = 60

_STARTS = [
    "b",
    "br",
    "ch",
    "d",
    "dr",
    "f",
    "g",
    "gl",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "tr",
    "v",
    "w",
]
_MIDDLES = ["a", "e", "i", "o", "u", "ai", "ea", "oo", "é"]
_ENDS = ["", "", "n", "r", "s", "t", "l", "m", "nd", "ck"]
_SMALL = [
    "and",
    "the",
    "I",
    "it",
    "was",
    "to",
    "they",
    "you",
    "of",
    "in",
    "that",
    "me",
    "my",
    "had",
    "so",
    "but",
    "um",
    "well",
    "like",
    "for",
    "with",
    "no",
    "not",
    "just",
]


class Interview(NamedTuple):
    """One interview: its name, its kind of file, and who said what."""

    name: str
    kind: str
    turns: list[tuple[str, str]]

    @property
    def text(self) -> str:
        """What was said, as a study stores it."""
        return "\n".join(words for _, words in self.turns)


def _vocabulary():
    random = Random("vocabulary")
    words = dict.fromkeys(_SMALL)
    while len(words) < 5_000:
        syllables = range(random.choice((1, 2, 2, 3)))
        word = "".join(random.choice(_STARTS) + random.choice(_MIDDLES) for _ in syllables)
        words[word + random.choice(_ENDS)] = None
    return list(words)


_VOCABULARY = _vocabulary()
#: A few words are said often and most seldom, as in speech.
_WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(_VOCABULARY) + 1)))


def interview(number: int, words: int = WORDS) -> Interview:
    """Make the interview of that number."""
    random = Random(number)
    said = random.choices(_VOCABULARY, cum_weights=_WEIGHTS, k=words)
    turns, at, asks = [], 0, True
    while at < words:
        length = random.randint(6, 25) if asks else random.randint(40, 160)
        turns.append(("INT" if asks else f"P{number:04d}", _sentences(random, said[at : at + length], asks)))
        at, asks = at + length, not asks
    return Interview(f"interview-{number:04d}", KINDS[number % len(KINDS)], turns)


def _sentences(random, words, asks):
    sentences, at = [], 0
    while at < len(words):
        length = random.randint(5, 18)
        sentence = " ".join(words[at : at + length])
        at += length
        ends = "?" if asks and at >= len(words) else "."
        sentences.append(sentence[0].upper() + sentence[1:] + ends)
    return " ".join(sentences)


def write_corpus(folder: Path, size: int, words: int = WORDS) -> None:
    """Write the interviews into a folder, and what is to be coded in them beside it, unless that was done."""
    plan = folder.with_suffix(".json")
    if plan.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    to_code = {}
    for number in range(size):
        made = interview(number, words)
        to_code[made.name] = list(_places(made))
        _WRITERS[made.kind](folder / f"{made.name}.{made.kind}", made.turns)
    plan.write_text(json.dumps(to_code), encoding="utf-8")


def _places(made):
    """Where to lay codes: start, end and code of some stretches of what the participant said."""
    random, text = Random(made.name), made.text
    for _ in range(CODINGS):
        start = random.randrange(len(text) - 800)
        start = text.index(" ", start) + 1
        end = text.index(" ", start + random.randint(60, 400))
        yield start, end, f"code-{random.randrange(CODES):02d}"


def _write_text(path, turns):
    path.write_text("\n\n".join(f"{speaker}: {words}" for speaker, words in turns) + "\n", encoding="utf-8")


def _write_captions(path, turns):
    blocks, seconds = ["WEBVTT"], 0.0
    for speaker, said in turns:
        words = said.split()
        for at in range(0, len(words), 12):
            line = " ".join(words[at : at + 12])
            begins, seconds = seconds, seconds + 4.0
            blocks.append(f"{_clock(begins)} --> {_clock(seconds)}\n{speaker}: {line}")
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _clock(seconds):
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}:{rest:06.3f}"


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DOCX = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}"/></Types>',
    "_rels/.rels": f"<Relationships {_RELATIONS}>"
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
}


def _write_word(path, turns):
    paragraphs = "".join(
        f'<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{speaker}: </w:t></w:r>'
        f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'
        for speaker, words in turns
    )
    document = f"<w:document {_W}><w:body>{paragraphs}<w:sectPr/></w:body></w:document>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in {**_DOCX, "word/document.xml": document}.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')


_WRITERS = {"txt": _write_text, "docx": _write_word, "vtt": _write_captions}
