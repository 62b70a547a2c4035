"""Commands that show a whole inquiry: demo, report."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.cli.arguments import coder_argument, command, covered_argument, opened, study_argument
from qualkit.cli.names import key_arguments, with_key
from qualkit.cli.output import progress, say, warn
from qualkit.errors import StoreError

if TYPE_CHECKING:
    import argparse

    from qualkit.cli.arguments import Commands
    from qualkit.project import Project


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    demo = command(
        commands, "demo", _demo, "do a whole inquiry on invented interviews, to see what comes out"
    )
    demo.add_argument(
        "out", metavar="OUT", nargs="?", default="qualkit-demo", help="the folder to fill (qualkit-demo)"
    )
    report = command(commands, "report", _report, "write the report: figures, tables, the record")
    study_argument(report)
    report.add_argument("--out", metavar="DIR", required=True, help="the folder to fill")
    report.add_argument(
        "--for",
        dest="audience",
        choices=("team", "others"),
        default="team",
        help="others: only what people agreed to",
    )
    covered_argument(report)
    key_arguments(report)
    coder_argument(report)


def _demo(options: argparse.Namespace) -> None:
    from qualkit.report import demo

    demo(Path(options.out), say=say, progress=progress, called=_called_as())


def _called_as() -> str:
    """How a person starts this command from where they stand."""
    name = os.environ.get("QUALKIT_CALLED_AS", "qualkit")
    return f'"{name}"' if " " in name else name


def _report(options: argparse.Namespace) -> None:
    from qualkit.report import write_report

    with _opened(options) as project, progress("Drawing figures") as show:
        written = write_report(
            project,
            Path(options.out),
            for_others=options.audience == "others",
            progress=show,
            names=with_key(project.names, options),
            show_covered=options.show_covered,
        )
    if written.warning:
        warn(written.warning)
    if written.waiting:
        warn(
            f"{written.waiting} quotations stayed behind: nobody has said yet that nobody local would know the "
            f"person by the story. See  qualkit quotes {options.study}"
        )
    say(
        f"The report is {written.page}; beside it {len(written.figures)} figures and {len(written.tables)} tables."
    )


def _opened(options: argparse.Namespace) -> Project:
    """For changing, as what is made goes on the register; for reading alone where the study is closed to us."""
    try:
        return opened(options)
    except StoreError:
        return opened(options, readonly=True)
