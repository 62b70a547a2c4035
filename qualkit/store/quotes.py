"""What a named person decided about quoting a passage: it stands at its place, and moves with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from qualkit.store import tables
from qualkit.store.stamps import new_id, now

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.store.journal import Journal


class QuoteDecision(NamedTuple):
    """One decision: where (the document's id), what, by whom, when."""

    document: str
    start: int
    end: int
    verdict: str
    coder: str
    at: str


def read_quote_decisions(connection: Connection) -> list[QuoteDecision]:
    """Those that stand on the texts as they are now, oldest first: one about other words counts no more."""
    decisions, documents, coders = tables.quote_decisions, tables.documents, tables.coders
    rows = connection.execute(
        select(decisions, coders.c.name)
        .join(documents, documents.c.id == decisions.c.document)
        .join(coders, coders.c.id == decisions.c.coder)
        .where(decisions.c.revision == documents.c.revision)
        .order_by(decisions.c.position)
    )
    return [
        QuoteDecision(row.document, row.start_at, row.end_at, row.verdict, row.name, row.decided_at)
        for row in rows
    ]


def write_quote_decision(
    journal: Journal, document: str, revision: int, place: tuple[int, int], verdict: str, reason: str = ""
) -> None:
    """Write down a decision; the last one about a passage holds."""
    last = journal.connection.execute(select(func.max(tables.quote_decisions.c.position))).scalar()
    journal.insert(
        tables.quote_decisions,
        {
            "id": new_id(),
            "document": document,
            "revision": revision,
            "start_at": place[0],
            "end_at": place[1],
            "verdict": verdict,
            "reason": reason,
            "coder": journal.act.coder,
            "decided_at": now(),
            "position": 0 if last is None else last + 1,
        },
    )
