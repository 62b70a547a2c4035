"""In which form somebody wants their paper: a `Need`."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from qualkit.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The forms that a paper can take, and what each is.
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "large": "large print, to fill in on a screen or with a pen",
        "standard": "standard print, the words and the reading side by side",
        "screen": "a form for a browser, beside the print",
        "word": "a Word file to write into, beside the print",
        "easy-read": "easy read, made by people",
        "audio": "read aloud and recorded, by people",
        "translation": "in another language, by people",
        "talk": "a talk instead of a paper",
    }
)
#: These need people: nothing that a machine makes is one.
BY_PEOPLE = frozenset({"easy-read", "audio", "translation"})


def format_named(name: str) -> str:
    """Read a form's name; nothing is large print.

    Raises
    ------
    NotFound
        It is none of `FORMATS`.

    Examples
    --------
    >>> format_named("Easy read"), format_named("")
    ('easy-read', 'large')
    """
    plain = "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
    plain = plain.removesuffix("-print") or "large"
    if plain not in FORMATS:
        raise NotFound.among("form of a paper", name, FORMATS, f"The forms are: {', '.join(FORMATS)}.")
    return plain


@dataclass(frozen=True, repr=False)
class Need:
    """What one person needs: the form, the language, who reads it with them, and who must not see it.

    `reader` and `must_not_see` are in the person's own words: "my sister", "my worker". An empty `language`
    is the study's own.
    """

    format: str = "large"
    language: str = ""
    reader: str = ""
    must_not_see: tuple[str, ...] = field(default=())
    recorded_at: str = ""
    recorded_by: str = ""

    def __repr__(self) -> str:
        """The form alone: who must not see it is nobody's business."""
        return f"Need({self.format})"

    @property
    def by_people(self) -> bool:
        """Whether people have to make it from the plain text: easy read, audio, another language."""
        return self.format in BY_PEOPLE or (
            self.format != "talk" and self.language.casefold()[:2] not in ("", "en")
        )
