"""The group's own sentence about gathered codings: a `Theme`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

#: Whether an excerpt speaks for a theme's sentence or against it.
Speaks = Literal["for", "against"]
SPEAKS: tuple[Speaks, ...] = get_args(Speaks)
#: What can be said to a theme, or to a condition on a tree, in the second check.
FINDING_ANSWERS = ("fits", "not_quite", "unsure", "dissent")


@dataclass(frozen=True)
class Theme:
    """A sentence that the group wrote, with the codings that speak for and against it.

    Parameters
    ----------
    id
        Drawn once; it stays when the sentence changes.
    sentence
        In the group's words. No ``repr`` shows it: a sentence may repeat what somebody said.
    codings_for, codings_against
        The ids of the codings, in the order in which they were gathered.
    cycle
        The number of the cycle it comes from, if any.
    coder, created_at
        Who wrote it down first, and when.
    """

    id: str
    sentence: str = field(repr=False)
    codings_for: tuple[str, ...] = ()
    codings_against: tuple[str, ...] = ()
    cycle: int | None = None
    coder: str = ""
    created_at: str = ""

    @property
    def codings(self) -> tuple[str, ...]:
        """All its codings, those for it first."""
        return (*self.codings_for, *self.codings_against)
