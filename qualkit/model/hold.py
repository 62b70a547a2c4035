"""A passage that somebody wants held back: a `Hold`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: ``mask``: some words are hidden wherever they would be shown. ``quote``: it may be used and not quoted. ``use``: it
#: may not be used at all.
Strength = Literal["mask", "quote", "use"]
#: What led to it: an answer to a member check, a withdrawal of a part, or the team itself.
Because = Literal["response", "withdrawal", "team"]

#: What stands where words may not be quoted.
HELD_BACK = "[held back, as this person wishes]"


@dataclass(frozen=True)
class Hold:
    """A stretch of a transcript that is held back, since when, by whom and why; it holds no words.

    Parameters
    ----------
    document, start, end, revision
        Where, as a `Segment` says it.
    strength
        ``"mask"`` hides these words alone;
        ``"quote"`` keeps the words out of every quote; ``"use"`` keeps the passage out of everything.
    participant
        Whose words they are.
    because, why_id
        What led to it, and the id of that.
    id, coder, since
        As stored: who wrote it down, and when.

    Examples
    --------
    >>> Hold("P1", 10, 20, strength="quote").strength
    'quote'
    """

    document: str
    start: int
    end: int
    revision: int = 1
    strength: Strength = "use"
    participant: str | None = None
    because: Because = "team"
    why_id: str = ""
    id: str = ""
    coder: str = ""
    since: str = ""
