"""Interviews in hand: taken up, passed on, and left where somebody stopped. Nobody is asked for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.coding import reanchor
from qualkit.errors import NotFound, SegmentError
from qualkit.store import hands, people, talk
from qualkit.store.hands import Stop
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.model import Coder, Transcript
    from qualkit.store.store import Store


def in_hand(store: Store) -> dict[str, tuple[str, ...]]:
    """For each document, who has it in hand."""
    with store.reading() as connection:
        return hands.read_hands(connection)


def take_up(store: Store, coder: Coder, document: str) -> tuple[str, ...]:
    """Take an interview into hand; others who have it keep it. Give who has it now."""
    with store.changing(_act(store, coder, "take up", document)) as journal:
        hands.take(journal, talk.document_row(journal.connection, document).id, coder.id)
        return hands.read_hands(journal.connection)[document]


def pass_on(store: Store, coder: Coder, document: str, to: str | None) -> tuple[str, ...]:
    """Let go of an interview, into a colleague's hand where one is named. Give who has it now."""
    with store.changing(_act(store, coder, "pass on", document)) as journal:
        row = talk.document_row(journal.connection, document)
        hands.give(journal, row.id, coder.id)
        if to is not None:
            hands.take(journal, row.id, _colleague(journal.connection, to))
        return hands.read_hands(journal.connection)[document]


def _act(store: Store, coder: Coder, verb: str, document: str) -> Act:
    with store.reading() as connection:
        return Act(coder.id, verb, "interview", str(talk.document_row(connection, document).id))


def _colleague(connection: Connection, name: str) -> str:
    known = {coder.name: coder.id for coder in people.read_coders(connection)}
    if name not in known:
        raise NotFound.among(
            "coder", name, known, "Or leave the name out: whoever takes it up is written down then."
        )
    return known[name]


def stopped(store: Store, coder: Coder, document: str) -> int | None:
    """Where this coder stopped, in the text as it is now; None where they have not begun."""
    with store.reading() as connection:
        row = talk.document_row(connection, document)
        stop = hands.read_stop(connection, row.id, coder.id)
        if stop is None:
            return None
        text = talk.read_transcript(connection, document, cover=())
        old = None if stop.revision == row.revision else talk.kept_text(connection, row.id, stop.revision)
    return _by_turn(text, stop) if old is None else _carried(old, text.text, stop.at)


def _by_turn(text: Transcript, stop: Stop) -> int:
    """The place in its turn: of one whose text was taken back nothing else is known."""
    turn = text.turns[min(stop.turn, len(text.turns) - 1)]
    return turn.start + min(stop.within, turn.end - turn.start)


def _carried(old: str, new: str, at: int) -> int:
    """Where one goes on in a corrected text: before the words that came next, or as far on as before."""
    if at >= len(old):
        return len(new)
    end = old.find("\n", at + 1)
    found = reanchor(old, new, [(at, end if end > 0 else len(old))])[0]
    return min(at, len(new)) if found.state == "lost" else found.start


def stop_at(store: Store, coder: Coder, document: str, at: int) -> int:
    """Remember where this coder stopped; give it back.

    Raises
    ------
    SegmentError
        That is no place in the text.
    """
    with store.keeping(coder.id) as connection:
        row = talk.document_row(connection, document)
        text = talk.read_transcript(connection, document, cover=())
        if not 0 <= at <= len(text):
            raise SegmentError(f"{document} has {len(text)} characters: {at} is no place in it.")
        turn = text.turn_at(min(at, len(text) - 1))
        hands.write_stop(connection, row.id, coder.id, Stop(row.revision, at, turn.number, at - turn.start))
    return at
