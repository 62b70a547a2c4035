"""Where a browser would begin a new line, and which times stand beside one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualkit.loaders.labels import Line
from qualkit.loaders.runs import Lines, Run
from qualkit.loaders.times import seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from qualkit.loaders.blocks import Block

_PARAGRAPHS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "hr", "ul", "ol", "dl"}
)
_LINES = frozenset(
    {"div", "section", "article", "main", "header", "aside", "address", "li", "dt", "dd", "tr", "caption"}
    | {"figure", "figcaption", "form", "fieldset", "legend", "center", "details", "summary", "body"}
)
CELLS = frozenset({"td", "th"})
_BOLD = frozenset({"b", "strong", "th"})
_WEIGHT = re.compile(r"font-weight\s*:\s*(bolder|bold|normal|lighter|\d{3})", re.IGNORECASE)
_RULE = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_HEAVY = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_KEPT = frozenset({"pre", "listing", "xmp", "plaintext"})
_SPACE = re.compile(r"[ \t\n\r\f]+")
#: noScribe names what somebody says by its times in milliseconds and its speaker.
_ANCHOR = re.compile(r"ts_(\d{1,10})_(\d{1,10})_")
_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,20})?")
_NO_TEXT = re.compile("[\x00\ufffe\uffff]")


def as_text(characters: str) -> str:
    """Take away what no text can hold, though an entity can name it."""
    return _NO_TEXT.sub("", characters)


class Open(NamedTuple):
    """What holds inside an element that is open."""

    bold: bool = False
    kept: bool = False
    stamp: bool = False


NOWHERE = Open()


def weights(sheets: str) -> dict[str, bool]:
    """Which classes style sheets set in bold, or take out of it, as Google's documents do.

    Examples
    --------
    >>> weights(".c1{color:#000;font-weight:700} p.c2 { font-weight: normal }")
    {'c1': True, 'c2': False}
    """
    rules = ((rule[1], _WEIGHT.search(rule[2])) for rule in _RULE.finditer(sheets))
    return {name: weight[1].casefold() in _HEAVY for name, weight in rules if weight}


def looks(node: _Element, around: Open, sheets: Mapping[str, bool]) -> Open:
    """How an element's characters are set, within what is round it."""
    tag, style = str(node.tag), str(node.get("style", ""))
    classes = str(node.get("class", "")).split()
    weight = _WEIGHT.search(style) if style else None
    named = next((sheets[name] for name in classes if name in sheets), around.bold or tag in _BOLD)
    bold = weight[1].casefold() in _HEAVY if weight else named
    stamp = "timestamp" in classes
    return Open(bold, around.kept or tag in _KEPT, stamp)


class Flow:
    """Gathers what the page says into lines, as a browser would break them."""

    def __init__(self, lines: Lines) -> None:
        self.blocks: list[Block] = []
        self._lines = lines
        self._runs: list[Run] = []
        self._spaced = True
        self._times: tuple[float | None, float | None] = (None, None)

    def add(self, text: str | None, inside: Open) -> None:
        """Add characters, with the white space that a browser would show."""
        words = as_text(text or "")
        if not inside.kept:
            words = _SPACE.sub(" ", words)
            words = words[1:] if self._spaced and words.startswith(" ") else words
        if words:
            self._spaced = words[-1] in " \n"
            self._runs.append(Run(words, inside.bold))

    def start(self, node: _Element) -> None:
        """An element begins."""
        tag = str(node.tag)
        if tag == "br":
            self.line(empty=True)
        elif tag in _PARAGRAPHS:
            self.paragraph()
        elif tag in _LINES:
            self.line()
        elif tag in CELLS and self._has_words():
            self._runs.append(Run("\t"))
            self._spaced = True
        elif tag in {"a", "span"}:
            self._time(node)

    def end(self, tag: str, inside: Open) -> None:
        """An element ends."""
        if tag in _PARAGRAPHS:
            self.paragraph()
        elif tag in _LINES:
            self.line()
        elif inside.stamp and tag == "span":
            self.add(" ", inside)

    def line(self, *, empty: bool = False) -> None:
        """Begin a new line; an empty one only where the page asks for it."""
        if empty or self._has_words():
            first, *others = self._lines.of(self._runs)
            start, end = self._times
            self.blocks.append([first._replace(start_time=start, end_time=end), *others])
            self._times = (None, None)
        self._runs, self._spaced = [], True

    def paragraph(self) -> None:
        """Begin a new line below an empty one."""
        self.line()
        self.blocks.append([Line("")])

    def _has_words(self) -> bool:
        return any(run.text.strip() for run in self._runs)

    def _time(self, node: _Element) -> None:
        """Take the exact times that noScribe and oTranscribe write beside what is said."""
        anchor = _ANCHOR.match(str(node.get("name", "")))
        if anchor:
            start, end = int(anchor[1]) / 1000, int(anchor[2]) / 1000
            begun = start if self._times[0] is None else self._times[0]
            last = max(end, self._times[1] or end)
            self._times = (begun, last if last >= begun else None)
        elif node.get("data-timestamp") and not self._has_words():
            self._times = (_moment(str(node.get("data-timestamp"))), None)


def _moment(written: str) -> float | None:
    return round(float(written), 3) if _SECONDS.fullmatch(written) else seconds(written)
