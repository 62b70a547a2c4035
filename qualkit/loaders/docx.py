"""Word documents: paragraphs and tables in their order, as a reader sees them.

Tracked insertions are read, tracked deletions and hidden text are not, and not even kept: a name
that was replaced must stay away. The document is opened with the zip and XML guards of `archives`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.errors import LoadError
from qualkit.loaders.archives import EACH, Archive
from qualkit.loaders.blocks import Block, read_blocks, table_blocks
from qualkit.loaders.decode import normalise
from qualkit.loaders.docx_beside import beside
from qualkit.loaders.labels import Line
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.runs import Lines, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MAIN = "/officeDocument"
_BOLD_STYLES = frozenset({"strong", "bold", "intensestrong"})
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_UNREAD = {
    "del": "tracked deletion",
    "moveFrom": "tracked deletion",
    "delText": "tracked deletion",
    "commentReference": "comment",
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
}
#: The elements that hold words; what others hold is for the program.
_WRITTEN = frozenset({"t", "delText"})
_BEHIND = frozenset({"rPr", "pPr", "Fallback", "sdtPr", "instrText", "fldData", "annotationRef", *_UNREAD})
_OLD = b"\xd0\xcf\x11\xe0"


def read(given: Given) -> Loaded:
    """Read a Word document.

    Raises
    ------
    LoadError
        It is broken, locked, an old .doc, or packed like a trap.
    """
    archive = _archive(given)
    body = _body(archive)
    other = beside(archive, body)
    document = _Document(body)
    talk = read_blocks(document.blocks)
    behind = "".join(node.text or "" for node in body.iter() if _tag(node) not in _WRITTEN)
    return Loaded(
        talk.utterances,
        document.lines.normalised,
        talk.header,
        talk.left_out,
        talk.doubts,
        talk.marks,
        (
            *document.withheld,
            *((("fields and drawings", behind),) if behind.strip() else ()),
            *other.withheld,
        ),
        normalise("".join(map(str, body.itertext())) + document.made)[0]
        + "".join(words for _, words in other.withheld),
        other.stripped,
    )


def _archive(given: Given) -> Archive:
    if given.data.startswith(_OLD):
        raise LoadError(f"{given.name} is an old Word file, or locked: save it as .docx without a password.")
    if not given.data:
        raise LoadError(f"{given.name} is empty: there are no words in it.")
    return Archive(given.data, given.name)


def _body(archive: Archive) -> _Element:
    for body in archive.xml(_main_part(archive)):
        if _tag(body) == "body":
            return body
    raise LoadError(f"{archive.name} is broken: a Word document needs a body. Save it again.")


def _main_part(archive: Archive) -> str:
    """Find the document itself, which is not always word/document.xml."""
    if "_rels/.rels" in archive.members:
        for relation in archive.xml("_rels/.rels"):
            target = str(relation.get("Target", "")).lstrip("/")
            if str(relation.get("Type", "")).endswith(_MAIN) and target in archive.members:
                return target
    if "word/document.xml" in archive.members:
        return "word/document.xml"
    raise LoadError(f"{archive.name} is no Word document: look at its ending, or save it again.")


def _tag(node: _Element) -> str:
    """The element's own name, without its namespace."""
    return str(node.tag).rpartition("}")[2]


class _Document:
    """One document, while it is read: what was not taken over is kept apart, to be counted."""

    def __init__(self, body: _Element) -> None:
        self.withheld: list[tuple[str, str]] = []
        self.made = ""
        self.lines = Lines()
        self.blocks = list(self._blocks(body))

    def _blocks(self, parent: _Element) -> Iterator[Block]:
        for node in parent:
            tag = _tag(node)
            if tag == "p":
                yield [*self._lines(node), Line("")]
            elif tag == "tbl":
                yield from self._table(node)
            elif tag in {"sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice"}:
                yield from self._blocks(node)
            else:
                self._withhold(_UNREAD.get(tag, "outside any paragraph"), node)

    def _withhold(self, reason: str, node: _Element) -> None:
        """Set apart the words of an element; a reference has none, and still is one."""
        words = "".join(inner.text or "" for inner in node.iter() if _tag(inner) in _WRITTEN)
        if words.strip() or _tag(node) in _UNREAD:
            self.withheld.append((reason, normalise(words)[0]))

    def _table(self, node: _Element) -> Iterator[Block]:
        rows = [
            [self._cell(cell) for cell in _inside(row, "tc")]
            for row in _inside(node, "tr")
            if self._kept(row)
        ]
        yield from table_blocks(rows)

    def _kept(self, row: _Element) -> bool:
        """Whether a row still stands: tracked changes mark one that was taken out."""
        marks = [_tag(mark) for properties in row if _tag(properties) == "trPr" for mark in properties]
        if "del" in marks:
            self._withhold(_UNREAD["del"], row)
        return "del" not in marks

    def _cell(self, cell: _Element) -> list[Line]:
        return [
            line
            for block in self._blocks(cell)
            for line in (block if isinstance(block, list) else block.lines())
        ]

    def _lines(self, paragraph: _Element) -> list[Line]:
        runs: list[Run] = []
        self._gather(paragraph, runs)
        return self.lines.of(runs)

    def _gather(self, node: _Element, runs: list[Run]) -> None:
        for child in node:
            tag = _tag(child)
            if tag == "r":
                self._run(child, runs)
            elif tag in _BEHIND or tag in _WRITTEN:
                self._withhold(_UNREAD.get(tag, "behind the text"), child)
            else:
                self._gather(child, runs)

    def _run(self, run: _Element, runs: list[Run]) -> None:
        bold = hidden = False
        for child in run:
            tag = _tag(child)
            if tag == "rPr":
                bold, hidden = _looks(child)
            elif hidden and tag not in _UNREAD:
                self._withhold("hidden text", child)
            elif tag == "t":
                runs.append(Run(child.text or "", bold))
            elif tag in _BREAKS:
                runs.append(Run(_BREAKS[tag], bold))
                self.made += _BREAKS[tag].strip()
            elif tag in _BEHIND:
                self._withhold(_UNREAD.get(tag, "behind the text"), child)
            else:
                self._boxes(child, runs)

    def _boxes(self, node: _Element, runs: list[Run]) -> None:
        """A text box stands within a run: its paragraphs are read where it is anchored."""
        for child in node:
            tag = _tag(child)
            if tag == "p":
                runs.append(Run("\n"))
                self._gather(child, runs)
                runs.append(Run("\n"))
            elif tag in _BEHIND or tag in _WRITTEN:
                self._withhold(_UNREAD.get(tag, "behind the text"), child)
            else:
                self._boxes(child, runs)


def _inside(parent: _Element, wanted: str) -> Iterator[_Element]:
    """Rows of a table, or cells of a row, also where a content control is wrapped round them."""
    for node in parent:
        tag = _tag(node)
        if tag == wanted:
            yield node
        elif tag in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _inside(node, wanted)


def _looks(properties: _Element) -> tuple[bool, bool]:
    bold = hidden = False
    for node in properties:
        tag = _tag(node)
        value = next((v for k, v in node.attrib.items() if str(k).endswith("}val")), "true")
        on = str(value) not in {"0", "false", "off"}
        bold = bold or (tag == "b" and on) or (tag == "rStyle" and str(value).casefold() in _BOLD_STYLES)
        hidden = hidden or (tag == "vanish" and on)
    return bold, hidden


FORMAT = register(Format("docx", (".docx", ".docm"), read, EACH))
