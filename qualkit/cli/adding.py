"""What `qualkit add` says: what was read, before it is stored, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.cli.output import say, warn
from qualkit.errors import QualkitError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualkit.desk.arrivals import Added, Arrival
    from qualkit.model import Account, Source

_PARTS = ("speaker", "text", "start", "end", "question", "respondent", "answers")
#: As much as --show shows of each thing.
_SHOWN = 5
_WIDTH = 90


def columns_named(typed: Sequence[str] | None) -> dict[str, str | list[str]] | None:
    """Read PART=COLUMN pairs; `answers` may come several times."""
    named: dict[str, str | list[str]] = {}
    for pair in typed or ():
        part, sign, column = (piece.strip() for piece in pair.partition("="))
        if part not in _PARTS or not sign or not column:
            raise QualkitError(
                f"'{pair}' names no column: write PART=COLUMN, PART being one of {', '.join(_PARTS)}."
            )
        named[part] = [*named.get(part, []), column] if part == "answers" else column
    return named or None


def say_arrival(arrival: Arrival) -> None:
    """Say what was read from one file: counts, where each character is, and what is doubtful."""
    transcript = arrival.transcript()
    source = transcript.source
    speakers = ", ".join(f"{label or 'no label'} {count}" for label, count in transcript.speakers.items())
    say(
        f"read     {source.name} as {source.format}: {len(transcript.turns)} turns, {transcript.words:,} words"
    )
    say(f"         turns by label: {speakers}")
    if source.account:
        say(f"         {_account(source.account)}")
    for done in source.normalised:
        say(f"         evened out: {done}")
    if source.stripped:
        say(f"         not taken over: {', '.join(source.stripped)}")
    for doubt in source.doubts:
        say(f"         look: {doubt}")
    if source.preview:
        say(f"         these words were guessed: {'  '.join(source.preview)}")


def say_words(arrival: Arrival) -> None:
    """Say the same, and the words themselves: the first turns, the header, what is left out."""
    say_arrival(arrival)
    transcript = arrival.transcript()
    for turn in transcript.turns[:_SHOWN]:
        say(f"         | {turn.speaker or '(no label)'}: {_cut(turn.text)}")
    _say_source(transcript.source)


def _say_source(source: Source) -> None:
    for line in source.header:
        say(f"         header | {_cut(line)}")
    for reason, what in source.left_out:
        say(f"         left out, {reason} | {_cut(what)}")


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _WIDTH else f"{plain[:_WIDTH]}..."


def _account(account: Account) -> str:
    reasons = ", ".join(f"{reason} {number:,}" for reason, number in account.left_out)
    left_out = f"; left out: {reasons}" if reasons else "; nothing left out"
    return (
        f"of {account.total:,} characters {account.said:,} said, {account.marks:,} in labels and times, "
        f"{account.header:,} in the header{left_out}"
    )


def say_added(added: Sequence[Added], *, dry_run: bool) -> None:
    """Say what became of each file, the refused last."""
    for item in added:
        if item.status == "stored":
            verb = "would be stored" if dry_run else "stored  "
            speakers = ", ".join(item.speakers)
            say(f"{verb} {item.document}: {item.turns} turns, {item.words:,} words; speakers: {speakers}")
            for doubt in item.said:
                say(f"         look: {doubt}")
        elif item.status == "skipped":
            say(f"skipped  {item.file}: {item.message}")
    for item in added:
        if item.status == "refused":
            warn(f"qualkit: refused  {item.message}")
    if dry_run:
        say("Nothing was stored: this was a dry run.")
