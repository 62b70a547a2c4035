"""Commands on the study itself: init, set, consent, add, info, check, history, undo, redo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualkit.cli.adding import columns_named, say_added, say_arrival, say_words
from qualkit.cli.arguments import coder_argument, command, given, json_argument, opened, study_argument
from qualkit.cli.output import progress, rows, say
from qualkit.errors import QualkitError
from qualkit.model import scope_named

if TYPE_CHECKING:
    import argparse

    from qualkit.cli.arguments import Commands
    from qualkit.project import Project

_YES = {"yes": True, "y": True, "no": False, "n": False}


def add_commands(commands: Commands) -> None:
    """Add this group's commands."""
    init = command(commands, "init", _init, "make a new study, with an empty codebook unless one is named")
    study_argument(init)
    init.add_argument(
        "--codebook", metavar="FILE", help="a codebook to begin with: a built-in name or a file"
    )
    coder_argument(init)
    init.add_argument("--standpoint", metavar="WORDS", default="", help="your standpoint, in your own words")

    add = command(commands, "add", _add, "add transcripts, and the people whose words they are")
    study_argument(add)
    add.add_argument("files", metavar="FILE", nargs="*", help="files or folders")
    add.add_argument("--format", metavar="NAME", help="the format, where the file's ending does not tell")
    add.add_argument("--participants", metavar="CSV", help="who the participants are, and their consents")
    add.add_argument(
        "--columns",
        metavar="PART=COLUMN",
        action="append",
        help="for a table: what a column is, such as speaker=Who, text=Words, start=, end=, question=; "
        "or respondent=ID and answers=COLUMN, for each column of answers",
    )
    add.add_argument("--whole", action="store_true", help="keep a file of several interviews as one document")
    add.add_argument("--dry-run", action="store_true", help="show what would be stored, and store nothing")
    add.add_argument(
        "--show", action="store_true", help="show the first words, the header, and what is left out"
    )
    add.add_argument("--subfolders", action="store_true", help="read the folders in a folder too")
    add.add_argument("--strict", action="store_true", help="store nothing when one file is refused")
    add.add_argument(
        "--originals",
        metavar="DIR",
        type=Path,
        help="copy the files themselves into a folder apart from the study; else only their hashes are kept",
    )
    coder_argument(add)

    setting = command(commands, "set", _set, "set something for the study; alone it lists what is set")
    study_argument(setting)
    setting.add_argument("key", metavar="KEY", nargs="?", help="such as contact; left out, all are listed")
    setting.add_argument("value", metavar="VALUE", nargs="?", help="the words to set it to")
    setting.add_argument("--to", metavar="FILE", help="write all texts into a new file, to edit them there")
    setting.add_argument("--file", metavar="FILE", help="set what such a file says")
    coder_argument(setting)
    json_argument(setting)

    consent = command(commands, "consent", _consent, "record what somebody agrees to; alone it lists it")
    study_argument(consent)
    consent.add_argument("participant", metavar="PARTICIPANT", help="whose consent")
    consent.add_argument(
        "scopes",
        metavar="SCOPE=yes|no",
        nargs="*",
        help="such as paper=yes quote=no; words=direct, words=paraphrase or words=none sets both about quoting",
    )
    consent.add_argument(
        "--by", metavar="ROUTE", default="", help="form, talk, phone, message, paper, advocate"
    )
    consent.add_argument(
        "--text", metavar="VERSION", default="", help="the consent text, if not the one set now"
    )
    consent.add_argument(
        "--history", action="store_true", help="every answer ever given, not only what holds"
    )
    coder_argument(consent)
    json_argument(consent)
    _add_looking(commands)


def _add_looking(commands: Commands) -> None:
    for name, run, about in (
        ("info", _info, "count what the study holds"),
        ("check", _check, "look the study over; ends with 1 and a list when anything is wrong"),
        ("history", _history, "list who did what, when; nobody's words"),
        ("undo", _undo, "take back your last change"),
        ("redo", _redo, "do again what you took back last"),
    ):
        parser = command(commands, name, run, about)
        study_argument(parser)
        json_argument(parser)
        if name in ("undo", "redo"):
            coder_argument(parser)


def _init(options: argparse.Namespace) -> None:
    from qualkit.loaders import load_codebook
    from qualkit.project import Project

    # Read first: a codebook that does not hold together must not leave an empty study behind.
    codebook = load_codebook(options.codebook) if options.codebook else None
    with Project.create(options.study, coder=options.coder, standpoint=options.standpoint) as project:
        if codebook is not None:
            project.add_codebook(codebook)
        say(f"Made {project.study} with {len(project.codebook)} codes, in the name of {project.coder.name}.")
        say(f"Next:  qualkit add {project.study} YOUR-TRANSCRIPTS")


def _add(options: argparse.Namespace) -> int:
    if not options.files and not options.participants:
        raise QualkitError("Name at least one file or folder to add, or --participants with a CSV file.")
    with opened(options) as project, progress("Reading transcripts") as show:
        added = project.add_transcripts(
            options.files,
            participants=options.participants,
            seen=say_words if options.show else say_arrival,
            progress=show,
            columns=columns_named(options.columns),
            **given(options, "format", "whole", "strict", "dry_run", "subfolders", "originals"),
        )
    say_added(added, dry_run=options.dry_run)
    return int(any(item.status == "refused" for item in added))


def _set(options: argparse.Namespace) -> None:
    from qualkit.desk.recording import SETTINGS

    if options.to or options.file:
        _set_texts(options)
    elif options.key is None:
        with opened(options, readonly=True) as project:
            known = project.settings
        found = [{"key": key, "value": known.get(key, ""), "what": SETTINGS[key]} for key in SETTINGS]
        rows(found, ("key", "value", "what"), as_json=options.json, empty="")
    elif options.value is None:
        raise QualkitError(f'Say what to set it to:  qualkit set {options.study} {options.key} "WORDS"')
    else:
        with opened(options) as project:
            project.set(options.key, options.value)
        say(f"Set {options.key}.")


def _set_texts(options: argparse.Namespace) -> None:
    with opened(options, readonly=bool(options.to)) as project:
        if options.to:
            project.texts.write(options.to)
            say(f"Edit {options.to}, then:  qualkit set {options.study} --file {options.to}")
        if options.file:
            changed = project.texts.read(options.file)
            say(f"Set {', '.join(changed)}." if changed else "Nothing in it differs from what is set.")


def _consent(options: argparse.Namespace) -> None:
    wanted = {scope: given for item in options.scopes for scope, given in _answers(item).items()}
    with opened(options, readonly=not wanted) as project:
        person = (
            project.consent(options.participant, version=options.text, route=options.by, **wanted)
            if wanted
            else project.participants[options.participant]
        )
    latest = {answer.scope: answer for answer in person.consents}
    found = [
        {
            "participant": person.id,
            "scope": answer.scope,
            "answer": "yes" if answer.given else "no",
            "recorded_at": answer.recorded_at,
            "recorded_by": answer.recorded_by,
            "text_version": answer.version,
            "route": answer.route,
            "holds": latest[answer.scope] is answer,
        }
        for answer in person.consents
    ]
    if not (options.json or options.history):
        found = [row for row in found if row["holds"]]
    columns = ("scope", "answer", "recorded_at", "recorded_by", "text_version", "route")
    rows(found, columns, as_json=options.json, empty=f"Nothing is recorded of {person.id} yet.")
    if found and not options.json:
        say(f"Their words: {person.quoting}.")


_WORDS = {
    "direct": {"quote": True, "paraphrase": True},
    "paraphrase": {"quote": False, "paraphrase": True},
    "none": {"quote": False, "paraphrase": False},
}


def _answers(typed: str) -> dict[str, bool]:
    name, _, level = typed.partition("=")
    if name.strip().casefold() == "words" and level.strip().casefold() in _WORDS:
        return _WORDS[level.strip().casefold()]
    return dict([_answer(typed)])


def _answer(typed: str) -> tuple[str, bool]:
    scope, equals, answer = typed.partition("=")
    if not equals or answer.strip().casefold() not in _YES:
        raise QualkitError(f"A consent is written SCOPE=yes or SCOPE=no, such as paper=yes; not '{typed}'.")
    return scope_named(scope), _YES[answer.strip().casefold()]


def _info(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        counts = project.info()
    if options.json:
        rows([counts], (), as_json=True, empty="")
        return
    for noun, count in counts.items():
        say(f"{noun.replace('_', ' '):14} {count:>8,}")


def _check(options: argparse.Namespace) -> int:
    with opened(options, readonly=True) as project:
        faults = project.check()
    if options.json:
        rows([{"fault": fault} for fault in faults], (), as_json=True, empty="")
    else:
        say("\n".join(faults) or f"{options.study} is whole, and every coding stands on its words.")
    return int(bool(faults))


def _history(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        entries = project.history().to_dict("records")
    found = [{str(key): value for key, value in entry.items()} for entry in entries]
    columns = ("number", "at", "coder", "verb", "noun", "noun_id", "origin")
    rows(found, columns, as_json=options.json, empty="Nothing has happened yet.")


def _undo(options: argparse.Namespace) -> None:
    with opened(options) as project:
        _say_entry(options, project, "Taken back", project.undo())


def _redo(options: argparse.Namespace) -> None:
    with opened(options) as project:
        _say_entry(options, project, "Done again", project.redo())


def _say_entry(options: argparse.Namespace, project: Project, what: str, entry: dict[str, Any]) -> None:
    if options.json:
        rows([entry], (), as_json=True, empty="")
    else:
        about = f"{entry['verb']} {entry['noun']} {entry['noun_id']} of {entry['at']}"
        say(f"{what}: {about}, by {project.coder.name}.")
