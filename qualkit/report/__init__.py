"""Telling what a group found: the report with its figures and tables, and the demo of a whole inquiry."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualkit.report.example import demo
    from qualkit.report.writing import Written, write_report

__all__ = ["Written", "demo", "write_report"]

_MODULES = {"Written": "writing", "demo": "example", "write_report": "writing"}


def __getattr__(name: str) -> Any:
    """Fetch a name on first use: figures and tables take a while to import."""
    if name not in _MODULES:
        raise AttributeError(f"qualkit.report has no '{name}'.")
    return getattr(import_module(f"qualkit.report.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
