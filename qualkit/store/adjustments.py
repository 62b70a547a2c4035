"""What the group made of the answers: written once, never changed; and which codings are to be looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from qualkit.model import Adjustment
from qualkit.store import tables
from qualkit.store.stamps import now

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from sqlalchemy import Connection

    from qualkit.store.journal import Journal

_HOLDING = ("remove", "unquote")


def read_adjustments(connection: Connection, paper: str | None = None) -> tuple[Adjustment, ...]:
    """What was decided on one paper or on all, in the order of deciding; names of coders, not their ids."""
    table, coders = tables.adjustments, tables.coders
    wanted = select(table, coders.c.name).join(coders, coders.c.id == table.c.decided_by)
    if paper is not None:
        wanted = wanted.where(table.c.paper == paper)
    return tuple(
        Adjustment(
            row.id,
            row.paper,
            row.number,
            row.kind,
            row.coding,
            row.before_words,
            row.after_words,
            row.reason,
            row.name,
            row.decided_at,
            row.round,
        )
        for row in connection.execute(wanted.order_by(table.c.position))
    )


def numbers_held(connection: Connection, paper: str) -> frozenset[int]:
    """The items of a paper of which it was decided how far they are held back."""
    table = tables.adjustments
    wanted = select(table.c.number).where(table.c.paper == paper, table.c.kind.in_(_HOLDING))
    return frozenset(connection.execute(wanted).scalars())


def write_adjustment(journal: Journal, made: Adjustment, returned: str | None) -> None:
    """Write a decision; `decided_by` is the coder's id here."""
    last = journal.connection.execute(select(func.max(tables.adjustments.c.position))).scalar()
    journal.insert(
        tables.adjustments,
        {
            "id": made.id,
            "paper": made.paper,
            "number": made.number,
            "returned": returned,
            "kind": made.kind,
            "coding": made.coding,
            "before_words": made.before,
            "after_words": made.after,
            "reason": made.reason,
            "round": made.round,
            "decided_by": made.decided_by,
            "decided_at": made.decided_at,
            "position": 0 if last is None else last + 1,
        },
    )


def mark_for_review(journal: Journal, adjustment: str, codings: Iterable[str]) -> None:
    """Ask for these codings to be looked at again."""
    empty = {"done_by": None, "done_at": None}
    journal.insert(
        tables.reviews, *({"adjustment": adjustment, "coding": coding, **empty} for coding in codings)
    )


def read_reviews(connection: Connection) -> Sequence[Any]:
    """Every coding that was marked, with the decision that asked for it."""
    reviews, made = tables.reviews, tables.adjustments
    return connection.execute(
        select(reviews, made.c.kind, made.c.paper, made.c.number)
        .join(made, made.c.id == reviews.c.adjustment)
        .order_by(made.c.position, reviews.c.coding)
    ).all()


def review_done(journal: Journal, coding: str, coder: str) -> int:
    """Write down that somebody has looked at a coding again; give how many marks that settled."""
    reviews = tables.reviews
    mine = select(reviews.c.adjustment).where(reviews.c.coding == coding, reviews.c.done_at.is_(None))
    open_marks = journal.connection.execute(mine).scalars().all()
    for adjustment in open_marks:
        key = {"adjustment": adjustment, "coding": coding}
        journal.update(tables.reviews, key, {"done_by": coder, "done_at": now()})
    return len(open_marks)
