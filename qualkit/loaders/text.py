"""Plain text and Markdown."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from qualkit.loaders.decode import decode, lines_of
from qualkit.loaders.labels import Line
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.turns import read_talk

if TYPE_CHECKING:
    from qualkit.loaders.decode import Decoded

# A label that Markdown sets in bold or italics: **Jane:** or **Jane**: or __Jane:__
_EMPHASIS = re.compile(r"([ \t>]*(?:[-*] )?)(\*\*\*|\*\*|__|\*|_)(?=\S)([^*_\n]{1,80}?)\2(?=[\s:：]|$)")
_HEADING = re.compile(r"(\s{0,3}#{1,6}\s+)(.*?)(\s#*)?$")
#: A number before a line, of which there are at least so many, on most lines with words.
_NUMBER = re.compile(r"^\s{0,8}(\d{1,6})(?:[.)]?[ \t]+|\t)(?=\S)")
_NUMBERED = 4
_MOSTLY = 0.4
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")


def read(given: Given) -> Loaded:
    """Read text, line by line.

    Raises
    ------
    LoadError
        It is no text, or empty.
    """
    decoded = decode(given.data, given.name)
    return _loaded(decoded, _Lines(lines_of(decoded, given.name)))


def read_markdown(given: Given) -> Loaded:
    """Read Markdown: as text, with its headings and rules set apart.

    Raises
    ------
    LoadError
        It is no text, or empty.
    """
    decoded = decode(given.data, given.name)
    return _loaded(decoded, _Lines(lines_of(decoded, given.name), markdown=True))


def _loaded(decoded: Decoded, lines: _Lines) -> Loaded:
    talk = read_talk(lines.lines)
    return Loaded(
        talk.utterances,
        decoded.normalised,
        talk.header,
        (*lines.left_out, *talk.left_out),
        decoded.doubts + talk.doubts,
        talk.marks,
        source=decoded.text,
        preview=decoded.preview,
        parts=talk.parts,
    )


class _Lines:
    """A text line by line, and the marks of layout that were taken from it."""

    def __init__(self, lines: list[str], *, markdown: bool = False) -> None:
        self.left_out: list[tuple[str, str]] = []
        read_line = self._markdown if markdown else self._plain
        self.lines = [read_line(line) for line in self._without_numbers(lines)]

    def _without_numbers(self, lines: list[str]) -> list[str]:
        """Take away the numbers where every line or turn has the next one: they are the transcriber's."""
        filled = [line for line in lines if line.strip()]
        found = [_NUMBER.match(line) for line in filled]
        numbers = [int(number[1]) for number in found if number]
        steps = sum(1 for above, below in pairwise(numbers) if below == above + 1)
        if len(numbers) < max(_NUMBERED, len(filled) * _MOSTLY) or steps < len(numbers) - 1:
            return lines
        self.left_out.append(("numbers of lines", "\n".join(number[0].strip() for number in found if number)))
        return [_NUMBER.sub("", line) for line in lines]

    def _plain(self, text: str) -> Line:
        found = _EMPHASIS.match(text) if "*" in text or "_" in text else None
        if found is None:
            return Line(text)
        self._leave(text[: found.end()].replace(found[3], "", 1))
        return Line(found[3] + text[found.end() :], len(found[3]))

    def _markdown(self, text: str) -> Line:
        if _RULE.match(text):
            self.left_out.append(("a rule in Markdown", text.strip()))
            return Line("")
        heading = _HEADING.match(text)
        if heading is None:
            return self._plain(text)
        self._leave(heading[1].strip() + (heading[3] or ""))
        return Line(heading[2], len(heading[2]))

    def _leave(self, marks: str) -> None:
        self.left_out.append(("marks of layout", marks.strip()))


TEXT = register(Format("text", (".txt", ".text"), read))
MARKDOWN = register(Format("markdown", (".md", ".markdown"), read_markdown))
