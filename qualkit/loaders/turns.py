"""The one place that reads speakers' labels: lines become turns.

`labels` knows what a label can look like, `evidence` which of them are believed. What has no labels
is read as paragraphs that nobody is named for, and that is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from qualkit.loaders.closing import closing, is_remark
from qualkit.loaders.evidence import decide, heading_of, is_timed, time_alone
from qualkit.loaders.interviews import interview_starts
from qualkit.loaders.labels import Line, Spot, Stamp, stamp
from qualkit.loaders.times import CLOCK, seconds
from qualkit.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable

#: With more words than this before the first label, someone may be talking there.
_LONG_HEADER = 100
_LAST_STAMP = re.compile(rf"(?:#({CLOCK})#|\[({CLOCK})\])$")
_STAMP_LENGTH = 20


_SEVERAL = (
    "{} interviews stand in the file: each becomes a document of its own, unless the file is added whole"
)


class Talk(NamedTuple):
    """What lines become.

    `marks` are the labels and times, so that every character is accounted for; `parts` says with which
    utterance each of several interviews begins.
    """

    utterances: list[Utterance]
    header: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    parts: tuple[int, ...] = ()


@dataclass
class _Open:
    """A turn that is being gathered."""

    speaker: str | None
    start_time: float | None = None
    end_time: float | None = None
    mark: str = ""
    pieces: list[str] = field(default_factory=list)

    def closed(self) -> Utterance:
        return Utterance(self.speaker, " ".join(self.pieces), self.start_time, self.end_time)


def read_talk(lines: Iterable[Line], *, apart: bool = False) -> Talk:
    """Read lines as talk.

    Parameters
    ----------
    lines
        In order; an empty one stands between paragraphs.
    apart
        A paragraph without a label is a turn of its own, which names nobody.

    Examples
    --------
    >>> talk = read_talk([Line("DATE: today"), Line("INT: How was it?"), Line("P1: Long."), Line("So long.")])
    >>> [(said.speaker, said.text) for said in talk.utterances], talk.header
    ([('INT', 'How was it?'), ('P1', 'Long. So long.')], ('DATE: today',))
    """
    kept = list(lines)
    labels, doubts = decide(kept)
    return _Reader(kept, labels, list(doubts), apart=apart).talk()


class _Reader:
    """Goes through the lines once, after it is known which of them begin with a label."""

    def __init__(
        self, lines: list[Line], labels: list[Spot | None], doubts: list[str], *, apart: bool
    ) -> None:
        self.lines, self.labels, self.doubts = lines, labels, doubts
        self.paragraphs_apart = apart
        self.turns: list[_Open] = []
        self.header: list[str] = []
        self.left_out: list[tuple[str, str]] = []
        self.marks: list[str] = []
        self.names: dict[str, str] = {}
        self.pending: Stamp | None = None
        self.apart = True
        self.firsts: list[int] = []

    def talk(self) -> Talk:
        end, self.left_out = closing(self.lines, self.labels)
        lines = self.lines[:end]
        if any(self.labels):
            self._labelled(lines)
        else:
            self._paragraphs(lines)
        said = self._said()
        parts = self._parts()
        header, left_out = tuple(self.header), tuple(self.left_out)
        return Talk(said, header, left_out, tuple(self.doubts), tuple(self.marks), parts)

    def _labelled(self, lines: list[Line]) -> None:
        starts = frozenset(interview_starts(lines, self.labels[: len(lines)]))
        talking = False
        for at, (line, spot) in enumerate(zip(lines, self.labels, strict=False)):
            if at in starts:
                self.firsts.append(len(self.turns))
            talking = spot is not None or (talking and at not in starts)
            if spot:
                self._begin(line, spot)
            elif not talking:
                self._before(line.text)
            elif is_remark(line.text) and _comes_next(lines, at, starts):
                self.left_out.append(("written under the talk", line.text.strip()))
            else:
                self._go_on(line)
        self._doubt_nobody()
        self._doubt_header()

    def _begin(self, line: Line, spot: Spot) -> None:
        text = line.text
        name = self.names.setdefault(spot.key, spot.label)
        timed: Spot | Line = spot if line.start_time is None else line
        waiting = self._waiting()
        times = (timed.start_time, timed.end_time) if timed.start_time is not None else waiting
        self.turns.append(_Open(name, *times, text[: spot.at]))
        self.apart = False
        self._add(text[spot.at :])

    def _before(self, text: str) -> None:
        time = time_alone(text)
        if time:
            self.pending = time
            self.marks.append(text)
        elif text.strip():
            self.header.append(text.strip())

    def _go_on(self, line: Line) -> None:
        """Add a line without a label to whoever was speaking."""
        text = line.text
        time = _stamp_of(line)
        heading = heading_of(text)
        fresh = self.paragraphs_apart and self.apart
        self.apart = not text.strip()
        if heading and text.split(":", 1)[0].isupper():
            self.left_out.append(("a heading or note in capitals", text.strip()))
        elif time_alone(text):
            self.pending = time
            self.marks.append(text)
        elif time and time.bracketed:
            self.marks.append(text[: time.at])
            speaker = None if fresh else self.turns[-1].speaker
            self.turns.append(_Open(speaker, time.start_time, time.end_time))
            self._add(text[time.at :])
        elif fresh and text.strip():
            self.turns.append(_Open(None, *self._waiting()))
            self._add(text)
        else:
            self._resume(text)

    def _waiting(self) -> tuple[float | None, float | None]:
        """The times that stood alone above, once."""
        pending, self.pending = self.pending, None
        return (pending.start_time, pending.end_time) if pending else (None, None)

    def _resume(self, text: str) -> None:
        if self.pending and text.strip():
            self.turns.append(_Open(self.turns[-1].speaker, *self._waiting()))
        self._add(text)

    def _add(self, text: str) -> None:
        words = text.strip()
        near = max(0, len(words) - _STAMP_LENGTH)
        last = _LAST_STAMP.search(words, near) if words.endswith(("#", "]")) else None
        if last:
            self.marks.append(last[0])
            self.turns[-1].end_time = seconds(last[1] or last[2])
            words = words[: last.start()].rstrip()
        if words:
            self.turns[-1].pieces.append(words)

    def _paragraphs(self, lines: list[Line]) -> None:
        spaced = any(not line.text.strip() or is_timed(line.text) for line in lines[1:-1])
        for line in lines:
            text = line.text
            time = _stamp_of(line)
            if time and (time.bracketed or time.at >= len(text.rstrip())):
                self.marks.append(text[: time.at])
                self.turns.append(_Open(None, time.start_time, time.end_time))
                self._add(text[time.at :])
            elif not text.strip():
                self.apart = True
                continue
            else:
                if self.apart or not spaced or not self.turns:
                    self._fresh(line)
                self._add(text)
            self.apart = False
        count = sum(1 for turn in self.turns if turn.pieces)
        self.doubts.append(f"no speakers' labels were found: read as {count} unlabelled paragraphs")

    def _fresh(self, line: Line) -> None:
        """Begin a paragraph, unless a time alone has just begun one."""
        if not self.turns or self.turns[-1].pieces:
            self.turns.append(_Open(None, line.start_time, line.end_time))

    def _said(self) -> list[Utterance]:
        for turn, following in zip_longest(self.turns, self.turns[1:]):
            goes_on = following is not None and not following.mark
            if turn.mark and not turn.pieces and not goes_on:
                self.left_out.append(("a label without words", turn.mark.strip()))
            else:
                self.marks.append(turn.mark)
        return [turn.closed() for turn in self.turns if turn.pieces]

    def _doubt_nobody(self) -> None:
        count = sum(1 for turn in self.turns if turn.speaker is None)
        if count:
            self.doubts.append(
                f"{count} paragraph{'s'[: count > 1]} without a label: say who speaks, or join to the turn before"
            )

    def _parts(self) -> tuple[int, ...]:
        """With which utterance each interview begins: turns without words are none."""
        if not self.firsts:
            return ()
        self.doubts.append(_SEVERAL.format(len(self.firsts)))
        before = [0, *accumulate(bool(turn.pieces) for turn in self.turns)]
        return tuple(before[first] for first in self.firsts)

    def _doubt_header(self) -> None:
        words = sum(len(text.split()) for text in self.header)
        if words > _LONG_HEADER:
            self.doubts.append(f"{words} words stand before the first label: look whether anyone says them")


def _stamp_of(line: Line) -> Stamp | None:
    """The time that a line begins with; exact and certain where the format says it as well."""
    time = stamp(line.text)
    if time is None or line.start_time is None:
        return time
    return Stamp(time.at, line.start_time, line.end_time, bracketed=True)


def _comes_next(lines: list[Line], at: int, starts: frozenset[int]) -> bool:
    """Whether the next line with words begins another interview."""
    return next((below in starts for below in range(at + 1, len(lines)) if lines[below].text.strip()), False)
