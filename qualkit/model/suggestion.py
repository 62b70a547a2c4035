"""What the machine proposes and a person decides: `Suggestion`, `Reason`, `Decision`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from qualkit.model.codebook import Polarity
    from qualkit.model.segment import Segment

ReasonKind = Literal["words", "example", "definition"]


@dataclass(frozen=True)
class Reason:
    """One part of the score: `weight` is how much it added, in the model's own units."""

    kind: ReasonKind
    text: str = field(repr=False)
    weight: float = 0.0


@dataclass(frozen=True)
class Suggestion:
    """A proposal: this segment may be about this code. `confidence` lies in 0 to 1."""

    id: str
    segment: Segment
    code: str
    confidence: float
    why: tuple[Reason, ...] = ()
    model: str = ""
    polarity: Polarity | None = None


@dataclass(frozen=True)
class Decision:
    """What a named person made of a suggestion."""

    suggestion: str
    coder: str
    verdict: Literal["accepted", "rejected"]
    coding: str | None = None
    decided_at: str = ""
