"""Commands on themes, the group's own sentences: add, show, change, gather, release, remove."""

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

    from qualkit.cli.arguments import Commands
    from qualkit.model import Theme


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    group = commands.add_parser("theme", help="the group's own sentences, with codings for and against each")
    inner = group.add_subparsers(metavar="WHAT", required=True)
    add = command(inner, "add", _add, "write a theme: a sentence of the group's own")
    study_argument(add)
    add.add_argument("sentence", metavar="SENTENCE", help="what the group says")
    _codings_arguments(add)
    show = command(inner, "show", _show, "list the themes with their counts, or what one theme gathered")
    study_argument(show)
    show.add_argument("theme", metavar="THEME", nargs="?", help="one theme's id, or its beginning")
    show.add_argument("--words", action="store_true", help="show the words of its codings too")
    json_argument(show)
    covered_argument(show)
    change = command(inner, "change", _change, "write a theme's sentence or cycle anew")
    _theme_arguments(change)
    change.add_argument("sentence", metavar="SENTENCE", nargs="?", help="what the group says now")
    gather = command(inner, "gather", _gather, "lay further codings to a theme")
    _theme_arguments(gather)
    _codings_arguments(gather)
    for parser in (add, change):
        parser.add_argument("--cycle", metavar="N", type=int, help="the number of the cycle it comes from")
    release = command(inner, "release", _release, "take codings out of a theme; they themselves stay")
    _theme_arguments(release)
    release.add_argument("codings", metavar="CODING", nargs="+", help="which")
    remove = command(inner, "remove", _remove, "take a theme out; its codings stay")
    _theme_arguments(remove)
    for parser in (add, change, gather, release, remove):
        coder_argument(parser)


def _theme_arguments(parser: argparse.ArgumentParser) -> None:
    study_argument(parser)
    parser.add_argument("theme", metavar="THEME", help="its id, or the beginning of it")


def _codings_arguments(parser: argparse.ArgumentParser) -> None:
    for side, about in (("for", "that speak for it"), ("against", "that speak against it")):
        parser.add_argument(
            f"--{side}",
            dest=f"codings_{side}",
            metavar="CODING",
            nargs="+",
            default=(),
            help=f"codings {about}",
        )


def _sides(options: argparse.Namespace) -> dict[str, Any]:
    return given(options, "codings_for", "codings_against")


def _add(options: argparse.Namespace) -> None:
    with opened(options) as project:
        _say(project.themes.add(options.sentence, cycle=options.cycle, **_sides(options)))


def _change(options: argparse.Namespace) -> None:
    with opened(options) as project:
        _say(project.themes.change(options.theme, **given(options, "sentence", "cycle")))


def _gather(options: argparse.Namespace) -> None:
    with opened(options) as project:
        _say(project.themes.gather(options.theme, **_sides(options)))


def _release(options: argparse.Namespace) -> None:
    with opened(options) as project:
        _say(project.themes.release(options.theme, options.codings))


def _remove(options: argparse.Namespace) -> None:
    with opened(options) as project:
        gone = project.themes.remove(options.theme)
    say(f"The theme {gone.id} is taken out; its codings stay. qualkit undo {options.study} brings it back.")


def _say(theme: Theme) -> None:
    told = f"{len(theme.codings_for)} for it, {len(theme.codings_against)} against"
    count = len(theme.codings)
    say(f"Theme {theme.id}, with {count} {'coding' if count == 1 else 'codings'}: {told}.")


def _show(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        if options.theme is None:
            columns = ["theme", "sentence", "codings_for", "codings_against", "people", "of"]
            table, empty = (
                project.themes.table(show_covered=options.show_covered),
                "No theme has been written yet.",
            )
        else:
            columns = ["coding_id", "speaks", "document", "participant", "code", *(["text"] * options.words)]
            table = project.themes.excerpts(options.theme, show_covered=options.show_covered)
            empty = "This theme has gathered nothing yet."
            table = table if options.words else table[columns]
    found = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
    rows(found, columns, as_json=options.json, empty=empty)
