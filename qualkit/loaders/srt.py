"""SubRip captions: Whisper, WhisperX, video players. What they become, `captions` says."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualkit.errors import LoadError
from qualkit.loaders.accounting import exchanged
from qualkit.loaders.captions import CAPTIONS_LIMIT, Cue, read_captions
from qualkit.loaders.decode import decode, lines_of, normalise
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.times import seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOCK = r"\d{1,4}:\d{1,2}:\d{1,2}(?:[.,:]\d{1,3})?|\d{1,3}:\d{1,2}[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*({_CLOCK})\s*-{{1,2}}>\s*({_CLOCK})(.*)$")
_INDEX = re.compile(r"\s*\d{1,7}\s*$")
# What players draw: tags such as <i> and <font color=...>, and positions such as {\an8}.
_STYLE = re.compile(r"</?(?:i|b|u|s|font|c|span)(?:[.\s][^<>\n]{0,200})?>|\{\\[^{}\n]{0,80}\}", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|\\N|\\h", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")


@dataclass
class _File:
    """A file cut into cues and the rest; `times` and `numbers` stood above the captions."""

    cues: list[Cue] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    meant: list[str] = field(default_factory=list)


def read(given: Given) -> Loaded:
    """Read SubRip.

    Raises
    ------
    LoadError
        It holds no caption.
    """
    decoded = decode(given.data, given.name)
    file = _cut(lines_of(decoded, given.name))
    if not file.cues:
        raise LoadError(
            f"{given.name} holds no captions: SubRip has lines such as 00:00:01,000 --> 00:00:04,000."
        )
    words = [_words("\n".join(cue.lines), file) for cue in file.cues]
    spoken = read_captions(file.cues, [[(None, text)] for text in words])
    apart = {
        "how captions look": file.styles,
        "numbers and ids of captions": file.numbers,
        "how characters were written": file.written,
    }
    return Loaded(
        spoken.utterances,
        decoded.normalised,
        tuple(file.header),
        (*((reason, " ".join(what)) for reason, what in apart.items() if any(what)), *spoken.left_out),
        (*decoded.doubts, *spoken.doubts),
        (*file.times, *spoken.marks),
        source=decoded.text + "".join(file.meant),
        preview=decoded.preview,
    )


def _cut(lines: list[str]) -> _File:
    """Cut the file at its timing lines; the number above each is no word, a blank line no end."""
    file = _File()
    timings = [_TIMING.match(line) if "->" in line else None for line in lines]
    for at, (line, timing) in enumerate(zip(lines, timings, strict=True)):
        if timing:
            _begin(file, timing)
        elif _is_index(lines, timings, at):
            file.numbers.append(line.strip())
        elif line.strip():
            (file.cues[-1].lines if file.cues else file.header).append(line)
    return file


def _begin(file: _File, timing: re.Match[str]) -> None:
    start, end = _time(timing[1]), _time(timing[2])
    file.cues.append(Cue(start, end if start is not None and end is not None and end >= start else None))
    file.times.append(timing[0][: timing.start(3) - timing.start()])
    if timing[3].strip():
        file.styles.append(timing[3].strip())


def _time(written: str) -> float | None:
    head, _, tail = written.rpartition(":")
    if head.count(":") > 1:  # 00:00:01:500, with a colon for the comma
        return seconds(f"{head}.{tail}")
    return seconds(written)


def _is_index(lines: Sequence[str], timings: Sequence[re.Match[str] | None], at: int) -> bool:
    return at + 1 < len(lines) and timings[at + 1] is not None and _INDEX.match(lines[at]) is not None


def _words(text: str, file: _File) -> str:
    """Take from a caption what says how it looks."""
    if "<" in text or "{" in text or "\\" in text:
        file.styles += _BREAK.findall(text)
        text = _BREAK.sub(" ", text)
        file.styles += _STYLE.findall(text)
        text = _STYLE.sub("", text)
    if "&" not in text:
        return text
    plain = normalise(_ENTITY.sub(lambda found: html.unescape(found[0]), text).replace("\x00", ""))[0]
    taken, brought = exchanged(text, plain)
    file.written.append(taken)
    file.meant.append(brought)
    return plain


FORMAT = register(Format("srt", (".srt",), read, CAPTIONS_LIMIT))
