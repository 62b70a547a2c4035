"""Commands that put a transcript right: correct, speakers, anchors."""

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
from qualkit.cli.coding import place_typed
from qualkit.cli.output import rows, say
from qualkit.errors import QualkitError

if TYPE_CHECKING:
    import argparse

    from qualkit.cli.arguments import Commands
    from qualkit.model import Correction
    from qualkit.project import Project

_TURN = "the turn's number, as speakers --turns lists them; the first is 0"


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    correct = command(
        commands, "correct", _correct, "put a transcript right; every coding on it is found again"
    )
    study_argument(correct)
    correct.add_argument("document", metavar="DOCUMENT", help="which transcript")
    correct.add_argument("file", metavar="FILE", nargs="?", help="an edited copy of the whole transcript")
    correct.add_argument("--turn", metavar="N", type=int, help=_TURN)
    correct.add_argument("--from", metavar="WORDS", dest="old", help="words as they stand in one turn")
    correct.add_argument("--to", metavar="WORDS", dest="new", help="what they should be")
    correct.add_argument(
        "--nth", metavar="N", type=int, help="which time, where the words stand more than once"
    )
    correct.add_argument("--reason", metavar="WORDS", help="why, kept with the new text")
    correct.add_argument("--dry-run", action="store_true", help="only say what it would do")
    coder_argument(correct)
    json_argument(correct)
    _add_speakers(commands)
    _add_anchors(commands)


def _add_speakers(commands: Commands) -> None:
    speakers = command(commands, "speakers", _speakers, "list who speaks in a transcript, and put it right")
    study_argument(speakers)
    speakers.add_argument("document", metavar="DOCUMENT", help="which transcript")
    speakers.add_argument("--rename", metavar="OLD=NEW", action="append", default=[], help="another label")
    speakers.add_argument(
        "--merge", metavar="A,B=C", action="append", default=[], help="one speaker of several"
    )
    speakers.add_argument(
        "--role", metavar="LABEL=ROLE", action="append", default=[], help="participant, interviewer or other"
    )
    speakers.add_argument(
        "--participant", metavar="LABEL=ID", action="append", default=[], help="whose words a speaker's are"
    )
    speakers.add_argument(
        "--give", metavar="N=LABEL", action="append", default=[], help="one turn to another speaker"
    )
    speakers.add_argument(
        "--split", metavar="N", type=int, help="begin a new turn within this one, where --at says"
    )
    speakers.add_argument("--at", metavar="WORDS", help="the words that the new turn begins with")
    speakers.add_argument("--speaker", metavar="LABEL", help="who speaks in the new turn, if it is another")
    speakers.add_argument("--join", metavar="N", type=int, help="make one turn of this one and the next")
    speakers.add_argument(
        "--turns", action="store_true", help="list the turns instead, with their first words"
    )
    coder_argument(speakers)
    json_argument(speakers)
    covered_argument(speakers)


def _add_anchors(commands: Commands) -> None:
    anchors = command(
        commands,
        "anchors",
        _anchors,
        "list codings whose words changed under them, and settle them one by one",
    )
    study_argument(anchors)
    anchors.add_argument("--document", metavar="D", help="in this document only")
    anchors.add_argument(
        "--confirm", metavar="ID", nargs="+", default=[], help="they stand rightly as proposed"
    )
    anchors.add_argument("--move", metavar="ID", help="it belongs on other words: say which with --to")
    anchors.add_argument("--to", metavar="START:END", help="those words, as find prints them")
    anchors.add_argument(
        "--remove", metavar="ID", nargs="+", default=[], help="take them out; undo brings them back"
    )
    coder_argument(anchors)
    json_argument(anchors)
    covered_argument(anchors)


def _correct(options: argparse.Namespace) -> None:
    how: dict[str, Any] = given(options, "turn", "nth", "reason", "file")
    with opened(options, readonly=options.dry_run) as project:
        done = project.transcripts.correct(
            options.document, options.old or "", options.new or "", dry_run=options.dry_run, **how
        )
    _say_correction(done, as_json=options.json, would=options.dry_run)


def _say_correction(done: Correction, *, as_json: bool, would: bool = False) -> None:
    found = [
        {
            "coding_id": coding.coding,
            "code": coding.code,
            "state": coding.state,
            "start": coding.start,
            "end": coding.end,
            "before": coding.before,
            "now": coding.now,
        }
        for coding in done.codings
    ]
    if as_json:
        rows(found, (), as_json=True, empty="")
        return
    counts = ", ".join(f"{count} {state}" for state, count in done.counts.items())
    say(
        f"{done.document} {'would have' if would else 'has'} a new text (number {done.revision}). Codings: {counts}."
    )
    for sentence in done.told:
        say(sentence)
    doubtful = [row for row in found if row["state"] in ("unsure", "lost")]
    if doubtful:
        rows(doubtful, ("coding_id", "state", "before", "now"), as_json=False, empty="")
        if not would:
            say("\nThese wait until somebody has looked:  qualkit anchors STUDY")


def _speakers(options: argparse.Namespace) -> None:
    changes = _changes(options)
    if (options.split is not None) + (options.join is not None) + bool(changes) > 1:
        raise QualkitError("Split a turn, join two, or put speakers right: one of these at a time.")
    if (options.split is None) != (options.at is None):
        raise QualkitError("To split a turn, say both:  --split N --at WORDS")
    writes = bool(changes) or options.split is not None or options.join is not None
    with opened(options, readonly=not writes) as project:
        if changes:
            project.transcripts.change_speakers(options.document, **changes)
        if options.split is not None:
            texts = project.transcripts
            _say_doubts(texts.split_turn(options.document, options.split, options.at, options.speaker))
        if options.join is not None:
            _say_doubts(project.transcripts.join_turns(options.document, options.join))
        _list(project, options)


def _changes(options: argparse.Namespace) -> dict[str, Any]:
    asked = {
        "rename": dict(map(_pair, options.rename)),
        "merge": {
            into: [label.strip() for label in some.split(",")] for some, into in map(_pair, options.merge)
        },
        "roles": dict(map(_pair, options.role)),
        "participants": dict(map(_pair, options.participant)),
        "turns": {_number(turn): label for turn, label in map(_pair, options.give)},
    }
    return {name: pairs for name, pairs in asked.items() if pairs}


def _say_doubts(done: Correction) -> None:
    if done.counts["unsure"] or done.counts["lost"]:
        _say_correction(done, as_json=False)


def _pair(typed: str) -> tuple[str, str]:
    left, equals, right = typed.rpartition("=")
    if not equals or not right.strip():
        raise QualkitError(f"Write it as LABEL=..., such as INT=interviewer; not '{typed}'.")
    return left, right


def _number(typed: str) -> int:
    if not typed.strip().isdecimal():
        raise QualkitError(f"A turn is named by its number, from 0; not '{typed}'.")
    return int(typed)


def _list(project: Project, options: argparse.Namespace) -> None:
    if options.turns:
        cover = project.distress.covering(show=options.show_covered)
        found = [
            {
                "turn": turn.number,
                "speaker": turn.speaker or "",
                "start": turn.start,
                "words": cover.at(turn.document, turn.start, turn.end, turn.text),
            }
            for turn in project.transcripts[options.document]
        ]
        shown = found if options.json else [{**row, "words": _short(str(row["words"]))} for row in found]
        rows(shown, ("turn", "speaker", "words"), as_json=options.json, empty="Nothing is said in it.")
        return
    speakers = project.transcripts.speakers(options.document)
    listed = [{**speaker._asdict(), "participant": speaker.participant or ""} for speaker in speakers]
    columns = ("label", "role", "participant", "turns", "words")
    rows(listed, columns, as_json=options.json, empty="Nobody speaks in it.")


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "..."  # noqa: PLR2004 - what a line can hold beside the rest


def _anchors(options: argparse.Namespace) -> None:
    settles = bool(options.confirm or options.remove or options.move)
    if bool(options.move) != bool(options.to):
        raise QualkitError("To move a coding, say both:  --move ID --to START:END")
    with opened(options, readonly=not settles) as project:
        if settles:
            _settle(project, options)
            return
        found = [
            item._asdict() for item in project.anchors.of(options.document, show_covered=options.show_covered)
        ]
    renamed = [{"coding_id": item.pop("coding"), **item} for item in found]
    columns = ("coding_id", "document", "state", "before", "now")
    rows(renamed, columns, as_json=options.json, empty="No coding waits: all stand on their words.")


def _settle(project: Project, options: argparse.Namespace) -> None:
    for coding in project.anchors.confirm(*options.confirm) if options.confirm else ():
        say(f"Confirmed {coding.id}.")
    for coding in project.anchors.remove(*options.remove) if options.remove else ():
        say(f"Removed {coding.id}; qualkit undo brings it back.")
    if options.move:
        _move(project, options)


def _move(project: Project, options: argparse.Namespace) -> None:
    start, end = place_typed(options.to)
    coding = next((item for item in project.anchors if item.coding.startswith(options.move.casefold())), None)
    if coding is None:
        raise QualkitError(f"No coding whose id begins with '{options.move}' waits.")
    segment = project.transcripts[coding.document].segment(start, end)
    moved = project.anchors.move(coding.coding, segment)
    say(f"Moved {moved.id} to {segment.document} {start}:{end}.")
