"""Running a command, and turning whatever it refuses into one line."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from qualkit.cli.output import cover_with
from qualkit.cli.parser import build_parser
from qualkit.errors import QualkitError

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, REFUSED = 0, 1
_STOPPED = 130


def run(arguments: Sequence[str]) -> int:
    """Parse, run, and give the exit code."""
    _speak_utf8(sys.stdout, sys.stderr)
    cover_with(None)
    options = build_parser().parse_args(list(arguments))
    try:
        code: int | None = options.run(options)
        sys.stdout.flush()
    except QualkitError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return _refuse("Stopped. What was saved is saved; nothing is half done.", _STOPPED)
    except BrokenPipeError:
        # Whoever read our output has gone (as `head` does); Python must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return _refuse(
            f"{error.filename or 'A file'}: {error.strerror or 'it could not be used'}. Nothing is half done."
        )
    except Exception as error:
        if os.environ.get("QUALKIT_DEBUG"):
            raise
        # Its text might hold somebody's words, so only its kind is shown.
        return _refuse(
            f"Something went wrong that should not ({type(error).__name__}). The study is as it was. "
            "Please report it; with QUALKIT_DEBUG=1 set, the command shows where."
        )
    return DONE if code is None else code


def _refuse(sentence: str, code: int = REFUSED) -> int:
    print(f"qualkit: {sentence}", file=sys.stderr)  # noqa: T201
    return code


def _speak_utf8(*streams: TextIO) -> None:
    """A console that lacks a letter shows its code instead of stopping."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
