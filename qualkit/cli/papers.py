"""Commands for making papers: member-check prepare, need."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from qualkit.cli.arguments import (
    coder_argument,
    command,
    covered_argument,
    json_argument,
    opened,
    study_argument,
)
from qualkit.cli.output import progress, rows, say

if TYPE_CHECKING:
    import argparse

    from qualkit.cli.arguments import Commands
    from qualkit.desk.drafts import Worded
    from qualkit.desk.papers import Prepared


def add_commands(inner: Commands) -> None:
    """Add this group's commands below `member-check`."""
    prepare = command(inner, "prepare", _prepare, "write a paper for each participant who wants one")
    study_argument(prepare)
    prepare.add_argument("--out", metavar="DIR", required=True, help="the folder to write them into")
    prepare.add_argument("--participant", metavar="P", help="for this person only")
    prepare.add_argument(
        "--print",
        dest="style",
        choices=("large", "standard"),
        help="what each person needs, else large print",
    )
    prepare.add_argument(
        "--as",
        dest="kinds",
        metavar="KINDS",
        help="pdf, html, docx, text, with commas; else a PDF and what each person needs",
    )
    prepare.add_argument(
        "--all-parts", action="store_true", help="the further parts too, not the first one alone"
    )
    coder_argument(prepare)
    json_argument(prepare)
    _add_need(inner)
    _add_sentences(inner)
    copy = command(
        inner, "reading-copy", _reading_copy, "write somebody's own interview to read again, lightly tidied"
    )
    study_argument(copy)
    copy.add_argument("participant", metavar="PARTICIPANT", help="whose interview")
    copy.add_argument("--out", metavar="FILE", required=True, help="the text file to write")


def _add_sentences(inner: Commands) -> None:
    drafts = command(inner, "drafts", _drafts, "list passages without a sentence for a paper, with a draft")
    study_argument(drafts)
    drafts.add_argument("--participant", metavar="P", help="this person's alone")
    json_argument(drafts)
    covered_argument(drafts)
    word = command(inner, "word", _word, "write the sentence that a person will read beside their words")
    study_argument(word)
    word.add_argument("coding", metavar="CODING", help="the coding's id, or its beginning")
    word.add_argument("sentence", metavar="SENTENCE", help="plain, short, to the person: You said ...")
    coder_argument(word)
    approve = command(inner, "approve", _approve, "stand for a sentence, or for its draft, as it is")
    study_argument(approve)
    approve.add_argument("coding", metavar="CODING", nargs="+", help="codings' ids, or their beginnings")
    coder_argument(approve)


def _add_need(inner: Commands) -> None:
    need = command(
        inner, "need", _need, "record in which form somebody needs their paper; alone it lists everybody"
    )
    study_argument(need)
    need.add_argument("participant", metavar="PARTICIPANT", nargs="?", help="whose paper")
    need.add_argument(
        "--format",
        metavar="FORM",
        help="large, standard, screen, word, easy-read, audio, translation or talk",
    )
    need.add_argument(
        "--language", metavar="LANGUAGE", help="such as cy; the study's own where it is not set"
    )
    need.add_argument("--with", dest="reader", metavar="WHO", help="who reads it with them")
    need.add_argument(
        "--must-not-see",
        metavar="WHO",
        action="append",
        help="in their own words, such as 'my worker'; once for each; '' for nobody",
    )
    coder_argument(need)
    json_argument(need)


def _need(options: argparse.Namespace) -> None:
    names = ("format", "language", "reader", "must_not_see")
    change = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    with opened(options, readonly=not change) as project:
        if change:
            project.checks.need(options.participant or "", **change)
        found = [row for row in project.checks.needs() if options.participant in (None, row["participant"])]
    columns = ("participant", "wants_one", "format", "language", "reader", "must_not_see")
    rows(found, columns, as_json=options.json, empty="There is nobody yet.")


def _prepare(options: argparse.Namespace) -> None:
    with opened(options) as project, progress("Writing papers") as show:
        prepared = project.prepare_member_checks(
            options.out,
            options.participant,
            options.style,
            show,
            all_parts=options.all_parts,
            kinds=options.kinds,
        )
        until = project.settings.get("withdraw_until", "").strip()
    if options.json:
        rows([_row(item) for item in prepared], (), as_json=True, empty="")
        return
    for item in prepared:
        for file in item.files:
            say(f"{item.participant}: {file}")
        for note in item.notes:
            say(f"   {note}")
        for warning in item.warnings:
            say(f"   look: {warning}")
        if item.waiting:
            say(f"   {item.waiting} more passages wait for a further part (--all-parts)")
        if item.why_not:
            say(f"{item.participant}: no paper: {item.why_not}")
    if not until and any(item.files for item in prepared):
        say(
            "look: the papers do not say until when people can take their words back. To say it:  "
            f"qualkit set {options.study} withdraw_until 2027-06-30  and prepare them anew."
        )


def _row(item: Prepared) -> dict[str, object]:
    return {
        "participant": item.participant,
        "files": [str(file) for file in item.files],
        "waiting": item.waiting,
        "why_not": item.why_not,
        "notes": list(item.notes),
        "warnings": list(item.warnings),
    }


def _drafts(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        cover = project.distress.covering(show=options.show_covered)
        listed = project.checks.drafts(options.participant)
    found = [{**asdict(one), "text": cover.coding(one.coding, one.text)} for one in listed]
    columns = ("coding", "participant", "text", "draft")
    rows(found, columns, as_json=options.json, empty="Every passage has its sentence.")


def _word(options: argparse.Namespace) -> None:
    with opened(options) as project:
        _say_worded(project.checks.word(options.coding, options.sentence))


def _approve(options: argparse.Namespace) -> None:
    with opened(options) as project:
        for coding in options.coding:
            _say_worded(project.checks.approve(coding))


def _say_worded(done: Worded) -> None:
    say(f"{done.coding}: {done.how}")
    for warning in done.warnings:
        say(f"   look: {warning}")


def _reading_copy(options: argparse.Namespace) -> None:
    with opened(options, readonly=True) as project:
        say(f"{options.participant}: {project.checks.reading_copy(options.participant, options.out)}")
