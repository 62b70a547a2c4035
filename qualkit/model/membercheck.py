"""What one participant is shown: a `MemberCheck` of `CheckItem`s."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualkit.model.codebook import Polarity

#: At most so many on one paper; the rest goes into part 2.
ITEMS_A_PAPER = 12


@dataclass(frozen=True)
class CheckItem:
    """One passage, as read by a named person, that the participant is asked about."""

    number: int
    coding: str
    quote: str = field(repr=False)
    interpretation: str = field(repr=False)
    code: str = ""
    code_name: str = ""
    polarity: Polarity | None = None
    question: str = field(default="", repr=False)
    written_by: str = ""
    #: The other codings that have the same words and the same sentence.
    also: tuple[str, ...] = ()

    @property
    def codings(self) -> tuple[str, ...]:
        """Every coding that the answer is about."""
        return (self.coding, *self.also)


@dataclass(frozen=True)
class MemberCheck:
    """One paper: a random token stands for the person, so that the paper itself names nobody."""

    token: str
    participant: str
    part: int
    parts: int
    items: tuple[CheckItem, ...]
    state: str = "prepared"
    prepared_at: str = ""
    code: str = ""
