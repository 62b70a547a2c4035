"""Codes made while coding, in people's own words."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from qualkit.errors import CodebookError
from qualkit.model import CODE_POLARITIES, PARTS, Code, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualkit.model import Codebook

#: The kind of a code that is made of someone's own words and may wait for its definition.
IN_VIVO = "in vivo"
_CHANGEABLE = tuple(field.name for field in fields(Code) if field.name != "id")


def new_code(codebook: Codebook, name: str, **about: Any) -> Code:
    """Make a code for `name` that fits into `codebook`.

    Parameters
    ----------
    codebook
        Where it is to stand.
    name
        Its name, such as the person's own words.
    about
        Any field of `Code`; ``kind`` is "in vivo" where there is no definition yet.

    Raises
    ------
    CodebookError
        A code of that name is there already, or it would stand under one that is not.

    Examples
    --------
    >>> from qualkit.model import Codebook
    >>> new_code(Codebook(), "Cup of tea and a chat").id
    'cup-of-tea-and-a-chat'
    """
    code_id = str(about.pop("id", "") or slug(name))
    _refuse_same(code for code in codebook if code.id == code_id or _same_name(code, name))
    parent = about.get("parent")
    if parent is not None:
        codebook[parent]
    about.setdefault("kind", "" if about.get("definition") else IN_VIVO)
    code = Code(code_id, name.strip(), **_tuples(about))
    _check_stated(codebook, code, about)
    return code


def changed_code(codebook: Codebook, code_id: str, **about: Any) -> Code:
    """The code with some of its fields written anew.

    Raises
    ------
    NotFound, CodebookError
        There is no such code, or no such field; its name is another code's, or it would stand under itself.
    """
    unknown = [name for name in about if name not in _CHANGEABLE]
    if unknown:
        raise CodebookError(f"A code has no '{unknown[0]}'; what can be changed: {', '.join(_CHANGEABLE)}.")
    code = replace(codebook[code_id], **_tuples(about))
    if "name" in about:
        _refuse_same(other for other in codebook if other.id != code_id and _same_name(other, code.name))
    if code.parent is not None:
        _check_parent(codebook, code_id, code.parent)
    _check_stated(codebook, code, about)
    return code


def moved(codebook: Codebook, code_id: str, parent: str | None, before: str | None = None) -> Codebook:
    """The codebook with a code, and all that stands under it, in another place.

    Parameters
    ----------
    codebook
        As it stands.
    code_id
        What moves.
    parent
        Under which code; None for the top.
    before
        In front of which of that parent's codes; None for the end.

    Raises
    ------
    NotFound, CodebookError
        There is no such code; it would stand under itself; `before` stands elsewhere.

    Examples
    --------
    >>> from qualkit.model import Code, Codebook
    >>> book = Codebook((Code("a", "A"), Code("b", "B"), Code("c", "C")))
    >>> [(code.id, code.parent) for code in moved(book, "c", "a")]
    [('a', None), ('c', 'a'), ('b', None)]
    """
    code = replace(codebook[code_id], parent=parent)
    if parent is not None:
        codebook[parent]
        _check_parent(codebook, code_id, parent)
    if before is not None and (codebook[before].parent != parent or before == code_id):
        raise CodebookError(
            f"The code '{before}' does not stand there, so nothing can be put in front of it."
        )
    beside = [each for each in codebook.children(parent) if each.id != code_id]
    place = next((at for at, each in enumerate(beside) if each.id == before), len(beside))
    below = {each: list(codebook.children(each)) for each in (None, *codebook.by_id)}
    below = {each: [child for child in codes if child.id != code_id] for each, codes in below.items()}
    below[parent] = [*beside[:place], code, *beside[place:]]
    return replace(codebook, codes=tuple(_down(below, None)))


def _down(below: dict[str | None, list[Code]], top: str | None) -> Iterator[Code]:
    for code in below[top]:
        yield code
        yield from _down(below, code.id)


def taken_in(codebook: Codebook, other: Codebook) -> Codebook:
    """The codebook as another has it, such as a spreadsheet that came back; what is missing there stays, at the end.

    Raises
    ------
    CodebookError
        Two codes would have one name.
    """
    left = tuple(code for code in codebook if code.id not in other)
    names: dict[str, Code] = {}
    for code in (*other, *left):
        known = names.setdefault(code.name.strip().casefold(), code)
        if known is not code:
            raise CodebookError(f"The codes '{known.id}' and '{code.id}' would both be called {code.name}.")
    below: dict[str | None, list[Code]] = {None: [], **{code.id: [] for code in (*other, *left)}}
    for code in (*other, *left):
        below[code.parent].append(code)
    return replace(codebook, codes=tuple(_down(below, None)))


def _same_name(code: Code, name: str) -> bool:
    return code.name.strip().casefold() == name.strip().casefold()


def _refuse_same(codes: Iterable[Code]) -> None:
    for code in codes:
        raise CodebookError(
            f"There is a code '{code.id}' ({code.name}) already: use it, or choose another name."
        )


def _check_parent(codebook: Codebook, code_id: str, parent: str) -> None:
    """A code under itself, or under one of its own, would hang on nothing and be lost from the tree."""
    above: str | None = parent
    while above is not None:
        if above == code_id:
            raise CodebookError(
                f"The code '{code_id}' cannot stand under '{parent}': that one is the same, or stands under it."
            )
        above = codebook[above].parent


def _check_stated(codebook: Codebook, code: Code, about: Iterable[str]) -> None:
    """What was said of a code just now can be so: its polarity, its part of the tree, its pair."""
    stated = set(about)
    if "polarity" in stated and code.polarity is not None and code.polarity not in CODE_POLARITIES:
        raise CodebookError(
            f"A code's polarity is validating or invalidating, or left out; not '{code.polarity}'."
        )
    if "part" in stated and code.part and code.part not in PARTS:
        raise CodebookError(f"A code's part of the tree is one of {', '.join(PARTS)}; not '{code.part}'.")
    if "pair" in stated:
        for other in code.pair:
            if codebook[other].id == code.id:
                raise CodebookError(f"The code '{code.id}' cannot be its own pair: name another code.")


def _tuples(about: dict[str, Any]) -> dict[str, Any]:
    """Lists as the tuples that a code holds; one id given alone is a pair of one."""
    alone = {"pair": (about["pair"],)} if isinstance(about.get("pair"), str) and about["pair"] else {}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in about.items()} | alone


@dataclass(frozen=True)
class Difference:
    """One thing that two codebooks say differently of one code; `what` is a field, "added" or "removed"."""

    code: str
    what: str
    old: str = ""
    new: str = ""


def differences(old: Codebook, new: Codebook) -> list[Difference]:
    """What changed from one codebook to another, code by code in the order of the old one.

    Examples
    --------
    >>> from qualkit.model import Codebook
    >>> before = Codebook((Code("home", "Home"), Code("work", "Work")))
    >>> after = Codebook((Code("home", "A home"), Code("rest", "Rest")))
    >>> [(item.code, item.what) for item in differences(before, after)]
    [('home', 'name'), ('work', 'removed'), ('rest', 'added')]
    """
    found: list[Difference] = []
    for code in old:
        if code.id in new:
            found += _field_differences(code, new[code.id])
        else:
            found.append(Difference(code.id, "removed", code.name))
    return found + [Difference(code.id, "added", new=code.name) for code in new if code.id not in old]


def _field_differences(old: Code, new: Code) -> list[Difference]:
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in _CHANGEABLE]
    return [
        Difference(old.id, name, _shown(before), _shown(after))
        for name, before, after in pairs
        if before != after
    ]


def _shown(value: object) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
