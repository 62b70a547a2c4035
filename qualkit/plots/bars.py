"""Bars: of how many people each theme was heard, and in how many codings, one side beside the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from qualkit.analysis.counting import frequencies as counted_by
from qualkit.plots.describing import describe, how_many, people, talk_not_prevalence
from qualkit.plots.lettering import balanced, height_of, short, width_of, wrapped
from qualkit.plots.paper import Paper
from qualkit.plots.source import HasCodings, table_of
from qualkit.plots.style import FAINT, HEADING, SIDES, SMALL, SOFT_INK, TEXT, TITLE, settled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from qualkit.model import Codebook

_WIDTH, _MARGIN, _GAP = 12.8, 0.4, 0.5
_PANEL = (_WIDTH - 2 * _MARGIN - _GAP) / 2
_NAME, _DOTS = 2.4, 0.55
_AIR = 0.115
_BAR_HEIGHT = 0.17
_MOST_BOXES = 24
_NOTHING = "Nothing has been coded on this side yet."


class Row(NamedTuple):
    """One theme on one side."""

    name: str
    participants: int
    codings: int
    turned: bool
    lines: list[str]

    @property
    def height(self) -> float:
        """Its room, with the air below it."""
        return height_of(max(1, len(self.lines)), TEXT) + _AIR


class Panel(NamedTuple):
    """One side: its themes in order, and how many more there are."""

    side: str
    rows: list[Row]
    more: int

    @property
    def height(self) -> float:
        """Its room from heading to last row."""
        return 1.0 + (sum(row.height for row in self.rows) or 0.4) + (0.35 if self.more else 0.1)


def frequencies(
    source: pd.DataFrame | HasCodings,
    ax: Axes | None = None,
    *,
    top: int | None = None,
    of: int | None = None,
    codebook: Codebook | None = None,
    include_interviewers: bool = False,
    title: str = "What people spoke of",
) -> Axes:
    """Draw how many people spoke of each theme, and in how many codings, the two sides apart.

    Parameters
    ----------
    source
        A project, or its tidy table.
    ax
        Where to draw; left out, a new figure 12.8 inches wide and as high as the themes need.
    top
        At most so many themes a side; the picture says how many more there are.
    of, codebook, include_interviewers
        As in ``qualkit.analysis.frequencies``.
    title
        What stands above.

    Returns
    -------
    matplotlib.axes.Axes
        The bars are in ``ax.containers``, one for each side, each as long as its number of people.
    """
    table = table_of(source)
    counts, *sides = (
        counted_by(table, of=of, codebook=codebook, include_interviewers=include_interviewers, side=side)
        for side in (None, *SIDES)
    )
    panels = _shown([_panel(name, found, top) for name, found in zip(SIDES, sides, strict=True)])
    with settled():
        sheet = _Sheet(panels, counts, title, ax)
        sheet.draw()
    describe(sheet.paper.ax, _described(panels, counts))
    return sheet.paper.ax


def _panel(side: str, found: pd.DataFrame, top: int | None) -> Panel:
    shown = found if top is None else found.head(max(0, top))
    rows = []
    for row in shown.itertuples():
        turned = side != "none" and row.polarity not in {side, ""}
        name = short(str(row.code_name)) + ("*" if turned else "")
        lines = balanced(name, TEXT, _NAME, lines=3)
        rows.append(Row(name, int(row.participants), int(row.codings), turned, lines))  # type: ignore[arg-type]
    return Panel(side, rows, len(found) - len(shown))


def _shown(panels: list[Panel]) -> list[Panel]:
    """Both sides always, unless nothing at all takes a side; the third only where it holds something."""
    *sides, loose = panels
    if not loose.rows:
        return sides
    return panels if any(panel.rows for panel in sides) else [loose]


class _Sheet:
    """Where everything stands: two columns of panels under a title, with what it means below."""

    def __init__(self, panels: list[Panel], counts: pd.DataFrame, title: str, ax: Axes | None) -> None:
        self.of = int(counts.attrs["of"])
        self.codings = int(counts["codings"].sum())
        self.title, self.themes = title, len(counts)
        self.columns = _columns(panels)
        self.most = max((row.codings for panel in panels for row in panel.rows), default=1)
        self.notes = wrapped(_notes(panels, counts), SMALL, _WIDTH - 2 * _MARGIN)
        inside = max(sum(panel.height for panel in column) for column in self.columns)
        #: The widest "n of N" and number of codings; the bars get what these leave.
        self.counted = width_of(f"{self.of:,} of {self.of:,}", TEXT)
        number = max(width_of("codings", SMALL) - _DOTS, 0.12 + width_of(f"{self.most:,}", TEXT))
        self.bar = max(0.5, _PANEL - _NAME - 0.12 - 0.1 - self.counted - 0.15 - _DOTS - number)
        height = 1.05 + inside + 0.2 + height_of(len(self.notes), SMALL) + 0.3
        self.paper = Paper(_WIDTH, height, ax, unit=self.bar / max(1, self.of))

    def draw(self) -> None:
        paper = self.paper
        paper.text(_MARGIN, paper.height - 0.3, self.title, TITLE, weight="bold")
        said = f"{people(self.of)} interviewed, {how_many(self.themes, 'theme')}, {how_many(self.codings, 'coding')}"
        paper.text(_MARGIN, paper.height - 0.75, said, TEXT, color=SOFT_INK)
        for place, column in enumerate(self.columns):
            left = _MARGIN + place * (_PANEL + _GAP)
            top = paper.height - 1.05
            for panel in column:
                self._panel(panel, left, top)
                top -= panel.height
        paper.lines(_MARGIN, 0.3 + height_of(len(self.notes), SMALL), self.notes, SMALL, color=SOFT_INK)

    def _panel(self, panel: Panel, left: float, top: float) -> None:
        look, paper = SIDES[panel.side], self.paper
        x = left + _NAME + 0.12
        paper.text(left, top - 0.12, look.title, HEADING, weight="bold", color=look.edge)
        heading = left + width_of(look.title, HEADING, bold=True) + 0.12
        paper.text(heading, top - 0.16, look.meaning, SMALL, color=SOFT_INK)
        if not panel.rows:
            paper.text(left, top - 0.55, _NOTHING, TEXT, color=SOFT_INK)
            return
        paper.text(x, top - 0.58, f"people, of {self.of:,}", SMALL, color=SOFT_INK)
        paper.text(x + self.bar + self.counted + 0.25, top - 0.58, "codings", SMALL, color=SOFT_INK)
        bottom = self._rows(panel, left, top - 0.86)
        if panel.more:
            more = f"and {how_many(panel.more, 'more theme')}"
            paper.text(left + _NAME, bottom - 0.02, more, TEXT, ha="right", color=SOFT_INK, style="italic")

    def _rows(self, panel: Panel, left: float, top: float) -> float:
        middles = []
        for row in panel.rows:
            self._row(row, panel.side, left, top)
            middles.append(top - (row.height - _AIR) / 2)
            top -= row.height
        self._bars(panel, left + _NAME + 0.12, middles)
        return top

    def _row(self, row: Row, side: str, left: float, top: float) -> None:
        paper, look, middle = self.paper, SIDES[side], top - (row.height - _AIR) / 2
        paper.lines(left + _NAME, top, row.lines, TEXT, ha="right")
        x = left + _NAME + 0.12 + self.bar + 0.1
        told = f"{row.participants:,} of {self.of:,}"
        paper.text(x, middle, told, TEXT, va="center_baseline")
        x += self.counted + 0.15
        end = x + _DOTS * row.codings / self.most
        paper.ax.plot(
            [x / paper.unit, end / paper.unit], [middle, middle], color=look.edge, linewidth=paper.thick(1.4)
        )
        paper.ax.plot(
            [end / paper.unit],
            [middle],
            look.marker,
            color=look.fill,
            markeredgecolor=look.edge,
            markersize=paper.thick(7),
        )
        paper.text(end + 0.12, middle, f"{row.codings:,}", TEXT, va="center_baseline")

    def _bars(self, panel: Panel, x: float, middles: list[float]) -> None:
        paper, look = self.paper, SIDES[panel.side]
        left = x / paper.unit
        paper.ax.barh(
            middles,
            [row.participants for row in panel.rows],
            height=_BAR_HEIGHT,
            left=left,
            color=look.fill,
            edgecolor=look.edge,
            hatch=look.hatch,
            linewidth=paper.thick(0.9),
            label=look.title,
        )
        for row, middle in zip(panel.rows, middles, strict=True):
            self._boxes(left, middle, row.participants, look.edge)

    def _boxes(self, left: float, middle: float, filled: int, edge: str) -> None:
        """A box for everybody, so that n of N can be seen and not only read."""
        if self.of > _MOST_BOXES:
            self._outline([(left, self.of)], middle, FAINT, zorder=0.5)
            return
        self._outline([(left + number, 1) for number in range(filled, self.of)], middle, FAINT, zorder=0.5)
        self._outline([(left + number, 1) for number in range(filled)], middle, edge, zorder=3)

    def _outline(self, boxes: list[tuple[float, int]], middle: float, edge: str, zorder: float) -> None:
        low, high = middle - _BAR_HEIGHT / 2, middle + _BAR_HEIGHT / 2
        corners = [[(x, low), (x + wide, low), (x + wide, high), (x, high), (x, low)] for x, wide in boxes]
        if corners:
            path = Path.make_compound_path(*(Path(box, closed=True) for box in corners))
            width = self.paper.thick(0.8)
            self.paper.add(PathPatch(path, facecolor="none", edgecolor=edge, linewidth=width, zorder=zorder))


def _columns(panels: list[Panel]) -> list[list[Panel]]:
    """One side left, the other right, and what takes no side under the shorter."""
    columns = [[panel] for panel in panels[:2]]
    for panel in panels[2:]:
        min(columns, key=lambda column: column[0].height).append(panel)
    return columns


def _notes(panels: list[Panel], counts: pd.DataFrame) -> str:
    of = int(counts.attrs["of"])
    box = " A box is one person; a filled one spoke of it." if of <= _MOST_BOXES else ""
    notes = [
        f"{talk_not_prevalence(of)}{box} A coding is one passage as marked by one coder.",
        f"Counted: {counts.attrs['counted']}.",
    ]
    both = int(counts["both"].sum())
    if both:
        notes.append(
            f"{how_many(both, 'coding')} read as both at once {'is' if both == 1 else 'are'} on each side."
        )
    if any(row.turned for panel in panels for row in panel.rows):
        notes.append(
            "* In the codebook this theme stands on the other side; these passages were read on this one, or on both."
        )
    return " ".join(notes)


def _described(panels: list[Panel], counts: pd.DataFrame) -> str:
    of = int(counts.attrs["of"])
    parts = [
        f"Bars of what {people(of)} spoke of. {talk_not_prevalence(of)} Counted: {counts.attrs['counted']}."
    ]
    for panel in panels:
        rows = [
            f"{row.name.rstrip('*')}, {row.participants} of {of}, {how_many(row.codings, 'coding')}"
            for row in panel.rows
        ]
        more = f"; and {how_many(panel.more, 'more theme')}" if panel.more else ""
        parts.append(f"{SIDES[panel.side].title}: {'; '.join(rows) or 'nothing coded yet'}{more}.")
    return " ".join(parts)
