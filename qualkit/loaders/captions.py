"""Captions become turns: who speaks, what repeats, and which cues are one stretch of talk.

Without any speaker every caption stays a turn of its own. With speakers, a caption that breaks off in
mid-sentence goes on in the next one of the same speaker, unless a pause lies between them. Where many
do, captions are cut at the width of a screen and their ends mean nothing, so all that follow each other
from one speaker without a pause are one turn. A long stretch of one speaker is judged by itself, a short
one by the whole file: a recorder that cuts at the width of a screen does it throughout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from qualkit.loaders.decode import one_line
from qualkit.loaders.evidence import decide
from qualkit.loaders.labels import Line
from qualkit.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualkit.loaders.labels import Spot

_ENDS = re.compile(r"[.?!…。؟！？][\"'”’)\]»*/ ]*$|[)\]]$|/{2}$")
#: Captions roll when so many begin with the words of the one before.
_ROLLS = 3
_TALLEST = 4
#: With this share of captions cut in mid-sentence, where a caption ends means nothing.
_CUT = 0.25
#: A stretch of one speaker with so many places between captions says by itself whether they are cut.
_ENOUGH = 8
#: Seconds of silence after which nothing goes on.
_PAUSE = 4.0
#: A turn of one speaker goes no further than this, or an hour's monologue would keep one time only.
_LONGEST = 20_000


#: As much as a file of captions may have, in bytes: a week of talk.
CAPTIONS_LIMIT = 8_000_000


@dataclass
class Cue:
    """One caption as it stands in the file."""

    start: float | None
    end: float | None
    lines: list[str] = field(default_factory=list)


#: What a caption says, voice by voice; None where it names nobody.
Voices: TypeAlias = "list[tuple[str | None, str]]"


class Spoken(NamedTuple):
    """What captions become; `marks` are the labels that stood in their words."""

    utterances: list[Utterance]
    left_out: list[tuple[str, str]]
    doubts: list[str]
    marks: list[str]


def read_captions(cues: Sequence[Cue], voices: Sequence[Voices]) -> Spoken:
    """Give every caption's words to someone, and join those that are one stretch.

    Parameters
    ----------
    cues
        The captions, in the order of the file.
    voices
        What each says. Where none names a voice, labels such as ``Name:`` are looked for.
    """
    left_out: list[tuple[str, str]] = []
    doubts: list[str] = []
    marks: list[str] = []
    if not any(name for each in voices for name, _ in each):
        voices = _labelled(voices, left_out, doubts, marks)
    said, carried = _carried_on(zip(cues, voices, strict=True))
    if not any(one.speaker for one in said):
        doubts.append(f"no speakers were found: read as {len(said)} unlabelled captions")
    elif carried:
        doubts.append(f"{carried} captions name no speaker: given to the one before")
    return Spoken(_joined(said), left_out, doubts, marks)


def _labelled(
    voices: Sequence[Voices], left_out: list[tuple[str, str]], doubts: list[str], marks: list[str]
) -> list[Voices]:
    written = [[line for _, words in each for line in words.split("\n")] for each in voices]
    kept, twice, repeated = _unrolled(written)
    if twice:
        left_out.append(("words that rolling captions repeat", "\n".join(twice)))
    elif repeated:
        doubts.append(f"{repeated} captions begin with words of the one before: kept; look whether they roll")
    flat = [line for lines in kept for line in lines]
    labels, doubted = decide([Line(line) for line in flat], captions=True)
    # Lines are counted here by captions, not as in the file: say that there are some, not which.
    doubts += [re.sub(r"^line [^:]*: ", "captions: ", doubt) for doubt in doubted]
    marks += [line[: spot.at] for line, spot in zip(flat, labels, strict=True) if spot]
    spots = iter(labels)
    return [_under_labels([(line, next(spots)) for line in lines]) for lines in kept]


def _under_labels(lines: Sequence[tuple[str, Spot | None]]) -> Voices:
    """Lines of one caption without a label of their own go on with the line above."""
    voices: Voices = []
    for line, spot in lines:
        if spot is None and voices:
            voices[-1] = (voices[-1][0], f"{voices[-1][1]}\n{line}")
        else:
            voices.append((spot.label, line[spot.at :]) if spot else (None, line))
    return voices


def _unrolled(cues: list[list[str]]) -> tuple[list[list[str]], list[str], int]:
    """Take from rolling captions the lines that the caption before ended with; say which, in how many."""
    bare = [[line.strip() for line in lines if line.strip()] for lines in cues]
    overlaps = [0, *(_overlap(above, below) for above, below in pairwise(bare))]
    repeated = sum(1 for overlap in overlaps if overlap)
    if repeated < _ROLLS or repeated * 2 < len(cues):
        return cues, [], repeated
    pairs = list(zip(bare, overlaps, strict=True))
    twice = [line for lines, overlap in pairs for line in lines[:overlap]]
    return [lines[overlap:] for lines, overlap in pairs], twice, repeated


def _overlap(above: list[str], below: list[str]) -> int:
    most = min(len(above), len(below), _TALLEST)
    return next((size for size in range(most, 0, -1) if above[-size:] == below[:size]), 0)


def _carried_on(captions: Iterable[tuple[Cue, Voices]]) -> tuple[list[Utterance], int]:
    """One utterance a caption and voice; who spoke before speaks on where nobody is named."""
    said: list[Utterance] = []
    names: dict[str, str] = {}
    current: str | None = None
    carried = 0
    for cue, voices in captions:
        for name, words in voices:
            text = one_line(words)
            if not text:
                continue
            if name is not None:
                current = names.setdefault(name.casefold(), name)
            carried += name is None and current is not None
            said.append(Utterance(current, text, cue.start, cue.end))
    return said, carried


def _joined(said: list[Utterance]) -> list[Utterance]:
    """Join what is one stretch of talk, stretch by stretch."""
    stretches = _stretches(said)
    open_ends = [[_is_cut(one.text) for one in stretch[:-1]] for stretch in stretches]
    wrapped = _are_wrapped([end for ends in open_ends for end in ends])
    turns: list[Utterance] = []
    for stretch, ends in zip(stretches, open_ends, strict=True):
        all_go_on = _are_wrapped(ends) if len(ends) >= _ENOUGH else wrapped
        groups = _groups(stretch, [all_go_on or end for end in ends])
        turns += [_one_turn(group) for group in groups]
    return turns


def _stretches(said: list[Utterance]) -> list[list[Utterance]]:
    """Cut where the speaker changes, nobody is named, or a pause lies between."""
    stretches: list[list[Utterance]] = []
    for one in said:
        above = stretches[-1][-1] if stretches else None
        if above and above.speaker == one.speaker is not None and not _pause(above, one):
            stretches[-1].append(one)
        else:
            stretches.append([one])
    return stretches


def _pause(above: Utterance, below: Utterance) -> bool:
    if above.end_time is None or below.start_time is None:
        return False
    return below.start_time - above.end_time > _PAUSE


def _is_cut(text: str) -> bool:
    return _ENDS.search(text, max(0, len(text) - 8)) is None


def _are_wrapped(ends: list[bool]) -> bool:
    return sum(ends) > _CUT * len(ends)


def _groups(stretch: list[Utterance], goes_on: list[bool]) -> list[list[Utterance]]:
    groups, length = [[stretch[0]]], len(stretch[0].text)
    for one, joins in zip(stretch[1:], goes_on, strict=True):
        if joins and length < _LONGEST:
            groups[-1].append(one)
            length += len(one.text)
        else:
            groups.append([one])
            length = len(one.text)
    return groups


def _one_turn(group: list[Utterance]) -> Utterance:
    if len(group) == 1:
        return group[0]
    ends = [one.end_time for one in group if one.end_time is not None]
    return group[0]._replace(text=" ".join(one.text for one in group), end_time=max(ends, default=None))
