"""Commands on what people take back, hold back and let out: withdraw, held, quotes, exports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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

    from qualkit.cli.arguments import Commands
    from qualkit.desk.withdrawing import Withdrawal
    from qualkit.model import Segment
    from qualkit.project import Project


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    withdraw = command(
        commands, "withdraw", _withdraw, "take somebody's words out of the study for good, or a part of them"
    )
    study_argument(withdraw)
    withdraw.add_argument("participant", metavar="PARTICIPANT", help="whose words")
    part = withdraw.add_mutually_exclusive_group()
    part.add_argument(
        "--passage", nargs=2, metavar=("DOCUMENT", "START:END"), help="only this passage, as find prints it"
    )
    part.add_argument("--code", metavar="CODE", help="only what they said that carries this code")
    withdraw.add_argument(
        "--unquote", action="store_true", help="keep the part in the study, and out of every quote"
    )
    withdraw.add_argument("--dry-run", action="store_true", help="show what it would touch; change nothing")
    withdraw.add_argument("--yes", action="store_true", help="do not ask; it cannot be undone")
    withdraw.add_argument("--out", metavar="DIR", help="where the certificate goes (beside the study)")
    coder_argument(withdraw)
    json_argument(withdraw)

    held = command(commands, "held", _held, "list the passages that are held back, or let one go")
    study_argument(held)
    held.add_argument("--let-go", metavar="ID", help="the passage that may stand again")
    coder_argument(held)
    json_argument(held)
    _add_outgoing(commands)


def _add_outgoing(commands: Commands) -> None:
    quotes = command(
        commands,
        "quotes",
        _quotes,
        "decide which quotations may leave the team: would the story tell who it is?",
    )
    study_argument(quotes)
    quotes.add_argument(
        "codings", metavar="CODING", nargs="*", help="ids to decide on; left out, all are listed"
    )
    answer = quotes.add_mutually_exclusive_group()
    answer.add_argument("--goes", action="store_true", help="nobody local would know the person by it")
    answer.add_argument("--stays", action="store_true", help="somebody might: the words stay with the team")
    quotes.add_argument("--because", metavar="WORDS", default="", help="why")
    quotes.add_argument("--show", action="store_true", help="show the words too")
    coder_argument(quotes)
    json_argument(quotes)
    covered_argument(quotes)

    exports = command(commands, "exports", _exports, "list what was made and left: reports, papers, exports")
    study_argument(exports)
    exports.add_argument("export", metavar="ID", nargs="?", help="one of them, to say who was given it")
    exports.add_argument("--to", metavar="NAME", help="to whom it was given")
    coder_argument(exports)
    json_argument(exports)


def _withdraw(options: argparse.Namespace) -> int:
    with opened(options, readonly=options.dry_run) as project:
        passage = _passage(project, *options.passage) if options.passage else None
        if options.unquote:
            made = project.participants.hold_back(options.participant, passage=passage, code=options.code)
            say(f"Held back from quotes: {', '.join(made)}. qualkit held {options.study} lists them.")
            return 0
        about = {"passage": passage, "code": options.code, "out": options.out}
        shown = project.withdraw(options.participant, dry_run=True, **about)
        if options.dry_run:
            _show(shown, options)
            return 0
        if not options.yes:
            _show(shown, options)
            _ask(options.participant)
        return _say_done(project.withdraw(options.participant, **about), options)


def _passage(project: Project, document: str, place: str) -> Segment:
    found = re.fullmatch(r"(\d+):(\d+)", place)
    if not found:
        raise QualkitError(
            f"A place is written START:END, such as 120:184, as find prints it; not '{place}'."
        )
    return project.transcripts[document].segment(int(found[1]), int(found[2]))


def _show(shown: Withdrawal, options: argparse.Namespace) -> None:
    if options.json:
        rows([item._asdict() for item in shown.touched], (), as_json=True, empty="")
        return
    say(f"Taking back from {shown.participant} would touch:")
    for line in shown.lines or ["nothing of theirs is in the study"]:
        say(f"  {line}")
    for item in shown.touched:
        if item.who:
            say(f"    {item.noun} {item.id} ({item.who}): {item.what}")
    for line in shown.beside:
        say(f"  {line}")
    say("  what suggestions had reckoned from these words (no model is kept: it learns anew each time)")
    for title, items in (
        ("Made earlier, and not to be called back:", shown.exports),
        ("Papers made earlier:", shown.papers),
        ("May be copies of the study:", shown.copies),
    ):
        if items:
            say(title)
        for line in items:
            say(f"  {line}")


def _ask(participant: str) -> None:
    warn(f"This cannot be undone. To go on, type {participant} and Enter; anything else leaves all as it is:")
    try:
        answer = input()
    except EOFError:
        answer = ""
    if answer.strip() != participant:
        raise QualkitError("Nothing was changed. (In a script, --yes goes on without asking.)")


def _say_done(done: Withdrawal, options: argparse.Namespace) -> int:
    if options.json:
        found = {
            "withdrawal": done.id,
            "participant": done.participant,
            "kind": done.kind,
            "counts": dict(done.counts),
            "found": done.found,
            "cleaned": done.cleaned,
            "certificate": [str(file) for file in done.certificate],
        }
        rows([found], (), as_json=True, empty="")
    else:
        say(f"Taken out: {'; '.join(done.lines) or 'nothing was there'}.")
        say(f"Searched {done.searched}: {done.found or 'no'} eight words in a row are left.")
        say(f"The certificate is {done.certificate[0]}; as a page, {done.certificate[1]}.")
    return int(done.found > 0)


def _held(options: argparse.Namespace) -> None:
    with opened(options, readonly=not options.let_go) as project:
        if options.let_go:
            project.participants.let_go(options.let_go)
        found = [
            {
                "id": hold.id,
                "document": hold.document,
                "start": hold.start,
                "end": hold.end,
                "participant": hold.participant or "",
                "from": {"quote": "quotes", "use": "everything"}[hold.strength],
                "because": hold.because,
                "coder": hold.coder,
                "since": hold.since,
            }
            for hold in project.participants.held_back
        ]
    columns = ("id", "document", "start", "end", "participant", "from", "since")
    rows(found, columns, as_json=options.json, empty="Nothing is held back.")


def _quotes(options: argparse.Namespace) -> None:
    if options.codings and not (options.goes or options.stays):
        raise QualkitError("Say what was decided: --goes, or --stays.")
    with opened(options, readonly=not options.codings) as project:
        if options.codings:
            done = project.outgoing.decide(options.codings, goes=options.goes, reason=options.because)
            say(f"Decided on {len(done)} in the name of {project.coder.name}.")
            return
        listed = project.outgoing.quotations()
        cover = project.distress.covering(show=options.show_covered)
    found = [
        {
            "coding": item.coding,
            "participant": item.participant,
            "code": item.code,
            "state": item.state,
            "decided_by": item.asked.coder if item.asked else None,
            "decided_at": item.asked.at if item.asked else None,
            **({"text": cover.coding(item.coding, item.text)} if options.show else {}),
        }
        for item in listed
    ]
    columns = ("coding", "participant", "code", "state", *(("text",) if options.show else ()))
    rows(found, columns, as_json=options.json, empty="Nobody who may be quoted has marked words yet.")


def _exports(options: argparse.Namespace) -> None:
    if options.export and not options.to:
        raise QualkitError("Say to whom it was given:  --to NAME")
    with opened(options, readonly=not options.export) as project:
        if options.export:
            project.outgoing.give_to(options.export, options.to)
            say("Written down.")
            return
        made = project.outgoing.made()
    found = [
        {
            "id": item.id,
            "made_at": item.made_at,
            "kind": item.kind,
            "audience": item.audience,
            "given_to": item.recipient,
            "place": item.path,
            "participants": list(item.participants),
            "sha256": item.sha256,
            "coder": item.coder,
        }
        for item in made
    ]
    columns = ("id", "made_at", "kind", "audience", "given_to", "place")
    rows(found, columns, as_json=options.json, empty="Nothing is on the register yet.")
