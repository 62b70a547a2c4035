"""Codings in, pictures out: each function draws into matplotlib Axes and gives them back.

`frequencies` draws how many people spoke of each theme, `tree` places the themes on a tree's
roots, trunk, branches and fruits. `save` writes PNG, SVG and PDF with a description inside;
`alt_text` is that description, for those who do not see the picture. No window is opened.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualkit.plots.bars import frequencies
    from qualkit.plots.describing import alt_text
    from qualkit.plots.saving import save
    from qualkit.plots.trees import tree

__all__ = ["alt_text", "frequencies", "save", "tree"]

#: matplotlib takes a second to load, so each name is fetched when it is first used.
_WHERE = {
    "alt_text": "qualkit.plots.describing",
    "frequencies": "qualkit.plots.bars",
    "save": "qualkit.plots.saving",
    "tree": "qualkit.plots.trees",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'qualkit.plots' has no attribute '{name}'")


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted(__all__)
