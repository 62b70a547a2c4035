"""Plain text and Markdown."""

from __future__ import annotations

import re

from qualkit.loaders.decode import decode
from qualkit.loaders.labels import Line
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.turns import read_talk

# A label that Markdown sets in bold or italics: **Jane:** or **Jane**: or __Jane:__
_EMPHASIS = re.compile(r"([ \t>]*(?:[-*] )?)(\*\*\*|\*\*|__|\*|_)(?=\S)([^*_\n]{1,80}?)\2(?=[\s:：]|$)")
_HEADING = re.compile(r"(\s{0,3}#{1,6}\s+)(.*?)(\s#*)?$")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")


def read(given: Given) -> Loaded:
    """Read text, line by line.

    Raises
    ------
    LoadError
        It is no text, or empty.
    """
    decoded = decode(given.data, given.name)
    talk = read_talk([_line(text) for text in decoded.text.split("\n")])
    return Loaded(
        talk.utterances, decoded.normalised, talk.header, talk.left_out, decoded.doubts + talk.doubts
    )


def _line(text: str) -> Line:
    found = _EMPHASIS.match(text) if "*" in text or "_" in text else None
    if found is None:
        return Line(text)
    return Line(found[3] + text[found.end() :], len(found[3]))


def read_markdown(given: Given) -> Loaded:
    """Read Markdown: as text, with its headings and rules set apart.

    Raises
    ------
    LoadError
        It is no text, or empty.
    """
    decoded = decode(given.data, given.name)
    left_out: list[tuple[str, str]] = []
    talk = read_talk([_markdown_line(text, left_out) for text in decoded.text.split("\n")])
    return Loaded(
        talk.utterances,
        decoded.normalised,
        talk.header,
        (*left_out, *talk.left_out),
        decoded.doubts + talk.doubts,
    )


def _markdown_line(text: str, left_out: list[tuple[str, str]]) -> Line:
    if _RULE.match(text):
        left_out.append(("a rule in Markdown", text.strip()))
        return Line("")
    heading = _HEADING.match(text)
    if heading:
        return Line(heading[2], len(heading[2]))
    return _line(text)


TEXT = register(Format("text", (".txt", ".text"), read))
MARKDOWN = register(Format("markdown", (".md", ".markdown"), read_markdown))
