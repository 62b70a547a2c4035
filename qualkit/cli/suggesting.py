"""Commands for suggestions: suggest, accept, reject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.cli.arguments import coder_argument, command, json_argument, opened, study_argument
from qualkit.cli.output import progress, rows, say

if TYPE_CHECKING:
    import argparse

    from qualkit.cli.arguments import Commands
    from qualkit.model import Suggestion


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    suggest = command(commands, "suggest", _suggest, "point to passages that someone may have missed")
    study_argument(suggest)
    suggest.add_argument("--document", metavar="D", help="in this document only")
    suggest.add_argument("--code", metavar="C", help="for this code only")
    suggest.add_argument("--limit", metavar="N", type=int, default=20, help="at most so many (20)")
    coder_argument(suggest)
    json_argument(suggest)
    for name, run, about in (
        ("accept", _accept, "make suggestions your own codings"),
        ("reject", _reject, "turn suggestions down"),
    ):
        parser = command(commands, name, run, about)
        study_argument(parser)
        parser.add_argument("ids", metavar="ID", nargs="+", help="as suggest prints them, or their beginning")
        coder_argument(parser)


def _suggest(options: argparse.Namespace) -> None:
    with opened(options) as project, progress("Reading for passages") as show:
        found = project.suggest(options.document, options.code, options.limit, progress=show)
    columns = ("suggestion_id", "document", "place", "code", "sure", "because", "text")
    empty = "Nothing to suggest: the machine knows too little, or has found nothing new."
    rows([_row(item, as_json=options.json) for item in found], columns, as_json=options.json, empty=empty)
    if found and not options.json:
        say(
            f"\nNone of these is a coding until you say so:  qualkit accept {options.study} ID --coder YOUR-NAME"
        )


def _row(item: Suggestion, *, as_json: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        "suggestion_id": item.id,
        "document": item.segment.document,
        "start": item.segment.start,
        "end": item.segment.end,
        "text": item.segment.quote,
        "code": item.code,
        "confidence": item.confidence,
        "why": [{"kind": reason.kind, "text": reason.text, "weight": reason.weight} for reason in item.why],
        "model": item.model,
    }
    if as_json:
        return row
    first = item.why[0] if item.why else None
    because = f"{first.kind}: {first.text}" if first else ""
    return {
        **row,
        "place": f"{item.segment.start}:{item.segment.end}",
        "sure": f"{item.confidence:.2f}",
        "because": because,
    }


def _accept(options: argparse.Namespace) -> None:
    with opened(options) as project:
        for suggestion in options.ids:
            coding = project.accept(suggestion)
            place = f"{coding.segment.document} {coding.segment.start}:{coding.segment.end}"
            say(f"Accepted by {project.coder.name}: {place} as {coding.code} ({coding.id}).")


def _reject(options: argparse.Namespace) -> None:
    with opened(options) as project:
        for suggestion in options.ids:
            project.reject(suggestion)
            say(f"Rejected by {project.coder.name}: {suggestion}.")
