"""Whether a known real name is left in a text: also misspelt by a letter, and also where it hides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualkit.privacy.names import Place, names_left
from qualkit.privacy.spoken import Spoken
from qualkit.privacy.wordlists import is_plain_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from qualkit.privacy.decisions import Named

#: How alike two spellings must be, of 100.
NEAR = 90.0
#: Shorter names have too many neighbours.
_SHORTEST = 5


class Watch:
    """The names that must not be left, ready to be looked for in many texts.

    Names that are plain words count where they are written large inside a sentence. The study's own replacements count
    nowhere.

    Examples
    --------
    >>> from qualkit.privacy.decisions import Named
    >>> watch = Watch([Named("Declan", "person", "all", "[Tom]"), Named("Hope", "person", "all", "[Joy]")])
    >>> watch.left("We hope that Decclan and [Tom] came"), watch.left("[Joy] rang Tom")
    ([Place(start=13, end=20)], [])
    """

    def __init__(self, names: Iterable[Named]) -> None:
        known = [name for name in names if name.choice == "all"]
        self._forms = [name.form for name in known if not name.is_plain]
        self._plain = {name.key for name in known if name.is_plain}
        self._own = {name.replacement for name in known}
        spelt = {word for form in self._forms for word in _spelling(form)}
        self._spelt = sorted(word for word in spelt if len(word) >= _SHORTEST)
        self._like: dict[str, bool] = {}

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._forms or self._plain)

    def left(self, text: str) -> list[Place]:
        """Every place where one of the names stands."""
        bare = self._without_own(text)
        places = {*names_left(bare, self._forms), *self._alike(bare)}
        if self._plain:
            places |= set(self._written_large(bare))
        return sorted(places)

    def _without_own(self, text: str) -> str:
        """The text with each of our replacements blanked; its length stays."""
        return blanked(text, self._own)

    def _alike(self, text: str) -> Iterator[Place]:
        """Words that no dictionary knows and that are a letter away from a name."""
        for word in Spoken(text).words:
            if len(word.low) >= _SHORTEST and self._is_like(word.low):
                yield Place(word.start, word.end)

    def _is_like(self, low: str) -> bool:
        if low not in self._like:
            self._like[low] = not is_plain_word(low) and _near(low, self._spelt)
        return self._like[low]

    def _written_large(self, text: str) -> Iterator[Place]:
        said = Spoken(text)
        for word in said.words if said.is_cased else ():
            if word.is_capital and not word.begins and word.low in self._plain:
                yield Place(word.start, word.end)


def blanked(text: str, replacements: Iterable[str]) -> str:
    """The text with each of these replacements blanked; its length stays.

    Examples
    --------
    >>> blanked("So [Tom] rang", ["[Tom]"])
    'So       rang'
    """
    own = sorted(filter(None, replacements), key=len, reverse=True)
    if not own or "[" not in text:
        return text
    return re.sub("|".join(map(re.escape, own)), lambda match: " " * len(match[0]), text, flags=re.IGNORECASE)


def _spelling(form: str) -> list[str]:
    """The words of a name by which it might be known alone: those that nobody says otherwise."""
    return [word.low for word in Spoken(form).words if word.low.isalpha() and not is_plain_word(word.low)]


def _near(low: str, names: Collection[str]) -> bool:
    from rapidfuzz import fuzz, process

    return process.extractOne(low, names, scorer=fuzz.ratio, score_cutoff=NEAR) is not None
