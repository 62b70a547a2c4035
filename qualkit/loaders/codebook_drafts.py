"""What a codebook file says, code by code, before it is known to hold together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from qualkit.errors import CodebookError
from qualkit.loaders.decode import normalise
from qualkit.model import Code, Codebook, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TEXTS = ("id", "name", "definition", "include", "exclude", "kind", "polarity", "part", "area", "parent")
LISTS = ("examples", "words", "pair")
ABOUT = ("id", "title", "source", "version", "note")
#: A code in someone's own words may wait for its definition.
IN_VIVO = frozenset({"in vivo", "in-vivo"})
_POLARITIES: dict[str, Polarity] = {"validating": "validating", "invalidating": "invalidating"}
_NO_ID = frozenset(" ;,>\"'\t\n")


class Problem(NamedTuple):
    """What is wrong in a codebook file, and on which line (or row)."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


@dataclass
class Draft:
    """One code as written; `line` is where it begins, `lines` where each of its keys stands."""

    line: int
    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def at(self, key: str) -> int:
        """The line of a key, or of the code where it has none."""
        return self.lines.get(key, self.line)

    @property
    def id(self) -> str:
        """The id, or nothing."""
        return self.texts.get("id", "")

    def code(self) -> Code:
        """The code itself."""
        texts: dict[str, Any] = {
            key: self.texts.get(key, "") for key in TEXTS if key not in {"polarity", "parent"}
        }
        polarity = _POLARITIES.get(self.texts.get("polarity", "").casefold())
        parent = self.texts.get("parent") or None
        lists: dict[str, Any] = self.lists
        return Code(**texts, **lists, polarity=polarity, parent=parent)


@dataclass
class Drafts:
    """A whole file as written."""

    name: str
    about: dict[str, str] = field(default_factory=dict)
    codes: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, line: int, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(line, message))

    def check(self) -> list[Problem]:
        """Everything that is wrong, in the order of the lines."""
        ids = Counter(draft.id for draft in self.codes if draft.id)
        first: dict[str, int] = {}
        for draft in self.codes:
            self._needs(draft)
            if draft.id and draft.id in first:
                self.wrong(
                    draft.at("id"),
                    f"the id '{draft.id}' stands on line {first[draft.id]} too: give one of the two another.",
                )
            first.setdefault(draft.id, draft.at("id"))
            self._points(draft, ids)
        self._no_circles(ids)
        return sorted(dict.fromkeys(self.problems))

    def _needs(self, draft: Draft) -> None:
        called = f"the code '{draft.id}'" if draft.id else "a code"
        if draft.id and _NO_ID.intersection(draft.id):
            self.wrong(draft.at("id"), f"the id '{draft.id}' may hold letters, figures, - _ and . only.")
        for key, why in (("id", "one to join by"), ("name", "one for people"), ("definition", "")):
            if draft.texts.get(key) or (key == "definition" and self._is_in_vivo(draft)):
                continue
            self.wrong(
                draft.at(key), f"{called} has no {key}{f' ({why})' if why else ': say what it means'}."
            )
        polarity = draft.texts.get("polarity", "")
        if polarity and polarity.casefold() not in _POLARITIES:
            self.wrong(
                draft.at("polarity"),
                f"the polarity of {called} must be validating or invalidating, or left out; not '{polarity}'."
                f"{near(polarity, _POLARITIES)}",
            )

    def _is_in_vivo(self, draft: Draft) -> bool:
        return draft.texts.get("kind", "").casefold() in IN_VIVO

    def _points(self, draft: Draft, ids: Mapping[str, int]) -> None:
        for other in draft.lists.get("pair", ()):
            if other == draft.id:
                self.wrong(draft.at("pair"), f"the code '{other}' is its own pair.")
            elif other not in ids:
                self.wrong(
                    draft.at("pair"),
                    f"the pair of '{draft.id}' is '{other}', which is no code here.{near(other, ids)}",
                )
        parent = draft.texts.get("parent", "")
        if parent and parent not in ids:
            self.wrong(
                draft.at("parent"),
                f"'{draft.id}' stands under '{parent}', which is no code.{near(parent, ids)}",
            )

    def _no_circles(self, ids: Mapping[str, int]) -> None:
        above = {draft.id: draft.texts.get("parent", "") for draft in self.codes}
        for draft in self.codes:
            seen, at = {draft.id}, above.get(draft.id, "")
            while at in ids and at not in seen:
                seen.add(at)
                at = above.get(at, "")
            if at and at == draft.id:
                self.wrong(draft.at("parent"), f"the code '{draft.id}' stands under itself.")

    def codebook(self) -> Codebook:
        """The codebook.

        Raises
        ------
        CodebookError
            Something is wrong: the first problem, and how many more there are.
        """
        problems = self.check()
        if problems:
            raise CodebookError(first_of(self.name, problems))
        codes = [draft.code() for draft in _parents_first(self.codes)]
        return Codebook(tuple(codes), **{key: self.about.get(key, "") for key in ABOUT})


def first_of(name: str, problems: list[Problem]) -> str:
    """One sentence for all: the first, and how many more."""
    more = len(problems) - 1
    also = f" (and {more} more: list them with codebook check)" if more else ""
    return f"{name}, {problems[0]}{also}"


def _parents_first(drafts: list[Draft]) -> list[Draft]:
    """In the order of the file, but no code before the one above it."""
    waiting: dict[str, list[Draft]] = {}
    placed: dict[str, None] = {}
    ordered: list[Draft] = []
    for draft in drafts:
        parent = draft.texts.get("parent", "")
        if parent and parent not in placed:
            waiting.setdefault(parent, []).append(draft)
            continue
        stack = [draft]
        while stack:
            one = stack.pop()
            ordered.append(one)
            placed[one.id] = None
            stack.extend(reversed(waiting.pop(one.id, [])))
    return ordered


def near(name: str, known: Iterable[str]) -> str:
    """Ask whether the nearest known name was meant; nothing where none is near.

    Examples
    --------
    >>> near("polarty", ["polarity", "pair"])
    " Did you mean 'polarity'?"
    """
    found = get_close_matches(name.casefold(), list(known), n=1, cutoff=0.6)
    return f" Did you mean '{found[0]}'?" if found else ""


def text(written: str) -> str:
    """A stretch of text, evened out as all text is, with nothing round it."""
    return normalise(written)[0].strip()


def one_line(written: str) -> str:
    """A name, an example or the like: no line breaks, single spaces."""
    return " ".join(text(written).split())
