"""The command line: it parses, calls and shows; every decision lies deeper."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 refused, 2 not understood."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["--version"]:
        from qualkit import __version__

        print(f"qualkit {__version__}")  # noqa: T201 - the command line is where printing belongs
        return 0
    from qualkit.cli.run import run

    return run(arguments)
