"""Commands about what gives people away: pseudonymise, stories."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.cli.arguments import (
    coder_argument,
    command,
    covered_argument,
    json_argument,
    opened,
    study_argument,
)
from qualkit.cli.output import rows, say
from qualkit.errors import QualkitError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from qualkit.cli.arguments import Commands
    from qualkit.desk.names import Names, Proposal
    from qualkit.desk.pseudonyms import Applied
    from qualkit.desk.stories import Telling
    from qualkit.privacy import Covering


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    parser = command(
        commands,
        "pseudonymise",
        _pseudonymise,
        "list what may give somebody away, have it decided in a table, and replace it through the whole study",
    )
    study_argument(parser)
    parser.add_argument("--show", action="store_true", help="show the forms with the words around them")
    parser.add_argument("--document", metavar="D", help="list those of one document")
    parser.add_argument(
        "--known", metavar="FILE", help="names that you know of, one a line, to be looked for too"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--review", metavar="FILE", help="write the table to decide in: .csv or .xlsx")
    what.add_argument(
        "--apply", metavar="FILE", help="read the decided table and replace; what was is in the key alone"
    )
    what.add_argument("--again", action="store_true", help="replace in new documents what was decided before")
    what.add_argument(
        "--restore", action="store_true", help="put the names of the last time back from the key"
    )
    key_arguments(parser)
    coder_argument(parser)
    json_argument(parser)
    covered_argument(parser)

    stories = command(
        commands,
        "stories",
        _stories,
        "list passages that could tell who somebody is without a name, and decide about them",
    )
    study_argument(stories)
    stories.add_argument("places", metavar="PLACE", nargs="*", help="those to decide about, such as P1:1204")
    verdict = stories.add_mutually_exclusive_group()
    verdict.add_argument(
        "--known", action="store_true", help="somebody local could know who it is: others do not read it"
    )
    verdict.add_argument(
        "--not-known", action="store_true", help="nobody could: it may be quoted, as far as consent goes"
    )
    stories.add_argument("--show", action="store_true", help="show the words of each passage")
    stories.add_argument("--open", action="store_true", help="list only those about which nobody has decided")
    coder_argument(stories)
    json_argument(stories)
    covered_argument(stories)


def key_arguments(parser: argparse.ArgumentParser) -> None:
    """--key and --passphrase-file: where the key lies, and what opens it."""
    parser.add_argument(
        "--key", metavar="FILE", help="where the key lies (else QUALKIT_KEY, else beside the study)"
    )
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help="a file whose first line locks the key (else QUALKIT_KEY_PASSPHRASE, else it is not locked)",
    )


def with_key(names: Names, options: argparse.Namespace) -> Names:
    """The project's names with the key that was named."""
    return names.using(options.key, _passphrase(options.passphrase_file))


def _passphrase(file: str | None) -> str | None:
    lines = _lines(file) if file else []
    return lines[0] if lines else None


def _lines(file: str) -> list[str]:
    try:
        return [
            line.strip() for line in Path(file).read_text(encoding="utf-8-sig").splitlines() if line.strip()
        ]
    except (OSError, UnicodeDecodeError):
        raise QualkitError(f"{file} cannot be read as text.") from None


def _pseudonymise(options: argparse.Namespace) -> None:
    changes = bool(options.apply or options.again or options.restore)
    known = _lines(options.known) if options.known else []
    with opened(options, readonly=not changes) as project:
        names = with_key(project.names, options)
        if options.restore:
            say(
                f"Put back: the real names stand in {names.restore()} documents again. Nothing older can be undone."
            )
        elif changes:
            _say_applied(names.apply(options.apply or ()), options)
        elif options.review:
            path = names.write_review(
                options.review, show=options.show, known=known, show_covered=options.show_covered
            )
            say(f"Wrote {path}. It holds real names: keep it with the key, and delete it when you are done.")
            say("Write into 'decision': all, this one, or never. Then:")
            say(f"  qualkit pseudonymise {options.study} --apply {path} --coder YOUR-NAME")
        else:
            found = names.candidates(options.document, known, show_covered=options.show_covered)
            _list(found, options)


def _list(found: Sequence[Proposal], options: argparse.Namespace) -> None:
    shown = ("form", "kind", "count", "found_by", "decided", *(("around",) if options.show else ()))
    hidden = ("number", "kind", "count", "found_by", "decided", "where")
    listed = [_row(number, proposal, show=options.show) for number, proposal in enumerate(found, 1)]
    rows(
        listed,
        shown if options.show else hidden,
        as_json=options.json,
        empty="Nothing was found that may give somebody away.",
    )
    if not options.json and listed and not options.show:
        say(f"{len(listed)} forms. --show shows them; --review FILE writes the table to decide in.")


def _row(number: int, proposal: Proposal, *, show: bool) -> dict[str, object]:
    candidate, known = proposal.candidate, proposal.remembered
    row: dict[str, object] = {
        "number": number,
        "kind": candidate.kind,
        "count": candidate.count,
        "found_by": ", ".join(candidate.finders),
        "decided": f"{known.choice} {known.replacement}".strip() if known else "",
        "where": "; ".join(dict.fromkeys(map(str, proposal.places))),
    }
    return {"form": candidate.form, **row, "around": " | ".join(proposal.contexts)} if show else row


def _say_applied(done: Applied, options: argparse.Namespace) -> None:
    if options.json:
        rows([{**done._asdict(), "key": os.fspath(done.key)}], (), as_json=True, empty="")
        return
    say(
        f"Replaced in {done.places} places of {len(done.documents)} documents, and in {done.elsewhere} others."
    )
    say(f"The key is {done.key}: it alone leads back to the real names. Keep it apart from the study.")
    if not done.encrypted:
        say(
            "It is NOT encrypted: whoever can read the file can read the names. To lock it, install the part "
            "'encrypted' and give a passphrase before the key is made (--passphrase-file)."
        )
    if not done.cleaned:
        say(
            "Somebody else has the study open: its free space still holds the names until it is opened again."
        )
    if done.forgotten:
        say(
            "What was done before can no more be undone: it held real names. Copies made earlier still hold them."
        )


def _stories(options: argparse.Namespace) -> None:
    if bool(options.places) != (options.known or options.not_known):
        raise QualkitError("Name the passages and say --known or --not-known; to list them, name none.")
    with opened(options, readonly=not options.places) as project:
        for place in options.places:
            project.names.decide_story(place, "could be known" if options.known else "could not be known")
        found = project.names.stories()
        cover = project.distress.covering(show=options.show_covered)
    wanted = [story for story in found if _is_wanted(story, options)]
    listed = [_story_row(story, cover, show=options.show) for story in wanted]
    columns = ("place", "turn", "about", "codings", "decided", *(("words",) if options.show else ()))
    rows(listed, columns, as_json=options.json, empty="No passage was found that could tell who somebody is.")


def _is_wanted(story: Telling, options: argparse.Namespace) -> bool:
    if options.places:
        return story.place in options.places
    return not options.open or story.verdict is None


def _story_row(story: Telling, cover: Covering, *, show: bool) -> dict[str, object]:
    row = {
        "place": story.place,
        "turn": story.turn,
        "about": ", ".join(story.about),
        "codings": len(story.codings),
        "decided": f"{story.verdict}, {story.decided_by}" if story.verdict else "",
    }
    words = cover.at(story.document, story.start, story.end, story.words)
    return {**row, "words": words} if show else row
