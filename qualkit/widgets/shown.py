"""What the browser is sent: plain lists and dicts of a page, its codings and its codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualkit.desk.pages import Changes, Page
    from qualkit.model import Code, Codebook, Turn
    from qualkit.project import Project
    from qualkit.store.pages import Laid


def page(project: Project, shown: Page) -> dict[str, Any]:
    """One interview, whole; offsets are code points of the whole text."""
    return {
        "kind": "page",
        "study": project.study,
        "document": shown.transcript.document,
        "documents": list(project.pages),
        "revision": shown.transcript.revision,
        "coder": {"id": project.coder.id, "name": project.coder.name},
        "coders": {coder.id: coder.name for coder in shown.coders.values()},
        "turns": [_turn(turn) for turn in shown.transcript.turns],
        "codings": codings(shown.codings),
        "codes": codes(shown.codebook),
        "uses": dict(shown.uses),
        "number": shown.number,
    }


def changes(since: Changes) -> dict[str, Any]:
    """What is to be painted anew."""
    told: dict[str, Any] = {
        "number": since.number,
        "codings": codings(since.codings),
        "gone": list(since.gone),
        "uses": dict(since.uses),
    }
    if since.codebook is not None:
        told["codes"] = codes(since.codebook)
    return told


def _turn(turn: Turn) -> list[Any]:
    return [turn.number, turn.speaker or "", turn.role, turn.start_time, turn.start, turn.text]


def codings(found: Iterable[Laid]) -> list[dict[str, Any]]:
    """Codings, a dict each."""
    return [laid._asdict() for laid in found]


def codes(book: Codebook) -> list[dict[str, Any]]:
    """The codes in order, parents first."""
    return [_code(code) for code in book]


def _code(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "name": code.name,
        "short": code.short_name,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "examples": list(code.examples),
        "words": list(code.words),
        "kind": code.kind,
        "polarity": code.polarity,
        "part": code.part,
        "pair": list(code.pair),
        "area": code.area,
        "parent": code.parent,
    }
