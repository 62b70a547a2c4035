"""Commands on codebooks: show, check, add, update, new, change, diff, export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.cli.arguments import (
    coder_argument,
    command,
    covered_argument,
    given,
    json_argument,
    opened,
    study_argument,
)
from qualkit.cli.output import rows, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from qualkit.cli.arguments import Commands
    from qualkit.coding import Difference
    from qualkit.model import Code, Codebook

#: A code's fields that can be typed, and what each is for.
_FIELDS = {
    "definition": "what it means",
    "include": "when to use it",
    "exclude": "when not",
    "polarity": "validating or invalidating",
    "part": "its place in a tree: roots, trunk, branches or fruits",
    "area": "such as home or money",
    "kind": "such as condition, support or outcome",
    "parent": "the code above it",
}


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    group = commands.add_parser("codebook", help="show, check, add, make, compare and export codes")
    inner = group.add_subparsers(metavar="WHAT", required=True)
    _add_reading(inner)

    add = command(inner, "add", _add, "add a codebook to a study")
    study_argument(add)
    add.add_argument("codebook", metavar="CODEBOOK", help="a built-in name, or a YAML, CSV or XLSX file")
    coder_argument(add)

    update = command(
        inner, "update", _update, "take a codebook in again, such as a spreadsheet that was worked on"
    )
    study_argument(update)
    update.add_argument(
        "codebook", metavar="FILE", help="a YAML, CSV or XLSX file; a code that is not in it stays"
    )
    update.add_argument("--dry-run", action="store_true", help="only say what would be different")
    coder_argument(update)
    json_argument(update)
    covered_argument(update)

    new = command(inner, "new", _new, "make a code, such as of a person's own words")
    study_argument(new)
    new.add_argument("name", metavar="NAME", help="its name, such as the person's own words")
    change = command(inner, "change", _change, "write something of a code anew")
    study_argument(change)
    change.add_argument("code", metavar="CODE", help="the code's id")
    change.add_argument("--name", metavar="WORDS", help="its new name")
    for parser in (new, change):
        for field, about in _FIELDS.items():
            parser.add_argument(f"--{field}", metavar="WORDS", help=about)
        coder_argument(parser)


def _add_reading(inner: Commands) -> None:
    show = command(inner, "show", _show, "show a codebook: a study's, a built-in one or a file's")
    show.add_argument(
        "codebook", metavar="CODEBOOK", nargs="?", help="left out, the built-in ones are listed"
    )
    json_argument(show)
    covered_argument(show)
    check = command(inner, "check", _check, "check a codebook file, line by line")
    check.add_argument("file", metavar="FILE", help="a YAML, CSV or XLSX file")
    json_argument(check)
    diff = command(inner, "diff", _diff, "say what is different between two codebooks")
    diff.add_argument("old", metavar="OLD", help="a study, a file or a built-in name")
    diff.add_argument("new", metavar="NEW", help="what to hold against it")
    json_argument(diff)
    covered_argument(diff)
    export = command(inner, "export", _export, "write a codebook to a YAML, CSV or XLSX file")
    export.add_argument("codebook", metavar="CODEBOOK", help="a study, a file or a built-in name")
    export.add_argument("file", metavar="FILE", help="its ending says how: .yaml, .csv or .xlsx")
    covered_argument(export)


def _codebook(name: str, *, leaving: bool = False, show_covered: bool = False) -> Codebook:
    """The codebook that somebody means: a study's, a file's, or a built-in one.

    One that is `leaving` its study must hold no real name: examples are people's words. What is flagged as
    distressing is covered in it.
    """
    from qualkit.loaders import load_codebook
    from qualkit.project import Project

    if name.endswith(".qualkit") or name.startswith("postgresql://"):
        with Project.open(name, readonly=True) as project:
            if leaving:
                project.names.refuse_left()
            return project.distress.covering(show=show_covered).codebook(project.codebook)
    return load_codebook(name)


def _show(options: argparse.Namespace) -> None:
    from qualkit.model import built_in_codebooks

    if options.codebook is None:
        found: list[dict[str, Any]] = [
            {"name": name, "title": book.title, "codes": len(book)}
            for name in built_in_codebooks()
            for book in (_codebook(name),)
        ]
        rows(found, ("name", "title", "codes"), as_json=options.json, empty="")
        return
    book = _codebook(options.codebook, show_covered=options.show_covered)
    codes = [_row(book, code) for code in book]
    rows(
        codes, ("id", "name", "polarity", "definition"), as_json=options.json, empty="The codebook is empty."
    )


def _row(book: Codebook, code: Code) -> dict[str, Any]:
    from dataclasses import asdict

    return {**asdict(code), "polarity": code.polarity or "", "path": book.path(code.id)}


def _check(options: argparse.Namespace) -> int:
    from qualkit.loaders import check_codebook

    problems = check_codebook(options.file)
    found = [{"line": problem.line, "problem": problem.message} for problem in problems]
    rows(found, ("line", "problem"), as_json=options.json, empty=f"{options.file} holds together.")
    return int(bool(problems))


def _add(options: argparse.Namespace) -> None:
    with opened(options) as project:
        book = project.add_codebook(options.codebook)
        say(f"Added {len(book)} codes of {book.title or book.id}; the study has {len(project.codebook)}.")


def _new(options: argparse.Namespace) -> None:
    with opened(options) as project:
        code = project.add_code(options.name, **given(options, *_FIELDS))
    say(f"Made the code {code.id}.")


def _change(options: argparse.Namespace) -> None:
    with opened(options) as project:
        code = project.change_code(options.code, **given(options, "name", *_FIELDS))
    say(f"Changed the code {code.id}.")


def _update(options: argparse.Namespace) -> None:
    with opened(options) as project:
        found = project.update_codebook(options.codebook, dry_run=options.dry_run)
    _differences(found, options)


def _diff(options: argparse.Namespace) -> None:
    from qualkit.coding import differences

    old, new = (_codebook(each, show_covered=options.show_covered) for each in (options.old, options.new))
    _differences(differences(old, new), options)


def _differences(items: Iterable[Difference], options: argparse.Namespace) -> None:
    found = [{"code": item.code, "what": item.what, "old": item.old, "new": item.new} for item in items]
    rows(found, ("code", "what", "old", "new"), as_json=options.json, empty="The two are the same.")


def _export(options: argparse.Namespace) -> None:
    from qualkit.loaders import save_codebook

    book = _codebook(options.codebook, leaving=True, show_covered=options.show_covered)
    save_codebook(book, options.file)
    say(f"Wrote {len(book)} codes to {options.file}.")
