"""The certificate of a withdrawal: what was taken out, what was found afterwards, what nobody can call back."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: How rows are called in plain words: one, several.
_NOUNS: Mapping[str, tuple[str, str]] = {
    "documents": ("whole transcript", "whole transcripts"),
    "turns": ("stretch of speech", "stretches of speech"),
    "codings": ("marked passage", "marked passages"),
    "memos": ("note", "notes"),
    "suggestions": ("suggestion of the machine", "suggestions of the machine"),
    "decisions": ("decision on a suggestion", "decisions on suggestions"),
    "papers": ("paper for checking", "papers for checking"),
    "consents": ("answer about consent", "answers about consent"),
    "holds": ("passage held back", "passages held back"),
    "quote_decisions": ("decision on a quotation", "decisions on quotations"),
    "memos changed": ("note of others, without the words", "notes of others, without the words"),
    "codings changed": (
        "marked passage of others, without the words",
        "marked passages of others, without the words",
    ),
    "codes changed": ("code, without the words", "codes, without the words"),
    "codes renamed": ("code that had been named with the words", "codes that had been named with the words"),
    "sheet_answers": ("answer in a second check", "answers in a second check"),
    "session_people": ("presence in a group's session", "presences in a group's session"),
    "theme_codings": ("passage in a theme", "passages in themes"),
    "themes changed": ("theme of the group, without the words", "themes of the group, without the words"),
    "trimmed": ("passage of others, made shorter", "passages of others, made shorter"),
    "history entries": ("step that can no longer be undone", "steps that can no longer be undone"),
}
#: Not counted for the person: rows that say nothing by themselves.
_SILENT = {"session_documents", "revisions", "speakers", "paper_items", "participants", "changes"}


@dataclass(frozen=True)
class Facts:
    """What a certificate says; nobody's words are in it."""

    study: str
    participant: str
    what: str
    at: str
    by: str
    counts: Mapping[str, int]
    searched: str
    found: int
    cleaned: bool
    exports: Sequence[str] = field(default=())
    copies: Sequence[str] = field(default=())
    papers: Sequence[str] = field(default=())
    server: bool = False
    #: What was taken out of files beside the study.
    beside: Sequence[str] = field(default=())


def counted(counts: Mapping[str, int]) -> list[str]:
    """The counts in plain words, one line each.

    Examples
    --------
    >>> counted({"codings": 2, "memos": 1, "revisions": 1})
    ['2 marked passages', '1 note']
    """
    lines = []
    for name, number in counts.items():
        if name not in _SILENT:
            one, several = _NOUNS.get(name, (name.replace("_", " "), name.replace("_", " ")))
            lines.append(f"{number} {one if number == 1 else several}")
    return lines


def certificate_text(facts: Facts) -> str:
    """The certificate as plain text."""
    lines: list[str] = ["Certificate: words taken back", "=" * 29, ""]
    for title, points in _parts(facts):
        lines += [title, *(f"  - {point}" for point in points), ""]
    return "\n".join(lines)


def certificate_html(facts: Facts) -> str:
    """The certificate as a page that stands alone: nothing is fetched, and nothing runs."""
    parts = "\n".join(
        f"<h2>{escape(title)}</h2>\n<ul>\n" + "".join(f"<li>{escape(p)}</li>\n" for p in points) + "</ul>"
        for title, points in _parts(facts)
    )
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        "<title>Certificate: words taken back</title>\n<style>\n"
        "body { font: 1.25rem/1.6 sans-serif; max-width: 38rem; margin: 2rem auto; padding: 0 1rem;"
        " color: #111; background: #fff; overflow-wrap: anywhere }\n"
        "h1 { font-size: 1.7rem; line-height: 1.25 } h2 { font-size: 1.3rem; margin-top: 1.6rem }\n"
        "li { margin: .35rem 0 }\n</style>\n</head>\n<body>\n<main>\n"
        f"<h1>Certificate: words taken back</h1>\n{parts}\n</main>\n</body>\n</html>\n"
    )


def _parts(facts: Facts) -> Iterator[tuple[str, list[str]]]:
    yield (
        "Who and when",
        [
            f"Study: {facts.study}",
            f"Person: {facts.participant}",
            f"Taken back: {facts.what}",
            f"Done on {facts.at}, by {facts.by}",
        ],
    )
    yield "What was taken out of the study", list(_taken_out(facts))
    yield "What we looked for afterwards", list(_searched(facts))
    yield "What stays in the study", list(_staying(facts))
    yield "What nobody can call back", list(_beyond(facts))


def _taken_out(facts: Facts) -> Iterator[str]:
    yield from counted(facts.counts) or ["There was nothing of theirs in it."]
    yield "What suggestions had reckoned from these words. No model is kept: it learns anew from what is there."
    yield from facts.beside


def _searched(facts: Facts) -> Iterator[str]:
    yield (
        f"We searched {facts.searched} for any eight words in a row of what was taken out. "
        + (
            "Nothing was found."
            if not facts.found
            else f"FOUND in {facts.found} places: this is not done yet."
        )
    )
    if facts.server:
        yield "The tables on the server were written anew."
        yield "The server's log and its own backups keep older states until they run out: ask whoever runs it."
    elif facts.cleaned:
        yield "The file was written anew, so that no deleted words are left in its free space."
    else:
        yield "Free space of the file still waits to be cleaned: the next opening of the study does it."


def _staying(facts: Facts) -> Iterator[str]:
    yield f"That {facts.participant} took this back, on that day. None of the words."
    yield "The history of the work: who did what, and when. None of the words, and no fingerprint of them."
    yield "What other people said stays theirs, also where they speak of the same things."


def _beyond(facts: Facts) -> Iterator[str]:
    if not facts.exports:
        yield "No report or export with these words is on the study's register."
    yield from (f"Made earlier: {item}" for item in facts.exports)
    yield from (f"Paper made earlier: {item}" for item in facts.papers)
    yield from (
        f"May be a copy of the study: {item}. Delete it, or take the words out of it too."
        for item in facts.copies
    )
    yield "Copies that somebody made and did not write down: on other machines, in mail, in print, on a kitchen table."
    yield "Original recordings and files that the transcripts came from: delete them by hand, where they are kept."
    yield "A disk may keep traces of a file until it writes over them. Disk encryption is what helps against that."
    yield "What somebody remembers."
