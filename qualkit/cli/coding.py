"""Commands for coding by hand: find, code, codings, recode, resize, remove, memo, memos."""

from __future__ import annotations

import argparse
import re
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
from qualkit.cli.output import rows, say, warn
from qualkit.errors import QualkitError

if TYPE_CHECKING:
    from qualkit.cli.arguments import Commands
    from qualkit.model import Memo, Segment
    from qualkit.privacy import Covering

_SHOWN = ("coding_id", "document", "participant", "coder", "code", "polarity", "text")


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    find = command(commands, "find", _find, "find words in the transcripts, and where they stand")
    study_argument(find)
    find.add_argument("words", metavar="WORDS", help="in any case")
    find.add_argument("--document", metavar="D", help="in this document only")
    json_argument(find)
    covered_argument(find)

    code = command(commands, "code", _code, "lay a code on words")
    study_argument(code)
    code.add_argument("document", metavar="DOCUMENT", help="which transcript")
    code.add_argument("place", metavar="START:END", help="offsets in characters, as find prints them")
    code.add_argument("code", metavar="CODE", help="the code's id")
    code.add_argument("--memo", metavar="TEXT", default="", help="a note on it")
    for parser in (code, _add_changing(commands)):
        parser.add_argument("--polarity", metavar="P", help="validating, invalidating, both or unclear")
        parser.add_argument(
            "--interpretation", metavar="TEXT", help="the plain sentence for the person's own paper"
        )
        parser.add_argument(
            "--important", action=argparse.BooleanOptionalAction, default=None, help="a mark of your own"
        )
        coder_argument(parser)
        json_argument(parser)

    codings = command(commands, "codings", _codings, "list every coding: the tidy table")
    study_argument(codings)
    json_argument(codings)
    covered_argument(codings)


def _add_changing(commands: Commands) -> argparse.ArgumentParser:
    recode = command(commands, "recode", _recode, "change a coding's code, polarity or sentence, or mark it")
    study_argument(recode)
    recode.add_argument("coding", metavar="ID", help="the coding's id, or its beginning")
    recode.add_argument("--code", metavar="CODE", help="another code's id")

    resize = command(commands, "resize", _resize, "lay a coding on more words, or on fewer")
    study_argument(resize)
    resize.add_argument("coding", metavar="ID", help="the coding's id, or its beginning")
    resize.add_argument("place", metavar="START:END", help="where it shall lie, as find prints places")
    coder_argument(resize)
    json_argument(resize)

    remove = command(commands, "remove", _remove, "take a coding out; undo brings it back")
    study_argument(remove)
    remove.add_argument("coding", metavar="ID", help="the coding's id, or its beginning")
    memo = command(
        commands, "memo", _memo, "write a memo on a coding, code, document, participant or the project"
    )
    study_argument(memo)
    memo.add_argument("target", metavar="ID", help="what it is about")
    memo.add_argument("text", metavar="TEXT", help="the note")
    memo.add_argument("--about", metavar="KIND", default="coding", help="coding (else code, document, ...)")
    for parser in (remove, memo, _add_memos(commands)):
        coder_argument(parser)
    return recode


def _add_memos(commands: Commands) -> argparse.ArgumentParser:
    memos = command(commands, "memos", _memos, "list memos, write one of yours anew, or take it out")
    study_argument(memos)
    memos.add_argument("--of", metavar="ID", help="on this coding, code, document or participant only")
    what = memos.add_mutually_exclusive_group()
    what.add_argument("--rewrite", nargs=2, metavar=("MEMO", "TEXT"), help="put other words in its place")
    what.add_argument("--remove", metavar="MEMO", help="take it out; undo brings it back")
    json_argument(memos)
    covered_argument(memos)
    return memos


def _find(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        cover = project.distress.covering(show=options.show_covered)
        found = [_found(segment, cover) for segment in project.find(options.words, options.document)]
    columns = ("document", "place", "context")
    rows(found, columns, as_json=options.json, empty="Those words stand nowhere.")


def _found(segment: Segment, cover: Covering) -> dict[str, Any]:
    return {
        "document": segment.document,
        "place": f"{segment.start}:{segment.end}",
        "start": segment.start,
        "end": segment.end,
        "context": cover.around(segment).replace("\n", " / "),
    }


def _code(options: argparse.Namespace) -> None:
    start, end = place_typed(options.place)
    with opened(options) as project:
        segment = project.transcripts[options.document].segment(start, end)
        about = given(options, "polarity", "memo", "interpretation", "important")
        coding = project.code(segment, options.code, **about)
    _say_coding(coding.id, "Coded", coding.segment, coding.code, as_json=options.json)


def _say_coding(coding: str, verb: str, segment: Segment, code: str, *, as_json: bool) -> None:
    if as_json:
        row = {"coding_id": coding, "document": segment.document, "start": segment.start, "end": segment.end}
        rows([{**row, "code": code}], (), as_json=True, empty="")
    else:
        say(f"{verb} {segment.document} {segment.start}:{segment.end} as {code} ({coding}).")


def place_typed(typed: str) -> tuple[int, int]:
    """Read START:END."""
    match = re.fullmatch(r"(\d+):(\d+)", typed.strip())
    if match is None:
        raise QualkitError(f"A place is written START:END in characters, such as 120:164; not '{typed}'.")
    return int(match[1]), int(match[2])


def _recode(options: argparse.Namespace) -> None:
    change = given(options, "code", "polarity", "interpretation", "important")
    if not change:
        raise QualkitError("Say what to change: --code, --polarity, --interpretation or --important.")
    with opened(options) as project:
        coding = project.recode(options.coding, **change)
    _say_coding(coding.id, "Recoded", coding.segment, coding.code, as_json=options.json)


def _resize(options: argparse.Namespace) -> None:
    start, end = place_typed(options.place)
    with opened(options) as project:
        coding = project.resize(options.coding, start, end)
    _say_coding(coding.id, "Now on", coding.segment, coding.code, as_json=options.json)


def _remove(options: argparse.Namespace) -> None:
    with opened(options) as project:
        coding = project.remove(options.coding)
    say(f"Removed {coding.code} from {coding.segment.document}; qualkit undo brings it back.")


def _memo(options: argparse.Namespace) -> None:
    with opened(options) as project:
        project.memo(options.target, options.text, about=options.about)
    say("Written.")


def _memos(options: argparse.Namespace) -> None:
    changes = bool(options.rewrite or options.remove)
    with opened(options, readonly=not changes) as project:
        if options.rewrite:
            project.memos.rewrite(*options.rewrite)
            say("Written anew; qualkit undo brings the earlier words back.")
        elif options.remove:
            project.memos.remove(options.remove)
            say("Taken out; qualkit undo brings it back.")
        else:
            names = {coder.id: coder.name for coder in project.coders}
            found = [_memo_row(memo, names) for memo in project.memos.of(options.of)]
            columns = ("memo_id", "about", "target", "coder", "text")
            rows(found, columns, as_json=options.json, empty="Nobody has written a memo there.")


def _memo_row(memo: Memo, names: dict[str, str]) -> dict[str, Any]:
    return {
        "memo_id": memo.id,
        "about": memo.about,
        "target": memo.target,
        "coder": names.get(memo.coder, memo.coder),
        "text": memo.text,
        "created_at": memo.created_at,
    }


def _codings(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        found = project.codings(show_covered=options.show_covered).to_dict("records")
        waiting = len(project.anchors)
    table = [{str(key): value for key, value in row.items()} for row in found]
    rows(table, _SHOWN, as_json=options.json, empty="Nothing has been coded yet.")
    if waiting:
        wait = "1 coding waits" if waiting == 1 else f"{waiting} codings wait"
        warn(f"{wait} for somebody to look after a correction:  qualkit anchors {options.study}")
