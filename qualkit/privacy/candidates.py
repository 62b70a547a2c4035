"""What may give somebody away in a study's texts, united from all finders and grouped by form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from qualkit.privacy.finders import FINDERS, Found
from qualkit.privacy.finders.capitals import CAPITALS
from qualkit.privacy.folding import fold
from qualkit.privacy.names import names_left
from qualkit.privacy.spoken import Spoken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from qualkit.privacy.finders import Kind

    Named = tuple[Found, tuple[str, ...]]

KNOWN = "known"
_ORDER = ("known", "pattern", "context", "gazetteer", "spaCy", "no dictionary", "capitals")


class Spot(NamedTuple):
    """Where a form stands: which text, and the stretch of it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Candidate:
    """One form, wherever it stands.

    `form` is how it is written most often; `key` is its folded form, by which it is known again. `finders` says who
    found it, the surest first.
    """

    key: str = field(repr=False)
    form: str = field(repr=False)
    kind: Kind
    finders: tuple[str, ...]
    spots: tuple[Spot, ...] = field(repr=False)

    @property
    def count(self) -> int:
        """How often it stands there."""
        return len(self.spots)


def united(said: Spoken, known: Iterable[str] = ()) -> list[Named]:
    """All that the finders find in one text, overlapping finds made one, with the finders of each."""
    finds = [found for finder in FINDERS for found in finder(said)]
    finds += [Found(*place, "person", KNOWN) for place in names_left(said.text, known)]
    merged: list[list[Found]] = []
    end = -1
    for found in sorted(finds):
        if found.start < end:
            merged[-1].append(found)
        else:
            merged.append([found])
        end = max(end if found.start < end else -1, found.end)
    return [_one(group) for group in merged]


def _one(group: Sequence[Found]) -> Named:
    finders = tuple(sorted({found.finder for found in group}, key=_ORDER.index))
    best = min(group, key=lambda found: (found.kind == "name", _ORDER.index(found.finder)))
    whole = Found(
        min(found.start for found in group), max(found.end for found in group), best.kind, finders[0]
    )
    return whole, finders


def candidates(texts: Mapping[str, str], known: Iterable[str] = ()) -> list[Candidate]:
    """Group what the finders find in several texts by its form.

    Parameters
    ----------
    texts
        Each text under its name.
    known
        Names that the study knows already; they are found however they are written.

    Returns
    -------
    list of Candidate
        In the order in which they first stand in the texts.

    Examples
    --------
    >>> found = candidates({"P1": "So Declan rang. I told Declan’s mum in Todmorden."})
    >>> [(each.form, each.kind, each.count) for each in found]
    [('Declan', 'person', 2), ('Todmorden', 'place', 1)]
    """
    read = {name: Spoken(text) for name, text in texts.items()}
    names = list(known)
    found = {name: united(said, names) for name, said in read.items()}
    sure = {
        fold(read[name].text[one.start : one.end])
        for name, finds in found.items()
        for one, finders in finds
        if finders != (CAPITALS,)
    }
    groups: dict[str, list[_Find]] = {}
    for name, said in read.items():
        for one, finders in sorted([*found[name], *_elsewhere(said, found[name], sure)]):
            form = said.text[one.start : one.end]
            groups.setdefault(fold(form), []).append(
                _Find(one.kind, finders, Spot(name, one.start, one.end), form)
            )
    return [_candidate(key, group) for key, group in groups.items()]


class _Find(NamedTuple):
    kind: Kind
    finders: tuple[str, ...]
    spot: Spot
    form: str


def _elsewhere(said: Spoken, finds: Sequence[Named], sure: Collection[str]) -> Iterator[Named]:
    """What was found once is found wherever it is written large: also where a sentence begins with it."""
    if not said.is_cased:
        return
    covered = {at for found, _ in finds for at in range(found.start, found.end)}
    for word in said.words:
        if word.is_capital and word.low in sure and word.start not in covered:
            yield Found(word.start, word.end, "name", CAPITALS), (CAPITALS,)


def _candidate(key: str, group: Sequence[_Find]) -> Candidate:
    forms = [find.form for find in group]
    finders = {finder for find in group for finder in find.finders}
    kinds = sorted((find.kind for find in group), key=lambda kind: kind == "name")
    return Candidate(
        key,
        max(dict.fromkeys(forms), key=forms.count),
        max(dict.fromkeys(kinds), key=lambda kind: (kind != "name", kinds.count(kind))),
        tuple(sorted(finders, key=_ORDER.index)),
        tuple(find.spot for find in group),
    )
