"""What the machine offered and what people made of it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import case, select

from qualkit.model import Decision, Reason, Suggestion
from qualkit.store import tables
from qualkit.store.codings import place_row, segment_of, whole_id
from qualkit.store.stamps import as_json, digest, new_id, now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from sqlalchemy import Connection, Row

    from qualkit.store.journal import Journal


def offer(connection: Connection, suggestions: Sequence[Suggestion], documents: Mapping[str, str]) -> None:
    """Remember what was offered; `documents` gives each name's id. What was offered before stays as it was."""
    known = set(connection.execute(select(tables.suggestions.c.id)).scalars())
    fresh = [item for item in suggestions if item.id not in known]
    if fresh:
        rows = [_row(item, documents[item.segment.document]) for item in fresh]
        connection.execute(tables.suggestions.insert(), rows)


def _row(suggestion: Suggestion, document: str) -> dict[str, Any]:
    why = [{"kind": reason.kind, "text": reason.text, "weight": reason.weight} for reason in suggestion.why]
    return {
        "id": suggestion.id,
        **place_row(suggestion.segment, document),
        "code": suggestion.code,
        "confidence": suggestion.confidence,
        "polarity": suggestion.polarity,
        "why": as_json(why),
        "model": suggestion.model,
        "offered_at": now(),
    }


def _suggestion(row: Row[Any]) -> Suggestion:
    why = tuple(Reason(item["kind"], item["text"], item["weight"]) for item in json.loads(row.why))
    place = segment_of(row, row.document_name)
    return Suggestion(row.id, place, row.code, row.confidence, why, row.model, row.polarity)


def suggestion_with(connection: Connection, suggestion: str) -> Suggestion:
    """The suggestion whose id begins so.

    Raises
    ------
    NotFound
        None does, or more than one.
    """
    whole = whole_id(connection, tables.suggestions, suggestion, "suggestion")
    documents = tables.documents
    wanted = select(tables.suggestions, documents.c.name.label("document_name")).join(documents)
    return _suggestion(connection.execute(wanted.where(tables.suggestions.c.id == whole)).one())


def decision_on(connection: Connection, suggestion: str) -> Decision | None:
    """What was decided on one suggestion, or None."""
    decisions, coders = tables.decisions, tables.coders
    row = connection.execute(
        select(decisions, coders.c.name.label("coder_name"))
        .join(coders)
        .where(decisions.c.suggestion == suggestion)
    ).one_or_none()
    if row is None:
        return None
    return Decision(row.suggestion, row.coder_name, row.verdict, row.coding, row.decided_at)


def decide(journal: Journal, decision: Decision, code_words: str) -> None:
    """Write down a decision; its coder is an id here, and `code_words` the fingerprint of what the code said then."""
    journal.insert(
        tables.decisions,
        {
            "id": new_id(),
            "suggestion": decision.suggestion,
            "coder": decision.coder,
            "verdict": decision.verdict,
            "coding": decision.coding,
            "decided_at": decision.decided_at or now(),
            "code_words": code_words,
        },
    )


def forget_undecided(journal: Journal, suggestion: str) -> None:
    """Take back an offer (its whole id) on which nobody has decided."""
    if decision_on(journal.connection, suggestion) is None:
        journal.delete(tables.suggestions, {"id": suggestion})


def forget_ahead(journal: Journal) -> None:
    """Take back what was offered on a text that is there no more, and on which nobody has decided."""
    offered, documents = tables.suggestions, tables.documents
    ahead = select(offered.c.id).join(documents).where(offered.c.revision > documents.c.revision)
    for suggestion in journal.connection.execute(ahead).scalars().all():
        forget_undecided(journal, suggestion)


def rejected_places(connection: Connection, code_words: Mapping[str, str]) -> set[tuple[str, int, int, str]]:
    """Where a code was refused by somebody: document name, start, end, code.

    `code_words` gives the fingerprint of each code as it is now: who refused one that said other things did not
    refuse this.
    """
    documents, suggestions, decisions = tables.documents, tables.suggestions, tables.decisions
    rows = connection.execute(
        select(
            *(documents.c.name, suggestions.c.start_at, suggestions.c.end_at, suggestions.c.code),
            decisions.c.code_words,
        )
        .join(suggestions, suggestions.c.document == documents.c.id)
        .join(decisions, decisions.c.suggestion == suggestions.c.id)
        .where(decisions.c.verdict == "rejected", suggestions.c.revision == documents.c.revision)
    )
    return {
        (row.name, row.start_at, row.end_at, row.code)
        for row in rows
        if row.code_words in (None, code_words.get(row.code))
    }


def renewed(
    connection: Connection, found: Sequence[Suggestion], code_words: Mapping[str, str]
) -> list[Suggestion]:
    """The same suggestions; one that was refused when its code meant something else is a new one, with its own id."""
    refused = select(tables.decisions.c.suggestion, tables.decisions.c.code_words).where(
        tables.decisions.c.verdict == "rejected"
    )
    then = {row.suggestion: row.code_words for row in connection.execute(refused)}
    return [
        replace(item, id=digest(f"{item.id} {code_words[item.code]}")[:16])
        if then.get(item.id) not in (None, code_words.get(item.code))
        else item
        for item in found
    ]


def write_shown(
    connection: Connection, suggestions: Sequence[Suggestion], documents: Mapping[str, str], coder: str
) -> None:
    """Remember that a coder (an id) was shown these, the first time; `documents` gives each name's id."""
    shown = tables.suggestions_shown
    known = set(connection.execute(select(shown.c.suggestion).where(shown.c.coder == coder)).scalars())
    at = now()
    rows = {
        item.id: {
            "suggestion": item.id,
            "document": documents[item.segment.document],
            "coder": coder,
            "shown_at": at,
        }
        for item in suggestions
        if item.id not in known
    }
    if rows:
        connection.execute(shown.insert(), list(rows.values()))


def were_shown(connection: Connection, document: str, coder: str) -> bool:
    """Whether this coder has been shown any suggestion on that document yet; both are ids."""
    shown = tables.suggestions_shown
    some = select(shown.c.suggestion).where(shown.c.document == document, shown.c.coder == coder)
    return connection.execute(some.limit(1)).first() is not None


def outcomes(connection: Connection) -> list[Row[Any]]:
    """What became of every suggestion: its code, model and verdict (None while nobody has decided).

    An accepted one is ``"changed"`` where its coding now has another code or polarity, or is gone.
    """
    suggestions, decisions, codings = tables.suggestions, tables.decisions, tables.codings
    as_offered = (codings.c.code == suggestions.c.code) & (
        codings.c.polarity.is_(None) | (codings.c.polarity == suggestions.c.polarity)
    )
    verdict = case(
        (decisions.c.verdict == "rejected", "rejected"),
        (as_offered, "kept"),
        (decisions.c.verdict == "accepted", "changed"),
    )
    wanted = (
        select(suggestions.c.code, suggestions.c.model, verdict.label("verdict"))
        .outerjoin(decisions, decisions.c.suggestion == suggestions.c.id)
        .outerjoin(codings, codings.c.id == decisions.c.coding)
    )
    return list(connection.execute(wanted))
