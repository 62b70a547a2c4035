"""How wide words are, and where to break them so that they stay inside their place."""

from __future__ import annotations

import re
from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

from qualkit.plots.style import FONT

#: Line height as a share of the letters' size.
LEADING = 1.28
POINTS = 72.0
#: Where a line may break: not at the no-break space.
_SPACES = re.compile(r"[ \t\r\n]+")


@lru_cache(maxsize=8192)
def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """How wide one line is, in inches.

    Examples
    --------
    >>> width_of("home", 10.0) < width_of("homeless", 10.0) < width_of("homeless", 12.0)
    True
    """
    face = FontProperties(family=FONT, weight="bold" if bold else "normal")
    font = get_font(findfont(face))
    font.set_size(size, POINTS)
    font.set_text(words, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64.0 / POINTS


def height_of(lines: int, size: float) -> float:
    """How high so many lines are, in inches."""
    return lines * size * LEADING / POINTS


def wrapped(words: str, size: float, width: float, *, lines: int = 99, bold: bool = False) -> list[str]:
    """Break words into as few lines of at most `width` inches as they need; what is too much ends in "…".

    A word too long for a line is broken, for a name is better broken than outside its picture.

    Examples
    --------
    >>> wrapped("Somewhere to dwell", 10.0, 1.2)
    ['Somewhere to', 'dwell']
    """
    done = _filled(words, size, width, bold=bold)
    return done if len(done) <= lines else [*done[: lines - 1], _cut(done[lines - 1], size, width, bold=bold)]


def balanced(words: str, size: float, width: float, *, lines: int = 99, bold: bool = False) -> list[str]:
    """Break words as `wrapped` does, into lines about equally long, so that no word stands alone.

    Examples
    --------
    >>> balanced("Someone who has been there too", 10.0, 2.0)
    ['Someone who has', 'been there too']
    """
    best = wrapped(words, size, width, lines=lines, bold=bold)
    if best[-1].endswith("…"):
        return best
    for step in range(19, 9, -1):
        tried = _filled(words, size, width * step / 20, bold=bold)
        if len(tried) > len(best):
            break
        best = tried
    return best


def _filled(words: str, size: float, width: float, *, bold: bool) -> list[str]:
    """Line after line, each as full as it gets."""
    done: list[str] = []
    line = ""
    for word in _pieces(_SPACES.split(words.strip()), size, width, bold=bold):
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size, bold=bold) > width:
            done.append(line)
            line = word
        else:
            line = longer
    return [*done, line]


def _pieces(words: list[str], size: float, width: float, *, bold: bool) -> list[str]:
    """The words, with those that are too long for a line in several pieces."""
    pieces = []
    for word in words:
        rest = word
        while width_of(rest, size, bold=bold) > width and len(rest) > 1:
            fit = next(
                n
                for n in range(len(rest) - 1, 0, -1)
                if n == 1 or width_of(rest[:n], size, bold=bold) <= width
            )
            pieces.append(rest[:fit])
            rest = rest[fit:]
        pieces.append(rest)
    return pieces


def _cut(line: str, size: float, width: float, *, bold: bool) -> str:
    while line and width_of(f"{line}…", size, bold=bold) > width:
        line = line[:-1].rstrip()
    return f"{line}…"


def short(name: str, *, most: int = 52) -> str:
    """A code's name for a picture: up to its colon, unless one word alone is left that says too little.

    Examples
    --------
    >>> short("Nothing to do: boredom, apathy"), short("Asked: what happened to you?")
    ('Nothing to do', 'Asked: what happened to you?')
    """
    head = name.split(":", 1)[0].strip()
    if " " in head or len(name) > most:
        return head or name
    return " ".join(name.split())
