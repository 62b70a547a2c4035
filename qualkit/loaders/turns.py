"""The one place that reads speakers' labels: lines become turns.

Labels are told by evidence over the whole file: one that repeats, or is a role or an id such as
transcribers use, or stands beside a time. A word with a colon that occurs once is none. What has
no labels is read as paragraphs that nobody is named for, and that is said.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from qualkit.loaders.labels import STRONG, Line, Spot, Stamp, Style, is_known, is_no_speaker, spots, stamp
from qualkit.loaders.times import CLOCK, seconds
from qualkit.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: How much of a file must be laid out in a weak style (a dash, a tab, a label alone) to believe it.
_ENOUGH = 0.2
#: With more unlabelled lines than this, a label that occurs once is read as words.
_LOOSE = 0.25
_LOOSE_CAPTIONS = 0.5
_LONG_HEADER = 100
#: As many lines as a doubt lists.
_NAMED = 5
_LINE = 200
_CLOSING = re.compile(
    r"transcribed (?:by|with|using) (?:https?://)?\S+(?: \S+){0,4}"
    r"|[\[(*]*\s*(?:the )?end of (?:the )?(?:interview|transcript|transcription|recording|audio|tape|file)\W*",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s*([^\W\d_][^:]{1,30}):(?:\s|$)")
_LAST_STAMP = re.compile(rf"#({CLOCK})#$")
_STAMP_LENGTH = 20


class Talk(NamedTuple):
    """What lines become. `marks` are the labels and times, so that every character is accounted for."""

    utterances: list[Utterance]
    header: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


# -- which lines begin with a label ------------------------------------------------------------------


def decide(lines: Sequence[Line], *, captions: bool = False) -> tuple[list[Spot | None], tuple[str, ...]]:
    """Say for every line which label it begins with, if any, and what is doubtful.

    Parameters
    ----------
    lines
        The whole file: the evidence is gathered over all of it.
    captions
        They are captions: none is a title, and many carry no label.

    Examples
    --------
    >>> labels, _ = decide([Line("P1: At 10:30?"), Line("INT: Yes."), Line("Note: he left.")])
    >>> [found and found.label for found in labels]
    ['P1', 'INT', None]
    """
    possible = [spots(line) for line in lines]
    evidence = _Evidence.of(lines, possible)
    chosen = [next((spot for spot in each if evidence.speaks_for(spot)), None) for each in possible]
    if captions:
        return _with_rare_labels(lines, possible, chosen, 0, _LOOSE_CAPTIONS)
    chosen = _without_title_block(lines, chosen)
    first = next((at for at, spot in enumerate(chosen) if spot), 0)
    return _with_rare_labels(lines, possible, chosen, first, _LOOSE)


@dataclass(frozen=True)
class _Evidence:
    """How often each label and each style occurs."""

    words: int
    repeats: Counter[str]
    each: Counter[tuple[Style, str]]
    styles: Counter[Style]
    sure: frozenset[str]
    letters: frozenset[str]
    strong: int

    @classmethod
    def of(cls, lines: Sequence[Line], possible: Sequence[tuple[Spot, ...]]) -> _Evidence:
        words = sum(1 for line in lines if line.text.strip())
        each = Counter(pair for found in possible for pair in {(s.style, s.key) for s in found})
        repeats = Counter(key for found in possible for key in {s.key for s in found if s.style in STRONG})
        styles = Counter(
            style
            for at, found in enumerate(possible)
            for style in {s.style for s in found if _weak_shape(s, each, lines, at)}
        )
        sure = frozenset(s.key for found in possible for s in found if s.sure and s.style == "stamped")
        letters = frozenset(key[0] for style, key in each if style == "dot")
        strong = sum(1 for found in possible if any(_strong(s, repeats) for s in found))
        return cls(words, repeats, each, styles, sure, letters, strong)

    def speaks_for(self, spot: Spot) -> bool:
        """Whether the label is believed."""
        if spot.style in STRONG:
            return spot.key in self.sure or _strong(spot, self.repeats)
        if spot.style == "dot":
            return {"q", "a"} <= self.letters
        count = self.styles[spot.style]
        if count <= self.strong or count < max(2, _ENOUGH * self.words):
            return False
        return spot.style == "bracket" or is_known(spot.key) or self.each[spot.style, spot.key] > 1


def _strong(spot: Spot, repeats: Counter[str]) -> bool:
    return spot.style in STRONG and (is_known(spot.key) or repeats[spot.key] > 1)


def _weak_shape(spot: Spot, each: Counter[tuple[Style, str]], lines: Sequence[Line], at: int) -> bool:
    if spot.style == "alone" and not (_has_words_below(lines, at) and _stands_apart(spot, lines, at)):
        return False
    return spot.style not in STRONG and (is_known(spot.key) or each[spot.style, spot.key] > 1)


def _has_words_below(lines: Sequence[Line], at: int) -> bool:
    return any(line.text.strip() for line in lines[at + 1 : at + 3])


def _stands_apart(spot: Spot, lines: Sequence[Line], at: int) -> bool:
    above = lines[at - 1].text if at else ""
    return not above.strip() or spot.label.isupper() or (is_known(spot.key) and len(spot.key) > 1)


def _without_title_block(lines: Sequence[Line], chosen: list[Spot | None]) -> list[Spot | None]:
    """A block of `Key: value` at the top, with a date or place in it, names nobody as speaking."""
    texts = [line.text for line in lines]
    top = next((at for at, text in enumerate(texts) if text.strip()), 0)
    end = next((at for at in range(top, len(texts)) if not texts[at].strip()), len(texts))
    block = range(top, end)
    titles = any(_heading(texts[at]) for at in block)
    short = all(":" in texts[at] and len(texts[at].split()) < 15 for at in block)  # noqa: PLR2004 - a line
    if titles and short and any(chosen[end:]):
        return [None if at in block else spot for at, spot in enumerate(chosen)]
    return chosen


def _heading(text: str) -> str | None:
    found = _HEADING.match(text)
    key = found[1].strip().casefold() if found else ""
    return key if is_no_speaker(key) else None


def _with_rare_labels(
    lines: Sequence[Line],
    possible: Sequence[tuple[Spot, ...]],
    chosen: list[Spot | None],
    first: int,
    loosest: float,
) -> tuple[list[Spot | None], tuple[str, ...]]:
    """Someone may speak once: believed where nearly every line has a label, and said either way."""
    rare = {
        at: spot
        for at in range(first, len(lines))
        if chosen[at] is None and (spot := next((s for s in possible[at] if s.style in STRONG), None))
    }
    if not rare or not any(chosen):
        return chosen, ()
    talk = [at for at in range(first, len(lines)) if lines[at].text.strip()]
    bare = sum(1 for at in talk if chosen[at] is None and at not in rare)
    where = ", ".join(str(at + 1) for at in sorted(rare)[:_NAMED]) + (
        " and more" if len(rare) > _NAMED else ""
    )
    if bare > loosest * len(talk):
        return chosen, (f"line {where}: begins like a label, but occurs once; read as words",)
    believed = [rare.get(at, spot) for at, spot in enumerate(chosen)]
    return believed, (f"line {where}: a label that occurs once; read as a speaker",)


# -- from lines to turns -----------------------------------------------------------------------------


@dataclass
class _Open:
    """A turn that is being gathered."""

    speaker: str | None
    start_time: float | None = None
    end_time: float | None = None
    pieces: list[str] = field(default_factory=list)

    def closed(self) -> Utterance:
        return Utterance(self.speaker, " ".join(self.pieces), self.start_time, self.end_time)


def read_talk(lines: Iterable[Line]) -> Talk:
    """Read lines as talk.

    Parameters
    ----------
    lines
        In order; an empty one stands between paragraphs.

    Examples
    --------
    >>> talk = read_talk([Line("DATE: today"), Line("INT: How was it?"), Line("P1: Long."), Line("So long.")])
    >>> [(said.speaker, said.text) for said in talk.utterances], talk.header
    ([('INT', 'How was it?'), ('P1', 'Long. So long.')], ('DATE: today',))
    """
    kept = list(lines)
    labels, doubts = decide(kept)
    return _Reader(kept, labels, list(doubts)).talk()


class _Reader:
    """Goes through the lines once, after it is known which of them begin with a label."""

    def __init__(self, lines: list[Line], labels: list[Spot | None], doubts: list[str]) -> None:
        self.lines, self.labels, self.doubts = lines, labels, doubts
        self.turns: list[_Open] = []
        self.header: list[str] = []
        self.left_out: list[tuple[str, str]] = []
        self.marks: list[str] = []
        self.names: dict[str, str] = {}
        self.pending: Stamp | None = None
        self.apart = True

    def talk(self) -> Talk:
        lines = self._without_closing()
        if any(self.labels):
            self._labelled(lines)
        else:
            self._paragraphs(lines)
        return Talk(
            self._said(), tuple(self.header), tuple(self.left_out), tuple(self.doubts), tuple(self.marks)
        )

    def _without_closing(self) -> list[Line]:
        """Set apart what a program or transcriber wrote under the talk."""
        end = len(self.lines)
        while end and not self.labels[end - 1]:
            text = self.lines[end - 1].text.strip()
            if text and not _CLOSING.fullmatch(text[:_LINE]):
                break
            if text:
                self.left_out.append(("written under the talk", text))
            end -= 1
        return self.lines[:end]

    def _labelled(self, lines: list[Line]) -> None:
        for line, spot in zip(lines, self.labels, strict=False):
            if spot:
                self._begin(line.text, spot)
            elif not self.turns:
                self._before(line.text)
            else:
                self._go_on(line.text)
        self._doubt_header()

    def _begin(self, text: str, spot: Spot) -> None:
        name = self.names.setdefault(spot.key, spot.label)
        self.marks.append(text[: spot.at])
        start, end = spot.start_time, spot.end_time
        if start is None and self.pending:
            start, end = self.pending.start_time, self.pending.end_time
        self.pending = None
        self.turns.append(_Open(name, start, end))
        self._add(text[spot.at :])

    def _before(self, text: str) -> None:
        time = _time_alone(text)
        if time:
            self.pending = time
            self.marks.append(text)
        elif text.strip():
            self.header.append(text.strip())

    def _go_on(self, text: str) -> None:
        """Add a line without a label to whoever was speaking."""
        time = stamp(text)
        heading = _heading(text)
        if heading and text.split(":", 1)[0].isupper():
            self.left_out.append(("a heading or note in capitals", text.strip()))
        elif _time_alone(text):
            self.pending = time
            self.marks.append(text)
        elif time and time.bracketed:
            self.marks.append(text[: time.at])
            self.turns.append(_Open(self.turns[-1].speaker, time.start_time, time.end_time))
            self._add(text[time.at :])
        else:
            self._resume(text)

    def _resume(self, text: str) -> None:
        if self.pending and text.strip():
            self.turns.append(_Open(self.turns[-1].speaker, self.pending.start_time, self.pending.end_time))
            self.pending = None
        self._add(text)

    def _add(self, text: str) -> None:
        words = text.strip()
        last = _LAST_STAMP.search(words, max(0, len(words) - _STAMP_LENGTH)) if words.endswith("#") else None
        if last:
            self.marks.append(last[0])
            self.turns[-1].end_time = seconds(last[1])
            words = words[: last.start()].rstrip()
        if words:
            self.turns[-1].pieces.append(words)

    def _paragraphs(self, lines: list[Line]) -> None:
        spaced = any(not line.text.strip() for line in lines[1:-1])
        for line in lines:
            text = line.text
            time = stamp(text)
            if time and (time.bracketed or time.at >= len(text.rstrip())):
                self.marks.append(text[: time.at])
                self.turns.append(_Open(None, time.start_time, time.end_time))
                self._add(text[time.at :])
            elif not text.strip():
                self.apart = True
                continue
            else:
                if self.apart or not spaced or not self.turns:
                    self._fresh()
                self._add(text)
            self.apart = False
        count = sum(1 for turn in self.turns if turn.pieces)
        self.doubts.append(f"no speakers' labels were found: read as {count} unlabelled paragraphs")

    def _fresh(self) -> None:
        """Begin a paragraph, unless a time alone has just begun one."""
        if not self.turns or self.turns[-1].pieces:
            self.turns.append(_Open(None))

    def _said(self) -> list[Utterance]:
        for turn in self.turns:
            if turn.speaker and not turn.pieces:
                self.left_out.append(("a label without words", turn.speaker))
        return [turn.closed() for turn in self.turns if turn.pieces]

    def _doubt_header(self) -> None:
        words = sum(len(text.split()) for text in self.header)
        if words > _LONG_HEADER:
            self.doubts.append(f"{words} words stand before the first label: look whether anyone says them")


def _time_alone(text: str) -> Stamp | None:
    time = stamp(text)
    return time if time and time.at >= len(text.rstrip()) else None
