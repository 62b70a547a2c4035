"""Commands for looking after whoever reads and codes: distress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.cli.arguments import (
    coder_argument,
    command,
    covered_argument,
    json_argument,
    opened,
    study_argument,
)
from qualkit.cli.coding import place_typed
from qualkit.cli.output import rows, say
from qualkit.errors import QualkitError

if TYPE_CHECKING:
    import argparse

    from qualkit.cli.arguments import Commands
    from qualkit.model import DistressFlag
    from qualkit.project import Project


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    distress = command(
        commands,
        "distress",
        _distress,
        "flag a passage as distressing, so that it stays covered; or list them",
    )
    study_argument(distress)
    distress.add_argument("document", metavar="DOCUMENT", nargs="?", help="which transcript")
    distress.add_argument("place", metavar="START:END", nargs="?", help="where, as find prints places")
    distress.add_argument("--remove", metavar="ID", help="take a flag of yours off")
    coder_argument(distress)
    json_argument(distress)
    covered_argument(distress)


def _distress(options: argparse.Namespace) -> None:
    if options.remove and options.document:
        raise QualkitError("Flag a passage, or take a flag off: one of the two at a time.")
    with opened(options, readonly=not (options.place or options.remove)) as project:
        if options.remove:
            flag = project.distress.unflag(options.remove)
            say(f"No longer flagged by you: {flag.document} {flag.start}:{flag.end}.")
        elif options.place:
            segment = project.transcripts[options.document].segment(*place_typed(options.place))
            flag = project.distress.flag(segment)
            say(f"Flagged {flag.document} {flag.start}:{flag.end} ({flag.id}). It stays covered from now on.")
        else:
            found = [_row(project, flag, options) for flag in project.distress.flags(options.document)]
            columns = (
                "id",
                "document",
                "place",
                "coder",
                "since",
                *(("text",) if options.show_covered else ()),
            )
            rows(found, columns, as_json=options.json, empty="No passage is flagged.")


def _row(project: Project, flag: DistressFlag, options: argparse.Namespace) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": flag.id,
        "document": flag.document,
        "place": f"{flag.start}:{flag.end}",
        "start": flag.start,
        "end": flag.end,
        "coder": flag.coder,
        "since": flag.since,
    }
    if options.show_covered:
        text = project.transcripts[flag.document]
        # One whose words went with a correction stands on the text before.
        row["text"] = text.text[flag.start : flag.end] if flag.revision == text.revision else ""
    return row
