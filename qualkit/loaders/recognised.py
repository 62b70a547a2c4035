"""What speech recognisers write down, whichever they are: words with times, and whose they are.

The adapters (`whisper`, `speech_services`, `vosk`) read their own shapes with the checks that stand
here; all of them give a `Heard`.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from qualkit.loaders.decode import normalise, one_line
from qualkit.loaders.labels import fold_label
from qualkit.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_NO_TEXT = re.compile("[\x00\ufffe\uffff\ud800-\udfff]")
_ENDS = re.compile(r"[.?!…。؟！？][\"'”’)\]»]*$")
#: Nobody says more at once: two days of talk.
_LONGEST = 1_000_000
#: A time in seconds is less than this: four months.
_LATEST = 10_000_000
#: A turn is cut at the end of a sentence after so many characters, or an hour would have one time only.
_LONG_NAMED, _LONG_UNNAMED = 20_000, 2_000
#: Seconds without a word after which others who speak meanwhile come first.
_BREATH = 0.5


class Odd(ValueError):
    """A place in the file does not have the shape that its recogniser gives it; the text names the place."""


class Word(NamedTuple):
    """A word, or (with `joins`) what follows one without a space. Times are seconds."""

    text: str
    start: float | None
    end: float | None
    speaker: str | None = None
    joins: bool = False


@dataclass
class Heard:
    """What a recogniser heard; `whole` is its own whole text, where it gives one."""

    utterances: list[Utterance]
    left_out: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    whole: str = ""


def dicts(value: object, where: str) -> list[dict[str, object]]:
    """Take a list of objects; none at all is an empty one.

    Raises
    ------
    Odd
        It is something else.
    """
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Odd(where)
    return value


def dict_at(holder: dict[str, object], key: str) -> dict[str, object]:
    """Take an object; none at all is an empty one.

    Raises
    ------
    Odd
        It is something else.
    """
    value = holder.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Odd(key)
    return value


def text_of(value: object, where: str) -> str:
    r"""Take words: in NFC, and white space within them evened out.

    Raises
    ------
    Odd
        They are no text.

    Examples
    --------
    >>> text_of(" So\nI  said", "text")
    'So I said'
    """
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST or _NO_TEXT.search(value):
        raise Odd(where)
    return one_line(normalise(value)[0])


def time_of(value: object, where: str, unit: float = 1.0) -> float | None:
    """Take a time, as a number or written as one, in seconds.

    Raises
    ------
    Odd
        It is no number, none that is finite, or later than any recording.

    Examples
    --------
    >>> time_of("12.345", "start"), time_of(1500, "start", 0.001), time_of(None, "end")
    (12.345, 1.5, None)
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Odd(where)
    try:
        number = float(value) * unit
    except (ValueError, OverflowError):
        raise Odd(where) from None
    if not math.isfinite(number) or number > _LATEST:
        raise Odd(where)
    return round(max(number, 0.0), 3)


def label_of(value: object, where: str) -> str | None:
    """Take a speaker: a name, or a number.

    Raises
    ------
    Odd
        It is something else.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Odd(where)
    if isinstance(value, int):
        return str(value) if 0 <= value < _LATEST else None
    return fold_label(text_of(value, where)) or None


def said(words: Sequence[Word]) -> Utterance:
    """Make one turn of words."""
    text = "".join(word.text if word.joins or not at else f" {word.text}" for at, word in enumerate(words))
    starts = [word.start for word in words if word.start is not None]
    ends = [word.end for word in words if word.end is not None]
    return Utterance(words[0].speaker, text.strip(), min(starts, default=None), max(ends, default=None))


def runs(words: Iterable[Word]) -> list[Utterance]:
    """Make turns of words in their order: one for each stretch of one speaker.

    A word that names nobody goes with the one before it. A very long stretch is cut where a sentence ends.
    """
    groups: list[list[Word]] = []
    length = 0
    for word in words:
        speaker = word.speaker or (groups[-1][0].speaker if groups else None)
        if groups and (
            word.joins or (speaker == groups[-1][0].speaker and not _too_long(groups[-1], length))
        ):
            groups[-1].append(word)
        else:
            groups.append([word._replace(speaker=speaker)])
            length = 0
        length += len(word.text) + 1
    return [turn for group in groups if (turn := said(group)).text]


def _too_long(group: Sequence[Word], length: int) -> bool:
    longest = _LONG_NAMED if group[0].speaker else _LONG_UNNAMED
    return length > longest and _ENDS.search(group[-1].text) is not None


def interleaved(channels: Sequence[Sequence[Word]]) -> list[Utterance]:
    """Make turns of several channels: phrase by phrase in the order in which they begin."""
    starts = [sorted(word.start for word in words if word.start is not None) for words in channels]
    phrases = [
        phrase
        for at, words in enumerate(channels)
        for phrase in _phrases(
            words, sorted(start for n, own in enumerate(starts) if n != at for start in own)
        )
    ]
    phrases.sort(key=lambda phrase: next((word.start for word in phrase if word.start is not None), 0.0))
    return runs(word for phrase in phrases for word in phrase)


def _phrases(words: Sequence[Word], others: Sequence[float]) -> list[list[Word]]:
    """Cut a channel where a sentence ends, after a breath, and where another begins in a gap."""
    phrases: list[list[Word]] = []
    for word in words:
        if phrases and (word.joins or not _apart(phrases[-1], word, others)):
            phrases[-1].append(word)
        else:
            phrases.append([word])
    return phrases


def _apart(phrase: Sequence[Word], word: Word, others: Sequence[float]) -> bool:
    end = next((above.end for above in reversed(phrase) if above.end is not None), None)
    if word.start is None or end is None or word.speaker != phrase[0].speaker:
        return word.speaker != phrase[0].speaker
    at = bisect_left(others, end)
    meanwhile = at < len(others) and others[at] < word.start
    return meanwhile or word.start - end > _BREATH or _ENDS.search(phrase[-1].text) is not None


def carried_on(turns: Iterable[Utterance], doubts: list[str], noun: str) -> list[Utterance]:
    """Where others are named, add what names nobody to the turn before it, and say so."""
    kept: list[Utterance] = []
    carried: list[float | None] = []
    every = list(turns)
    named = any(turn.speaker for turn in every)
    for turn in every:
        if named and kept and kept[-1].speaker and not turn.speaker:
            carried.append(turn.start_time)
            above = kept.pop()
            kept.append(
                above._replace(text=f"{above.text} {turn.text}", end_time=turn.end_time or above.end_time)
            )
        else:
            kept.append(turn)
    if carried:
        places = ", ".join(clock(start) for start in carried[:5] if start is not None)
        many = f"{len(carried)} {noun}s name" if len(carried) > 1 else f"1 {noun} names"
        where = f" (at {places}{' and more' if len(carried) > 5 else ''})" if places else ""  # noqa: PLR2004
        doubts.append(f"{many} no speaker{where}: added to the turn before")
    return kept


def clock(seconds: float) -> str:
    """Write a time as people read it.

    Examples
    --------
    >>> clock(3723.4)
    '1:02:03'
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def bare(text: str) -> str:
    """The characters that are no space."""
    return "".join(text.split())


def adapter_turns(
    listed: list[dict[str, object]], turn: Callable[[dict[str, object]], Utterance]
) -> list[Utterance]:
    """Make a turn of each object that has words."""
    return [made for one in listed if (made := turn(one)).text]
