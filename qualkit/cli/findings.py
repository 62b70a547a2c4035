"""Commands for the second check, of all findings together: its sheets, answers, sessions of groups, counts."""

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
from qualkit.cli.output import rows, say, warn
from qualkit.errors import QualkitError

if TYPE_CHECKING:
    import argparse

    from qualkit.cli.arguments import Commands


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    group = commands.add_parser(
        "findings", help="the second check: themes and trees without anyone's words, and what is said to them"
    )
    inner = group.add_subparsers(metavar="WHAT", required=True)
    _add_making(inner)
    _add_answering(inner)
    _add_sessions(inner)
    show = command(inner, "show", _show, "list what was said, in their own words where there are any")
    study_argument(show)
    json_argument(show)
    covered_argument(show)
    counts = command(inner, "counts", _counts, "how many of each voice said what, of how many who were asked")
    study_argument(counts)
    json_argument(counts)


def _add_making(inner: Commands) -> None:
    prepare = command(inner, "prepare", _prepare, "make the paper, or the poster, of themes and trees")
    study_argument(prepare)
    prepare.add_argument(
        "--out", metavar="DIR", default="findings", help="the folder to write into (findings)"
    )
    prepare.add_argument("--poster", action="store_true", help="for a wall: A3, to be read from two metres")
    give = command(inner, "give", _give, "write down to how many people a sheet was handed")
    _sheet_arguments(give)
    give.add_argument("count", metavar="N", type=int, help="how many people")
    give.add_argument("--on", metavar="DAY", help="the day, as 2027-01-29 (else today)")
    for parser in (prepare, give):
        coder_argument(parser)


def _add_answering(inner: Commands) -> None:
    answer = command(inner, "answer", _answer, "record what was said to numbers of a sheet")
    _sheet_arguments(answer)
    answer.add_argument(
        "answers", metavar="N=ANSWER", nargs="*", help="such as 1=fits 2=not-quite 3=unsure 4=dissent"
    )
    answer.add_argument("--count", metavar="N", type=int, default=1, help="how many people say so (1)")
    answer.add_argument(
        "--words", metavar="WORDS", default="", help="their own words, to the one number given"
    )
    answer.add_argument("--more", metavar="WORDS", default="", help="what we missed")
    answer.add_argument("--route", metavar="HOW", default="paper", help="paper, poster, talk or message")
    answer.add_argument("--on", metavar="DAY", help="the day, as 2027-01-29 (else today)")
    coder_argument(answer)


def _add_sessions(inner: Commands) -> None:
    meet = command(inner, "meet", _meet, "record a session of people who were interviewed as a group")
    study_argument(meet)
    meet.add_argument("sheet", metavar="SHEET", help="the number of the sheet that lay on the table")
    meet.add_argument(
        "--group", metavar="DOCUMENT", nargs="+", required=True, help="the interview of that group"
    )
    meet.add_argument("--there", metavar="P", nargs="+", required=True, help="the participants who came")
    meet.add_argument("--on", metavar="DAY", help="the day, as 2027-01-29 (else today)")
    voice = command(inner, "say", _say, "record what members said in a session, named or not as each wishes")
    study_argument(voice)
    voice.add_argument("session", metavar="SESSION", help="its id, or the beginning of it")
    voice.add_argument("number", metavar="N", type=int, help="which number; 0 is what we missed")
    voice.add_argument(
        "said", metavar="ANSWER", nargs="?", default="", help="fits, not-quite, unsure or dissent"
    )
    voice.add_argument("--who", metavar="P", nargs="+", default=(), help="those who let themselves be named")
    voice.add_argument("--unnamed", metavar="N", type=int, default=0, help="how many who stay unnamed")
    voice.add_argument("--words", metavar="WORDS", default="", help="one member's own words")
    sessions = command(
        inner, "sessions", _sessions, "list the sessions, or each member's beside their own paper"
    )
    study_argument(sessions)
    sessions.add_argument(
        "--beside", action="store_true", help="each member's own paper, and what they said by name"
    )
    json_argument(sessions)
    for parser in (meet, voice):
        coder_argument(parser)


def _sheet_arguments(parser: argparse.ArgumentParser) -> None:
    study_argument(parser)
    parser.add_argument("sheet", metavar="SHEET", help="its number, from the footer")
    parser.add_argument("voice", metavar="WHO", help="participants, peers, staff or session")


def _prepare(options: argparse.Namespace) -> None:
    with opened(options) as project:
        made = project.findings.prepare(options.out, poster=options.poster)
    say(f"Sheet {made.token}: {', '.join(map(str, made.files))}")
    if made.left_out:
        warn(f"Not counted on it, as they have not agreed to be shared: {', '.join(made.left_out)}.")


def _give(options: argparse.Namespace) -> None:
    with opened(options) as project:
        project.findings.give(options.sheet, options.voice, options.count, on=options.on)
    say(f"Sheet {options.sheet} was handed to {options.count} more: {options.voice}.")


def _answer(options: argparse.Namespace) -> None:
    answers = dict(_numbered(each) for each in options.answers)
    if options.words and len(answers) != 1:
        raise QualkitError("Words belong to one number: record that number by itself, or use --more.")
    words = dict.fromkeys(answers, options.words) if options.words else {}
    about = {"voice": options.voice, "count": options.count, "route": options.route, "on": options.on}
    with opened(options) as project:
        done = project.findings.answer(options.sheet, answers, words=words, more=options.more, **about)
    say(f"Recorded {done} {'answer' if done == 1 else 'answers'} to sheet {options.sheet}.")


def _meet(options: argparse.Namespace) -> None:
    with opened(options) as project:
        made = project.findings.hold_session(options.sheet, options.group, options.there, on=options.on)
    say(f"Session {made}, with {len(options.there)} there.")


def _say(options: argparse.Namespace) -> None:
    about = {"unnamed": options.unnamed, "words": options.words}
    with opened(options) as project:
        project.findings.say_in_session(options.session, options.number, options.said, options.who, **about)
    say(f"Recorded for number {options.number} of session {options.session}.")


def _sessions(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        table = project.findings.beside() if options.beside else project.findings.sessions()
    found = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
    rows(found, [str(name) for name in table.columns], as_json=options.json, empty="No group has met yet.")


def _numbered(typed: str) -> tuple[int, str]:
    number, equals, said = typed.partition("=")
    if not equals or not number.strip().isdecimal():
        raise QualkitError(f"An answer is typed as number=answer, such as 3=fits; not '{typed}'.")
    return int(number), said


def _show(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        table = project.findings.answers(show_covered=options.show_covered).to_dict("records")
    found = [{str(key): value for key, value in row.items()} for row in table]
    columns = ("sheet", "number", "name", "voice", "said", "count", "words")
    rows(found, columns, as_json=options.json, empty="Nothing has been said to the findings yet.")


def _counts(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        table, sentence = project.findings.counts().to_dict("records"), project.findings.sentence()
    found = [{str(key): value for key, value in row.items()} for row in table]
    columns = (
        "sheet",
        "number",
        "voice",
        "fits",
        "not_quite",
        "unsure",
        "dissent",
        "answered",
        "asked",
        "name",
    )
    rows(found, columns, as_json=options.json, empty="")
    if not options.json:
        say(sentence)
