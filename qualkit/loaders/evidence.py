"""Which lines begin with a speaker's label, by evidence over the whole file.

A label is believed that repeats, that is a role or an id such as transcribers use, or that stands
beside a time. A word with a colon that occurs once is words, unless nearly every line has a label;
either way it is said.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.loaders.face_sheets import face_sheet
from qualkit.loaders.labels import STRONG, Line, Spot, Stamp, Style, is_known, is_no_speaker, spots, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: How much of a file must be laid out in a weak style (a dash, a tab, a label alone) to believe it.
_ENOUGH = 0.2
#: With more unlabelled lines than this, a label that occurs once is read as words.
_LOOSE = 0.25
_LOOSE_CAPTIONS = 0.5
#: With such a share of captions named, the recorder names them.
_NAMED_BY_RECORDER = 0.6
#: As many lines as a doubt lists.
_NAMED = 5
#: No line of a title block has more words.
_TITLE_WORDS = 14
#: People tell what others said: such a word with a colon, once, is no speaker.
_REPORTED = frozenset(
    {"me", "him", "her", "them", "us", "you", "he", "she", "they", "we", "it", "this", "that"}
)
#: "Interview 2" may stand above a block of headings.
_TITLED = re.compile(
    r"\W*(?:interview|transcript|focus group|participant|respondent|case|recording|session|file)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s*([^\W\d_][^:]{1,30}):(?:\s|$)")


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
    known = {line: spots(line) for line in set(lines)}  # many lines are alike, and each takes a while
    possible = [known[line] for line in lines]
    possible = [_below_a_time(lines, at, found) for at, found in enumerate(possible)]
    if captions:
        possible = _with_small_names(lines, possible)
    evidence = _Evidence.of(lines, possible)
    chosen = [next((spot for spot in each if evidence.speaks_for(spot)), None) for each in possible]
    if captions:
        return _with_rare_labels(lines, possible, chosen, 0, _LOOSE_CAPTIONS)
    titles = _title_blocks(lines, chosen) | set(range(face_sheet(lines, chosen)))
    chosen = [None if at in titles else spot for at, spot in enumerate(chosen)]
    possible = [() if at in titles else found for at, found in enumerate(possible)]
    first = next((at for at, spot in enumerate(chosen) if spot), 0)
    return _with_rare_labels(lines, possible, chosen, first, _LOOSE)


def _with_small_names(lines: Sequence[Line], possible: Sequence[tuple[Spot, ...]]) -> list[tuple[Spot, ...]]:
    """Where a recorder names who speaks in most captions, somebody's name may be written small."""
    named = sum(1 for found in possible if any(spot.style in {"colon", "small"} for spot in found))
    if named < _NAMED_BY_RECORDER * sum(1 for line in lines if line.text.strip()):
        return list(possible)
    return [
        tuple(spot._replace(style="colon") if spot.style == "small" else spot for spot in found)
        for found in possible
    ]


def _below_a_time(lines: Sequence[Line], at: int, found: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """A label that fills its line, with a time alone above and words below, is as good as certain.

    So is one in capitals with a colon, and words behind it.
    """
    if not (at and found and time_alone(lines[at - 1].text)):
        return found
    length, words = len(lines[at].text.rstrip()), _has_words_below(lines, at)
    return tuple(
        spot._replace(style="stamped", sure=True)
        if (spot.at >= length and words) or (spot.style == "colon" and spot.label.isupper())
        else spot
        for spot in found
    )


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


def _title_blocks(lines: Sequence[Line], chosen: list[Spot | None]) -> set[int]:
    """The lines of a block of `Key: value` at the top, with a date or place in it: it names nobody as speaking.

    Nor does one further down, such as above a second interview, that has two such headings.
    """
    titles: set[int] = set()
    last = max((at for at, spot in enumerate(chosen) if spot), default=-1)
    needed = 1
    for block in _stretches(lines):
        texts = [lines[at].text for at in block]
        titled = len(texts) > 1 and ":" not in texts[0] and _TITLED.match(texts[0]) is not None
        entries = texts[titled:]
        headings = titled + sum(1 for text in entries if heading_of(text))
        if headings >= needed and block[-1] < last and all(_is_entry(text) for text in entries):
            titles.update(block)
        needed = 2
    return titles


def _stretches(lines: Sequence[Line]) -> Iterator[range]:
    """Lines that stand together, between empty ones."""
    begin: int | None = None
    for at, line in enumerate((*lines, Line(""))):
        if line.text.strip():
            begin = at if begin is None else begin
        elif begin is not None:
            yield range(begin, at)
            begin = None


def _is_entry(text: str) -> bool:
    return ":" in text and len(text.split()) <= _TITLE_WORDS


def heading_of(text: str) -> str | None:
    """The heading, such as ``date``, that a line begins with."""
    found = _HEADING.match(text)
    key = found[1].strip().casefold() if found else ""
    return key if is_no_speaker(key) else None


def _may_be_rare(spot: Spot) -> bool:
    if spot.style == "bold" and not spot.sure:  # a word set in bold for its weight
        return False
    return spot.style in STRONG and spot.key not in _REPORTED


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
        if chosen[at] is None and (spot := next(filter(_may_be_rare, possible[at]), None))
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


def is_timed(text: str) -> bool:
    """Whether a line begins with a time that is no part of a sentence."""
    time = stamp(text)
    return time is not None and (time.bracketed or time.at >= len(text.rstrip()))


def time_alone(text: str) -> Stamp | None:
    """The time that is all a line holds."""
    time = stamp(text)
    return time if time and time.at >= len(text.rstrip()) else None
