"""A person's own interview to read again: their words and what they were asked, lightly tidied, and nobody else's.

Spoken words look rough on paper. Sounds such as "um" go, and small words that were stumbled over; no word is put
in or put right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualkit.privacy import mask_names, names_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualkit.model import Transcript, Turn

SAYS_SO = (
    "This is what you said. We took out sounds like “um”, and small words said twice. We changed no other word. "
    "Names are hidden. What other people said is left out."
)
_SOUND = r"(?:u+m+|u+h+|e+r+m*|a+h+m+|h+m+)"
_SOUNDS = re.compile(rf"(?:,\s*)?\b{_SOUND}\b(?:\s*,)?(?:\.\.\.|…)?", re.IGNORECASE)
#: Small words that are stumbled over. "No, no, no" and "very very" are meant; they stay.
_SMALL = "I|a|an|and|at|but|he|in|it|my|of|on|she|so|the|they|to|was|we|with"
_TWICE = re.compile(rf"\b({_SMALL})(?:,?\s+\1\b)+(?!['’\w])", re.IGNORECASE)
_SPACES = re.compile(r"[ \t]{2,}")
_BEFORE_STOP = re.compile(r"\s+([,.?!;:])")


class Said(NamedTuple):
    """One stretch: who spoke (``You``, ``We``), and the words; a stretch left out has none."""

    who: str
    words: str


def tidied_speech(text: str) -> str:
    """Take out sounds and small words said twice in a row; what is left stands as it was said.

    Examples
    --------
    >>> tidied_speech("Well, um, I was in and out of, of hospital. Erm, yes.")
    'Well I was in and out of hospital. Yes.'
    """
    plain = _TWICE.sub(r"\1", _SOUNDS.sub(" ", text))
    plain = _BEFORE_STOP.sub(r"\1", _SPACES.sub(" ", plain)).strip(" ,")
    return re.sub(r"(^|[.?!]\s+)([a-z])", lambda found: found[1] + found[2].upper(), plain)


def reading_copy(transcript: Transcript, participant: str, names: Sequence[str]) -> list[Said]:
    """One transcript as its participant may read it: their turns, and what they were asked.

    Other people's turns are left out, however short; a run of them is one gap. Names are masked.
    """
    return list(_without_double_gaps(_stretches(transcript.turns, participant, names)))


def _stretches(turns: Iterable[Turn], participant: str, names: Sequence[str]) -> Iterator[Said]:
    for turn in turns:
        if turn.participant == participant:
            yield Said("You", mask_names(tidied_speech(turn.text), names))
        elif turn.role == "interviewer":
            yield Said("We", mask_names(turn.text.strip(), names))
        else:
            yield Said("", "")


def _without_double_gaps(stretches: Iterable[Said]) -> Iterator[Said]:
    last = Said("You", "")
    for said in stretches:
        if said.who and not said.words:
            continue
        if said.who or last.who:
            yield said
        last = said


def as_text(copies: Iterable[tuple[str, Sequence[Said]]], names: Sequence[str] = ()) -> str:
    """Several transcripts as one plain text that says what was done to it; a heading with a name is left out."""
    blocks = [SAYS_SO]
    for heading, copy in copies:
        blocks += [] if names_left(heading, names) else [heading]
        blocks += [
            f"{said.who}: {said.words}" if said.who else "[Somebody else spoke here.]" for said in copy
        ]
    return "\n\n".join(blocks) + "\n"
