"""What was made of the answers, as tables; and the codings that are to be looked at again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from qualkit.desk.replying import TOLD
from qualkit.errors import NotFound
from qualkit.store import adjustments as made
from qualkit.store import marks, papers, returns
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from qualkit.model import Adjustment, Coder
    from qualkit.store.store import Store

COLUMNS = (
    "participant",
    "paper",
    "number",
    "kind",
    "before",
    "after",
    "reason",
    "decided_by",
    "decided_at",
    "round",
    "told_on",
    "coding",
    "id",
)
DISSENT_COLUMNS = ("participant", "coding", "ours", "theirs", "reason")
REVIEW_COLUMNS = ("coding", "why", "participant", "paper", "number", "done_by", "done_at")


def adjustments(store: Store) -> pd.DataFrame:
    """A row a decision."""
    import pandas as pd

    with store.reading() as connection:
        owners = {check.token: check.participant for check in papers.read_papers(connection)}
        told = [mark for mark in marks.read_marks(connection) if mark.state == TOLD]
        rows = [
            {**asdict(item), "participant": owners[item.paper], "told_on": _told_on(item, told)}
            for item in made.read_adjustments(connection)
        ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _told_on(item: Adjustment, told: Sequence[marks.Mark]) -> str | None:
    """The first day on which the person was told after it was decided."""
    days = [mark.on_date for mark in told if mark.paper == item.paper and mark.marked_at >= item.decided_at]
    return days[0] if days else None


def dissents(store: Store) -> pd.DataFrame:
    """Where the group keeps another reading: ours, the person's own, why, and on which coding it stands."""
    import pandas as pd

    with store.reading() as connection:
        checks = {check.token: check for check in papers.read_papers(connection)}
        said = {
            (kept.paper, answer.number): answer.words
            for kept in returns.read_returns(connection)
            if kept.standing == "current"
            for answer in kept.returned.answers
        }
        rows = [
            {
                "participant": checks[item.paper].participant,
                "coding": item.coding,
                "ours": item.before,
                "theirs": item.after or said.get((item.paper, item.number), ""),
                "reason": item.reason,
            }
            for item in made.read_adjustments(connection)
            if item.kind == "keep_with_dissent"
        ]
    return pd.DataFrame(rows, columns=list(DISSENT_COLUMNS))


def to_review(store: Store) -> pd.DataFrame:
    """A row a coding and decision; those that nobody has looked at since."""
    import pandas as pd

    with store.reading() as connection:
        owners = {check.token: check.participant for check in papers.read_papers(connection)}
        rows = [
            {
                "coding": row.coding,
                "why": row.kind,
                "participant": owners[row.paper],
                "paper": row.paper,
                "number": row.number,
                "done_by": row.done_by,
                "done_at": row.done_at,
            }
            for row in made.read_reviews(connection)
            if row.done_at is None
        ]
    return pd.DataFrame(rows, columns=list(REVIEW_COLUMNS))


def reviewed(store: Store, coder: Coder, coding: str) -> int:
    """Settle the marks on one coding."""
    with store.changing(Act(coder.id, "review", "coding", coding)) as journal:
        settled = made.review_done(journal, coding, coder.name)
        if not settled:
            waiting = [row.coding for row in made.read_reviews(journal.connection) if row.done_at is None]
            raise NotFound.among("coding to look at again", coding, waiting)
    return settled
