"""A file becomes a transcript, a codebook or a list of participants.

`load_transcript` reads any of the known formats; `register` adds one (or an entry point in the group
``qualkit.loaders`` does). Speakers' labels are read in one place, `qualkit.loaders.turns`. Whatever
is wrong with a file is a `LoadError` of one sentence, or a `CodebookError` with its line.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualkit.loaders.codebook_drafts import Problem
    from qualkit.loaders.codebooks import check_codebook, codebook_text, load_codebook, save_codebook
    from qualkit.loaders.interviews import split_interviews
    from qualkit.loaders.participants import ParticipantRow, load_participants
    from qualkit.loaders.registry import (
        Format,
        Given,
        Loaded,
        document_id,
        format_for,
        formats,
        load_transcript,
        register,
    )
    from qualkit.loaders.roles import role_of

__all__ = [
    "Format",
    "Given",
    "Loaded",
    "ParticipantRow",
    "Problem",
    "check_codebook",
    "codebook_text",
    "document_id",
    "format_for",
    "formats",
    "load_codebook",
    "load_participants",
    "load_transcript",
    "register",
    "role_of",
    "save_codebook",
    "split_interviews",
]

# Where each name lives: importing this package must not import them all.
_HOMES = {
    "Format": "registry",
    "Given": "registry",
    "Loaded": "registry",
    "ParticipantRow": "participants",
    "Problem": "codebook_drafts",
    "check_codebook": "codebooks",
    "codebook_text": "codebooks",
    "document_id": "registry",
    "format_for": "registry",
    "formats": "registry",
    "load_codebook": "codebooks",
    "load_participants": "participants",
    "load_transcript": "registry",
    "register": "registry",
    "role_of": "roles",
    "save_codebook": "codebooks",
    "split_interviews": "interviews",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
