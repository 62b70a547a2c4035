"""OpenDocument text: LibreOffice, OpenOffice, and what Word and online editors save as it.

Tracked insertions are read; deletions, comments, notes, hidden text, headers and footers are counted and
not kept. The file is opened with the zip and XML guards of `archives`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import LoadError
from qualkit.loaders.archives import EACH, Archive, parse_xml
from qualkit.loaders.blocks import Block, read_blocks, table_blocks
from qualkit.loaders.decode import normalise
from qualkit.loaders.labels import Line
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.runs import Lines, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_UNREAD = {
    "annotation": "comment",
    "note": "footnote",
    "deletion": "tracked deletion",
    "change-info": "about a tracked change",
    "hidden-text": "hidden text",
    "hidden-paragraph": "hidden text",
    "ruby-text": "how a word is read",
    "title": "fields and drawings",
    "desc": "fields and drawings",
    "object": "fields and drawings",
    "binary-data": "fields and drawings",
    "script": "fields and drawings",
    "event-listeners": "fields and drawings",
}
_HEADERS = frozenset(f"{part}{side}" for part in ("header", "footer") for side in ("", "-left", "-first"))
_PEOPLE = {
    "initial-creator": "author",
    "creator": "who changed it last",
    "printed-by": "who printed it",
    "title": "title",
    "subject": "subject",
    "keyword": "keywords",
    "description": "description",
    "user-defined": "properties of its own",
}
_ROWS = frozenset({"table-row"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_HEAVY = frozenset({"bold", "600", "700", "800", "900"})
_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES, _MOST_CELLS, _MOST_PARENTS = 200, 60, 20


def read(given: Given) -> Loaded:
    """Read an OpenDocument text, also a flat one.

    Raises
    ------
    LoadError
        It is broken, locked, no text document, or packed like a trap.
    """
    parts = _parts(given)
    body = next((node for part in parts for node in part.iter() if _is(node, "office:text")), None)
    if body is None:
        raise LoadError(
            f"{given.name} is no OpenDocument text: look at its ending, or save it again as .odt."
        )
    document = _Document(body, _styles(parts))
    document.withhold_margins(parts)
    talk = read_blocks(document.blocks)
    return Loaded(
        talk.utterances,
        document.lines.normalised,
        talk.header,
        talk.left_out,
        talk.doubts,
        talk.marks,
        tuple(document.withheld),
        normalise("".join(map(str, body.itertext())) + document.margins)[0],
        _people(parts),
    )


def _parts(given: Given) -> list[_Element]:
    """The document's XML: its content first, then its styles and what it says about itself."""
    if given.data.lstrip()[:1] == b"<":
        return [parse_xml(given.data, given.name)]
    if not given.data:
        raise LoadError(f"{given.name} is empty: there are no words in it.")
    archive = Archive(given.data, given.name)
    if "content.xml" not in archive.members:
        raise LoadError(
            f"{given.name} is no OpenDocument text: look at its ending, or save it again as .odt."
        )
    listed = "META-INF/manifest.xml"
    if listed in archive.members and b"encryption-data" in archive.read(listed):
        raise LoadError(f"{given.name} is locked with a password: save it without one.")
    return [
        archive.xml(name) for name in ("content.xml", "styles.xml", "meta.xml") if name in archive.members
    ]


def _tag(node: _Element) -> str:
    """The element's own name, without its namespace."""
    return str(node.tag).rpartition("}")[2]


def _is(node: _Element, name: str) -> bool:
    space, _, tag = name.partition(":")
    return str(node.tag).endswith(f":{space}:1.0}}{tag}")


def _attribute(node: _Element, name: str) -> str:
    """An attribute by its own name, whatever its namespace."""
    return next((str(value) for key, value in node.attrib.items() if str(key).rpartition("}")[2] == name), "")


class _Look(NamedTuple):
    bold: bool = False
    hidden: bool = False


def _styles(parts: list[_Element]) -> dict[str, _Look]:
    """How the styles of characters look, with what they have from others."""
    own: dict[str, tuple[str, _Element]] = {}
    for part in parts:
        for style in part.iter():
            if _tag(style) == "style" and _attribute(style, "family") in {"text", "section"}:
                own[_attribute(style, "name")] = (_attribute(style, "parent-style-name"), style)
    return {name: _look(name, own) for name in own}


def _look(name: str, own: dict[str, tuple[str, _Element]]) -> _Look:
    weight = display = ""
    for _ in range(_MOST_PARENTS):
        if name not in own:
            break
        name, style = own[name]
        for node in style:
            weight = weight or _attribute(node, "font-weight")
            display = display or _attribute(node, "display")
    return _Look(weight in _HEAVY, display == "none")


def _people(parts: list[_Element]) -> tuple[str, ...]:
    """Which kinds of data about people the file holds beside its words."""
    meta = [node for part in parts for node in part.iter() if _is(node, "office:meta")]
    kinds = [_PEOPLE[_tag(node)] for each in meta for node in each if _tag(node) in _PEOPLE and node.text]
    tags = {
        _tag(node) for part in parts for node in part.iter() if _tag(node) in {"annotation", "change-info"}
    }
    kinds += ["who commented"] if "annotation" in tags else []
    kinds += ["who tracked changes"] if "change-info" in tags else []
    return tuple(dict.fromkeys(kinds))


class _Document:
    """One document, while it is read: what was not taken over is kept apart, to be counted."""

    def __init__(self, body: _Element, styles: dict[str, _Look]) -> None:
        self.lines = Lines()
        self.withheld: list[tuple[str, str]] = []
        self.margins = ""
        self._styles = defaultdict(_Look, styles)
        self.blocks: list[Block] = list(self._blocks(body))

    def withhold_margins(self, parts: list[_Element]) -> None:
        """Set apart what stands at the edge of every page."""
        pages = [node for part in parts for node in part.iter() if _tag(node) == "master-page"]
        for node in (node for page in pages for node in page if _tag(node) in _HEADERS):
            self._withhold("page header or footer", node)
            self.margins += "".join(map(str, node.itertext()))

    def _withhold(self, reason: str, node: _Element) -> None:
        words = "".join(map(str, node.itertext()))
        if words.strip():
            self.withheld.append((reason, normalise(words)[0]))

    def _blocks(self, parent: _Element) -> Iterator[Block]:
        self._loose(parent.text)
        for node in parent:
            tag = _tag(node)
            if tag in {"p", "h"}:
                yield [*self._paragraph(node), Line("")]
            elif tag == "table":
                yield from table_blocks(list(self._rows(node)))
            elif tag in _UNREAD or self._is_hidden(node):
                self._withhold(_UNREAD.get(tag, "hidden text"), node)
            else:
                yield from self._blocks(node)
            self._loose(node.tail)

    def _loose(self, text: str | None) -> None:
        if text and text.strip():
            self.withheld.append(("outside any paragraph", normalise(text)[0]))

    def _is_hidden(self, node: _Element) -> bool:
        return _attribute(node, "display") == "none" or self._styles[_attribute(node, "style-name")].hidden

    def _rows(self, table: _Element) -> Iterator[list[list[Line]]]:
        self._loose(table.text)
        for node in table:
            if _tag(node) in _ROWS:
                yield list(self._cells(node))
            elif _tag(node) in _UNREAD:
                self._withhold(_UNREAD[_tag(node)], node)
            else:  # rows stand in groups
                yield from self._rows(node)
            self._loose(node.tail)

    def _cells(self, row: _Element) -> Iterator[list[Line]]:
        self._loose(row.text)
        for cell in row:
            if _tag(cell) in _CELLS:
                yield self._cell(cell)
                yield from [[] for _ in range(_number(cell, "number-columns-repeated", _MOST_CELLS) - 1)]
            else:
                self._withhold("outside any paragraph", cell)
            self._loose(cell.tail)

    def _cell(self, cell: _Element) -> list[Line]:
        return [
            line
            for block in self._blocks(cell)
            for line in (block if isinstance(block, list) else block.lines())
        ]

    def _paragraph(self, node: _Element) -> list[Line]:
        runs: list[Run] = []
        self._gather(node, runs, bold=False)
        return self.lines.of(runs)

    def _gather(self, node: _Element, runs: list[Run], *, bold: bool) -> None:
        _add(runs, node.text, bold=bold)
        for child in node:
            self._take(child, _tag(child), runs, bold=bold)
            _add(runs, child.tail, bold=bold)

    def _take(self, node: _Element, tag: str, runs: list[Run], *, bold: bool) -> None:
        look = self._styles[_attribute(node, "style-name")] if tag == "span" else _Look(bold)
        if tag in _UNREAD or look.hidden:
            self._withhold(_UNREAD.get(tag, "hidden text"), node)
        elif tag == "s":
            runs.append(Run(" " * _number(node, "c", _MOST_SPACES), bold))
        elif tag in {"tab", "line-break"}:
            runs.append(Run("\t" if tag == "tab" else "\n", bold))
        elif tag in {"p", "h"}:  # a box is anchored here
            runs.append(Run("\n"))
            self._gather(node, runs, bold=False)
            runs.append(Run("\n"))
        else:
            self._gather(node, runs, bold=bold or look.bold)


def _add(runs: list[Run], text: str | None, *, bold: bool) -> None:
    """Add characters; white space counts once, as OpenDocument has it."""
    if text:
        runs.append(Run(_SPACE.sub(" ", text), bold))


def _number(node: _Element, name: str, most: int) -> int:
    written = _attribute(node, name)
    return min(int(written), most) if written.isdecimal() and len(written) < most else 1


FORMAT = register(Format("odt", (".odt", ".fodt", ".ott"), read, EACH))
