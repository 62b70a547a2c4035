"""Letters back, to everybody whose answers were decided on; and when somebody was told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.desk.deciding import paper_named
from qualkit.desk.leaving import refuse_for
from qualkit.desk.returning import day_of
from qualkit.errors import NotFound, QualkitError, StudyUnwritable
from qualkit.memberchecks.letter import LetterFacts, letter
from qualkit.memberchecks.sheet import sheet_pdf, sheet_text
from qualkit.model import HELD_BACK
from qualkit.store import adjustments, marks, papers, people, returns, settings
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from qualkit.memberchecks.sheet import Sheet
    from qualkit.model import Coder, MemberCheck, Participant
    from qualkit.store.store import Store

TOLD = "told"
#: So many words tell which passage is meant.
_BEGINNING = 9
_OPEN = ("not_quite", "remove", "own_words_only", "ambiguous")
_SILENT = {
    "no_contact": "they want no contact",
    "died": "they died",
    "withdrew_interview": "they took the interview back",
    "not_sent_safety": "nothing is sent to them, for somebody's safety",
}


@dataclass(frozen=True)
class Reply:
    """What became of one person's letter: its files, or why there is none."""

    participant: str
    paper: str
    files: tuple[Path, ...] = ()
    why_not: str = ""


def reply(store: Store, out: str | Path, participant: str | None = None, style: str = "large") -> list[Reply]:
    """Write a letter for each paper that came back and was decided on, as PDF and as plain text."""
    if style not in ("large", "standard"):
        raise QualkitError(f"A letter comes in large or in standard print; not in '{style}'.")
    refuse_for(store)
    with store.reading() as connection:
        known = settings.read_settings(connection)
        everybody = {person.id: person for person in people.read_participants(connection)}
        if participant is not None and participant not in everybody:
            raise NotFound.among("participant", participant, everybody)
        drafts = [
            (check, _facts(connection, check), _why_not(connection, everybody[check.participant]))
            for check in papers.read_papers(connection, participant)
            if check.state.startswith("returned_")
        ]
    names = [person.pseudonym for person in everybody.values() if person.pseudonym]
    written = []
    for check, facts, silent in drafts:
        nothing = not facts.adjustments and not facts.agreed
        why_not = silent or ("nothing has been decided on their answers yet" if nothing else "")
        files = () if why_not else _put(Path(out), check, letter(facts, known), style, names)
        written.append(Reply(check.participant, check.token, files, why_not))
    return written


def _facts(connection: Connection, check: MemberCheck) -> LetterFacts:
    made = adjustments.read_adjustments(connection, check.token)
    current = [kept for kept in returns.read_returns(connection, check.token) if kept.standing == "current"]
    answers = current[0].returned.answers if current else ()
    decided = {item.number for item in made}
    return LetterFacts(
        check.token,
        made,
        sum(answer.state == "agree" for answer in answers),
        tuple(a.number for a in answers if a.state in _OPEN and a.number not in decided),
        {answer.number: answer.words for answer in answers if answer.words},
        {item.number: _beginning(item.quote) for item in check.items if item.quote != HELD_BACK},
    )


def _beginning(words: str) -> str:
    """The first words of a passage, so that somebody knows which one is meant."""
    first = words.split()
    return " ".join(first[:_BEGINNING]) + (" …" if len(first) > _BEGINNING else "")


def _why_not(connection: Connection, person: Participant) -> str:
    for mark in marks.read_marks(connection, person.id):
        if mark.state in _SILENT:
            return _SILENT[mark.state]
    return "they asked not to be contacted again" if person.may("contact") is False else ""


def _put(out: Path, check: MemberCheck, sheet: Sheet, style: str, names: Sequence[str]) -> tuple[Path, ...]:
    content = {
        "pdf": sheet_pdf(sheet, "large" if style == "large" else "standard", names),
        "txt": sheet_text(sheet, names).encode("utf-8"),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        paths = [(out / f"letter-{check.token}.{ending}") for ending in content]
        for path, written in zip(paths, content.values(), strict=True):
            path.write_bytes(written)
    except OSError as error:
        raise StudyUnwritable(
            f"{out} could not be written to ({error.strerror}): choose a folder that you may write to."
        ) from None
    return tuple(paths)


def told(store: Store, coder: Coder, who: str, on: str | None = None) -> str:
    """Write down when a person was told; give the day."""
    day = day_of(on)
    with store.changing(Act(coder.id, TOLD, "paper", "")) as journal:
        check = paper_named(journal.connection, who)
        journal.act = Act(coder.id, TOLD, "paper", check.token)
        marks.write_mark(journal, marks.Mark(check.participant, check.token, TOLD, day, "", coder.id, ""))
    return day
