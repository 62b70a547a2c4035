"""What is looked for: a `Codebook`, a tree of `Code`s."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from qualkit.errors import CodebookError, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

Polarity = Literal["validating", "invalidating", "both", "unclear"]
#: What a coding may say of a passage; a code itself may only be one of the first two.
POLARITIES: tuple[Polarity, ...] = ("validating", "invalidating", "both", "unclear")
CODE_POLARITIES: tuple[Polarity, ...] = ("validating", "invalidating")
#: A tree's parts, from the ground up.
PARTS: tuple[str, ...] = ("roots", "trunk", "branches", "fruits")


def slug(name: str) -> str:
    """Make an id out of people's own words.

    Examples
    --------
    >>> slug("Nobody ever asked me, Siân!")
    'nobody-ever-asked-me-siân'
    """
    words = re.findall(
        r"[^\W_]+", unicodedata.normalize("NFC", name).casefold().replace("'", "").replace("’", "")
    )
    return "-".join(words)[:60].rstrip("-")


@dataclass(frozen=True)
class Code:
    """One thing to look for.

    Parameters
    ----------
    id, name
        The id is for joining, the name for people.
    definition, include, exclude
        What it means, when to use it, when not.
    examples, words
        Invented excerpts; words that people say when they speak of it.
    kind
        Such as condition, struggle, impact, support or outcome.
    polarity
        ``"validating"``, ``"invalidating"`` or None.
    part
        The part of a tree in which it stands; see `PARTS`.
    pair
        Ids of codes that see the same ground from the other side.
    area
        Such as home or money.
    parent
        The id of the code above it, or None.
    """

    id: str
    name: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    kind: str = ""
    polarity: Polarity | None = None
    part: str = ""
    pair: tuple[str, ...] = ()
    area: str = ""
    parent: str | None = None

    def __post_init__(self) -> None:
        if not self.id or not self.name.strip():
            raise CodebookError("A code needs an id and a name.")
        if self.polarity is not None and self.polarity not in CODE_POLARITIES:
            raise CodebookError(
                f"The polarity of the code '{self.id}' must be validating or invalidating, or left out; "
                f"not '{self.polarity}'."
            )

    @property
    def short_name(self) -> str:
        """The name up to its first colon, for figures and lists.

        Examples
        --------
        >>> Code("nothing-to-do", "Nothing to do: boredom, apathy").short_name
        'Nothing to do'
        """
        return self.name.split(":", 1)[0].strip()


@dataclass(frozen=True)
class Codebook:
    """A tree of codes, in order, each after its parent.

    Examples
    --------
    >>> book = Codebook((Code("home", "Home"), Code("damp", "Damp and cold", parent="home")))
    >>> book["damp"].name, book.path("damp"), len(book), "warm" in book
    ('Damp and cold', 'Home > Damp and cold', 2, False)
    """

    codes: tuple[Code, ...] = ()
    id: str = ""
    title: str = ""
    source: str = ""
    version: str = ""
    note: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for code in self.codes:
            if code.id in seen:
                raise CodebookError(
                    f"The code '{code.id}' stands in the codebook twice: give one another id."
                )
            if code.parent is not None and code.parent not in seen:
                raise CodebookError(
                    f"The code '{code.id}' stands under '{code.parent}', which does not come before it."
                )
            seen.add(code.id)

    def __deepcopy__(self, memo: dict[int, Any]) -> Codebook:
        """Frozen through and through, so a copy is itself."""
        return self

    def __iter__(self) -> Iterator[Code]:
        """In order, parents first."""
        return iter(self.codes)

    def __len__(self) -> int:
        """How many codes."""
        return len(self.codes)

    def __contains__(self, code_id: object) -> bool:
        """Whether there is a code of that id."""
        return code_id in self.by_id

    def __getitem__(self, code_id: str) -> Code:
        """The code of that id.

        Raises
        ------
        NotFound
            There is none; the message names the nearest.
        """
        try:
            return self.by_id[code_id]
        except KeyError:
            raise NotFound.among("code", code_id, self.by_id) from None

    @cached_property
    def by_id(self) -> Mapping[str, Code]:
        """Every code under its id."""
        return {code.id: code for code in self.codes}

    def children(self, code_id: str | None) -> tuple[Code, ...]:
        """The codes right under one (under None: the top ones)."""
        return tuple(code for code in self.codes if code.parent == code_id)

    def path(self, code_id: str) -> str:
        """The names from the top down to the code, joined by `` > ``."""
        code = self[code_id]
        above = f"{self.path(code.parent)} > " if code.parent is not None else ""
        return above + code.name

    def with_code(self, code: Code) -> Codebook:
        """A codebook that also holds `code`, or holds it anew in its old place."""
        if code.id in self:
            return replace(self, codes=tuple(code if old.id == code.id else old for old in self.codes))
        return replace(self, codes=(*self.codes, code))

    def with_codes(self, codes: Iterable[Code]) -> Codebook:
        """A codebook that also holds all of `codes`."""
        book = self
        for code in codes:
            book = book.with_code(code)
        return book
