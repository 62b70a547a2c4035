"""Where the letters of a picture really are, measured with the renderer that draws them."""

import itertools

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text


def boxes(axes):
    """(words, box in pixels) of everything written."""
    figure = axes.get_figure(root=True)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    written = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in written]


def words(axes):
    """Everything written, as one string."""
    return "\n".join(text for text, _ in boxes(axes))


def overlapping(axes):
    """Pairs of texts that lie on each other."""
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(boxes(axes), 2)
        if a.x0 < b.x1 - 0.5 and b.x0 < a.x1 - 0.5 and a.y0 < b.y1 - 0.5 and b.y0 < a.y1 - 0.5
    ]


def outside(axes):
    """Texts that are not wholly on the sheet."""
    sheet = axes.get_figure(root=True).bbox
    return [
        text
        for text, box in boxes(axes)
        if box.x0 < 0 or box.y0 < 0 or box.x1 > sheet.x1 or box.y1 > sheet.y1
    ]


def smallest_letters(axes):
    """The smallest size of letters, in points."""
    return min(
        text.get_fontsize() for text in axes.get_figure(root=True).findobj(Text) if text.get_text().strip()
    )
