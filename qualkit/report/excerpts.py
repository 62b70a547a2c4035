"""Which excerpts a report shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.model import COVERED

if TYPE_CHECKING:
    import pandas as pd

    from qualkit.report.audience import Audience

_MOST = 2


def excerpts(codings: pd.DataFrame, reader: Audience) -> list[dict[str, str]]:
    """At most two, of different people who may be quoted, the ones of middling length first."""
    allowed = reader.quotable_rows(codings)
    seen = allowed[allowed["text"] != COVERED]
    # The team's draft says that something is covered, where there is nothing else to read.
    allowed = seen if reader.for_others or not seen.empty else allowed
    if allowed.empty:
        return []
    length = allowed["text"].str.len()
    order = (length - length.median()).abs().sort_values(kind="stable").index
    chosen = allowed.loc[order].drop_duplicates("participant").head(_MOST)
    return [{"text": str(row.text), "who": str(row.participant)} for row in chosen.itertuples()]
