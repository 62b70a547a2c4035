"""Taking the reading back: which passages a person is shown, and the paper that shows them.

`select_items` chooses, `write_pdf` writes. Content reaches the page as data, never as markup.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualkit.memberchecks.content import missing_settings, refuse_missing
    from qualkit.memberchecks.form import write_form
    from qualkit.memberchecks.handover import write_text
    from qualkit.memberchecks.paper import write_pdf
    from qualkit.memberchecks.plain import hard_to_read
    from qualkit.memberchecks.select import SENSITIVE, Candidate, select_items
    from qualkit.memberchecks.token import keyed_code, new_token, paper_id
    from qualkit.memberchecks.word import write_docx

__all__ = [
    "SENSITIVE",
    "Candidate",
    "hard_to_read",
    "keyed_code",
    "missing_settings",
    "new_token",
    "paper_id",
    "refuse_missing",
    "select_items",
    "write_docx",
    "write_form",
    "write_pdf",
    "write_text",
]

_MODULES = {
    **dict.fromkeys(("missing_settings", "refuse_missing"), "content"),
    "write_docx": "word",
    "write_form": "form",
    "write_text": "handover",
    "write_pdf": "paper",
    **dict.fromkeys(("SENSITIVE", "Candidate", "select_items"), "select"),
    **dict.fromkeys(("keyed_code", "new_token", "paper_id"), "token"),
    "hard_to_read": "plain",
}


def __getattr__(name: str) -> Any:
    """Fetch a name on first use: making a PDF needs parts that take a while to import."""
    if name not in _MODULES:
        raise AttributeError(f"qualkit.memberchecks has no '{name}'.")
    return getattr(import_module(f"qualkit.memberchecks.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
