"""WebVTT captions: Teams, Zoom, Whisper, noScribe, YouTube. What they become, `captions` says."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualkit.errors import LoadError
from qualkit.loaders.accounting import exchanged
from qualkit.loaders.captions import CAPTIONS_LIMIT, Cue, read_captions
from qualkit.loaders.decode import decode, lines_of, normalise
from qualkit.loaders.labels import fold_label
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.times import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIMING = re.compile(
    r"\s*((?:\d{1,4}:)?\d{1,3}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d{1,4}:)?\d{1,3}:\d{2}[.,]\d{1,3})"
)
# What WebVTT defines as a tag. Anything else in angle brackets is what a transcriber wrote.
_TAG = re.compile(
    r"<(?:(?P<voice>v(?:\.[^\s<>]*)?\s+(?P<name>[^<>]*))|/?(?:v|c|i|b|u|ruby|rt|lang)(?:\.[^\s<>]*)?(?:\s[^<>]*)?"
    r"|\d{1,4}:\d{2}(?::\d{2})?[.,]\d{1,3}|(?P<br>br\s*/?))>"
)
_BLOCKS = {"NOTE": "a note in the file", "STYLE": "how captions look", "REGION": "how captions look"}


@dataclass
class _File:
    """A file cut into cues and the rest; `marks` are times and voices."""

    cues: list[Cue] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def leave(self, reason: str, what: str) -> None:
        """Set something apart."""
        if what.strip():
            self.left_out.append((reason, what.strip()))


def read(given: Given) -> Loaded:
    """Read WebVTT.

    Raises
    ------
    LoadError
        It is no WebVTT, or holds no cue.
    """
    decoded = decode(given.data, given.name)
    file = _cut(lines_of(decoded, given.name))
    if not file.cues:
        raise LoadError(f"{given.name} holds no captions: WebVTT has lines such as 00:01.000 --> 00:04.000.")
    begins = file.header[:1]
    doubts = [] if begins and begins[0].startswith("WEBVTT") else ["no WEBVTT in the first line"]
    if begins == ["WEBVTT"]:
        file.left_out.append(("the format's own marks", file.header.pop(0)))
    words = _Words(file)
    spoken = read_captions(file.cues, [list(words.voices("\n".join(cue.lines))) for cue in file.cues])
    return Loaded(
        spoken.utterances,
        decoded.normalised,
        tuple(file.header),
        (*file.left_out, *spoken.left_out),
        (*decoded.doubts, *doubts, *spoken.doubts),
        (*file.marks, *spoken.marks),
        source=decoded.text + "".join(words.decoded),
        preview=decoded.preview,
    )


def _cut(lines: list[str]) -> _File:
    """Cut the file at its timing lines; what is no cue is a header or left out."""
    file = _File()
    timings = [_TIMING.match(line) if "-->" in line else None for line in lines]
    block: list[str] = []
    for at, (line, timing) in enumerate(zip(lines, timings, strict=True)):
        if timing:
            _close(file, block, before_cue=True)
            file.marks.append(timing[0])
            file.leave("how captions look", line[timing.end() :])
            start = seconds(timing[1])
            file.cues.append(Cue(start, _end(start, timing[2])))
            block = file.cues[-1].lines
        elif line and not line.strip() and _is_cue(file, block) and not block:
            continue  # YouTube keeps the upper line of a caption free with a space
        elif not line.strip():
            _close(file, block, before_cue=False)
            block = []
        elif not (at + 1 < len(lines) and timings[at + 1] and not _is_cue(file, block)):
            block.append(line)
        else:
            file.leave("numbers and ids of captions", line)
    _close(file, block, before_cue=False)
    return file


def _end(start: float | None, written: str) -> float | None:
    """The end, unless the file has none that can be (before the start, or zero)."""
    end = seconds(written)
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


def _voice_is_open(cue: Cue) -> bool:
    written = " ".join(cue.lines)
    return "<v" in written and "</v>" not in written


class _Words:
    """Reads the words of cues; what was markup goes to the file's marks, or is left out."""

    def __init__(self, file: _File) -> None:
        self.file = file
        self.decoded: list[str] = []

    def voices(self, payload: str) -> Iterator[tuple[str | None, str]]:
        """Cut a cue at its voice tags; what is no tag stays as it was written."""
        if "<" not in payload:
            yield None, self._characters(payload)
            return
        name, words, at = None, "", 0
        for tag in _TAG.finditer(payload):
            words += payload[at : tag.start()] + (" " if tag["br"] else "")
            at = tag.end()
            if tag["voice"]:
                self.file.marks.append(tag[0])
                if words.strip():
                    yield name, self._characters(words)
                name, words = fold_label(html.unescape(tag["name"])) or None, ""
            else:
                self.file.leave("marks of layout", tag[0])
        yield name, self._characters(words + payload[at:])

    def _characters(self, words: str) -> str:
        """Decode entities, once, and even out what comes of them."""
        if "&" not in words:
            return words
        plain = normalise(html.unescape(words).replace("\x00", ""))[0]
        taken, brought = exchanged(words, plain)
        self.file.leave("how characters were written", taken)
        self.decoded.append(brought)
        return plain


FORMAT = register(Format("vtt", (".vtt", ".webvtt"), read, CAPTIONS_LIMIT))
