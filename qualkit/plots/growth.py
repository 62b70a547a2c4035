"""How a tree grows: where each theme's words go, and the lines of its boughs and roots.

Pure geometry in inches, `y` upwards. A tree is built from the ground: rows of roots below it, the
trunk on it, rows of branches and of fruits above. In every row a bough leaves the middle to each
side; the themes stand along it, so no bough has to pass through words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualkit.plots import shapes
from qualkit.plots.lettering import balanced, height_of, width_of
from qualkit.plots.style import SMALL, TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The sheet's width, and where the tree's middle stands on it.
WIDTH = 11.7
MIDDLE = 6.5
#: The widest a theme's words may be, and how far from the middle the places of a row are.
NAME = 1.95
PLACES = {1: (2.2,), 2: (1.5, 3.62)}
A_ROW = 4
#: Themes that a trunk holds in one column before it grows a second one.
A_COLUMN = 5
TRUNK_LINE = 2.25
MARKS = 0.27
_AIR = 0.27
#: How far a bough rises (a root sinks) from where its first words may stand to its tip.
RISE = 0.26
_BEYOND = 0.55
#: With more people than this a mark for each would be a thicket; the numbers stand alone then.
MOST_MARKS = 12
_BARE_ROW = 1.3
_MOST_LINES = 4


class Theme(NamedTuple):
    """One theme as a tree shows it."""

    name: str
    participants: int
    of: int
    part: str = ""
    codings: int = 0

    @property
    def told(self) -> str:
        """How many people spoke of it."""
        return f"{self.participants:,} of {self.of:,}"


@dataclass(frozen=True)
class Placed:
    """A theme's words: `x` is their middle, `top` their upper edge, `bough` what they grow on, if any."""

    theme: Theme
    x: float
    top: float
    lines: list[str]
    bough: Bough | None = None

    @property
    def height(self) -> float:
        """Name and count."""
        return words_height(self.lines)

    @property
    def width(self) -> float:
        """The widest line."""
        return max([width_of(self.theme.told, SMALL), *(width_of(line, TEXT) for line in self.lines)])


class Bough(NamedTuple):
    """One bough or root: a curve with four points, and how thick it is at both ends."""

    points: tuple[tuple[float, float], ...]
    thick: float
    part: str

    def edge(self, x: float, way: int) -> float:
        """How high its upper (`way` 1) or lower (-1) edge is at `x`."""
        line = shapes.curve(self.points)
        order = np.argsort(line[:, 0])
        edge = line[:, 1] + way * shapes.thickness(len(line), self.thick) / 2
        return float(np.interp(x, line[order, 0], edge[order]))


class Row(NamedTuple):
    """Themes left and right of the middle, and above the highest or below the deepest row one at its end."""

    part: str
    left: Sequence[Theme]
    right: Sequence[Theme]
    end: Theme | None
    height: float


@dataclass
class Growth:
    """A whole tree, ready to be drawn."""

    height: float
    ground: float
    trunk_top: float
    trunk_half: float
    tip: float
    taproot: float
    labels: list[Placed]
    boughs: list[Bough]
    bands: dict[str, tuple[float, float]]


def words_height(lines: Sequence[str]) -> float:
    """A name and its count, in inches."""
    return height_of(len(lines), TEXT) + height_of(1, SMALL)


def room(theme: Theme) -> float:
    """Room for the marks between a theme's words and its bough."""
    return MARKS if theme.of <= MOST_MARKS else 0.12


def name_lines(theme: Theme, width: float = NAME) -> list[str]:
    """A theme's name, broken to fit its place."""
    return balanced(theme.name, TEXT, width, lines=_MOST_LINES)


def rows_of(part: str, themes: Sequence[Theme], *, outermost: bool = False) -> list[Row]:
    """Deal themes into rows, the fuller rows nearer to the trunk.

    An odd one in the outermost row stands at the end of the trunk's own line.
    """
    many = max(1, -(-len(themes) // A_ROW))
    share, over = divmod(len(themes), many)
    rows, at = [], 0
    for number in range(many):
        size = share + (number < over)
        rows.append(_row(part, themes[at : at + size], number, end=outermost and number == many - 1))
        at += size
    return rows


def _row(part: str, themes: Sequence[Theme], number: int, *, end: bool) -> Row:
    tip = themes[-1] if end and len(themes) % 2 else None
    sides = themes[:-1] if tip else themes
    half = (len(sides) + (number % 2 == 0)) // 2
    tall = max((words_height(name_lines(theme)) for theme in themes), default=0.0)
    marks = max((room(theme) for theme in themes), default=0.0) * (2.0 if part == "fruits" else 1.0)
    return Row(part, sides[:half], sides[half:], tip, tall + marks + RISE + _AIR if themes else _BARE_ROW)


def grow(parts: dict[str, list[Theme]], below: float, above: float) -> Growth:
    """Lay out a tree.

    Parameters
    ----------
    parts
        The themes of roots, trunk, branches and fruits.
    below, above
        Room to leave at the foot and the head of the sheet.
    """
    roots = rows_of("roots", parts["roots"], outermost=True)
    crown = [*rows_of("branches", parts["branches"]), *rows_of("fruits", parts["fruits"], outermost=True)]
    columns, trunk_height = trunk_columns(parts["trunk"])
    ground = below + 0.5 + sum(row.height for row in roots)
    top = ground + trunk_height
    half = 0.7 if not parts["trunk"] else columns * TRUNK_LINE / 2 + 0.3
    height = above + top + 0.5 + sum(row.height for row in crown) + 0.1
    growth = Growth(height, ground, top, half, 0, 0, [], [], {"trunk": (ground, top)})
    _place_trunk(growth, parts["trunk"], columns)
    growth.tip = _place_rows(growth, crown, top + 0.5, 1)
    growth.taproot = _place_rows(growth, roots, ground - 0.3, -1)
    return growth


def trunk_columns(themes: Sequence[Theme]) -> tuple[int, float]:
    """In how many columns a trunk holds its themes, and how high it must be."""
    columns = 1 if len(themes) <= A_COLUMN else 2
    return columns, max(1.6, 0.55 + sum(_trunk_row(row) for row in _in_rows(themes, columns)))


def _in_rows(themes: Sequence[Theme], columns: int) -> list[Sequence[Theme]]:
    return [themes[at : at + columns] for at in range(0, len(themes), columns)]


def _trunk_row(themes: Sequence[Theme]) -> float:
    return max(words_height(name_lines(theme, TRUNK_LINE)) for theme in themes) + room(themes[0]) + 0.15


def _place_trunk(growth: Growth, themes: Sequence[Theme], columns: int) -> None:
    y = growth.trunk_top - 0.25
    for row in _in_rows(themes, columns):
        for place, theme in enumerate(row):
            x = MIDDLE + (place - (len(row) - 1) / 2) * (TRUNK_LINE + 0.1)
            growth.labels.append(Placed(theme, x, y, name_lines(theme, TRUNK_LINE)))
        y -= _trunk_row(row)


def _place_rows(growth: Growth, rows: Sequence[Row], start: float, way: int) -> float:
    """Rows outwards from the trunk; gives back where the middle line ends."""
    y = start
    for number, row in enumerate(rows):
        for side, themes in ((-1, row.left), (1, row.right)):
            _place_side(growth, row.part, themes, side, y, way, number)
        if row.end:
            begins = 0.36 if number == 0 else 0.12  # the first row's end is under the trunk
            growth.labels.append(_placed(row.end, MIDDLE, y + way * begins, way))
        low, high = growth.bands.get(row.part, (y, y))
        growth.bands[row.part] = (min(low, y, y + way * row.height), max(high, y, y + way * row.height))
        y += way * row.height
    return y - way * (rows[-1].height - (0.34 if len(rows) == 1 else 0.1))


def _place_side(
    growth: Growth, part: str, themes: Sequence[Theme], side: int, y: float, way: int, number: int
) -> None:
    places = PLACES[max(1, len(themes))]
    begins = _near_trunk(growth.trunk_half, way) if number == 0 else ((0.0, -0.62), (0.08, -0.02))
    reach = places[-1] + _BEYOND
    if number == 0:
        reach = max(reach, growth.trunk_half + 1.1)
    shape = (*begins, (reach * 0.55, 0.06), (reach, RISE))
    thick = 0.5 if number == 0 else max(0.2, 0.34 - 0.05 * number)
    bough = Bough(tuple((MIDDLE + side * x, y + way * rise) for x, rise in shape), thick, part)
    growth.boughs.append(bough)
    for theme, place in zip(themes, places, strict=False):
        x = MIDDLE + side * place
        growth.labels.append(_placed(theme, x, bough.edge(x, way), way, bough))


def _near_trunk(half: float, way: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """The lowest boughs rise out of the trunk's shoulders, the highest roots lie under all of it."""
    return ((0.0, -0.42), (half * 0.7 + 0.1, -0.14)) if way > 0 else ((-0.8, 0.0), (half, 0.0))


def _placed(theme: Theme, x: float, y: float, way: int, bough: Bough | None = None) -> Placed:
    lines = name_lines(theme)
    gap = 0.1 if theme.part == "fruits" and bough else room(theme)
    top = y + gap + words_height(lines) if way > 0 else y - gap
    return Placed(theme, x, top, lines, bough)
