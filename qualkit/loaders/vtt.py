"""WebVTT captions: Teams, Zoom, Whisper, noScribe, YouTube.

A caption is cut at the width of a screen. So a cue that breaks off in the middle of a sentence goes
on in the next one of the same speaker; where the sentence has ended the cue's end stands, because
its time is worth keeping. Without any speaker every cue stays a turn of its own.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from qualkit.errors import LoadError
from qualkit.loaders.decode import decode, normalise
from qualkit.loaders.labels import Line, fold_label
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.times import seconds
from qualkit.loaders.turns import decide
from qualkit.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TIMING = re.compile(
    r"\s*((?:\d{1,4}:)?\d{1,3}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d{1,4}:)?\d{1,3}:\d{2}[.,]\d{1,3})"
)
# What WebVTT defines as a tag. Anything else in angle brackets is what a transcriber wrote.
_TAG = re.compile(
    r"<(?:(?P<voice>v(?:\.[^\s<>]*)?\s+(?P<name>[^<>]*))|/?(?:v|c|i|b|u|ruby|rt|lang)(?:\.[^\s<>]*)?(?:\s[^<>]*)?"
    r"|\d{1,4}:\d{2}(?::\d{2})?[.,]\d{1,3}|(?P<br>br\s*/?))>"
)
_BLOCKS = {"NOTE": "a note in the file", "STYLE": "how captions look", "REGION": "how captions look"}
_ENDS = re.compile(r"[.?!…。؟。！？][\"'”’)\]»]*$")
#: Captions roll when so many cues begin with the words of the one before.
_ROLLS = 3
_TALLEST = 4
#: What goes on without a full stop is cut at a cue after so many characters, or its times would be lost.
_LONGEST = 2_000


@dataclass
class _Cue:
    start: float | None
    end: float | None
    lines: list[str] = field(default_factory=list)


@dataclass
class _File:
    """A file cut into cues and the rest."""

    cues: list[_Cue] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def read(given: Given) -> Loaded:
    """Read WebVTT.

    Raises
    ------
    LoadError
        It is no WebVTT, or holds no cue.
    """
    decoded = decode(given.data, given.name)
    file = _cut(decoded.text)
    if not file.cues:
        raise LoadError(f"{given.name} holds no captions: WebVTT has lines such as 00:01.000 --> 00:04.000.")
    doubts = (
        [] if file.header[:1] and file.header[0].startswith("WEBVTT") else ["no WEBVTT in the first line"]
    )
    spoken, extra = _Speakers(file).read()
    header = tuple(line for line in file.header if line != "WEBVTT")
    return Loaded(
        spoken, decoded.normalised, header, tuple(file.left_out), (*decoded.doubts, *doubts, *extra)
    )


def _cut(text: str) -> _File:
    """Cut the file at its timing lines; what is no cue is a header or left out."""
    file = _File()
    lines = text.split("\n")
    timings = [_TIMING.match(line) if "-->" in line else None for line in lines]
    block: list[str] = []
    for at, (line, timing) in enumerate(zip(lines, timings, strict=True)):
        if timing:
            _close(file, block, before_cue=True)
            file.cues.append(_Cue(seconds(timing[1]), _end(timing)))
            block = file.cues[-1].lines
        elif not line.strip():
            _close(file, block, before_cue=False)
            block = []
        elif not (at + 1 < len(lines) and timings[at + 1] and not _is_cue(file, block)):
            block.append(line)
    _close(file, block, before_cue=False)
    return file


def _end(timing: re.Match[str]) -> float | None:
    """The end, unless the file has none that can be (before the start, or zero)."""
    start, end = seconds(timing[1]), seconds(timing[2])
    return end if start is not None and end is not None and end >= start else None


def _is_cue(file: _File, block: list[str]) -> bool:
    return bool(file.cues) and block is file.cues[-1].lines


def _close(file: _File, block: list[str], *, before_cue: bool) -> None:
    if not block or _is_cue(file, block):
        return
    words = block[0].split(maxsplit=1)
    if not file.cues and not file.header:
        file.header += block
    elif words and words[0] in _BLOCKS:
        file.left_out.append((_BLOCKS[words[0]], "\n".join(block)))
    elif file.cues and not before_cue and _voice_is_open(file.cues[-1]):
        file.cues[-1].lines += block
    elif file.cues:
        file.left_out.append(("outside any caption", "\n".join(block)))
    else:
        file.header += block


def _voice_is_open(cue: _Cue) -> bool:
    written = " ".join(cue.lines)
    return "<v" in written and "</v>" not in written


class _Speakers:
    """Gives every cue's words to someone, and joins what was cut in mid-sentence."""

    def __init__(self, file: _File) -> None:
        self.file = file
        self.said: list[Utterance] = []
        self.carried = 0
        self.current: str | None = None
        self.names: dict[str, str] = {}

    def read(self) -> tuple[list[Utterance], list[str]]:
        """Read voices where there are any, else labels such as ``Name:``."""
        parts = [(cue, list(_voices("\n".join(cue.lines)))) for cue in self.file.cues]
        doubts: list[str] = []
        if not any(name for _, voices in parts for name, _ in voices):
            parts, doubts = self._without_voices(parts)
        for cue, voices in parts:
            for name, words in voices:
                if words:
                    self._say(name, words, cue)
        if self.current is not None and self.carried:
            doubts.append(f"{self.carried} captions name no speaker: given to the one before")
        if self.current is None:
            doubts.append(f"no speakers were found: read as {len(self.said)} unlabelled captions")
        return self.said, doubts

    def _without_voices(
        self, parts: list[tuple[_Cue, list[tuple[str | None, str]]]]
    ) -> tuple[list[tuple[_Cue, list[tuple[str | None, str]]]], list[str]]:
        plain = [[line for _, words in voices for line in words.split("\n")] for _, voices in parts]
        kept, repeated = _unrolled(plain)
        flat = [Line(line) for lines in kept for line in lines]
        labels, doubts = decide(flat, captions=True)
        found = iter(zip(flat, labels, strict=True))
        labelled: list[tuple[_Cue, list[tuple[str | None, str]]]] = []
        for (cue, _), lines in zip(parts, kept, strict=True):
            pairs = [next(found) for _ in lines]
            labelled.append(
                (cue, [(s and s.label, line.text[s.at :] if s else line.text) for line, s in pairs])
            )
        said = _without_lines(doubts)
        if repeated and kept is not plain:
            self.file.left_out.append(("words that rolling captions repeat", f"{repeated} captions"))
        elif repeated:
            said.append(
                f"{repeated} captions begin with words of the one before: kept; look whether they roll"
            )
        return [(cue, _joined(voices)) for cue, voices in labelled], said

    def _say(self, name: str | None, words: str, cue: _Cue) -> None:
        text = " ".join(piece.strip() for piece in words.split("\n") if piece.strip())
        if not text:
            return
        self.carried += name is None and self.current is not None
        if name is not None:
            self.current = self.names.setdefault(name.casefold(), name)
        last = self.said[-1] if self.said else None
        if last and last.speaker == self.current is not None and _goes_on(last.text):
            end = max(filter(None, (last.end_time, cue.end)), default=None)
            self.said[-1] = last._replace(text=f"{last.text} {text}", end_time=end)
        else:
            self.said.append(Utterance(self.current, text, cue.start, cue.end))


def _goes_on(text: str) -> bool:
    return len(text) < _LONGEST and not _ENDS.search(text, max(0, len(text) - 8))


def _voices(payload: str) -> Iterator[tuple[str | None, str]]:
    """Cut a cue at its voice tags; what is no tag stays as it was written."""
    if "<" not in payload:
        yield None, _characters(payload)
        return
    name, words, at = None, "", 0
    for tag in _TAG.finditer(payload):
        words += payload[at : tag.start()] + (" " if tag["br"] else "")
        at = tag.end()
        if tag["voice"]:
            if words.strip():
                yield name, _characters(words)
            name, words = fold_label(html.unescape(tag["name"])) or None, ""
    yield name, _characters(words + payload[at:])


def _characters(words: str) -> str:
    """Decode entities, once, and even out what comes of them."""
    if "&" not in words:
        return words
    return normalise(html.unescape(words).replace("\x00", ""))[0]


def _joined(voices: Sequence[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    """Lines of one cue without a label of their own go on with the line above."""
    joined: list[tuple[str | None, str]] = []
    for name, words in voices:
        if name is None and joined:
            joined[-1] = (joined[-1][0], f"{joined[-1][1]}\n{words}")
        else:
            joined.append((name, words))
    return joined


def _unrolled(cues: list[list[str]]) -> tuple[list[list[str]], int]:
    """Take from rolling captions the lines that the caption before ended with."""
    bare = [[line.strip() for line in lines if line.strip()] for lines in cues]
    overlaps = [0, *(_overlap(above, below) for above, below in pairwise(bare))]
    repeated = sum(1 for overlap in overlaps if overlap)
    if repeated < _ROLLS or repeated * 2 < len(cues):
        return cues, repeated
    return [lines[overlap:] for lines, overlap in zip(bare, overlaps, strict=True)], repeated


def _overlap(above: list[str], below: list[str]) -> int:
    most = min(len(above), len(below), _TALLEST)
    return next((size for size in range(most, 0, -1) if above[-size:] == below[:size]), 0)


def _without_lines(doubts: Sequence[str]) -> list[str]:
    """The parser counts lines of talk, not of this file: say how many, not which."""
    return [re.sub(r"^line [^:]*: ", "captions: ", doubt) for doubt in doubts]


FORMAT = register(Format("vtt", (".vtt", ".webvtt"), read))
