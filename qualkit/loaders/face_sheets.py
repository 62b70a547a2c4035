"""The sheet before an interview: who, whom, when, where. It names people, and nobody speaks on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.loaders.labels import is_name_shaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualkit.loaders.labels import Line, Spot

#: As far down as a sheet reaches, and as long as a line of it is.
_LINES, _WORDS, _VALUE = 80, 14, 8
_FACTS = frozenset(
    {"date", "time", "place", "location", "venue", "setting", "duration", "length", "interview date"}
    | {"date of interview", "place of interview", "interview", "interview number", "interview no", "recorded"}
    | {
        "recorded by",
        "transcribed",
        "transcribed by",
        "transcript by",
        "typed by",
        "interviewed by",
        "present",
    }
    | {"participant id", "participant number", "id number", "age", "gender", "sex", "ethnicity", "occupation"}
    | {"dob", "date of birth", "address", "language", "pseudonym", "project", "study", "file", "file name"}
    | {"filename", "audio", "audio file", "title", "topic", "session", "tape", "status", "start time"}
)
_SAID = (".", "?", "!", "…", ",", "-", "–", "—")


def face_sheet(lines: Sequence[Line], chosen: Sequence[Spot | None]) -> int:
    """How many lines at the top are such a sheet: 0 where none is.

    Each line is short, and what stands behind a colon is a fact, not a sentence; no label stands there twice.

    Examples
    --------
    >>> from qualkit.loaders.evidence import decide
    >>> from qualkit.loaders.labels import Line
    >>> sheet = ["Interviewer: Tom Jones", "", "Date: 3 March", "", "TJ: So?", "JS: Yes.", "TJ: Ah.", "JS: No."]
    >>> [spot and spot.label for spot in decide([Line(text) for text in sheet])[0]]
    [None, None, None, None, 'TJ', 'JS', 'TJ', 'JS']
    """
    later = [spot.key for spot in chosen if spot]
    seen: set[str] = set()
    end = facts = 0
    for at, (line, spot) in enumerate(zip(lines[:_LINES], chosen, strict=False)):
        text = line.text.strip()
        if len(text.split()) > _WORDS:
            break
        key = text.partition(":")[0].strip().casefold()
        if key in _FACTS and ":" in text:
            facts, end = facts + 1, at + 1
        elif spot:
            if spot.key in seen or not _is_fact(line.text[spot.at :].strip()):
                break
            if facts and not _is_person(line.text[spot.at :].strip(), once=later.count(spot.key) == 1):
                break
            seen.add(spot.key)
            end = at + 1 if facts else end
    return end if facts > 1 or (facts and any(chosen[end:])) else 0


def _is_fact(value: str) -> bool:
    return bool(value) and len(value.split()) <= _VALUE and not value.endswith(_SAID)


def _is_person(value: str, *, once: bool) -> bool:
    """Whether a value names somebody: below the facts, only that is no talk yet."""
    return is_name_shaped(value) and (once or len(value.split()) > 1)
