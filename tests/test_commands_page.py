"""The page of commands says what the commands say."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from qualkit.cli.parser import build_parser

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = """# Every command

`qualkit COMMAND --help` says the same. STUDY is a file ending in `.qualkit`, or a `postgresql://` URL. A command ends
with 0 when it is done, with 1 and one line when it refuses, and with 2 when it was not understood.
"""


def commands(parser, name=()):
    """Each command of the parser: its words, its help, its own parser."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                below = list(commands(inner, (*name, word)))
                yield from below or [((*name, word), inner)]


def page():
    """The page as it should be."""
    parts = [HEAD]
    for words, parser in commands(build_parser()):
        usage = " ".join(parser.format_usage().split()).removeprefix("usage: ")
        lines = [f"## qualkit {' '.join(words)}", f"{parser.description}", f"```\n{usage}\n```"]
        for action in parser._actions:
            name = ", ".join(action.option_strings) or str(action.metavar)
            if action.help and name != "-h, --help":
                lines.append(f"- `{name}`: {action.help}")
        parts.append("\n\n".join(lines[:3]) + "\n\n" + "\n".join(lines[3:]) + "\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts))


def test_the_page_is_up_to_date(monkeypatch):
    """docs/commands.md has every command with its usage and options, word for word (`python -m tests.test_commands_page` writes it)."""
    monkeypatch.setenv("COLUMNS", "100")

    assert PAGE.read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
