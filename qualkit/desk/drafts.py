"""Sentences for people's papers: drafts to edit from a code's plain words, written or approved by a named person."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualkit.desk.coding import rewrite
from qualkit.errors import PaperError
from qualkit.memberchecks import hard_to_read
from qualkit.store import codebook, codings, needs, people, talk
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from qualkit.model import Code, Coder, Coding
    from qualkit.store.store import Store


@dataclass(frozen=True)
class Draft:
    """A passage that no sentence stands for yet, and one to begin with; it goes nowhere until a person takes it."""

    coding: str
    participant: str
    document: str
    code_name: str
    text: str = field(repr=False)
    draft: str = field(repr=False)


@dataclass(frozen=True)
class Worded:
    """A sentence as stored, by coding, with what makes it hard to read: it stands, and that is recorded."""

    coding: str
    how: str
    warnings: tuple[str, ...] = ()


def draft_for(code: Code) -> str:
    """A plain sentence from a code's name, for a person to put right.

    Examples
    --------
    >>> from qualkit.model import Code
    >>> draft_for(Code("nowhere", "Nowhere to dwell: homeless, or unsafe"))
    'You told us about this: nowhere to dwell.'
    """
    name = code.name.partition(":")[0].strip().rstrip(".")
    plain = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    return f"You told us about this: {plain}."


def drafts(store: Store, participant: str | None = None) -> list[Draft]:
    """Passages of people who may want a paper, that nobody has written a sentence for."""
    with store.reading() as connection:
        if participant is not None:
            people.participant_named(connection, participant)
        return [one for one in _drafts(connection) if participant in (None, one.participant)]


def _drafts(connection: Connection) -> Iterator[Draft]:
    refused = {p.id for p in people.read_participants(connection) if p.may("paper") is False}
    book = codebook.read_codebook(connection)
    texts = {name: talk.read_transcript(connection, name) for name in talk.document_names(connection)}
    for coding in codings.read_codings(connection):
        turn = texts[coding.segment.document].turn_at(coding.segment.start)
        own = turn.participant is not None and coding.segment.end <= turn.end
        if own and turn.participant not in refused and not coding.interpretation.strip():
            code = book[coding.code]
            yield Draft(
                coding.id,
                str(turn.participant),
                coding.segment.document,
                code.name,
                coding.segment.quote,
                draft_for(code),
            )


def word(store: Store, coder: Coder, coding: str, sentence: str) -> Worded:
    """Write the sentence for a passage, in this coder's name.

    Raises
    ------
    NotFound, PaperError
        There is no such coding; the sentence is empty.
    """
    return _stand(store, coder, coding, sentence, "wrote")


def approve(store: Store, coder: Coder, coding: str) -> Worded:
    """Stand for the sentence as it is, or for the draft where there is none: this coder has read it.

    Raises
    ------
    NotFound
    """
    return _stand(store, coder, coding, None, "approved")


def _stand(store: Store, coder: Coder, name: str, sentence: str | None, how: str) -> Worded:
    with store.changing(Act(coder.id, f"{how} sentence", "coding", "")) as journal:
        old = codings.coding_with(journal.connection, name)
        words = _words(journal.connection, old, sentence)
        faults = tuple(hard_to_read(words))
        journal.act = replace(journal.act, noun_id=old.id)
        kept = rewrite(journal, old, replace(old, interpretation=words))
        needs.save_standing(
            journal, kept.id, words, {"coder": coder.id, "how": how, "overridden": "; ".join(faults)}
        )
    return Worded(kept.id, how, faults)


def _words(connection: Connection, coding: Coding, sentence: str | None) -> str:
    if sentence is None:
        return coding.interpretation.strip() or draft_for(codebook.read_codebook(connection)[coding.code])
    if not sentence.strip():
        raise PaperError("A sentence for a paper needs words: there were none.")
    return " ".join(sentence.split())
