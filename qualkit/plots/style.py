"""How the pictures look: two sides that differ in colour, pattern and shape, on paper and on screen.

Blue and ochre are told apart by people with any kind of colour blindness; in black and white the
patterns and the shapes remain, and each side also says its name in words.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import matplotlib as mpl

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from typing import Any

INK = "#22262b"
SOFT_INK = "#4d545c"
FAINT = "#c9cdd2"
PAPER = "#ffffff"
#: Comes with matplotlib, so a picture is the same on every computer.
FONT = "DejaVu Sans"
#: Points. Nothing is written smaller than the last at a picture's own size.
TITLE, HEADING, TEXT, SMALL = 19.0, 13.0, 10.5, 9.5


class Side(NamedTuple):
    """How one side is drawn."""

    title: str
    meaning: str
    fill: str
    edge: str
    hatch: str
    marker: str


SIDES: Mapping[str, Side] = MappingProxyType(
    {
        "invalidating": Side(
            "Invalidating", "what damaged people's well-being", "#f0cfa0", "#7a4a10", "////", "D"
        ),
        "validating": Side(
            "Validating", "what promoted people's well-being", "#a9cde2", "#124a6b", "....", "o"
        ),
        "none": Side("No side given, or unclear", "not read as either side", "#e3e3e3", "#4b4b4b", "", "s"),
    }
)


class Wood(NamedTuple):
    """The colours of one tree: all of them pale, so that the letters stand out."""

    wood: str
    bark: str
    leaf: str
    leaf_edge: str
    fruit: str
    fruit_edge: str
    crown: str
    crown_edge: str
    soil: str


WOODS: Mapping[str, Wood] = MappingProxyType(
    {
        "validating": Wood(
            wood="#e8d9c3",
            bark="#6a5140",
            leaf="#5d8f6b",
            leaf_edge="#2c5239",
            fruit="#b9473f",
            fruit_edge="#6d221d",
            crown="#eef4ea",
            crown_edge="#b7cbb0",
            soil="#f4ede3",
        ),
        "invalidating": Wood(
            wood="#dddbd7",
            bark="#4c4a48",
            leaf="#a8834a",
            leaf_edge="#5c4522",
            fruit="#5e7f9b",
            fruit_edge="#2a4358",
            crown="#f5f4f1",
            crown_edge="#d5d2cb",
            soil="#efedea",
        ),
    }
)

#: What a person's own matplotlib settings must not change in these pictures.
_SETTINGS: Mapping[Any, Any] = MappingProxyType(
    {
        "font.family": [FONT],
        "text.usetex": False,
        "text.parse_math": False,
        "hatch.linewidth": 0.7,
        "path.sketch": None,
        "path.effects": [],
        "axes.unicode_minus": True,
        "svg.fonttype": "none",
        "svg.hashsalt": "qualkit",
        "pdf.fonttype": 42,
        "pdf.compression": 6,
        "savefig.bbox": None,
        "savefig.transparent": False,
    }
)


def settled() -> AbstractContextManager[None]:
    """Draw and write under these settings, and leave the person's own as they were."""
    return mpl.rc_context(dict(_SETTINGS))
