"""Where the group keeps another reading than the person: both, on the page, in a table and in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from qualkit.report.audience import NOT_QUOTED

if TYPE_CHECKING:
    from qualkit.privacy import Covering
    from qualkit.project import Project
    from qualkit.report.audience import Audience

COLUMNS = ("coding_id", "who", "ours", "theirs", "reason")
#: What the record has beside a coding's own columns.
BESIDE = {"theirs": "their_reading", "reason": "why_both_stand"}


def both_readings(project: Project, reader: Audience, cover: Covering) -> pd.DataFrame:
    """A row for each coding on which two readings stand, as far as this reader may see them."""
    rows = [
        {
            "coding_id": str(row.coding),
            "who": str(row.participant),
            "ours": str(row.ours) if reader.may_tell(str(row.participant)) else "",
            "theirs": str(row.theirs) if reader.may_quote(str(row.participant)) else NOT_QUOTED,
            "reason": str(row.reason),
        }
        for row in project.checks.dissents(show_covered=True).itertuples()
    ]
    return pd.DataFrame([cover.within(row) for row in rows], columns=list(COLUMNS))


def beside(table: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    """The tidy table with the person's own reading at its end, empty where both read alike or nobody said.

    Where somebody answered about one coding more than once, every answer stands, one a line.
    """
    joined = table.copy()
    for name, column in BESIDE.items():
        said = {coding: "\n".join(rows) for coding, rows in readings.groupby("coding_id")[name]}
        joined[column] = [said.get(coding, "") for coding in joined["coding_id"]]
    return joined
