"""Commands for suggestions: suggest, accept, reject."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

from qualkit.cli.arguments import (
    coder_argument,
    command,
    covered_argument,
    json_argument,
    opened,
    study_argument,
)
from qualkit.cli.output import progress, rows, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from qualkit.cli.arguments import Commands
    from qualkit.model import Suggestion
    from qualkit.privacy import Covering
    from qualkit.project import Project


#: As wide as a plain terminal.
_WIDE = 78


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    suggest = command(commands, "suggest", _suggest, "point to passages that someone may have missed")
    study_argument(suggest)
    suggest.add_argument("--document", metavar="D", help="in this document only")
    suggest.add_argument("--code", metavar="C", help="for this code only")
    suggest.add_argument("--limit", metavar="N", type=int, default=20, help="at most so many (20)")
    coder_argument(suggest)
    json_argument(suggest)
    covered_argument(suggest)
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
        record = _record(project)
        cover = project.distress.covering(show=options.show_covered)
    shown = [{**_row(item, cover), "record": record(item)} for item in found]
    if options.json:
        rows(shown, (), as_json=True, empty="")
        return
    for row in shown:
        _show(row)
    if not found:
        say("Nothing to suggest: the machine knows too little, or has found nothing new.")
        return
    say(f"\nNone of these is a coding until you say so:  qualkit accept {options.study} ID --coder YOUR-NAME")


def _show(row: dict[str, Any]) -> None:
    """Where, what and how sure; the words; the first reason; what became of earlier ones."""
    past, why = row["record"], row["why"]
    decided = past["kept"] + past["changed"] + past["rejected"]
    so_far = f"of {decided} decided so far, {past['kept']} kept" if decided else "none decided so far"
    sure = f"about {round(10 * row['confidence'])} in 10 like this may be right"
    say(
        f"\n{row['suggestion_id']}  {row['document']} {row['start']}:{row['end']}  {row['code']}  {sure}; {so_far}"
    )
    say(fill(" ".join(row["text"].split()), _WIDE, initial_indent="    ", subsequent_indent="    "))
    if why:
        say(fill(f"why: {why[0]['text']}", _WIDE, initial_indent="    ", subsequent_indent="    "))


def _record(project: Project) -> Callable[[Suggestion], dict[str, int]]:
    """What has become of earlier suggestions for a suggestion's code, by the same model."""
    counted = project.suggestion_record().to_dict("records")
    past = {(row["code"], row["model"]): row for row in counted}
    return lambda item: {
        key: past[item.code, item.model][key] for key in ("offered", "kept", "changed", "rejected")
    }


def _row(item: Suggestion, cover: Covering) -> dict[str, Any]:
    return {
        "suggestion_id": item.id,
        "document": item.segment.document,
        "start": item.segment.start,
        "end": item.segment.end,
        "text": cover.quote(item.segment),
        "code": item.code,
        "confidence": item.confidence,
        "why": [{"kind": reason.kind, "text": reason.text, "weight": reason.weight} for reason in item.why],
        "model": item.model,
    }


def _accept(options: argparse.Namespace) -> None:
    with opened(options) as project:
        for coding in project.accept_all(options.ids):
            place = f"{coding.segment.document} {coding.segment.start}:{coding.segment.end}"
            say(f"Accepted by {project.coder.name}: {place} as {coding.code} ({coding.id}).")


def _reject(options: argparse.Namespace) -> None:
    with opened(options) as project:
        project.reject_all(options.ids)
        say(f"Rejected by {project.coder.name}: {', '.join(options.ids)}.")
