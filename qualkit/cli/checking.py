"""Commands for member checks: prepare, status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.cli import deciding, entering, papers, returning
from qualkit.cli.arguments import command, json_argument, opened, study_argument
from qualkit.cli.output import rows

if TYPE_CHECKING:
    import argparse

    from qualkit.cli.arguments import Commands


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    parser = commands.add_parser("member-check", help="show people how their words were read")
    inner = parser.add_subparsers(metavar="WHAT", required=True)
    papers.add_commands(inner)
    status = command(inner, "status", _status, "show each person's papers and their state")
    study_argument(status)
    json_argument(status)
    for group in (returning, entering, deciding):
        group.add_commands(inner)


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
