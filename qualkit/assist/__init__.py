"""The machine proposes, people decide: suggestions made on this computer, with their reasons.

`ThemeSuggester` says how likely each code of a codebook is for a text; `suggest` finds the
passages of transcripts that may have been missed. Nothing here makes a coding.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualkit.assist.propose import suggest
    from qualkit.assist.suggester import ThemeSuggester

__all__ = ["ThemeSuggester", "suggest"]

#: What is asked for rarely enough, and costs enough to load, to be fetched when it is first used.
_WHERE = {"ThemeSuggester": "qualkit.assist.suggester", "suggest": "qualkit.assist.propose"}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'qualkit.assist' has no attribute '{name}'")


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted(__all__)
