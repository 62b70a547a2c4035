"""The one page of the report: what it says, gathered from the study, and the template that says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualkit.analysis import frequencies
from qualkit.memberchecks import SENSITIVE
from qualkit.report.dissent import both_readings
from qualkit.report.excerpts import excerpts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from qualkit.model import Code, Codebook
    from qualkit.privacy import Covering
    from qualkit.project import Project
    from qualkit.report.audience import Audience

_THEMES_A_SIDE = 5


@dataclass(frozen=True)
class Figure:
    """A picture as the page holds it, and its files."""

    title: str
    data: str
    alt: str
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Table:
    """A table as the page holds it, and its files."""

    caption: str
    html: str
    files: tuple[Path, ...]
    empty: bool


def page(
    project: Project,
    table: pd.DataFrame,
    reader: Audience,
    figures: Sequence[Figure],
    tables: Sequence[Table],
    cover: Covering,
    said: Sequence[dict[str, Any]] = (),
) -> str:
    """Write the page: self-contained, without a script, with nothing fetched from anywhere."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("qualkit.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("report.html.jinja")
    settings, codebook = project.settings, cover.codebook(project.codebook)
    return template.render(
        title=settings.get("study_title") or "A co-operative inquiry",
        group=settings.get("group_name", ""),
        draft=not reader.for_others,
        counts=project.info(),
        coders=_coders(project, table),
        codebook=codebook,
        sides=[_side(table, reader, codebook, side) for side in ("invalidating", "validating")],
        statements=cover.within(list(said)),
        checks=cover.within(_checks(project, reader, cover)),
        figures=figures,
        tables=[item for item in tables if not item.empty],
    )


def _coders(project: Project, table: pd.DataFrame) -> list[dict[str, Any]]:
    counts = table["coder"].value_counts()
    return [
        {"name": coder.name, "standpoint": coder.standpoint, "codings": int(counts.get(coder.name, 0))}
        for coder in project.coders
        if coder.name in counts
    ]


def _side(table: pd.DataFrame, reader: Audience, codebook: Codebook, side: str) -> dict[str, Any]:
    """The themes of one side that most people spoke of, each with an excerpt or two."""
    # The same sides as in the figure: a coding that says "both" speaks for each.
    own = table[table["polarity"].isin((side, "both")) & (table["speaker_role"] == "participant")]
    counted = frequencies(own).sort_values(["participants", "codings"], ascending=False, kind="stable")
    rows = counted.head(_THEMES_A_SIDE).to_dict("records")
    themes = [
        _theme(own, reader, codebook[str(row["code"])], {str(k): v for k, v in row.items()}) for row in rows
    ]
    return {"name": side, "themes": themes}


def _theme(own: pd.DataFrame, reader: Audience, code: Code, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": code.name,
        "definition": code.definition,
        "participants": row["participants"],
        "of": row["of"],
        "codings": row["codings"],
        # What a paper does not begin with stays folded here until a reader opens it.
        "folded": code.id in SENSITIVE,
        "excerpts": excerpts(own[own["code"] == code.id], reader),
    }


def _checks(project: Project, reader: Audience, cover: Covering) -> dict[str, Any]:
    """What has become of the papers, in counts that add up."""
    papers = project.member_checks()
    people = project.participants
    has_paper = set(papers["participant"])
    declined = [name for name, person in people.items() if person.may("paper") is False]
    unknown = [name for name, person in people.items() if person.may("paper") is None]
    return {
        "people": len(people),
        "with_paper": len(has_paper),
        "papers": len(papers),
        "passages": int(papers["items"].sum()),
        "declined": declined,
        "unknown": [name for name in unknown if name not in has_paper],
        "returned": bool(papers["returned_on"].notna().any()),
        "sentence": project.checks.counts(for_others=reader.for_others)[1],
        "dissents": both_readings(project, reader, cover).to_dict("records"),
        "second": _second(project, reader),
    }


def _second(project: Project, reader: Audience) -> str:
    """What came of the second check, where there has been one."""
    findings = project.findings
    return findings.sentence(for_others=reader.for_others) if len(findings.counts()) else ""
