"""The whole command line as one parser; each module of this folder adds its group."""

from __future__ import annotations

import argparse

from qualkit import __version__
from qualkit.cli import (
    care,
    checking,
    codebooks,
    coding,
    correcting,
    findings,
    lab,
    names,
    reporting,
    study,
    suggesting,
    theming,
    withdrawing,
)

_ABOUT = "Co-operative inquiry: from interviews to codings, member checks, trees and a report."
_END = "Begin with  qualkit demo ; it does a whole invented inquiry and says what to type next."


def build_parser() -> argparse.ArgumentParser:
    """Make the parser. Its `run` attribute after parsing is the command's function."""
    parser = argparse.ArgumentParser(prog="qualkit", description=_ABOUT, epilog=_END)
    parser.add_argument("--version", action="version", version=f"qualkit {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    groups = (
        reporting, study, names, codebooks, coding, correcting, care, lab, suggesting, theming, checking, findings,
        withdrawing
    )  # fmt: skip
    for group in groups:
        group.add_commands(commands)
    return parser
