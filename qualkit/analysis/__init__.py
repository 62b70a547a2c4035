"""Codings in, DataFrame out: how often, by whom, on which side.

`frequencies` counts; `participants_table`, `outcomes_table` and `framework_table` are a study's
Tables I, II and III; `themes_table` counts for each of the group's own sentences. All of it counts talk: who spoke of
something, never how common it is.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualkit.analysis.counting import frequencies
    from qualkit.analysis.gathered import theme_excerpts, themes_table
    from qualkit.analysis.tables import framework_table, outcomes_table, participants_table

__all__ = [
    "framework_table",
    "frequencies",
    "outcomes_table",
    "participants_table",
    "theme_excerpts",
    "themes_table",
]

#: pandas and numpy take half a second to load, so each name is fetched when it is first used.
_WHERE = {
    "frequencies": "qualkit.analysis.counting",
    "framework_table": "qualkit.analysis.tables",
    "outcomes_table": "qualkit.analysis.tables",
    "participants_table": "qualkit.analysis.tables",
    "theme_excerpts": "qualkit.analysis.gathered",
    "themes_table": "qualkit.analysis.gathered",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'qualkit.analysis' has no attribute '{name}'")


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted(__all__)
