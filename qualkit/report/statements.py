"""The group's own themes as a report tells them: the sentence, how many people, and excerpts for and against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from qualkit.analysis import theme_excerpts, themes_table
from qualkit.memberchecks import SENSITIVE
from qualkit.memberchecks.pooled import how_many
from qualkit.model import SPEAKS
from qualkit.report.excerpts import excerpts

if TYPE_CHECKING:
    from qualkit.project import Project
    from qualkit.report.audience import Audience


def statements(project: Project, table: pd.DataFrame, reader: Audience) -> list[dict[str, Any]]:
    """Each theme: sentence, counts in words, and up to two excerpts of different people for and against it."""
    sentences = project.themes.sentences(for_others=reader.for_others)
    own = table[table["speaker_role"] == "participant"]
    counts = themes_table(table, project.themes.values()).to_dict("records")
    told = []
    for theme, row in zip(project.themes.values(), counts, strict=True):
        rows = theme_excerpts(own, theme)
        sides = {speaks: excerpts(rows[rows["speaks"] == speaks], reader) for speaks in SPEAKS}
        said = {speaks: _people(int(row[f"people_{speaks}"]), int(row["of"]), reader) for speaks in SPEAKS}
        folded = any(sides.values()) and bool(SENSITIVE & set(rows["code"]))
        about = {"sentence": sentences[theme.id], "cycle": theme.cycle, "folded": folded}
        told.append({**about, "people": said, "excerpts": sides})
    return told


def _people(count: int, of: int, reader: Audience) -> str:
    return how_many(count, of) if reader.for_others else f"{count} of {of} people"


def statements_table(told: list[dict[str, Any]]) -> pd.DataFrame:
    """The same as a table, without excerpts."""
    rows = [
        {
            "theme": item["sentence"],
            "cycle": "" if item["cycle"] is None else str(item["cycle"]),
            **{f"people {speaks} it": item["people"][speaks] for speaks in SPEAKS},
        }
        for item in told
    ]
    return pd.DataFrame(rows, columns=["theme", "cycle", *(f"people {speaks} it" for speaks in SPEAKS)])
