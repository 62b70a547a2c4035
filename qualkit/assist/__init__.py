"""The machine proposes, people decide: suggestions made on this computer, with their reasons.

`ThemeSuggester` says how likely each code of a codebook is for a text; `suggest` finds the
passages of transcripts that may have been missed. Nothing here makes a coding.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualkit.assist.hunt import Hunt
    from qualkit.assist.kept import KeptVectors, keeping_vectors
    from qualkit.assist.order import what_next
    from qualkit.assist.outcomes import Record, record
    from qualkit.assist.promises import Promise, promise, theme_lists
    from qualkit.assist.propose import suggest
    from qualkit.assist.stopping import chance_of_missing, may_stop
    from qualkit.assist.suggester import ThemeSuggester

#: What is asked for rarely enough, and costs enough to load, to be fetched when it is first used.
_WHERE = {
    "Hunt": "qualkit.assist.hunt",
    "KeptVectors": "qualkit.assist.kept",
    "Promise": "qualkit.assist.promises",
    "Record": "qualkit.assist.outcomes",
    "ThemeSuggester": "qualkit.assist.suggester",
    "chance_of_missing": "qualkit.assist.stopping",
    "keeping_vectors": "qualkit.assist.kept",
    "may_stop": "qualkit.assist.stopping",
    "promise": "qualkit.assist.promises",
    "record": "qualkit.assist.outcomes",
    "suggest": "qualkit.assist.propose",
    "theme_lists": "qualkit.assist.promises",
    "what_next": "qualkit.assist.order",
}
__all__ = [
    "Hunt",
    "KeptVectors",
    "Promise",
    "Record",
    "ThemeSuggester",
    "chance_of_missing",
    "keeping_vectors",
    "may_stop",
    "promise",
    "record",
    "suggest",
    "theme_lists",
    "what_next",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'qualkit.assist' has no attribute '{name}'")


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted(__all__)
