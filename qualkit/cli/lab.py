"""The command that opens JupyterLab on a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.cli.arguments import coder_argument, command, study_argument
from qualkit.cli.output import say
from qualkit.errors import StudyUnwritable

if TYPE_CHECKING:
    import argparse

    from qualkit.cli.arguments import Commands


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    lab = command(commands, "lab", _lab, "open the coding notebook of a study in JupyterLab")
    study_argument(lab)
    lab.add_argument(
        "--shortcut",
        action="store_true",
        help="only leave a file on the desktop that does this by a double click",
    )
    lab.add_argument("--no-browser", action="store_true", help="open no browser; the address is printed")
    coder_argument(lab)


def _lab(options: argparse.Namespace) -> int:
    from qualkit.widgets import lab, shortcut

    desk = lab.ready(str(options.study), options.coder or "")
    if not options.shortcut:
        say(f"Opening {desk.notebook.name} in JupyterLab. To close it, come back here and press Ctrl and C.")
        return lab.open_lab(desk, browser=not options.no_browser)
    if "://" in str(options.study):
        raise StudyUnwritable(
            "A shortcut would hold the password of a study on a server, so none is left. Nothing was written."
        )
    left = shortcut.leave(str(options.study), desk.notebook.parent, options.coder or "")
    where = "on your desktop" if left.on_desktop else "beside the study, since no desktop was found"
    say(f"Left {left.path.name} {where}: {left.path}. A double click opens the coding notebook.")
    return 0
