"""Web pages: text only, cut into lines where a browser would begin a new one.

Scripts, styles, comments and hidden parts are counted and not kept. noScribe and oTranscribe write
their times beside the text; those are the exact ones.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualkit.errors import LoadError
from qualkit.loaders.blocks import Block, read_blocks, table_blocks
from qualkit.loaders.decode import Decoded, decode, normalise
from qualkit.loaders.html_lines import CELLS, NOWHERE, Flow, Open, as_text, looks, weights
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.runs import Lines

if TYPE_CHECKING:
    from lxml.etree import _Element

    from qualkit.loaders.labels import Line

#: What may stand in a table's frame for its cells to be all that it holds.
_IN_A_TABLE = CELLS | {"thead", "tbody", "tfoot", "tr", "colgroup", "col"}
_UNREAD = {
    "script": "script",
    "style": "style sheet",
    "template": "template",
    "noscript": "text for browsers without scripts",
    "del": "tracked deletion",
    "svg": "drawing",
    "math": "formula",
    "audio": "recording",
    "video": "recording",
    "object": "embedded object",
    "iframe": "embedded page",
}
_OUTSIDE = frozenset({"nav", "footer", "button", "select", "datalist", "textarea", "dialog"})
_NEWER = frozenset({"main", "data", "picture", "slot", "nobr", "search", "sdfield"})
_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE
)
# How Word and LibreOffice mark, in a page, what was no part of the text.
_OFFICE = re.compile(r"mso-element\s*:\s*(comment-list|comment|header|footer)", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD = 4096
_DEEP = "Excessive depth"
_SOURCES = {
    "audio_source": "name of the recording",
    "author": "author's name",
    "creator": "author's name",
    "dc.creator": "author's name",
    "changedby": "name of who changed it last",
    "company": "company",
    "manager": "manager's name",
}


def read(given: Given) -> Loaded:
    """Read a web page.

    Raises
    ------
    LoadError
        It is no text, empty, or built too deep.
    """
    decoded = _decode(given)
    page = Page(decoded.text, given.name)
    talk = read_blocks(page.blocks)
    return Loaded(
        talk.utterances,
        (*decoded.normalised, *page.normalised),
        page.titles + talk.header,
        page.left_out + talk.left_out,
        (*decoded.doubts, *page.doubts, *talk.doubts),
        talk.marks,
        tuple(page.withheld),
        page.source,
        page.stripped,
        decoded.preview,
    )


def _decode(given: Given) -> Decoded:
    """Read the bytes as they say they are, where that is neither UTF-8 nor what is taken anyway."""
    found = _DECLARED.search(given.data[:_HEAD])
    try:
        given.data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = given.data.decode(found[1].decode("ascii")) if found else ""
        except (LookupError, UnicodeError, ValueError):
            text = ""
        if text:
            return decode(text.encode("utf-8", "replace"), given.name)
    return decode(given.data, given.name)


class Page:
    """A page, or a piece of one, cut into blocks of lines, with a place for what is no talk."""

    def __init__(self, text: str, name: str) -> None:
        self.titles: tuple[str, ...] = ()
        self.left_out: tuple[tuple[str, str], ...] = ()
        self.withheld: list[tuple[str, str]] = []
        self.stripped: tuple[str, ...] = ()
        self._lines = Lines()
        self._unknown = 0
        flow = Flow(self._lines)
        root = _parsed(text, name)
        self._characters = [] if root is None else [str(piece) for piece in root.itertext()]
        self._weights: dict[str, bool] = {}
        if root is not None:
            self._weights = weights("".join(_words(sheet) for sheet in root.iter("style")))
            self._walk(root, flow)
        flow.paragraph()
        self.blocks: list[Block] = flow.blocks

    @property
    def source(self) -> str:
        """All characters of the page, its comments too."""
        return normalise(as_text("".join(self._characters)))[0]

    @property
    def normalised(self) -> tuple[str, ...]:
        """What was evened out in characters that the page writes as entities."""
        return self._lines.normalised

    @property
    def doubts(self) -> tuple[str, ...]:
        """What a person should look at."""
        if not self._unknown:
            return ()
        return (
            f"{self._unknown} tags that HTML does not know: look whether a transcriber wrote them as words",
        )

    def _walk(self, root: _Element, flow: Flow, around: Open = NOWHERE) -> None:
        from lxml import etree

        open_ = [around]
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in walker:
            if event == "start":
                inside = looks(node, open_[-1], self._weights)
                open_.append(inside)
                if self._skipped(node, flow, inside):
                    walker.skip_subtree()
                else:
                    flow.start(node)
                    flow.add(node.text, inside)
                continue
            if event == "end":
                flow.end(str(node.tag), open_.pop())
            else:
                self._comment(node)
            if node is not root:
                flow.add(node.tail, open_[-1])

    def _comment(self, node: _Element) -> None:
        self._characters.append(node.text or "")
        self._withhold("comment in the file", node.text or "")

    def _withhold(self, reason: str, words: str) -> None:
        self.withheld.append((reason, normalise(as_text(words))[0]))

    def _skipped(self, node: _Element, flow: Flow, inside: Open) -> bool:
        """Whether an element is no talk, or a table that is read by its cells."""
        tag = str(node.tag)
        if tag == "title" or tag in _OUTSIDE:
            self._frame(tag, " ".join(_words(node).split()))
        elif unread := _UNREAD.get(tag) or _unread_part(node):
            self._withhold(unread, _words(node))
        elif tag == "table" and _is_plain(node):
            flow.paragraph()
            flow.blocks += table_blocks(self._rows(node, inside))
        else:
            self._note(node, tag)
            return False
        return True

    def _frame(self, tag: str, words: str) -> None:
        plain = normalise(as_text(words))[0]
        if plain and tag == "title":
            self.titles += (plain,)
        elif plain:
            self.left_out += (("the page's own frame", plain),)

    def _note(self, node: _Element, tag: str) -> None:
        kind = _SOURCES.get(str(node.get("name", "")).casefold()) if tag == "meta" else None
        if kind and node.get("content") and kind not in self.stripped:
            self.stripped += (kind,)
        elif tag.isalnum() and not _is_html(tag):
            self._unknown += 1

    def _rows(self, table: _Element, around: Open) -> list[list[list[Line]]]:
        return [
            [self._cell(cell, around) for cell in row if cell.tag in CELLS]
            for row in table.iter("tr")
            if not self._hidden(row)
        ]

    def _hidden(self, row: _Element) -> bool:
        unread = _unread_part(row)
        if unread:
            self._withhold(unread, _words(row))
        return unread is not None

    def _cell(self, cell: _Element, around: Open) -> list[Line]:
        flow = Flow(self._lines)
        self._walk(cell, flow, around)
        flow.line()
        return [line for block in flow.blocks if isinstance(block, list) for line in block]


def _words(node: _Element) -> str:
    return "".join(map(str, node.itertext()))


def _unread_part(node: _Element) -> str | None:
    """What an element is that a reader of the page's talk does not see, by its attributes."""
    style = str(node.get("style", ""))
    part = _OFFICE.search(style) if style else None
    if part:
        return "comment" if "comment" in part[1] else "page header or footer"
    if str(node.get("title", "")) in {"header", "footer"} and node.tag == "div":
        return "page header or footer"
    return "hidden text" if node.get("hidden") is not None or _HIDDEN.search(style) else None


def _is_html(tag: str) -> bool:
    from lxml.html import defs

    return tag in defs.tags or tag in _NEWER


def _is_plain(table: _Element) -> bool:
    """Whether all that a table holds stands in its cells, and none holds a table."""
    if table.find(".//table") is not None or table.find(".//caption") is not None:
        return False
    frame = [table, *table.iter("thead", "tbody", "tfoot", "tr")]
    if any(isinstance(part.tag, str) and part.tag not in _IN_A_TABLE for whole in frame for part in whole):
        return False
    loose = [part.text for part in frame] + [part.tail for whole in frame for part in whole]
    return not any(text and text.strip() for text in loose)


def _parsed(text: str, name: str) -> _Element | None:
    from lxml import etree

    # Without `huge_tree` whatever lies 256 elements deep is lost; with it, 2,048, and that is refused.
    parser = etree.HTMLParser(encoding="utf-8", recover=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise LoadError(f"{name} is broken: open it in a browser and save its text.") from None
    if any(_DEEP in error.message for error in parser.error_log):
        raise LoadError(f"{name} has parts within parts, deeper than any transcript: save its text alone.")
    return root


FORMAT = register(Format("html", (".html", ".htm", ".xhtml"), read))
