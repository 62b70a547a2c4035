"""Commands for what follows from answers: member-check decide, adjustments, review, mark, thanks."""

from __future__ import annotations

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
from qualkit.model import ADJUSTMENTS

#: The states of thanks, as `qualkit.Project.checks.thank` takes them.
THANKS = ("offered", "made", "declined")

if TYPE_CHECKING:
    import argparse

    from qualkit.cli.arguments import Commands


def add_commands(inner: Commands) -> None:
    """Add what the member-check group says about decisions and marks."""
    decide = command(inner, "decide", _decide, "write down what is made of an answer, by whom and why")
    study_argument(decide)
    decide.add_argument("paper", metavar="PAPER", help="the paper's number, or the participant")
    decide.add_argument("number", metavar="N", type=int, help="which number on it; 0 is what we missed")
    kinds = "; ".join(f"{kind.replace('_', '-')}: {what}" for kind, what in ADJUSTMENTS.items())
    decide.add_argument("kind", metavar="KIND", help=kinds)
    decide.add_argument("--after", metavar="WORDS", default="", help="what it says now")
    decide.add_argument(
        "--before", metavar="WORDS", default="", help="which words are hidden, or what it said"
    )
    decide.add_argument("--reason", metavar="WORDS", default="", help="why; the person is told")
    coder_argument(decide)
    adjustments = command(inner, "adjustments", _adjustments, "list what was made of the answers")
    study_argument(adjustments)
    json_argument(adjustments)
    covered_argument(adjustments)
    review = command(inner, "review", _review, "list the codings to look at again, or settle one")
    study_argument(review)
    review.add_argument("coding", metavar="CODING", nargs="?", help="the one that you have looked at")
    coder_argument(review)
    json_argument(review)
    _add_mark(inner)
    _add_thanks(inner)
    _add_reply(inner)
    counts = command(inner, "counts", _counts, "what reports must say of the checks (COREQ, SRQR, GRIPP2)")
    study_argument(counts)
    counts.add_argument(
        "--for", dest="audience", choices=("team", "others"), default="team", help="who reads it"
    )
    json_argument(counts)


def _add_mark(inner: Commands) -> None:
    mark = command(inner, "mark", _mark, "write down what happened outside: sent, reminded once, moved ...")
    study_argument(mark)
    mark.add_argument("who", metavar="WHO", help="a participant, or the number of a paper")
    mark.add_argument(
        "state", metavar="STATE", help="such as sent, reminded, declined, undelivered, in-hospital"
    )
    mark.add_argument("--on", metavar="DAY", help="the day, as 2027-01-29 (else today)")
    mark.add_argument("--note", metavar="WORDS", default="", help="a note of the group's own")
    coder_argument(mark)


def _add_thanks(inner: Commands) -> None:
    thanks = command(
        inner, "thanks", _thanks, "note thanks or payment in a file beside the study, or list it"
    )
    study_argument(thanks)
    thanks.add_argument(
        "participant", metavar="PARTICIPANT", nargs="?", help="left out, all that is noted is listed"
    )
    state = thanks.add_mutually_exclusive_group()
    for name, about in (
        ("offered", "what was offered"),
        ("made", "what was given"),
        ("declined", "what they declined"),
    ):
        state.add_argument(f"--{name}", metavar="WHAT", help=f"{about}, such as 'a voucher of 20 pounds'")
    thanks.add_argument("--on", metavar="DAY", help="the day, as 2027-01-29 (else today)")
    coder_argument(thanks)
    json_argument(thanks)


def _thanks(options: argparse.Namespace) -> None:
    given = {state: getattr(options, state) for state in THANKS}
    with opened(options, readonly=options.participant is None) as project:
        if options.participant is None:
            found = project.checks.thanks()
            rows(
                found,
                ("participant", "what", "state", "on", "by"),
                as_json=options.json,
                empty="No thanks yet.",
            )
            return
        state, what = next(((state, what) for state, what in given.items() if what), ("offered", ""))
        project.checks.thank(options.participant, what, state, on=options.on)
        say(f"Noted in the file beside the study, never in it: {what}, {state}. It is tied to no answer.")


def _add_reply(inner: Commands) -> None:
    reply = command(inner, "reply", _reply, "write the letters back: what changed, what did not, and why")
    study_argument(reply)
    reply.add_argument(
        "--out", metavar="DIR", default="letters", help="the folder to write them into (letters)"
    )
    reply.add_argument("--participant", metavar="P", help="for this person only")
    reply.add_argument(
        "--print", dest="style", choices=("large", "standard"), default="large", help="large print"
    )
    reply.add_argument(
        "--told", action="store_true", help="write nothing: say that --participant has been told"
    )
    reply.add_argument("--on", metavar="DAY", help="the day they were told, as 2027-01-29 (else today)")
    coder_argument(reply)


def _counts(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        table, sentence = project.checks.counts(for_others=options.audience == "others")
    found = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
    rows(found, ("standard", "item", "asks", "answer"), as_json=options.json, empty="")
    if not options.json:
        say(sentence)


def _reply(options: argparse.Namespace) -> None:
    if options.told:
        if not options.participant:
            raise QualkitError("Say who has been told: --participant P.")
        with opened(options) as project:
            say(
                f"{options.participant} was told on {project.checks.told(options.participant, on=options.on)}."
            )
        return
    with opened(options, readonly=True) as project:
        written = project.checks.reply(options.out, options.participant, style=options.style)
    for item in written:
        said = ", ".join(map(str, item.files)) or f"no letter: {item.why_not}"
        say(f"{item.participant}: {said}")
    if not written:
        say("Nothing has come back yet, so there is nobody to reply to.")


def _decide(options: argparse.Namespace) -> None:
    with opened(options) as project:
        made = project.checks.decide(
            options.paper,
            options.number,
            options.kind,
            after=options.after,
            before=options.before,
            reason=options.reason,
        )
    say(f"{made.kind.replace('_', ' ')}: number {made.number} of {made.paper}, decided by {made.decided_by}.")
    say("Tell the person:  qualkit member-check reply STUDY")


def _adjustments(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        table = project.checks.adjustments(show_covered=options.show_covered).to_dict("records")
    found = [{str(key): value for key, value in row.items()} for row in table]
    columns = ("participant", "number", "kind", "before", "after", "reason", "decided_by")
    rows(found, columns, as_json=options.json, empty="Nothing has been decided yet.")


def _review(options: argparse.Namespace) -> None:
    with opened(options, readonly=options.coding is None) as project:
        if options.coding is not None:
            project.checks.reviewed(options.coding)
        table = project.checks.to_review().to_dict("records")
    found = [{str(key): value for key, value in row.items()} for row in table]
    columns = ("coding", "why", "participant", "number")
    rows(found, columns, as_json=options.json, empty="No coding waits to be looked at again.")


def _mark(options: argparse.Namespace) -> None:
    with opened(options) as project:
        state = project.checks.mark(options.who, options.state, on=options.on, note=options.note)
    say(f"{options.who}: {state.replace('_', ' ')}.")
