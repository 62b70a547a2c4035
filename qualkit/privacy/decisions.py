"""What a person decided about a name, and where that lets it be replaced."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from qualkit.errors import NotFound, QualkitError
from qualkit.privacy.folding import fold, folded
from qualkit.privacy.names import names_left
from qualkit.privacy.rewriting import Edit, Rewriting
from qualkit.privacy.spoken import Spoken
from qualkit.privacy.wordlists import is_plain_word

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from qualkit.privacy.finders import Kind

Choice = Literal["all", "this one", "never"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
#: What stands in brackets and no bracket itself: a replacement as a person writes it.
_REPLACEMENT = re.compile(r"[^\[\]\n\r\t\"\\<>{}]{1,60}")
_JOINTS = re.compile(r"[\s\-\u2010-\u2015]+")


class Where(NamedTuple):
    """One turn of one document: where "this one" is meant."""

    document: str
    turn: int

    def __str__(self) -> str:
        """As it is written in a review file."""
        return f"{self.document} {self.turn}"


@dataclass(frozen=True)
class Named:
    """One form of a name and what was decided: replaced everywhere, at these places only, or never.

    Forms with the same `replacement` are one person's, or one place's; `same_as` is another form, whose replacement
    this one shall have. `by` and `at` say who decided, and when.
    """

    form: str = field(repr=False)
    kind: Kind = "name"
    choice: Choice = "all"
    replacement: str = ""
    where: tuple[Where, ...] = ()
    same_as: str = field(default="", repr=False)
    by: str = ""
    at: str = ""

    @property
    def key(self) -> str:
        """The form without case, accents, spaces or hyphens: by it a name is known again."""
        return squeezed(self.form)

    @property
    def is_plain(self) -> bool:
        """Whether it is one word that anybody says: then it is a name only where it is written or used as one."""
        word = fold(self.form)
        return word.isalpha() and is_plain_word(word)


def squeezed(form: str) -> str:
    """The form by which a name is known again.

    Examples
    --------
    >>> squeezed("Mary-Ann"), squeezed("MARY ANN")
    ('maryann', 'maryann')
    """
    return _JOINTS.sub("", folded(form).text)


def choice_named(words: str) -> Choice:
    """Read a decision.

    Raises
    ------
    NotFound
        It is none of `CHOICES`.

    Examples
    --------
    >>> choice_named(" All ")
    'all'
    """
    plain = " ".join(words.casefold().replace("_", " ").split())
    for choice in CHOICES:
        if plain == choice:
            return choice
    raise NotFound.among("decision", words, CHOICES)


def bracketed(words: str) -> str:
    """A replacement in its brackets.

    Raises
    ------
    QualkitError
        It is empty, or holds what would break a text.

    Examples
    --------
    >>> bracketed("Tom"), bracketed("[Tom]")
    ('[Tom]', '[Tom]')
    """
    plain = words.strip().removeprefix("[").removesuffix("]").strip()
    if not _REPLACEMENT.fullmatch(plain):
        raise QualkitError(
            "A replacement is one to sixty letters without brackets or quotation marks, "
            "such as Tom or a northern town."
        )
    return f"[{plain}]"


_LABELS: dict[str, str] = {
    "person": "Person",
    "place": "Place",
    "organisation": "Organisation",
    "name": "Name",
    "date of birth": "Date of birth",
    "phone": "Phone number",
    "e-mail": "E-mail",
    "postcode": "Postcode",
    "NHS number": "NHS number",
}


def with_replacements(new: Iterable[Named], known: Iterable[Named]) -> list[Named]:
    """Give each decision that has no replacement of its own the next free one of its kind.

    Raises
    ------
    QualkitError
        A replacement holds one of the names that are being replaced; a form is the same as one that is not there.
    """
    wanted, before = list(new), list(known)
    taken = {name.replacement for name in [*before, *wanted]}
    found = {name.key: name.replacement for name in before}
    for name in wanted:
        if name.choice != "never" and not name.same_as:
            words = bracketed(name.replacement) if name.replacement else _next_free(name.kind, taken)
            taken.add(words)
            found[name.key] = words
    done = [replace(name, replacement=_of(name, found), same_as="") for name in wanted]
    _refuse_telling(done)
    return done


def _next_free(kind: Kind, taken: Collection[str]) -> str:
    numbered = (f"[{_LABELS[kind]} {number}]" for number in range(1, len(taken) + 2))
    return next(words for words in numbered if words not in taken)


def _of(name: Named, found: Mapping[str, str]) -> str:
    if name.choice == "never":
        return ""
    words = found.get(squeezed(name.same_as) if name.same_as else name.key, "")
    if not words:
        raise QualkitError(
            f"A name ({name.kind}) is said to be the same as a form that nobody has decided about: "
            "decide about that one too."
        )
    return words


def _refuse_telling(names: Sequence[Named]) -> None:
    real = [name.form for name in names if name.choice == "all" and not name.is_plain]
    for name in names:
        if names_left(name.replacement, real):
            raise QualkitError(
                f"A replacement ({name.kind}, decision '{name.choice}') holds a name that is being replaced "
                "itself: choose another."
            )


class Book:
    """All that was decided about names, asked where they are to be replaced.

    A plain word ("hope") is replaced where it is written large or the finders see a name; one whose key is in
    `literally` wherever it stands.

    Examples
    --------
    >>> book = Book([Named("Declan", "person", "all", "[Tom]")])
    >>> book.replaced("Me and DECLAN's brother, and dec")
    "Me and [TOM]'s brother, and dec"
    """

    def __init__(self, names: Iterable[Named], literally: Collection[str] = ()) -> None:
        self.names = {name.key: name for name in names if name.key}
        wanted = self._chosen("all")
        self._everywhere = [name.form for name in wanted if not name.is_plain or name.key in literally]
        self._large = {name.key for name in wanted if name.is_plain and name.key not in literally}

    def _chosen(self, choice: Choice) -> list[Named]:
        return [name for name in self.names.values() if name.choice == choice]

    def __bool__(self) -> bool:
        """Whether anything is to be replaced."""
        return any(name.choice != "never" for name in self.names.values())

    def edits(
        self, text: str, where: Where | None = None, spots: Collection[tuple[int, int]] = ()
    ) -> list[Edit]:
        """What is to be replaced in a text.

        Parameters
        ----------
        text
            A turn's words, or anything else in which names may stand.
        where
            Which turn it is, so that what was decided for it alone is done.
        spots
            Where the finders see a name in it: there a plain word is one too.
        """
        places = {*names_left(text, self._everywhere)} | set(self._plain_places(text, spots))
        places |= set(self._places_here(text, where, spots))
        return [
            Edit(start, end, _in_case(self._of(text[start:end]).replacement, text[start:end], text))
            for start, end in _longest(places)
        ]

    def _of(self, words: str) -> Named:
        return self.names[squeezed(words)]

    def _plain_places(self, text: str, spots: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        if not self._large:
            return
        yield from ((start, end) for start, end in spots if squeezed(text[start:end]) in self._large)
        said = Spoken(text)
        for at, word in enumerate(said.words):
            for length in (3, 2, 1):
                run = said.words[at : at + length]
                span = (word.start, run[-1].end)
                if all(each.is_capital for each in run) and squeezed(text[slice(*span)]) in self._large:
                    yield span
                    break

    def _places_here(
        self, text: str, where: Where | None, spots: Collection[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        here = [name for name in self._chosen("this one") if where in name.where]
        for name in here:
            if name.is_plain:
                yield from ((a, b) for a, b in spots if squeezed(text[a:b]) == name.key)
            else:
                yield from names_left(text, [name.form])

    def rewriting(
        self, text: str, where: Where | None = None, spots: Collection[tuple[int, int]] = ()
    ) -> Rewriting:
        """The same as something that can be done, and undone."""
        return Rewriting(self.edits(text, where, spots))

    def replaced(self, text: str) -> str:
        """A text that is no transcript, with every name replaced that was decided for all places."""
        return self.rewriting(text).text(text)

    def replaced_within(self, stored: str) -> str:
        """The same for a stored value, which may be JSON: there each of its words is looked at by itself."""
        if stored[:1] in {"{", "["}:
            try:
                held = json.loads(stored)
            except ValueError:
                return self.replaced(stored)
            changed = _each(held, self.replaced)
            return stored if changed == held else _as_json(changed)
        return self.replaced(stored)


def _each(held: object, change: Callable[[str], str]) -> object:
    if isinstance(held, str):
        return change(held)
    if isinstance(held, list):
        return [_each(item, change) for item in held]
    if isinstance(held, dict):
        return {key: _each(item, change) for key, item in held.items()}
    return held


def _as_json(held: object) -> str:
    return json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _in_case(replacement: str, words: str, text: str) -> str:
    """In capitals where the name alone is: then the capitals say how it was said."""
    loud = len(words) > 1 and words.isupper() and not text.isupper()
    return replacement.upper() if loud else replacement


def _longest(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that overlap no longer one, in their order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0] - place[1], place)):
        if all(end <= other or start >= stop for other, stop in kept):
            kept.append((start, end))
    return sorted(kept)
