"""TEI: what people say stands in ``<u>`` (speech) or ``<sp>`` (as in a play), with who says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualkit.errors import LoadError
from qualkit.loaders.decode import normalise, one_line
from qualkit.loaders.labels import Line, fold_label
from qualkit.loaders.markup import name_of, within, words_of
from qualkit.loaders.registry import Given, Loaded
from qualkit.loaders.times import seconds
from qualkit.loaders.turns import read_talk
from qualkit.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from qualkit.loaders.markup import Tree

_ROOTS = frozenset({"TEI", "TEI.2", "teiCorpus"})
_TURNS = frozenset({"u", "sp"})
_HEADERS = frozenset({"teiHeader", "standOff", "timeline"})
#: What stands within talk and is no word of it.
_NOTES = frozenset({"note", "stage", "speaker", "spanGrp", "figDesc"})
#: What is heard or seen: kept where it stands, in square brackets.
_EVENTS = frozenset({"desc"})
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_UNITS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0}


def is_tei(root: _Element) -> bool:
    """Whether it is a TEI file."""
    return name_of(root) in _ROOTS


def read_tei(tree: Tree, given: Given) -> Loaded:
    """Read a TEI file's turns.

    Raises
    ------
    LoadError
        Nobody speaks in it.
    """
    body = _Body(_Clock(tree.root))
    body.walk(tree.root)
    if not body.turns and not body.paragraphs:
        raise LoadError(f"{given.name} is TEI, but has no <u>, <sp> or <p> in it: nobody speaks there.")
    comments = [("comments in the file", "\n".join(tree.comments))] if tree.comments else []
    left_out = [(reason, "\n".join(words)) for reason, words in body.left_out.items()]
    source = words_of(tree.root) + "".join(tree.comments) + "[]" * body.events
    talk = None if body.turns else read_talk([Line(text) for text in body.paragraphs])
    if talk is None and body.paragraphs:
        left_out.append(("paragraphs outside any turn", "\n".join(body.paragraphs)))
    bare = sum(1 for turn in body.turns if turn.speaker is None)
    return Loaded(
        talk.utterances if talk else body.turns,
        normalised=tree.normalised,
        header=talk.header if talk else (),
        left_out=(*left_out, *comments, *(talk.left_out if talk else ())),
        doubts=(
            *tree.doubts,
            *([f"{bare} turns name no speaker"] if bare else []),
            *(talk.doubts if talk else ()),
        ),
        marks=(*body.marks, *(talk.marks if talk else ())),
        withheld=(("the archive's header", "\n".join(body.headers)),) if body.headers else (),
        source=source,
        stripped=("the archive's header",) if body.headers else (),
    )


@dataclass
class _Body:
    """Goes through a file once, and gives every word a place."""

    clock: _Clock
    turns: list[Utterance] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    events: int = 0

    def walk(self, element: _Element) -> None:
        """Take an element apart, and what is in it."""
        name = name_of(element)
        if name in _HEADERS:
            self._keep(self.headers, words_of(element))
        elif name in _TURNS:
            self._turn(element)
        elif name in {"p", "ab", "lg"} and not any(name_of(each) in _TURNS for each in element.iter("*")):
            self._keep(self.paragraphs, words_of(element))
        elif name in _NOTES:
            self._leave("notes and stage directions", words_of(element))
        else:
            self._leave("outside any turn", element.text)
            for child in element.iterchildren("*"):
                self.walk(child)
                self._leave("outside any turn", child.tail)

    def _turn(self, element: _Element) -> None:
        pieces: list[str] = []
        self._words(element, pieces)
        text = one_line(normalise("".join(pieces))[0])
        start, end = self.clock.times(element)
        if text:
            self.turns.append(Utterance(self._speaker(element), text, start, end))

    def _words(self, element: _Element, pieces: list[str]) -> None:
        """An element's words; notes go elsewhere, and words that are marked one by one get their spaces."""
        name = name_of(element)
        if (
            name == "w"
            and pieces
            and not pieces[-1][-1:].isspace()
            and element.get("join") not in {"left", "both"}
        ):
            pieces.append(" ")
        if name in _EVENTS and words_of(element):
            pieces.append(" [")
        pieces.append(element.text or "")
        for child in element.iterchildren("*"):
            if name_of(child) == "speaker":
                self.marks.append(words_of(child))
            elif name_of(child) in _NOTES:
                self._leave("notes and stage directions", words_of(child))
            else:
                self._words(child, pieces)
            pieces.append(child.tail or "")
        if name in _EVENTS and words_of(element):
            pieces.append("] ")
            self.events += 1

    def _speaker(self, element: _Element) -> str | None:
        who = element.get("who") or next(
            (above.get("who") for above in element.iterancestors() if above.get("who")), None
        )
        if who:
            names = [fold_label(each.rpartition("#")[2].rpartition(":")[2]) for each in who.split()]
            return " & ".join(filter(None, names)) or None
        spoken = next((words_of(each) for each in within(element, "speaker")), "")
        return fold_label(spoken).rstrip(".") or None

    def _keep(self, where: list[str], words: str) -> None:
        if words:
            where.append(words)

    def _leave(self, reason: str, words: str | None) -> None:
        if words and words.strip():
            self.left_out.setdefault(reason, []).append(one_line(words))


class _Clock:
    """When a turn is: times of its own, or points of a timeline."""

    def __init__(self, root: _Element) -> None:
        self.points = {
            point.get(_ID, ""): (point, _UNITS.get(line.get("unit", "s"), 1.0))
            for line in within(root, "timeline")
            for point in within(line, "when")
        }
        self.known: dict[str, float | None] = {}

    def times(self, turn: _Element) -> tuple[float | None, float | None]:
        """A turn's beginning and end in seconds."""
        block = next((above for above in (turn, *turn.iterancestors()) if above.get("start")), None)
        anchors = list(self._anchors(turn))
        start, end = (
            (None, None) if block is None else (self._at(block.get("start")), self._at(block.get("end")))
        )
        start = start if start is not None or not anchors else anchors[0]
        end = end if end is not None or not anchors else anchors[-1]
        return start, end if start is not None and end is not None and end >= start else None

    def _anchors(self, turn: _Element) -> Iterator[float]:
        for element in turn.iter("*"):
            written = element.get("synch")
            time = self._at(written) if written else None
            if time is not None:
                yield time

    def _at(self, written: str | None) -> float | None:
        """A point of the timeline, or a time as it is written."""
        if not written:
            return None
        _, sign, name = written.rpartition("#")
        if not sign:
            return seconds(written.removesuffix("s"))
        return self._point(name)

    def _point(self, name: str) -> float | None:
        """Follow a point back to one that is known, and remember all on the way."""
        way: list[str] = []
        while name not in self.known and name in self.points and len(way) <= len(self.points):
            way.append(name)
            name = self.points[name][0].get("since", "").rpartition("#")[2]
        time = self.known.get(name)
        for point in reversed(way):
            time = self.known[point] = self._step(point, time)
        return time

    def _step(self, name: str, base: float | None) -> float | None:
        """A point's time, from that of the point before it."""
        point, unit = self.points[name]
        if point.get("absolute"):
            return seconds(point.get("absolute", "").rpartition("T")[2])
        interval = seconds(point.get("interval", ""))
        if interval is None or (point.get("since") and base is None):
            return None
        return round((base or 0.0) + interval * unit, 3)
