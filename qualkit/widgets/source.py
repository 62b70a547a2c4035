"""The page's own JavaScript: the parts of one plain module, put together as they are."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

#: In this order; a part uses what stands before it, and `page` hands the module over.
PARTS = (
    "offsets",
    "state",
    "wire",
    "elements",
    "text",
    "marking",
    "tree",
    "palette",
    "card",
    "keys",
    "extras",
    "suggesting",
    "codebook",
    "care",
    "page",
)


@cache
def script() -> str:
    """The module as the browser gets it."""
    folder = files("qualkit.widgets") / "js"
    return "\n".join((folder / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)


@cache
def style() -> str:
    """The style sheet."""
    return (files("qualkit.widgets") / "page.css").read_text(encoding="utf-8")
