"""What a speaker's label says about who speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualkit.model import Role

# Whole labels, figures at their end aside; `r` is a respondent in most transcripts, so it is not here.
_ASKS = frozenset({"int", "i", "q", "iv", "ir", "inv", "mod", "fac", "question", "questioner", "س"})
_ASKING_WORDS = frozenset(
    {
        person + end
        for person in ("interviewer", "investigator", "researcher", "facilitator", "moderator")
        for end in ("", "s")
    }
)
_NOBODY = frozenset(
    {"all", "everyone", "everybody", "several", "several-voices", "group", "multiple-speakers", "overlapping"}
    | {"crosstalk", "transcriber", "transcriptionist", "interpreter", "background"}
)
_FIGURES = re.compile(r"[\s._#-]*\d+[a-z]?$")


def role_of(label: str | None) -> Role:
    """Tell a role from a label; whoever is not known to ask or to be nobody takes part.

    Parameters
    ----------
    label
        As it stands in the transcript, or None where nobody is named.

    Examples
    --------
    >>> role_of("INT 2"), role_of("Ana (peer researcher)"), role_of("P1"), role_of("All"), role_of(None)
    ('interviewer', 'interviewer', 'participant', 'other', 'participant')
    """
    plain = _FIGURES.sub("", (label or "").strip().casefold()).rstrip(".")
    words = re.findall(r"[^\W\d_]+", plain)
    if plain in _ASKS or _ASKING_WORDS.intersection(words):
        return "interviewer"
    return "other" if "-".join(words) in _NOBODY else "participant"
