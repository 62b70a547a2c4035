"""What a finder finds: a place, what kind of thing stands there, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualkit.privacy.spoken import Token

Kind = Literal[
    "person",
    "place",
    "organisation",
    "name",
    "date of birth",
    "phone",
    "e-mail",
    "postcode",
    "NHS number",
]


class Found(NamedTuple):
    """A stretch `[start, end)` of the original text that may give somebody away."""

    start: int
    end: int
    kind: Kind
    finder: str


def over(words: Sequence[Token], kind: Kind, finder: str) -> Found:
    """What stands from the first of these words to the last."""
    return Found(words[0].start, words[-1].end, kind, finder)
