"""Builders and a fake for tests of your own: a tiny study, a suggester that says what you tell it.

Examples
--------
>>> import tempfile, pathlib
>>> folder = tempfile.TemporaryDirectory()
>>> with tiny_project(pathlib.Path(folder.name) / "tiny.qualkit") as project:
...     project.info()["codings"], list(project.transcripts)
(3, ['P1', 'P2'])
>>> folder.cleanup()
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from qualkit.model import Code, Codebook, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualkit.model import Segment
    from qualkit.project import Project

__all__ = ["TINY_CODEBOOK", "TINY_TALK", "ScriptedSuggester", "suggestion_at", "tiny_project"]

#: Invented words; nobody in them is real.
TINY_TALK = {
    "P1.txt": (
        "INT: How was it before?\n\n"
        "P1: I had nowhere to go, and nobody asked me what had happened. Nobody at all.\n\n"
        "INT: And now?\n\n"
        "P1: Now there is the garden. They listen to me there, they really do. The biscuits are terrible.\n"
    ),
    "P2.txt": (
        "INT: How was it before?\n\n"
        "P2: Well, um, I was in and out of hospital, and the doctor talked over my head. I felt invisible.\n\n"
        "INT: And now?\n\n"
        "P2: My friend Jo rings every week. And I cook on Tuesdays, for everyone.\n"
    ),
}

TINY_CODEBOOK = Codebook(
    (
        Code(
            "ignored",
            "Judged or ignored",
            "Nobody listened or asked.",
            examples=("They talked over me.",),
            words=("nobody asked", "over my head", "invisible"),
            kind="condition",
            polarity="invalidating",
            part="trunk",
            pair=("listened-to",),
            area="communication",
        ),
        Code(
            "listened-to",
            "Listened to",
            "Somebody heard and understood.",
            examples=("She really heard me.",),
            words=("listen", "heard", "understood"),
            kind="condition",
            polarity="validating",
            part="trunk",
            pair=("ignored",),
            area="communication",
        ),
        Code(
            "something-to-do",
            "Something to do",
            "Work, hobbies, fun.",
            examples=("I paint on Mondays.",),
            words=("garden", "cook", "work"),
            kind="condition",
            polarity="validating",
            part="roots",
            area="activity",
        ),
    ),
    id="tiny",
    title="A tiny codebook",
    version="1",
)

_TINY_CODINGS = (
    ("P1", "nobody asked me what had happened", "ignored"),
    ("P1", "Now there is the garden.", "something-to-do"),
    ("P2", "the doctor talked over my head", "ignored"),
)


def tiny_project(study: str | Path, coder: str = "Ana", standpoint: str = "peer researcher") -> Project:
    """Make a study with two short invented interviews, three codes and three codings."""
    from qualkit.project import Project

    project = Project.create(study, coder=coder, standpoint=standpoint)
    with TemporaryDirectory() as folder:
        for name, words in TINY_TALK.items():
            Path(folder, name).write_text(words, encoding="utf-8")
        project.add_transcripts(folder)
    project.add_codebook(TINY_CODEBOOK)
    for document, words, code in _TINY_CODINGS:
        project.code(project.transcripts[document].find(words), code)
    return project


def suggestion_at(segment: Segment, code: str, confidence: float = 0.5) -> Suggestion:
    """A suggestion for one place, with an id made of the place."""
    return Suggestion(
        f"scripted-{segment.document}-{segment.start}-{code}".casefold(), segment, code, confidence
    )


@dataclass(frozen=True)
class ScriptedSuggester:
    """Stands where the machine stands and proposes what it was given: ``project.suggest(suggester=...)``."""

    suggestions: tuple[Suggestion, ...]

    def __call__(
        self, *_: Any, rejected: Iterable[tuple[str, int, int, str]] = (), **__: Any
    ) -> list[Suggestion]:
        """Propose them all but the rejected ones."""
        gone = set(rejected)
        return [
            s
            for s in self.suggestions
            if (s.segment.document, s.segment.start, s.segment.end, s.code) not in gone
        ]
