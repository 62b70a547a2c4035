"""An oracle for corrections: a text whose characters each keep who they are through every edit.

It knows nothing of how qualkit finds words again. Each character has a number of its own; what is typed gets new
numbers, what is moved keeps its own, what is copied remembers whose copy it is.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

SENTENCES = (
    "Nobody asked me what had happened.",
    "I said no.",
    "I said no.",
    "And then they moved me to the other ward, and nobody told my sister.",
    "Yes.",
    "Mm.",
    "It was the garden that kept me going, the garden and the tea.",
    "The doctor talked over my head 🙂 and I felt invisible.",
    "Zoe\u0308 from the cafe\u0301 rang every week, every single week.",
    "No no no, not like that.",
    "I don't know, I don't know.",
    "You know, it was like, you know, being nowhere.",
    "👩‍👩‍👧 we went to the sea together.",
    "It was all right.",
)
WORDS = [
    "no",
    "yes",
    "the",
    "garden",
    "nobody",
    "asked",
    "said",
    "I",
    "it",
    "was",
    "like",
    "🙂",
    "éa",
    "tea",
    ",",
]


class Char(NamedTuple):
    """A character, its own number, and the number of the one it was copied from."""

    char: str
    number: int
    copy_of: int


class Living:
    """A text under edits."""

    def __init__(self, text: str) -> None:
        self._numbers = itertools.count()
        self.chars = [Char(char, number, number) for char, number in zip(text, self._numbers, strict=False)]
        self._where: dict[int, int] = {}

    @property
    def text(self) -> str:
        """The text as it stands."""
        return "".join(char.char for char in self.chars)

    def where(self, number: int) -> int:
        """Where a character stands, or -1."""
        if not self._where:
            self._where = {char.number: place for place, char in enumerate(self.chars)}
        return self._where.get(number, -1)

    def numbers(self, start: int, end: int) -> list[int]:
        """Who stands in a stretch; spaces are nobody."""
        return [char.number for char in self.chars[start:end] if not char.char.isspace()]

    def sources(self, start: int, end: int) -> list[int]:
        """Whose copies stand in a stretch."""
        return [char.copy_of for char in self.chars[start:end] if not char.char.isspace()]

    def replace(self, start: int, end: int, words: str) -> None:
        """Type over a stretch; what is typed as it stood at either end has not been touched."""
        self._where = {}
        while start < end and words and self.chars[start].char == words[0]:
            start, words = start + 1, words[1:]
        while start < end and words and self.chars[end - 1].char == words[-1]:
            end, words = end - 1, words[:-1]
        self.chars[start:end] = [Char(char, n := next(self._numbers), n) for char in words]

    def move(self, start: int, end: int, to: int) -> None:
        """Cut a stretch out and put it in elsewhere."""
        self._where = {}
        cut = self.chars[start:end]
        del self.chars[start:end]
        to = min(to, len(self.chars))
        self.chars[to:to] = cut

    def copy(self, start: int, end: int, to: int) -> None:
        """Say a stretch again elsewhere."""
        self._where = {}
        self.chars[to:to] = [Char(c.char, next(self._numbers), c.copy_of) for c in self.chars[start:end]]


def interview(draw, turns: int) -> str:
    """Some talk in which much is said twice."""
    return "\n".join(
        " ".join(draw.choice(SENTENCES) for _ in range(draw.randint(1, 5))) for _ in range(turns)
    )


def borders(text: str) -> list[int]:
    """Where words begin and end."""
    return sorted(
        {0, len(text)} | {at for at in range(1, len(text)) if text[at - 1].isspace() != text[at].isspace()}
    )


def _spot(draw, text: str) -> int:
    """Anywhere, most often where a word begins or ends."""
    at = draw.randint(0, len(text))
    if draw.random() < 0.7:
        at = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at), 0)
        at += draw.random() < 0.5 and at < len(text)
    return at


def edit(draw, living: Living) -> str:
    """One random edit; give its kind."""
    text = living.text
    start = _spot(draw, text)
    end = min(len(text), start + draw.choice((0, 1, 1, 3, 8, 20, 60)))
    if draw.random() < 0.5:
        end = min((at for at in (text.find(" ", end), text.find("\n", end)) if at >= 0), default=len(text))
    kind = draw.choice(("insert", "delete", "replace", "move", "copy", "letter"))
    if kind == "insert":
        sentence, letter = " " + draw.choice(SENTENCES), draw.choice("x \n🙂\u0301")
        living.replace(start, start, draw.choice((draw.choice(WORDS) + " ", sentence, letter)))
    elif kind == "delete":
        living.replace(start, end, "")
    elif kind == "replace":
        living.replace(start, end, " ".join(draw.choice(WORDS) for _ in range(draw.randint(1, 4))))
    elif kind == "letter" and start < len(text):
        living.replace(start, start + 1, draw.choice("aeiou.,"))
    elif kind == "move":
        living.move(start, end, _spot(draw, text))
    elif kind == "copy":
        living.copy(start, end, _spot(draw, text))
    return kind
