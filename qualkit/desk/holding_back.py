"""What a person wants out is out at once: the stretch that their answer is about is held back from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.errors import ReturnError
from qualkit.model import Hold, Segment
from qualkit.store import codings, holds, papers, talk
from qualkit.store.stamps import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from qualkit.model import Answer, CheckItem, MemberCheck, Strength
    from qualkit.store.journal import Journal


def why(paper: str, number: int) -> str:
    """The id of what led to a hold: an answer on a paper."""
    return f"{paper}-{number}"


def segment_of(connection: Connection, check: MemberCheck, item: CheckItem) -> Segment | None:
    """Where an item's words stand now: where its coding lies, or else wherever this person said them."""
    found = codings.place_of(connection, item.coding)
    if found is not None:
        return found
    for name in talk.document_names(connection):
        transcript = talk.read_transcript(connection, name, cover=())
        for turn in transcript.turns:
            at = turn.text.find(item.quote) if turn.participant == check.participant else -1
            if at >= 0:
                start = turn.start + at
                return Segment.of(name, transcript.text, start, start + len(item.quote), transcript.revision)
    return None


def segments_of(connection: Connection, check: MemberCheck, item: CheckItem) -> tuple[Segment, ...]:
    """Every place that an item is about: the same words may have been said, and coded, more than once."""
    places = [codings.place_of(connection, coding) for coding in item.codings]
    found = dict.fromkeys(place for place in places if place is not None)
    first = None if found else segment_of(connection, check, item)
    return tuple(found) if first is None else (first,)


def hold_removed(journal: Journal, check: MemberCheck, answers: Iterable[Answer]) -> None:
    """Hold back every passage that this return wants out; the stronger reading holds until somebody has asked."""
    items = {item.number: item for item in check.items}
    for answer in answers:
        if answer.state == "remove" or (answer.state == "ambiguous" and "remove" in answer.doubt):
            hold(journal, check, items[answer.number], "use")


def hold(journal: Journal, check: MemberCheck, item: CheckItem, strength: Strength) -> None:
    """Hold back the whole of an item's passage wherever it stands, in this way alone.

    Raises
    ------
    ReturnError
        Its words are found nowhere any more, so nobody could say what to hold back.
    """
    places = segments_of(journal.connection, check, item)
    if not places:
        raise ReturnError(
            f"The words of number {item.number} on the paper {check.token} are no longer where they were, and "
            "the person wants them out: find them, and hold them back by hand."
        )
    if strength not in lift(journal, check, item.number, keep=strength):
        for place in places:
            write(journal, check, item.number, place, strength)


def write(
    journal: Journal,
    check: MemberCheck,
    number: int,
    place: Segment,
    strength: Strength,
    why_id: str = "",
) -> None:
    """Hold one stretch back because of an answer, or of what was decided on it."""
    document = talk.document_row(journal.connection, place.document).id
    made = Hold(
        place.document,
        place.start,
        place.end,
        place.revision,
        strength,
        check.participant,
        "response",
        why_id or why(check.token, number),
        since=now(),
    )
    holds.write_hold(journal, made, str(document), journal.act.coder)


def lift(journal: Journal, check: MemberCheck, number: int, keep: Strength | None = None) -> list[Strength]:
    """Let go what this item's answer held back, but what is held back as `keep` says; give what is kept."""
    kept: list[Strength] = []
    for held in holds.read_holds(journal.connection):
        if held.because == "response" and held.why_id == why(check.token, number) and held.strength != "mask":
            if held.strength == keep:
                kept.append(held.strength)
            else:
                holds.lift_hold(journal, held.id, journal.act.coder)
    return kept


def paper_of(connection: Connection, token: str) -> MemberCheck:
    """The paper of that token."""
    return next(check for check in papers.read_papers(connection) if check.token == token)
