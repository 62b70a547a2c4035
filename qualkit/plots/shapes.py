"""Shapes of a tree: boughs that grow thinner, leaves, fruits, bulbs, a crown and the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.path import Path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Points = NDArray[np.float64]

_STEPS = 40


def curve(points: Sequence[tuple[float, float]], steps: int = _STEPS) -> Points:
    """A Bezier curve through four points' pull, as points along it."""
    t = np.linspace(0.0, 1.0, steps)[:, None]
    a, b, c, d = (np.array(point) for point in points)
    return np.asarray((1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d)


def thickness(steps: int, thick: float) -> Points:
    """How thick a bough is along its way: it grows out of the wood, then ever thinner, to a point."""
    along = np.linspace(0.0, 1.0, steps)
    ends = np.minimum(1.0, 0.3 + along * 7) * np.minimum(1.0, (1 - along) * 12)
    return np.asarray(thick * (0.1 + 0.9 * (1 - along) ** 1.3) * ends)


def tapered(line: Points, thick: float) -> Points:
    """The outline of a line that grows thinner."""
    step = np.gradient(line, axis=0)
    normal = np.column_stack([-step[:, 1], step[:, 0]]) / np.hypot(step[:, 0], step[:, 1])[:, None]
    half = thickness(len(line), thick)[:, None] / 2
    return np.vstack([line + normal * half, (line - normal * half)[::-1]])


def leaf(x: float, y: float, angle: float, length: float, width: float) -> Path:
    """A leaf that begins at a point and looks along an angle (radians)."""
    corners = [(0, 0), (length * 0.35, width), (length * 0.75, width * 0.6), (length, 0)]
    under = [(length * 0.75, -width * 0.6), (length * 0.35, -width), (0, 0)]
    return _moved([*corners, *under], x, y, angle)


def drop(x: float, y: float, size: float) -> Path:
    """A drop that hangs from a point."""
    half = size * 0.5
    side = [(0, 0), (0, -size * 0.35), (half, -size * 0.6), (half, -size)]
    round_ = [(half, -size * 1.42), (-half, -size * 1.42), (-half, -size)]
    back = [(-half, -size * 0.6), (0, -size * 0.35), (0, 0)]
    return _moved([*side, *round_, *back], x, y, 0.0)


def _moved(points: Sequence[tuple[float, float]], x: float, y: float, angle: float) -> Path:
    """A closed path of Bezier curves, turned and put in its place."""
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    codes = [Path.MOVETO, *[Path.CURVE4] * (len(points) - 1)]
    return Path(np.array(points, dtype=float) @ turn + (x, y), codes)


#: How far beyond its own width a trunk reaches into its lowest boughs and highest roots.
LIMB = 0.55


def trunk(
    middle: float, foot: float, top: float, half: float, limbs: Mapping[tuple[int, int], float]
) -> Path:
    """A trunk that flows into its lowest boughs and its highest roots.

    `limbs` says how high those run at `LIMB` beyond the trunk, by side (-1, 1) and way (1 up, -1 down).
    """
    right, left = (_half_trunk(foot, top, half, limbs[side, 1], limbs[side, -1]) for side in (1, -1))
    points = [(middle + x, y) for x, y in [*right, *((-x, y) for x, y in reversed(left))]]
    turn = len(right)
    codes = [Path.MOVETO, *[Path.CURVE4] * (turn - 1), Path.LINETO, *[Path.CURVE4] * (turn - 1)]
    return Path(points, codes)


def _half_trunk(foot: float, top: float, half: float, bough: float, root: float) -> list[tuple[float, float]]:
    tall = top - foot
    return [
        (half + LIMB, root),
        (half + 0.2, root + 0.12),
        (half + 0.04, foot + 0.15),
        (half, foot + 0.2 * tall + 0.1),
        (half * 0.97, foot + 0.5 * tall),
        (half * 0.95, foot + 0.7 * tall),
        (half * 0.95, top - 0.3),
        (half * 0.95, top + 0.14),
        (half + 0.2, bough - 0.12),
        (half + LIMB, bough),
        (half * 0.6, bough),
        (0.36, top + 0.3),
        (0.06, top + 0.66),
    ]


def bark(middle: float, foot: float, top: float, half: float) -> list[Points]:
    """A few lines along a trunk's edges, clear of what is written in its middle."""
    lines = []
    for side in (-1, 1):
        for inset, low, high in ((0.09, 0.1, 0.62), (0.17, 0.38, 0.86)):
            along = np.linspace(low, high, 30)
            bend = 0.1 * np.exp(-9 * along) - 0.015 * np.sin(7 * along + inset * 40)
            x = middle + side * (half * (1 - 0.03 * along) - inset + bend)
            lines.append(np.column_stack([x, foot + along * (top - foot)]))
    return lines


def twigs(line: Points) -> list[Points]:
    """Two short twigs that fork from the end of a bare bough."""
    (x, y), side = line[-1], float(np.sign(line[-1, 0] - line[0, 0]))
    ends = ((0.25, 0.05), (0.18, -0.11))
    return [np.array([(x, y), (x + side * 0.12, y + 0.3 * dy), (x + side * dx, y + dy)]) for dx, dy in ends]


def circles(found: Sequence[tuple[float, float, float]]) -> Path:
    """Many circles (x, y, radius) as one path, so that a file stays small."""
    return Path.make_compound_path(*(Path.circle((x, y), radius) for x, y, radius in found))


def cloud(points: Points) -> list[tuple[float, float, float]]:
    """Circles (x, y, radius) around points that together make a crown."""
    wobble = 0.1 * np.sin(2.4 * np.arange(len(points)))
    return [(float(x), float(y), float(0.66 + more)) for (x, y), more in zip(points, wobble, strict=True)]
