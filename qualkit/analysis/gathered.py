"""How many codings and people speak for and against each of the group's themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from qualkit.analysis.counted import EVERYBODY, PARTICIPANTS_ONLY, counted, people
from qualkit.model import SPEAKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualkit.model import Theme

COLUMNS = (
    "theme",
    "sentence",
    "cycle",
    "codings_for",
    "codings_against",
    "people_for",
    "people_against",
    "people",
    "of",
    "coder",
    "created_at",
)
_WHOLE = [name for name in COLUMNS if name.startswith(("codings", "people"))] + ["of"]


def themes_table(
    codings: pd.DataFrame,
    themes: Iterable[Theme],
    of: int | None = None,
    *,
    include_interviewers: bool = False,
) -> pd.DataFrame:
    """Count, for each theme, the codings for and against it and the people whose words they are.

    Parameters
    ----------
    codings
        The tidy table: ``project.codings()``. What is held back is not in it, and so is not counted.
    themes
        ``project.themes.values()``.
    of, include_interviewers
        As in `frequencies`.

    Returns
    -------
    pandas.DataFrame
        A row a theme, in the order in which they were written. `people` is how many different people speak in its
        codings, for or against; one who does both counts once. `of` is how many were interviewed.

    Examples
    --------
    >>> from qualkit.model import Theme
    >>> table = pd.DataFrame({
    ...     "coding_id": ["a", "b", "c"], "document": ["P1", "P2", "P2"], "participant": ["P1", "P2", "P2"],
    ...     "code": ["home", "home", "alone"], "start": [0, 0, 9], "end": [5, 5, 14]})
    >>> counts = themes_table(table, [Theme("t1", "A door of one's own.", ("a", "b"), ("c",))])
    >>> counts[["codings_for", "codings_against", "people_for", "people", "of"]].values.tolist()
    [[2, 1, 2, 2, 2]]
    """
    total, _ = people(codings, of)
    table = counted(codings, include_interviewers=include_interviewers)
    spoken = dict(zip(table.get("coding_id", ()), table["participant"], strict=True))
    rows = [_row(theme, spoken, total) for theme in themes]
    result = pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {"cycle": "Int64", **dict.fromkeys(_WHOLE, "int64")}
    )
    result.attrs["counted"] = EVERYBODY if include_interviewers else PARTICIPANTS_ONLY
    return result


def _row(theme: Theme, spoken: dict[Any, Any], of: int) -> dict[str, Any]:
    sides = {"for": theme.codings_for, "against": theme.codings_against}
    there = {side: [coding for coding in codings if coding in spoken] for side, codings in sides.items()}
    who = {side: {spoken[coding] for coding in codings} - {""} for side, codings in there.items()}
    return {
        "theme": theme.id,
        "sentence": theme.sentence,
        "cycle": theme.cycle,
        **{f"codings_{side}": len(codings) for side, codings in there.items()},
        **{f"people_{side}": len(names) for side, names in who.items()},
        "people": len(who["for"] | who["against"]),
        "of": of,
        "coder": theme.coder,
        "created_at": theme.created_at,
    }


def theme_excerpts(codings: pd.DataFrame, theme: Theme) -> pd.DataFrame:
    """The rows of the tidy table that a theme gathered, those for it first; `speaks` says for or against."""
    sides = dict(zip(SPEAKS, (theme.codings_for, theme.codings_against), strict=True))
    speaks = {coding: side for side, ids in sides.items() for coding in ids}
    rows = codings[codings["coding_id"].isin(list(speaks))].copy()
    rows.insert(0, "speaks", rows["coding_id"].map(speaks).astype("str"))
    return rows.sort_values("speaks", ascending=False, kind="stable", ignore_index=True)
