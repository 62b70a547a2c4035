"""What a correction of a transcript did to what stood on its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualkit.model.anchor import AnchorState


@dataclass(frozen=True)
class Anchored:
    """One coding after a correction: where it stood, where it stands or is proposed to, and how sure that is.

    Where it is ``lost``, `start` and `end` are those of the old text and `now` is empty.
    """

    coding: str
    code: str
    state: AnchorState
    start: int
    end: int
    before: str = field(repr=False)
    now: str = field(repr=False)


@dataclass(frozen=True)
class Correction:
    """What became of a document's codings; `told` is what else a person should know, in whole sentences.

    Parameters
    ----------
    document, revision
        Which transcript, and the number of its text from now on.
    codings
        Each coding of the document, in the order of the old text.
    told
        Sentences on what is not a coding: passages held back, suggestions, speakers of whom nothing is known.

    Examples
    --------
    >>> Correction("P1", 2, (Anchored("a", "ignored", "kept", 0, 9, "They said", "They said"),)).counts
    {'kept': 1, 'moved': 0, 'unsure': 0, 'lost': 0}
    """

    document: str
    revision: int
    codings: tuple[Anchored, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[AnchorState, int]:
        """How many codings were kept, moved, are unsure, were lost."""
        counts: dict[AnchorState, int] = {"kept": 0, "moved": 0, "unsure": 0, "lost": 0}
        for coding in self.codings:
            counts[coding.state] += 1
        return counts
