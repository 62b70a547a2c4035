"""Commands for looking after whoever reads and codes: distress, documents, take-up, pass-on."""

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

    documents = command(commands, "documents", _documents, "list the interviews, and who has each in hand")
    study_argument(documents)
    coder_argument(documents)
    json_argument(documents)
    take_up = command(commands, "take-up", _take_up, "take an interview into your hand")
    pass_on = command(commands, "pass-on", _pass_on, "pass an interview on; nobody asks why")
    for parser in (take_up, pass_on):
        study_argument(parser)
        parser.add_argument("document", metavar="DOCUMENT", help="which transcript")
        coder_argument(parser)
    pass_on.add_argument("--to", metavar="NAME", help="to this colleague; left out, to whoever takes it up")


def _documents(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        hands = project.transcripts.in_hand()
        found = [
            {
                "document": name,
                "turns": len(project.transcripts[name].turns),
                "words": project.transcripts[name].words,
                "in_hand": list(hands[name]) if options.json else ", ".join(hands[name]),
                "stopped_at": project.transcripts.place(name),
            }
            for name in project.transcripts
        ]
    columns = ("document", "turns", "words", "in_hand", "stopped_at")
    rows(found, columns, as_json=options.json, empty="There are no transcripts yet.")


def _take_up(options: argparse.Namespace) -> None:
    with opened(options) as project:
        _say_hands(options.document, project.transcripts.take_up(options.document))


def _pass_on(options: argparse.Namespace) -> None:
    with opened(options) as project:
        _say_hands(options.document, project.transcripts.pass_on(options.document, options.to))


def _say_hands(document: str, names: tuple[str, ...]) -> None:
    say(f"{document} is in the hands of {', '.join(names)}." if names else f"{document} is in nobody's hand.")


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
