"""The command that types a paper in, item by item, or notes a talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.cli.arguments import coder_argument, command, opened, study_argument
from qualkit.cli.output import say
from qualkit.cli.returning import by_number, item_argument, tell
from qualkit.errors import QualkitError

if TYPE_CHECKING:
    import argparse

    from qualkit.cli.arguments import Commands
    from qualkit.model import MemberCheck

_CHOICES = {"y": "agree", "n": "notquite", "r": "remove", "s": "skip", "": ""}
_ASKED = "   [y] yes  [n] not quite  [r] please take out  [s] skip  [Enter] nothing chosen: "


def add_commands(inner: Commands) -> None:
    """Add `enter` to the member-check group."""
    enter = command(inner, "enter", _enter, "type a paper in, or note a talk, item by item")
    study_argument(enter)
    enter.add_argument("paper", metavar="PAPER", help="the paper's number, as in its footer")
    enter.add_argument(
        "--code", metavar="CODE", help="the ten letters and digits beside it (else you are asked)"
    )
    item_argument(enter)
    enter.add_argument(
        "--words", metavar="N=WORDS", action="append", default=[], help="the person's own words on number N"
    )
    enter.add_argument("--more", metavar="WORDS", default="", help="what the person says we missed")
    enter.add_argument(
        "--answers", metavar="FILE", help="JSON under the form's field names, instead of typing"
    )
    enter.add_argument(
        "--source", choices=("paper", "talk"), default="paper", help="a paper unless said otherwise"
    )
    enter.add_argument("--typed-by", metavar="NAME", default="", help="who typed it (else you)")
    enter.add_argument("--received", metavar="DAY", help="the day it came, as 2027-01-29 (else today)")
    enter.add_argument(
        "--second", action="store_true", help="a second pass: say where it differs, and keep nothing"
    )
    enter.add_argument(
        "--yes", action="store_true", help="it has been read back to the person, or looked over"
    )
    coder_argument(enter)
    # What is being typed is read back to the person: their own words are not covered from them.
    enter.set_defaults(show_covered=True)


def _enter(options: argparse.Namespace) -> int:
    number, _, beside = options.paper.partition("/")
    with opened(options) as project:
        code = options.code or beside or _ask("The code beside the paper's number: ")
        check = project.checks.paper(number, code)
        answers, words, more = _given(options) or _typed(check)
        about = {
            "words": words,
            "more": more,
            "source": options.source,
            "typed_by": options.typed_by,
            "received": options.received,
        }
        if options.second:
            return _say_differences(project.checks.compare(number, code, answers, **about))
        if options.source == "talk" and not options.yes:
            _read_back(check, answers, words, more)
        tell(project.checks.enter(number, code, answers, **about))
    return 0


def _given(options: argparse.Namespace) -> tuple[dict[int, str], dict[int, str], str] | None:
    """What was typed with the command, where anything was."""
    if options.answers:
        from qualkit.desk.entering import typed_in

        return typed_in(options.answers)
    if options.item or options.words or options.more:
        return by_number(options.item, "An answer"), by_number(options.words, "Words"), options.more
    return None


def _typed(check: MemberCheck) -> tuple[dict[int, str], dict[int, str], str]:
    """Ask for each item of the paper in turn."""
    answers: dict[int, str] = {}
    words: dict[int, str] = {}
    for item in check.items:
        say(f"Number {item.number}: {item.interpretation}")
        answers[item.number] = _choice()
        words[item.number] = _ask("   In their own words [Enter for none]: ")
    return answers, words, _ask("What did we miss? [Enter for nothing]: ")


def _choice() -> str:
    while True:
        said = _ask(_ASKED).casefold()
        if said in _CHOICES:
            return _CHOICES[said]
        say("   Type one of y, n, r, s, or Enter alone.")


def _ask(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        raise QualkitError(
            "The typing broke off: nothing is kept. What has been read back already is kept with --yes."
        ) from None


def _read_back(check: MemberCheck, answers: dict[int, str], words: dict[int, str], more: str) -> None:
    """Show what would be kept, and keep it only on a yes."""
    say("Read this back to the person:")
    for item in check.items:
        said = answers.get(item.number) or "no answer"
        say(
            f"   number {item.number}: {said}"
            + (f", and: {words[item.number]}" if words.get(item.number) else "")
        )
    if more:
        say(f"   what we missed: {more}")
    if _ask("Is that what they say? [yes/no]: ").casefold() not in ("y", "yes"):
        raise QualkitError("Nothing is kept: type it in again as the person says it.")


def _say_differences(numbers: list[int]) -> int:
    if numbers:
        shown = ", ".join("what we missed" if number == 0 else f"number {number}" for number in numbers)
        say(f"The two differ at {shown}: look at the paper again. Nothing is changed.")
        return 1
    say("Both passes say the same.")
    return 0
