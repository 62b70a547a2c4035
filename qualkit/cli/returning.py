"""Commands for what comes back: member-check read, confirm, responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.cli.arguments import (
    coder_argument,
    command,
    covered_argument,
    json_argument,
    opened,
    study_argument,
)
from qualkit.cli.output import rows, say, warn
from qualkit.errors import QualkitError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from qualkit.cli.arguments import Commands
    from qualkit.desk.returning import Received

_FATES = {
    "taken": "taken in",
    "proposed": "proposed, a person must look",
    "second": "kept beside another",
    "again": "known already",
    "by hand": "to be typed in by hand",
    "put aside": "put aside",
}


def add_commands(inner: Commands) -> None:
    """Add what the member-check group says about returns."""
    read = command(inner, "read", _read, "take in what came back; files that cannot be told are put aside")
    study_argument(read)
    read.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="filled PDFs, forms, tables, photos or scans, or folders of them",
    )
    read.add_argument("--participant", metavar="P", help="whose paper it must be")
    read.add_argument("--received", metavar="DAY", help="the day it came, as 2027-01-29 (else today)")
    read.add_argument("--keep", action="store_true", help="keep the files themselves in the study too")
    read.add_argument("--pictures", metavar="DIR", help="put pictures of flattened boxes there")
    read.add_argument("--yes", action="store_true", help="you have looked at every one of them")
    coder_argument(read)
    json_argument(read)
    covered_argument(read)
    confirm = command(inner, "confirm", _confirm, "say that you have looked at a return, and that it counts")
    study_argument(confirm)
    confirm.add_argument("returned", metavar="RETURN", help="its id, or the beginning of it")
    item_argument(confirm)
    coder_argument(confirm)
    responses = command(inner, "responses", _responses, "list every answer, with the person's own words")
    study_argument(responses)
    json_argument(responses)
    covered_argument(responses)


def item_argument(parser: argparse.ArgumentParser) -> None:
    """--item NUMBER=ANSWER, as often as needed."""
    parser.add_argument(
        "--item",
        metavar="N=ANSWER",
        action="append",
        default=[],
        help="the answer to number N: agree, notquite, remove or skip",
    )


def by_number(pairs: Iterable[str], what: str) -> dict[int, str]:
    """Pairs as typed, such as `3=agree`, by their number.

    Raises
    ------
    QualkitError
        One of them is no pair with a number.
    """
    found: dict[int, str] = {}
    for pair in pairs:
        number, equals, said = pair.partition("=")
        if not equals or not number.strip().isdigit():
            raise QualkitError(f"{what} is written NUMBER=ANSWER, such as 3=agree; this was not.")
        found[int(number)] = said.strip()
    return found


def _read(options: argparse.Namespace) -> int:
    with opened(options) as project:
        received = project.checks.read(
            options.files,
            participant=options.participant,
            received=options.received,
            keep=options.keep,
            confirmed=options.yes,
        )
    if options.pictures:
        _put_pictures(received, options.pictures)
    if options.json:
        rows([_as_row(item) for item in received], (), as_json=True, empty="")
    else:
        for item in received:
            tell(item)
    return int(any(item.fate in ("by hand", "put aside") for item in received))


def _as_row(item: Received) -> dict[str, Any]:
    answers = [
        {"item": answer.number, "answer": answer.state, "words": answer.words, "doubt": answer.doubt}
        for answer in item.answers
    ]
    return {
        "file": item.file,
        "fate": item.fate,
        "message": item.message,
        "participant": item.participant or None,
        "paper": item.paper or None,
        "state": item.state or None,
        "return_id": item.id or None,
        "answers": answers,
        "all_more": item.more,
        "doubts": list(item.doubts),
    }


def tell(item: Received) -> None:
    """Say what came: the person's own words first, then the answers, then what became of it."""
    if item.fate == "put aside":
        warn(f"qualkit: {item.message}")
        return
    say(f"{item.participant}, paper {item.paper}: {_FATES[item.fate]}")
    for answer in item.answers:
        if answer.words:
            say(f"   number {answer.number}, in their own words: {answer.words}")
    if item.more:
        say(f"   what we missed, in their own words: {item.more}")
    for answer in item.answers:
        doubt = f"   ({answer.doubt})" if answer.doubt else ""
        say(f"   number {answer.number}: {answer.state.replace('_', ' ')}{doubt}")
    for line in (*item.doubts, item.message):
        if line:
            say(f"   look: {line}")
    if any(answer.state == "remove" for answer in item.answers) and item.fate != "again":
        say("   ask: shall we not quote it, or not use it at all? Until you know, nothing shows it.")


def _put_pictures(received: Iterable[Received], folder: str) -> None:
    from pathlib import Path

    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for item in received:
        for answer in item.answers:
            if answer.picture:
                (place / f"{item.paper}-{answer.number}.png").write_bytes(answer.picture)


def _confirm(options: argparse.Namespace) -> None:
    with opened(options) as project:
        item = project.checks.confirm(options.returned, by_number(options.item, "An answer"))
    say(f"{item.participant}, paper {item.paper}: counts from now on, looked at by {project.coder.name}.")


def _responses(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        table = project.checks.responses(show_covered=options.show_covered).to_dict("records")
    found = [{str(key): value for key, value in row.items()} for row in table]
    columns = ("participant", "item", "answer", "words", "source", "standing", "confirmed_by")
    rows(found, columns, as_json=options.json, empty="Nothing has come back yet.")
