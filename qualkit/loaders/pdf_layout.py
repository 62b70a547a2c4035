"""Where lines of a printed page come from, and what only the page needed: margins' lines and hyphens."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from qualkit.loaders.labels import STRONG, Line, is_known, spots, stamp
from qualkit.loaders.pdf_pages import upright

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualkit.loaders.pdf_pages import Page

HYPHEN = "\ufffe"
#: A line that stands at the edge of so many pages is no talk.
_PAGES = 3
#: As many lines of a header, or a footer, as are looked for.
_DEEPEST = 4
_SHARE, _NEARLY_ALL = 0.4, 0.8
#: Beyond these shares of a line's usual distance, or of a letter's height, something new begins.
_PARAGRAPH, _COLUMN, _NEAR = 1.35, 1.5, 0.5
_LABEL_COLUMN = 25
_NUMBER = re.compile(r"\W*(?:page|p|pg|seite)?\W{0,3}#(?:\s*(?:of|/|von)\s*#)?\W*")
_FIGURES = re.compile(r"\d+|\b[ivxl]+\b")
_BROKEN = re.compile(rf"([\w-]{{0,40}})({HYPHEN})\s*(\w{{0,40}})")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LINE_END = re.compile(r"(\w+)([-\u2010])$")
_NUMBERED = re.compile(r"(\d{1,5})(?:[\t ]+|$)")
#: Margins count every line, or every fifth; so many of the lines, and no fewer numbers.
_STEPS, _NUMBERED_LINES, _FEWEST = frozenset({1, 5}), 0.7, 8
_HALVES = frozenset({"self", "well", "ex", "non", "half", "all", "cross", "quasi", "anti"})
_PREFIXES = frozenset(
    {"re", "co", "de", "un", "in", "pre", "post", "multi", "semi", "sub", "inter", "over", "under", "up"}
)
_CUT_OFF = 4


class Row(NamedTuple):
    """What stands on one baseline of a page, from left to right."""

    text: str
    bold: int
    left: float
    right: float
    base: float
    foot: float
    size: float


def rows_of(page: Page) -> list[Row]:
    """The page's rows as a reader takes them: downwards, unless it has columns of prose."""
    angle = upright(page.pieces)
    rows = _beside(Row(*piece[:-1]) for piece in page.pieces if piece.angle == angle)
    pairs = [(a, b) for at, a in enumerate(rows) for b in rows[at + 1 : at + 200] if _level(a, b)]
    if not pairs:
        return sorted(rows, key=lambda row: -row.base)
    narrow = sum(1 for pair in pairs if len(min(pair, key=lambda row: row.left).text) <= _LABEL_COLUMN)
    if narrow * 5 >= len(pairs) * 4:  # labels or times in a column of their own
        return _beside(sorted(rows, key=lambda row: (-round(row.base / (row.size * _NEAR)), row.left)))
    return rows


def _level(a: Row, b: Row) -> bool:
    return abs(a.base - b.base) < _NEAR * min(a.size, b.size) and (a.right <= b.left or b.right <= a.left)


def _beside(rows: Iterator[Row] | Sequence[Row]) -> list[Row]:
    """Join what stands side by side; a wide gap is a tab."""
    joined: list[Row] = []
    for row in rows:
        last = joined[-1] if joined else None
        if (
            last
            and abs(last.foot - row.base) < _NEAR * min(last.size, row.size)
            and row.left >= last.right - 1
        ):
            gap = "\t" if row.left - last.right > _COLUMN * row.size else " "
            whole = last.bold == len(last.text) and row.bold > 0
            bold = last.bold + len(gap) + row.bold if whole else last.bold
            joined[-1] = Row(last.text + gap + row.text, bold, last.left, *row[3:])._replace(base=last.base)
        else:
            joined.append(row)
    return joined


def without_margins(pages: Sequence[list[Row]]) -> tuple[list[list[Row]], list[str]]:
    """Take headers, footers and page numbers away, and give them back beside the rest."""
    kept = [list(rows) for rows in pages]
    taken: list[str] = []
    for edge in (0, -1):
        for _ in range(_DEEPEST):
            gone = _at_edge(kept, edge)
            taken += [kept[page].pop(edge).text for page in gone]
            if not gone:
                break
    return kept, taken


def _at_edge(pages: Sequence[list[Row]], edge: int) -> list[int]:
    """The pages whose outermost row is one that many pages have, or their number."""
    alike: dict[str, list[int]] = defaultdict(list)
    for page, rows in enumerate(pages):
        if rows:
            alike[_FIGURES.sub("#", rows[edge].text.casefold().strip())].append(page)
    leading = _leading(pages)
    found = []
    for key, where in alike.items():
        spread = where[-1] - where[0] + 1
        often = len(where) >= _PAGES and len(where) >= _SHARE * spread
        apart = sum(1 for page in where if _set_apart(pages[page], edge, leading)) * 2 > len(where)
        everywhere = len(where) > _PAGES and len(where) >= _NEARLY_ALL * spread
        if (often and (apart or everywhere or _counts(pages, where, edge))) or _is_number(
            pages, key, where, edge, leading
        ):
            found += where
    return sorted(found)


def without_line_numbers(pages: Sequence[list[Row]]) -> tuple[list[list[Row]], list[str]]:
    """Take away the numbers that count the lines in a margin, and give them back beside the rest."""
    rows = [row for page in pages for row in page]
    found = [_NUMBERED.match(row.text) for row in rows]
    numbers = [int(number[1]) for number in found if number]
    steps = Counter(b - a for a, b in pairwise(numbers))
    step, often = max(steps.items(), key=lambda pair: pair[1], default=(0, 0))
    enough = len(numbers) * step >= _NUMBERED_LINES * len(rows) and often >= _NEARLY_ALL * (len(numbers) - 1)
    if step not in _STEPS or len(numbers) < _FEWEST or not enough:
        return [list(page) for page in pages], []
    kept = [[short for row in page if (short := _unnumbered(row)).text] for page in pages]
    return kept, [str(number[1]) for number in found if number]


def _unnumbered(row: Row) -> Row:
    found = _NUMBERED.match(row.text)
    if found is None:
        return row
    return row._replace(text=row.text[found.end() :], bold=max(0, row.bold - found.end()))


def _set_apart(rows: list[Row], edge: int, leading: float) -> bool:
    if len(rows) == 1:
        return True
    outer, inner = (rows[0], rows[1]) if edge == 0 else (rows[-1], rows[-2])
    gap = outer.foot - inner.base if edge == 0 else inner.foot - outer.base
    return gap > _PARAGRAPH * leading


def _numbers(pages: Sequence[list[Row]], where: list[int], edge: int) -> list[int]:
    found = [re.search(r"\d+", pages[page][edge].text) for page in where]
    return [int(number[0][:9]) for number in found if number]


def _counts(pages: Sequence[list[Row]], where: list[int], edge: int) -> bool:
    """Whether the number in the row goes up with the pages."""
    numbers = _numbers(pages, where, edge)
    return (
        len(numbers) == len(where) > 1
        and len({n - page for n, page in zip(numbers, where, strict=True)}) == 1
    )


def _is_number(pages: Sequence[list[Row]], key: str, where: list[int], edge: int, leading: float) -> bool:
    """Whether it is nothing but a page's number, which needs no third page."""
    if not _NUMBER.fullmatch(key):
        return False
    alone = len(pages) == 1 and _numbers(pages, where, edge) == [1] and _set_apart(pages[0], edge, leading)
    return alone or _counts(pages, where, edge)


def _leading(pages: Sequence[list[Row]]) -> float:
    """How far a line stands below the last within a paragraph: the lower quartile, where turns are short."""
    gaps = sorted(a.foot - b.base for rows in pages for a, b in pairwise(rows) if a.foot > b.base)
    return gaps[len(gaps) // 4] if gaps else 0.0


def lines_of(pages: Sequence[list[Row]]) -> list[Line]:
    """Join rows to paragraphs; an empty line stands where the page leaves one."""
    leading = _leading(pages)
    rights = sorted(row.right for rows in pages for row in rows)
    margin = rights[int(len(rights) * 0.95)] if rights else 0.0
    lines: list[Line] = []
    last: Row | None = None
    for rows in pages:
        for at, row in enumerate(rows):
            far = at > 0 and last is not None and last.foot - row.base > _PARAGRAPH * leading
            ended = last is None or _ended(last, row, margin)
            if lines and not (far or ended or _begins(row)):
                lines[-1] = _joined(lines[-1], row)
            else:
                lines += [Line("")] if far or (at == 0 and ended) else []
                lines.append(Line(row.text, row.bold))
            last = row
    return lines


def _ended(last: Row, row: Row, margin: float) -> bool:
    """Whether the next row's first word had found room: then the line ended there on purpose."""
    first = row.text.split(maxsplit=1)[0] if row.text.strip() else ""
    width = (row.right - row.left) / max(1, len(row.text)) * (len(first) + 1)
    return last.right + width < margin


def _begins(row: Row) -> bool:
    """Whether a row looks like a label's."""
    line = Line(row.text, row.bold)
    found = spots(line)
    return stamp(row.text) is not None or any(
        spot.style in STRONG
        or spot.style in {"bracket", "dot"}
        or (spot.style != "small" and is_known(spot.key))
        for spot in found
    )


def _joined(line: Line, row: Row) -> Line:
    end = _LINE_END.search(line.text)
    if line.text.endswith(HYPHEN):
        return line._replace(text=line.text + row.text)
    if end and row.text[:1].islower():
        return line._replace(text=line.text[: end.start(2)] + HYPHEN + row.text)
    return line._replace(text=f"{line.text} {row.text}")


def mend(lines: Sequence[Line]) -> tuple[list[Line], int]:
    r"""Put words together again that a line end had broken; a hyphen that is a word's own stays.

    Returns
    -------
    tuple
        The lines, and how many hyphens went.

    Examples
    --------
    >>> lines, gone = mend([Line("Peo\ufffeple were self\ufffeassured; th\ufffe they")])
    >>> lines[0].text, gone
    ('People were self-assured; th- they', 1)
    """
    words = _Words(lines)
    gone = 0

    def whole(found: re.Match[str]) -> str:
        nonlocal gone
        between = words.between(found[1], found[3])
        gone += not between
        return found[1] + between + found[3]

    return [
        line._replace(text=_BROKEN.sub(whole, line.text)) if HYPHEN in line.text else line for line in lines
    ], gone


class _Words:
    """The words of a file that no line end broke, which tell of those that one did."""

    def __init__(self, lines: Sequence[Line]) -> None:
        texts = [line.text.casefold() for line in lines]
        self.seen = Counter(word for text in texts for word in _WORD.findall(_BROKEN.sub(" ", text)))
        broken = [found for text in texts if HYPHEN in text for found in _BROKEN.finditer(text)]
        self.divides = any(self.seen[found[1] + found[3]] for found in broken)

    def between(self, left: str, right: str) -> str:
        """What stands between the halves of a broken word: nothing, its own hyphen, or a speaker's stop."""
        before, after = left.casefold(), right.casefold()
        if not (before and after):
            return "-"
        if after.startswith(before) and len(before) <= _CUT_OFF and before not in _PREFIXES:
            return "- "
        if not right[0].islower() or left.isupper() or left[-1].isdigit() or self.seen[f"{before}-{after}"]:
            return "-"
        return "-" if self._compound(before, after) else ""

    def _compound(self, before: str, after: str) -> bool:
        if self.seen[before + after]:
            return False
        halves = bool(self.seen[before]) + bool(self.seen[after])
        both = halves == 2 or (self.seen[after] and before in _PREFIXES)  # noqa: PLR2004
        own = "-" in before or before in _HALVES
        return own or bool(both) or (halves > 0 and not self.divides)
