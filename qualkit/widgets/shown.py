"""What the browser is sent: plain lists and dicts of a page, its codings and its codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualkit.desk.pages import Changes, Page
    from qualkit.model import Code, Codebook, Turn
    from qualkit.privacy import Covering
    from qualkit.project import Project
    from qualkit.store.pages import Laid


def page(project: Project, shown: Page) -> dict[str, Any]:
    """One interview, whole; offsets are code points of the whole text."""
    cover = project.distress.covering()
    return {
        "kind": "page",
        "study": project.study,
        "document": shown.transcript.document,
        "documents": list(project.pages),
        "revision": shown.transcript.revision,
        "coder": {"id": project.coder.id, "name": project.coder.name},
        "coders": {coder.id: coder.name for coder in shown.coders.values()},
        "turns": [_turn(turn) for turn in shown.transcript.turns],
        "codings": codings(shown.codings, cover),
        "codes": codes(shown.codebook, cover),
        "uses": dict(shown.uses),
        "number": shown.number,
        "place": project.transcripts.place(shown.transcript.document),
        **care(project, shown.transcript.document),
    }


def changes(project: Project, document: str, since: Changes) -> dict[str, Any]:
    """What is to be painted anew."""
    cover = project.distress.covering()
    told: dict[str, Any] = {
        "number": since.number,
        "codings": codings(since.codings, cover),
        "gone": list(since.gone),
        "uses": dict(since.uses),
        **care(project, document),
    }
    if since.codebook is not None:
        told["codes"] = codes(since.codebook, cover)
    return told


def care(project: Project, document: str) -> dict[str, Any]:
    """What is covered, whose hands the interview is in, and which codes this coder keeps on keys."""
    return {
        "flags": flags(project, document),
        "hands": list(project.transcripts.in_hand().get(document, ())),
        "favourites": dict(project.favourites),
    }


def flags(project: Project, document: str) -> list[dict[str, Any]]:
    """What is flagged as distressing on one interview, by whomever."""
    mine = project.coder.name
    return [
        {"id": flag.id, "start": flag.start, "end": flag.end, "mine": flag.coder == mine}
        for flag in project.distress.flags(document)
    ]


def _turn(turn: Turn) -> list[Any]:
    return [turn.number, turn.speaker or "", turn.role, turn.start_time, turn.start, turn.text]


def codings(found: Iterable[Laid], cover: Covering) -> list[dict[str, Any]]:
    """Codings, a dict each; what others noted repeats nothing that is covered."""
    return [{**laid._asdict(), "notes": cover.words(laid.notes)} for laid in found]


def codes(book: Codebook, cover: Covering) -> list[dict[str, Any]]:
    """The codes in order, parents first; their examples repeat nothing that is covered."""
    return [_code(code) for code in cover.codebook(book)]


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
