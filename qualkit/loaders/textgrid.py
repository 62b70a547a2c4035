"""Praat TextGrids, long or short: tiers are speakers, their intervals turns, in the order of time.

As Praat does, the reader goes by numbers, texts in quotation marks and flags, and passes over the rest;
so both layouts, and those that other programs write, are one.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import LoadError
from qualkit.loaders.decode import decode, one_line
from qualkit.loaders.labels import fold_label
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.tiers import Tier, choose, is_general, is_of_words
from qualkit.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r'"(?P<text>(?:[^"]++|"")*+)"|(?P<flag><exists>|<absent>)'
    r"|(?<!\S)(?P<number>[-+]?\d{1,20}(?:\.\d{0,30})?(?:[eE][-+]?\d{1,3})?)(?=\s|$)"
)
#: More intervals than a day of talk has sounds.
_MOST = 250_000
_MOST_TIERS = 1000
_LIMIT = 10_000_000
_LATEST = 10_000_000
#: Seconds of silence that end a turn, where only words were marked.
_SILENCE = 0.5
_SILENT = frozenset({"sp", "sil", "<sil>", "<p:>", "<p>", "#", "_", "{sl}", "<eps>"})


class _Layout(Exception):
    """The next number or text is not what a TextGrid has there."""


class _Interval(NamedTuple):
    start: float
    end: float | None
    text: str


def read(given: Given) -> Loaded:
    """Read a TextGrid.

    Raises
    ------
    LoadError
        It is no TextGrid, or has no tier with words.
    """
    decoded = decode(given.data, given.name)
    if "ooTextFile" not in decoded.text[:200] or '"TextGrid"' not in decoded.text[:400]:
        raise LoadError(
            f"{given.name} is no TextGrid in text form: in Praat, save it with 'Save as text file' or "
            "'Save as short text file'."
        )
    tokens = _Tokens(decoded.text)
    try:
        tiers = [_tier(*each) for each in tokens.tiers()]
    except _Layout:
        raise LoadError(
            f"{given.name} breaks off or is not laid out as a TextGrid: open it in Praat and save it again."
        ) from None
    choice = choose(tiers, given.columns, given.name)
    turns, silent = _turns(choice.chosen)
    return Loaded(
        turns,
        normalised=decoded.normalised,
        left_out=(*choice.left_out, *silent),
        doubts=(*decoded.doubts, *choice.doubts, *_joined_doubts(choice.chosen)),
        marks=tokens.marks(),
        source=decoded.text,
    )


class _Tokens:
    """The numbers, texts and flags of a file, one after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = _TOKEN.finditer(text)
        self.labels: list[tuple[int, int]] = []

    def tiers(self) -> Iterator[tuple[str, str, list[_Interval]]]:
        """Each tier's kind, name and intervals."""
        self._text(), self._text()
        self._number(), self._number()
        if self._next("flag")[0] == "<absent>":
            return
        for _ in range(self._count(_MOST_TIERS)):
            kind, name = self._text(), self._text()
            if kind not in {"IntervalTier", "TextTier"}:
                raise _Layout
            self._number(), self._number()
            yield kind, name, [self._entry(kind) for _ in range(self._count())]

    def _entry(self, kind: str) -> _Interval:
        start = self._number()
        end = self._number() if kind == "IntervalTier" else None
        label = self._next("text")
        self.labels.append(label.span("text"))
        if len(self.labels) > _MOST:
            raise _Layout
        return _Interval(start, end, one_line(label["text"].replace('""', '"')))

    def marks(self) -> tuple[str, ...]:
        """What stands around the labels: names of tiers, times, counts, and quotation marks written twice."""
        ends = [0, *(end for _, end in self.labels)]
        starts = [*(start for start, _ in self.labels), len(self.text)]
        doubled = sum(self.text.count('""', start, end) for start, end in self.labels)
        around = "".join(self.text[end:start] for end, start in zip(ends, starts, strict=True))
        return (around, '"' * doubled)

    def _next(self, kind: str) -> re.Match[str]:
        token = next(self.found, None)
        if token is None or token.lastgroup != kind:
            raise _Layout
        return token

    def _text(self) -> str:
        return self._next("text")["text"].replace('""', '"')

    def _number(self) -> float:
        number = float(self._next("number")[0])
        if not math.isfinite(number) or abs(number) > _LATEST:
            raise _Layout
        return number

    def _count(self, most: int = _MOST) -> int:
        number = self._number()
        if not 0 <= number <= most:
            raise _Layout
        return int(number)


def _tier(kind: str, name: str, intervals: list[_Interval]) -> Tier:
    label = fold_label(one_line(name))
    speaker = None if is_general(label) else label
    said = [
        Utterance(
            speaker,
            each.text,
            round(max(each.start, 0.0), 3),
            round(each.end, 3) if each.end is not None and each.end >= max(each.start, 0.0) else None,
        )
        for each in intervals
        if each.text
    ]
    order = [(one.start_time or 0.0, at) for at, one in enumerate(said)]
    return Tier(label or "without a name", "points" if kind == "TextTier" else "", None, said, order)


def _turns(tiers: list[Tier]) -> tuple[list[Utterance], list[tuple[str, str]]]:
    """The tiers' turns in the order of time, and the marks of silence among words."""
    turns: list[Utterance] = []
    silent: list[str] = []
    for tier in tiers:
        if is_of_words(tier):
            turns += _joined(tier, silent)
        else:
            turns += tier.said
    turns.sort(key=lambda one: one.start_time or 0.0)
    return turns, [("marks of silence among words", " ".join(silent))] if silent else []


def _joined(tier: Tier, silent: list[str]) -> list[Utterance]:
    """Words become turns: one from silence to silence."""
    groups: list[list[Utterance]] = []
    for word in tier.said:
        if word.text.casefold() in _SILENT:
            silent.append(word.text)
        elif groups and _follows(groups[-1][-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [
        group[0]._replace(text=" ".join(word.text for word in group), end_time=group[-1].end_time)
        for group in groups
    ]


def _follows(above: Utterance, below: Utterance) -> bool:
    end = above.end_time if above.end_time is not None else above.start_time
    return end is not None and below.start_time is not None and below.start_time - end < _SILENCE


def _joined_doubts(tiers: list[Tier]) -> list[str]:
    return [
        "a tier holds single words: they are joined from silence to silence"
        for tier in tiers
        if is_of_words(tier)
    ][:1]


FORMAT = register(Format("textgrid", (".textgrid",), read, _LIMIT))
