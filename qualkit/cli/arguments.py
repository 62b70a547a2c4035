"""Arguments that several commands share, each written once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.cli.output import cover_with

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from qualkit.project import Project

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it no other way
    Run = Callable[[argparse.Namespace], int | None]


def command(commands: Commands, name: str, run: Run, help: str) -> argparse.ArgumentParser:  # noqa: A002
    """Add one command with its help, and say what runs it."""
    parser = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
    parser.set_defaults(run=run)
    return parser


def study_argument(parser: argparse.ArgumentParser) -> None:
    """STUDY: where the inquiry is kept."""
    parser.add_argument("study", metavar="STUDY", help="a file ending in .qualkit, or a postgresql:// URL")


def coder_argument(parser: argparse.ArgumentParser) -> None:
    """--coder NAME: in whose name."""
    parser.add_argument(
        "--coder", metavar="NAME", help="who you are (else QUALKIT_CODER, else whoever began the study)"
    )


def json_argument(parser: argparse.ArgumentParser) -> None:
    """--json: rows for programs."""
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def covered_argument(parser: argparse.ArgumentParser) -> None:
    """--show-covered: also what is flagged as distressing."""
    parser.add_argument(
        "--show-covered", action="store_true", help="show passages that somebody flagged as distressing, too"
    )


def shows_covered(options: argparse.Namespace) -> bool:
    """Whether somebody chose to see them."""
    return bool(getattr(options, "show_covered", False))


def opened(options: argparse.Namespace, *, readonly: bool = False) -> Project:
    """Open the study that a command names, in its coder's name.

    What is printed from then on has no passage in it that is flagged as distressing, unless --show-covered was typed.
    """
    from qualkit.project import Project

    project = Project.open(options.study, coder=getattr(options, "coder", None), readonly=readonly)
    cover_with(project.distress.covering(show=shows_covered(options)).within)
    return project


def given(options: argparse.Namespace, *names: str) -> dict[str, Any]:
    """Those of the named options that somebody typed."""
    return {name: getattr(options, name) for name in names if getattr(options, name) is not None}
