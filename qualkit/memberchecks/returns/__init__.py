"""What comes back, one reader a format, each giving a `Return`; nothing here decides or stores.

`read_file` tells the format. A flattened PDF holds pictures of answers, not answers: `read_marks`
looks where `field_places` says that they should be.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualkit.memberchecks.returns.flat import read_marks
    from qualkit.memberchecks.returns.opening import read_file
    from qualkit.memberchecks.returns.places import FieldPlace, field_places
    from qualkit.memberchecks.returns.table import write_answers

__all__ = ["FieldPlace", "field_places", "read_file", "read_marks", "write_answers"]

_MODULES = {
    "FieldPlace": "places",
    "field_places": "places",
    "read_file": "opening",
    "read_marks": "flat",
    "write_answers": "table",
}


def __getattr__(name: str) -> Any:
    """Fetch a name on first use: reading a PDF needs parts that take a while to import."""
    if name not in _MODULES:
        raise AttributeError(f"qualkit.memberchecks.returns has no '{name}'.")
    return getattr(import_module(f"qualkit.memberchecks.returns.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
