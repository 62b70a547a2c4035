"""Draws a tree that has grown: ground, wood, crown, and a mark for every person beside each theme."""

from __future__ import annotations

from math import pi
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Circle, Ellipse, PathPatch, Polygon

from qualkit.plots import shapes
from qualkit.plots.growth import MARKS, MIDDLE, MOST_MARKS, WIDTH, Placed
from qualkit.plots.style import INK, PAPER, SMALL, SOFT_INK, TEXT, WOODS

if TYPE_CHECKING:
    from matplotlib.patches import Patch

    from qualkit.plots.growth import Growth
    from qualkit.plots.paper import Paper

_EDGE = 2.2
_LAYERS = {"crown": 1.0, "soil": 1.2, "bark": 2.0, "wood": 2.1, "mark": 3.0, "words": 4.0}


def draw(paper: Paper, growth: Growth, side: str) -> None:
    """Draw everything but the sheet's own headings."""
    hand = _Hand(paper, growth, side)
    hand.crown()
    hand.ground()
    hand.wood()
    for label in growth.labels:
        hand.marks(label)
        hand.words(label)


class _Hand:
    def __init__(self, paper: Paper, growth: Growth, side: str) -> None:
        self.paper, self.growth, self.side, self.look = paper, growth, side, WOODS[side]

    def _add(self, patch: Patch, layer: str) -> None:
        patch.set_zorder(_LAYERS[layer])
        self.paper.add(patch)

    def crown(self) -> None:
        """A crown of leaves; the invalidating tree stands bare."""
        if self.side != "validating":
            return
        circles = shapes.cloud(self._crown_points())
        for grown, colour in ((0.03, self.look.crown_edge), (0.0, self.look.crown)):
            path = shapes.circles([(x, y, radius + grown) for x, y, radius in circles])
            self._add(PathPatch(path, facecolor=colour, edgecolor="none"), "crown")

    def _crown_points(self) -> shapes.Points:
        """Across every row and between the rows, as wide as the row is on either side, and at every theme."""
        crown = {"branches", "fruits"}
        tips = [bough.points[-1] for bough in self.growth.boughs if bough.part in crown]
        reach = {y: max(abs(x - MIDDLE) for x, other in tips if other == y) - 0.25 for _, y in tips}
        rows = sorted(reach)
        points = []
        for y, above in zip(rows, [*rows[1:], rows[-1] + 0.4], strict=True):
            for level in np.arange(y - 0.1, above - 0.05, 0.4):
                far = reach[y] if level < y + 0.35 else min(reach[y], reach.get(above, reach[y]))
                points += [(MIDDLE + x, level) for x in np.linspace(-far, far, 2 * round(far * 1.2) + 1)]
        labels = [label for label in self.growth.labels if label.theme.part in crown]
        points += [
            (label.x + dx, label.top - dy)
            for label in labels
            for dx in (-0.5, 0.5)
            for dy in (0.1, label.height)
        ]
        return np.array(points)

    def ground(self) -> None:
        """Soil with a line that is not quite even."""
        x = np.linspace(0.0, WIDTH, 160)
        level = self.growth.ground - 0.2 + 0.035 * np.sin(x * 1.3) + 0.02 * np.sin(x * 3.1 + 1)
        low = self.growth.bands["roots"][0] - 0.02
        soil = np.vstack([np.column_stack([x, level]), [(WIDTH, low), (0.0, low)]])
        self._add(Polygon(soil, facecolor=self.look.soil, edgecolor="none"), "soil")
        self.paper.ax.plot(
            x, level, color=self.look.bark, linewidth=self.paper.thick(1.2), zorder=_LAYERS["soil"]
        )

    def wood(self) -> None:
        """All wood at once: first every edge, then every filling, so that boughs grow out of the trunk."""
        outlines = [Polygon(shape, closed=True) for shape in self._boughs()]
        growth = self.growth
        body = shapes.trunk(MIDDLE, growth.ground, growth.trunk_top, growth.trunk_half, self._limbs())
        for layer, fill, edge in (("bark", self.look.bark, self.look.bark), ("wood", self.look.wood, "none")):
            for outline in outlines:
                self._wooden(Polygon(outline.get_xy()), layer, fill, edge)
            self._wooden(PathPatch(body), layer, fill, edge)

        for line in shapes.bark(MIDDLE, growth.ground, growth.trunk_top, growth.trunk_half):
            self._line(line, 0.8)
        for bough in growth.boughs:
            if self.side == "invalidating" and bough.part != "roots":
                for line in shapes.twigs(shapes.curve(bough.points)):
                    self._line(line, 1.6)

    def _line(self, line: shapes.Points, points: float) -> None:
        self.paper.ax.plot(
            line[:, 0],
            line[:, 1],
            color=self.look.bark,
            linewidth=self.paper.thick(points),
            zorder=_LAYERS["wood"],
            solid_capstyle="round",
        )

    def _wooden(self, patch: Patch, layer: str, fill: str, edge: str) -> None:
        patch.set(
            facecolor=fill,
            edgecolor=edge,
            joinstyle="round",
            linewidth=self.paper.thick(_EDGE if edge != "none" else 0),
        )
        self._add(patch, layer)

    def _limbs(self) -> dict[tuple[int, int], float]:
        """How high the lowest boughs and highest roots run where the trunk flows into them."""
        found: dict[tuple[int, int], float] = {}
        for bough in self.growth.boughs:
            side = 1 if bough.points[-1][0] > MIDDLE else -1
            way = -1 if bough.part == "roots" else 1
            x = MIDDLE + side * (self.growth.trunk_half + shapes.LIMB)
            found.setdefault((side, way), (bough.edge(x, 1) + bough.edge(x, -1)) / 2)
        return found

    def _boughs(self) -> list[shapes.Points]:
        growth = self.growth
        found = [shapes.tapered(shapes.curve(b.points), b.thick) for b in growth.boughs]
        up = (
            (MIDDLE, growth.trunk_top),
            (MIDDLE + 0.06, growth.trunk_top + 1),
            (MIDDLE - 0.08, growth.tip - 1),
            (MIDDLE, growth.tip),
        )
        down = (
            (MIDDLE, growth.ground - 0.15),
            (MIDDLE - 0.05, growth.ground - 0.6),
            (MIDDLE + 0.07, growth.taproot + 0.6),
            (MIDDLE, growth.taproot),
        )
        return [
            *found,
            shapes.tapered(shapes.curve(up), 0.55),
            shapes.tapered(shapes.curve(down), min(0.62, 0.4 * (growth.ground - growth.taproot))),
        ]

    def words(self, label: Placed) -> None:
        """The name and how many people spoke of it."""
        used = self.paper.lines(
            label.x, label.top, label.lines, TEXT, ha="center", zorder=_LAYERS["words"], color=INK
        )
        self.paper.lines(
            label.x,
            label.top - used,
            [label.theme.told],
            SMALL,
            ha="center",
            zorder=_LAYERS["words"],
            color=SOFT_INK,
        )

    def marks(self, label: Placed) -> None:
        """A leaf, fruit, bulb or knot for everybody; those of people who spoke of it are filled."""
        of = label.theme.of
        if of > MOST_MARKS:
            return
        step = min(0.165, 1.75 / of)
        for number in range(of):
            x = label.x + (number - (of - 1) / 2) * step
            mark, fill, edge = self._mark(label, x, number)
            filled = number < label.theme.participants
            mark.set(facecolor=fill if filled else PAPER, edgecolor=edge, linewidth=self.paper.thick(0.9))
            self._add(mark, "mark")

    def _mark(self, label: Placed, x: float, number: int) -> tuple[Patch, str, str]:
        look, part = self.look, label.theme.part
        if part == "branches":
            y = label.bough.edge(x, 1) if label.bough else label.top - label.height - 0.25
            lean = pi / 2 - 0.35 * (np.sign(label.x - MIDDLE) or 1.0)
            return PathPatch(shapes.leaf(x, y - 0.01, float(lean), 0.21, 0.06)), look.leaf, look.leaf_edge
        if part == "fruits":
            return self._fruit(label, x, number), look.fruit, look.fruit_edge
        if part == "roots":
            y = label.bough.edge(x, -1) if label.bough else label.top + MARKS
            return Ellipse((x, y - 0.1), 0.105, 0.15), look.bark, look.bark
        return Circle((x, label.top - label.height - 0.1), 0.055), look.bark, look.bark

    def _fruit(self, label: Placed, x: float, number: int) -> Patch:
        y = (label.bough.edge(x, -1) if label.bough else label.top - label.height - 0.03) - 0.05 * (
            number % 2
        )
        if self.side == "validating":
            return Circle((x, y - 0.09), 0.07)
        return PathPatch(shapes.drop(x, y - 0.03, 0.12))
