"""Commands for member checks: prepare, status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.cli import deciding, entering, returning
from qualkit.cli.arguments import coder_argument, command, json_argument, opened, study_argument
from qualkit.cli.output import progress, rows, say

if TYPE_CHECKING:
    import argparse

    from qualkit.cli.arguments import Commands


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    parser = commands.add_parser("member-check", help="show people how their words were read")
    inner = parser.add_subparsers(metavar="WHAT", required=True)
    prepare = command(inner, "prepare", _prepare, "write a paper for each participant who wants one")
    study_argument(prepare)
    prepare.add_argument("--out", metavar="DIR", required=True, help="the folder to write them into")
    prepare.add_argument("--participant", metavar="P", help="for this person only")
    prepare.add_argument(
        "--print",
        dest="style",
        choices=("large", "standard"),
        default="large",
        help="large print unless asked otherwise",
    )
    prepare.add_argument(
        "--all-parts", action="store_true", help="the further parts too, not the first one alone"
    )
    coder_argument(prepare)
    json_argument(prepare)
    status = command(inner, "status", _status, "show each person's papers and their state")
    study_argument(status)
    json_argument(status)
    for group in (returning, entering, deciding):
        group.add_commands(inner)


def _prepare(options: argparse.Namespace) -> None:
    with opened(options) as project, progress("Writing papers") as show:
        prepared = project.prepare_member_checks(
            options.out, options.participant, options.style, show, all_parts=options.all_parts
        )
    if options.json:
        found = [
            {
                "participant": p.participant,
                "files": [str(f) for f in p.files],
                "waiting": p.waiting,
                "why_not": p.why_not,
            }
            for p in prepared
        ]
        rows(found, (), as_json=True, empty="")
        return
    for item in prepared:
        for file in item.files:
            say(f"{item.participant}: {file}")
        for warning in item.warnings:
            say(f"   look: {warning}")
        if item.waiting:
            say(f"   {item.waiting} more passages wait for a further part (--all-parts)")
        if item.why_not:
            say(f"{item.participant}: no paper: {item.why_not}")


def _status(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        table = project.checks.status().to_dict("records")
    found = [{str(key): value for key, value in row.items()} for row in table]
    columns = (
        "participant",
        "paper",
        "state",
        "items",
        "agree",
        "not_quite",
        "remove",
        "unanswered",
        "own_words",
    )
    rows(found, columns, as_json=options.json, empty="Nobody takes part yet.")
