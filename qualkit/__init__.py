"""qualkit: co-operative inquiry, from interviews to member checks, trees and a report.

The grammar, on one page::

    load_transcript("P1.docx")          a Transcript of Turns: what was said
    load_codebook("my-codes.yaml")      a Codebook of Codes: what is looked for

    project = Project.create("thriving.qualkit", coder="Ana")
    project.add_codebook("validation-invalidation")
    project.add_transcripts("interviews/")

    segment = project.transcripts["P1"].find("nobody asked")     a Segment: where
    project.code(segment, "judged-or-ignored", memo="...")       a Coding: who, what, where
    project.suggest("P1")                                        Suggestions: the machine proposes,
    project.accept(suggestion)                                   a person decides
    project.prepare_member_checks("papers/")                     papers: the person has the last word

    table = project.codings()           a tidy DataFrame, one row a coding
    analysis.frequencies(table)         DataFrame in, DataFrame out
    plots.frequencies(project)          a project or a DataFrame in, Axes out

Everything that changes a study is on disk when it returns, and `project.undo()` takes it back.
Whatever is refused is a `QualkitError` with one plain sentence. Nothing goes over a network.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualkit import analysis, assist, plots
    from qualkit.errors import QualkitError
    from qualkit.loaders import load_codebook, load_transcript
    from qualkit.model import (
        Code,
        Codebook,
        Coder,
        Coding,
        MemberCheck,
        Participant,
        Segment,
        Suggestion,
        Transcript,
        Turn,
    )
    from qualkit.project import Project

__version__ = "0.1.0"

__all__ = [
    "Code",
    "Codebook",
    "Coder",
    "Coding",
    "MemberCheck",
    "Participant",
    "Project",
    "QualkitError",
    "Segment",
    "Suggestion",
    "Transcript",
    "Turn",
    "analysis",
    "assist",
    "load_codebook",
    "load_transcript",
    "plots",
]

_ROOMS = {
    **dict.fromkeys(("analysis", "assist", "plots"), ""),
    **dict.fromkeys(("load_codebook", "load_transcript"), "qualkit.loaders"),
    "Project": "qualkit.project",
    "QualkitError": "qualkit.errors",
}


def __getattr__(name: str) -> Any:
    """Fetch a name from its room on first use, so that the import itself costs next to nothing."""
    if name not in __all__:
        raise AttributeError(f"qualkit has no '{name}'; it has {', '.join(__all__)}.")
    room = _ROOMS.get(name, "qualkit.model")
    return getattr(import_module(room), name) if room else import_module(f"qualkit.{name}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
