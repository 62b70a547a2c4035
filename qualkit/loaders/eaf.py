"""ELAN annotation files: tiers are speakers, their annotations turns, in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import LoadError
from qualkit.loaders.decode import one_line
from qualkit.loaders.labels import fold_label
from qualkit.loaders.markup import children, name_of, read_xml, within, words_of
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.tiers import Tier, choose
from qualkit.model import Utterance

if TYPE_CHECKING:
    from lxml.etree import _Element

    from qualkit.loaders.markup import Tree

#: Attributes that lead to the recording, or name people; what they say is not kept.
_IDENTIFYING = (
    "AUTHOR", "MEDIA_FILE", "MEDIA_URL", "RELATIVE_MEDIA_URL", "EXTRACTED_FROM", "LINK_URL",
    "RELATIVE_LINK_URL", "ANNOTATOR", "LICENSE_URL", "EXT_REF",
)  # fmt: skip
_LATEST = 10_000_000


class _Place(NamedTuple):
    """When an annotation is: seconds where they are known, and its place among all slots."""

    start: float | None
    end: float | None
    order: tuple[float, int]


def read(given: Given) -> Loaded:
    """Read an ELAN file.

    Raises
    ------
    LoadError
        It is no ELAN file, or has no tier with words.
    """
    tree = read_xml(given.data, given.name)
    if name_of(tree.root) != "ANNOTATION_DOCUMENT":
        raise LoadError(f"{given.name} is XML, but no ELAN file: those begin with ANNOTATION_DOCUMENT.")
    return read_tree(tree, given)


def read_tree(tree: Tree, given: Given) -> Loaded:
    """Read what `markup.read_xml` gave of an ELAN file.

    Raises
    ------
    LoadError
        It has no tier with words.
    """
    places = _Places(tree.root)
    tiers = [_tier(element, places) for element in children(tree.root, "TIER")]
    choice = choose(tiers, given.columns, given.name)
    timed = [pair for tier in choice.chosen for pair in zip(tier.order, tier.said, strict=True)]
    turns = sorted(timed, key=lambda pair: pair[0])
    comments = [("comments in the file", "\n".join(tree.comments))] if tree.comments else []
    return Loaded(
        [said for _, said in turns],
        normalised=tree.normalised,
        left_out=(*choice.left_out, *_beside(tree.root), *_strewn(tree.root), *comments),
        doubts=(*tree.doubts, *choice.doubts, *places.doubts(choice.chosen)),
        withheld=_properties(tree.root),
        source=words_of(tree.root) + "".join(tree.comments),
        stripped=_stripped(tree.root),
    )


def _tier(element: _Element, places: _Places) -> Tier:
    name = fold_label(element.get("TIER_ID", "")) or "no name"
    speaker = fold_label(element.get("PARTICIPANT", "")) or name
    every = [places.said(each, speaker) for each in children(element, "ANNOTATION")]
    spoken = [(place, said) for place, said in every if said.text]
    parent = element.get("PARENT_REF")
    return Tier(
        name,
        element.get("LINGUISTIC_TYPE_REF", ""),
        fold_label(parent) if parent else None,
        [said for _, said in spoken],
        [place.order for place, _ in spoken],
    )


class _Places:
    """Where annotations lie in time: by their own slots, or by those of what they refer to."""

    def __init__(self, root: _Element) -> None:
        self.slots: dict[str, float | None] = {}
        self.order: dict[str, tuple[float, int]] = {}
        last = 0.0
        for at, slot in enumerate(within(root, "TIME_SLOT")):
            time = _seconds(slot.get("TIME_VALUE"))
            last = last if time is None else time
            self.slots[slot.get("TIME_SLOT_ID", "")] = time
            self.order[slot.get("TIME_SLOT_ID", "")] = (last, at)
        self.annotations = {
            each.get("ANNOTATION_ID", ""): each
            for name in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION")
            for each in within(root, name)
        }

    def said(self, annotation: _Element, speaker: str) -> tuple[_Place, Utterance]:
        """What an annotation says, and when."""
        inner = _inner(annotation)
        text = " ".join(filter(None, (words_of(value) for value in children(inner, "ANNOTATION_VALUE"))))
        place = self._place(inner)
        return place, Utterance(speaker, text, place.start, place.end)

    def _place(self, element: _Element) -> _Place:
        seen: set[str] = set()
        while (above := element.get("ANNOTATION_REF")) and above not in seen and above in self.annotations:
            seen.add(above)
            element = self.annotations[above]
        first, second = element.get("TIME_SLOT_REF1", ""), element.get("TIME_SLOT_REF2", "")
        start, end = self.slots.get(first), self.slots.get(second)
        if start is not None and end is not None and end < start:
            end = None
        return _Place(start, end, self.order.get(first, (float("inf"), 0)))

    def doubts(self, tiers: list[Tier]) -> list[str]:
        """How many turns have no time of their own."""
        bare = sum(1 for tier in tiers for said in tier.said if said.start_time is None)
        return [f"{bare} turns have no time in the file: placed between their neighbours"] if bare else []


def _seconds(written: str | None) -> float | None:
    """Milliseconds as seconds; None where there are none that a recording can have."""
    if written is None or not written.strip().isascii() or not written.strip().isdigit():
        return None
    digits = written.strip()
    seconds = int(digits) / 1000 if len(digits) < 16 else _LATEST  # noqa: PLR2004
    return round(seconds, 3) if seconds < _LATEST else None


def _beside(root: _Element) -> list[tuple[str, str]]:
    """Words that stand in no tier: vocabularies, licences."""
    listed = [words_of(each) for each in root if name_of(each) not in {"TIER", "HEADER", "TIME_ORDER"}]
    words = "\n".join(filter(None, listed))
    return [("lists and notes of the annotation program", words)] if words else []


def _strewn(root: _Element) -> tuple[tuple[str, str], ...]:
    """Words between the elements, where no program writes any."""
    found = [root.text, *(child.tail for child in root.iterchildren("*"))]
    for child in root.iterchildren("*"):
        if name_of(child) == "TIME_ORDER":
            found.append(words_of(child))
        elif name_of(child) == "TIER":
            found += _outside_values(child)
    words = "\n".join(filter(None, (one_line(each or "") for each in found)))
    return (("words between the parts of the file", words),) if words else ()


def _outside_values(tier: _Element) -> list[str | None]:
    """What stands in a tier, but in no value of an annotation."""
    values = {
        value for each in children(tier, "ANNOTATION") for value in children(_inner(each), "ANNOTATION_VALUE")
    }
    found, waiting = [tier.text], [tier]
    while waiting:
        for child in waiting.pop().iterchildren("*"):
            found.append(child.tail)
            if child not in values:
                found.append(child.text)
                waiting.append(child)
    return found


def _inner(annotation: _Element) -> _Element:
    """What says when an annotation is."""
    return next(annotation.iterchildren("*"), annotation)


def _properties(root: _Element) -> tuple[tuple[str, str], ...]:
    words = "\n".join(words_of(header) for header in children(root, "HEADER"))
    return (("properties of the file", words),) if words.strip() else ()


def _stripped(root: _Element) -> tuple[str, ...]:
    kinds = {name for element in root.iter("*") for name in _IDENTIFYING if element.get(name, "").strip()}
    return tuple(sorted(kind.lower().replace("_", " ") for kind in kinds))


FORMAT = register(Format("eaf", (".eaf",), read))
