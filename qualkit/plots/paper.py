"""A sheet of paper measured in inches, inside matplotlib Axes of any size."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from qualkit.plots.describing import alt_text
from qualkit.plots.lettering import LEADING, height_of
from qualkit.plots.style import FONT, INK, PAPER, TEXT, settled

if TYPE_CHECKING:
    from typing import Any

    from matplotlib.patches import Patch
    from matplotlib.text import Text


class Picture(Axes):
    """Axes that a notebook shows at once, with their description, although no window is open."""

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The picture as a notebook asks for it."""
        held = BytesIO()
        figure = self.get_figure(root=True)
        assert figure is not None
        with settled():
            figure.savefig(held, format="png", dpi=100, metadata={"Software": None})
        words = alt_text(self)
        return {"image/png": held.getvalue(), "text/plain": words}, {"image/png": {"alt": words}}


class Paper:
    """Axes that are drawn on in inches from the lower left corner.

    In Axes of another size everything shrinks or grows with them, the letters too.

    Parameters
    ----------
    width, height
        The sheet's own size.
    ax
        Where to draw; left out, a new figure of just that size.
    unit
        Inches of one step of the horizontal scale, so that a bar can be as long as its number.
    """

    def __init__(self, width: float, height: float, ax: Axes | None = None, *, unit: float = 1.0) -> None:
        self.width, self.height, self.unit = width, height, unit
        self.ax = ax if ax is not None else _new_axes(width, height)
        self.scale = 1.0 if ax is None else _room(ax, width, height)
        self.ax.set_axis_off()
        self.ax.set_box_aspect(height / width)
        self.ax.set_autoscale_on(False)
        self.ax.set_xlim(0, width / unit)
        self.ax.set_ylim(0, height)

    def text(self, x: float, y: float, words: str, size: float = TEXT, **how: Any) -> Text:
        """Write; `y` is the first line's top unless ``va`` says otherwise."""
        settings = {"va": "top", "ha": "left", "color": INK, "linespacing": LEADING / 1.2, **how}
        return self.ax.text(
            x / self.unit, y, words, fontsize=size * self.scale, family=FONT, parse_math=False, **settings
        )

    def lines(self, x: float, y: float, lines: list[str], size: float = TEXT, **how: Any) -> float:
        """Write lines below each other, each a text of its own; gives back the height used."""
        for number, line in enumerate(lines):
            middle = y - (number + 0.5) * height_of(1, size)
            self.text(x, middle, line, size, va="center_baseline", **how)
        return height_of(len(lines), size)

    def thick(self, points: float) -> float:
        """A line's width at this size."""
        return points * self.scale

    def add(self, patch: Patch) -> None:
        """Put a shape on the sheet."""
        self.ax.add_patch(patch)


def _new_axes(width: float, height: float) -> Axes:
    figure = Figure(figsize=(width, height), facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure.add_axes((0.0, 0.0, 1.0, 1.0), axes_class=Picture)


def _room(ax: Axes, width: float, height: float) -> float:
    figure = ax.get_figure(root=True)
    assert figure is not None
    box = ax.get_window_extent()
    return float(min(box.width / figure.dpi / width, box.height / figure.dpi / height))
