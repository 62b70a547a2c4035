"""A coder's act: a `Coding`, by a `Coder`, perhaps with a `Memo`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from qualkit.errors import CodebookError
from qualkit.model.codebook import POLARITIES, Polarity

if TYPE_CHECKING:
    from qualkit.model.segment import Segment

MemoKind = Literal["coding", "code", "document", "participant", "project"]
Origin = Literal["manual", "search", "suggestion", "import"]
ORIGINS: tuple[Origin, ...] = ("manual", "search", "suggestion", "import")


def polarity_named(name: str | None) -> Polarity | None:
    """Read a polarity; None or nothing stays None.

    Raises
    ------
    CodebookError
        It is none of `POLARITIES`.
    """
    if name is None or not name.strip():
        return None
    for polarity in POLARITIES:
        if polarity == name.strip().casefold():
            return polarity
    raise CodebookError(f"A polarity must be one of {', '.join(POLARITIES)}; not '{name}'.")


@dataclass(frozen=True)
class Coder:
    """Who codes: a person, or several who sat together, with a standpoint in their own words."""

    id: str
    name: str
    standpoint: str = ""


@dataclass(frozen=True)
class Coding:
    """This segment, this code, this coder, then.

    `polarity` is the coding's own where it has one, else None and the code's holds.
    `interpretation` is the sentence that a coder wrote for the person's own paper. `important` is the coder's own mark.
    `suggestions_seen` says whether this coder had been shown any suggestion on this document before.
    """

    id: str
    segment: Segment
    code: str
    coder: str
    polarity: Polarity | None = None
    origin: Origin = "manual"
    interpretation: str = field(default="", repr=False)
    suggestion: str | None = None
    suggestions_seen: bool = False
    cycle: int | None = None
    created_at: str = ""
    important: bool = False


@dataclass(frozen=True)
class Memo:
    """A note on anything: `about` names the kind of thing, `target` its id."""

    id: str
    about: MemoKind
    target: str
    coder: str
    text: str = field(repr=False)
    created_at: str = ""
