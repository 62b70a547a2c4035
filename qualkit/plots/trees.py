"""A tree of themes: roots, trunk, branches and fruits, as a group draws it to talk about it.

It shows nothing that the table does not; it is for a wall, and for people to argue with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.analysis.counting import frequencies
from qualkit.errors import NotFound
from qualkit.model import CODE_POLARITIES, PARTS
from qualkit.plots import foliage
from qualkit.plots.describing import describe, how_many, people, talk_not_prevalence
from qualkit.plots.growth import MOST_MARKS, WIDTH, Theme, grow
from qualkit.plots.lettering import height_of, short, wrapped
from qualkit.plots.paper import Paper
from qualkit.plots.source import HasCodings, table_of
from qualkit.plots.style import HEADING, SIDES, SMALL, SOFT_INK, TEXT, TITLE, WOODS, settled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from qualkit.model import Codebook
    from qualkit.plots.growth import Growth

UNPLACED = "not placed yet"
_HEADINGS = {
    "validating": {"roots": "Roots", "trunk": "Trunk", "branches": "Branches", "fruits": "Fruits"},
    "invalidating": {
        "roots": "Roots",
        "trunk": "Trunk",
        "branches": "Branches",
        "fruits": "What it did to people",
    },
}
_MARGIN = 0.4
_LEFT = 1.25


def tree(
    source: pd.DataFrame | HasCodings,
    side: str = "validating",
    codebook: Codebook | None = None,
    ax: Axes | None = None,
    *,
    parts: Mapping[str, str] | None = None,
    of: int | None = None,
    include_empty: bool = False,
    include_interviewers: bool = False,
    title: str | None = None,
) -> Axes:
    """Draw one side's themes on a tree, each on the part that the codebook gives it.

    Parameters
    ----------
    source
        A project, or its tidy table.
    side
        ``"validating"`` or ``"invalidating"``.
    codebook
        Says which part each theme stands on. Left out: the study's own, where the table carries it.
    ax
        Where to draw; left out, a new figure 11.7 inches wide (A3) and as high as the tree grows.
    parts
        The group's own names for ``"roots"``, ``"trunk"``, ``"branches"`` and ``"fruits"``.
    of, include_interviewers
        As in ``qualkit.analysis.frequencies``.
    include_empty
        Whether themes that nobody has spoken of yet are shown too.
    title
        What stands above.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    NotFound
        `side` is neither of the two, or `parts` names a part that a tree has not.
    """
    if side not in CODE_POLARITIES:
        raise NotFound.among("side", side, CODE_POLARITIES)
    headings = _headings(side, parts or {})
    table = table_of(source)
    counts = frequencies(
        table, of=of, codebook=codebook, include_interviewers=include_interviewers, side=side
    )
    themes = _themes(counts, side, include_empty=include_empty)
    heading = title if title is not None else f"The tree of {side} conditions"
    notes = _notes(counts, themes, side)
    with settled():
        axes = _draw(themes, side, headings, heading, notes, ax, counts)
    describe(axes, _described(themes, headings, heading, notes, counts))
    return axes


def _headings(side: str, own: Mapping[str, str]) -> dict[str, str]:
    for part in own:
        if part not in PARTS:
            raise NotFound.among("part of a tree", part, PARTS)
    return {**_HEADINGS[side], **own}


def _themes(counts: pd.DataFrame, side: str, *, include_empty: bool) -> list[Theme]:
    """This tree's themes, most people first. A code of the other side stays in the other tree."""
    book, of = counts.attrs["codebook"], int(counts.attrs["of"])
    rows = counts[counts["polarity"].isin([side, ""])]
    themes = [
        Theme(short(name), spoken, of, _part(book, code), codings)
        for code, name, spoken, codings in zip(
            rows["code"],
            rows["code_name"],
            rows["participants"].tolist(),
            rows["codings"].tolist(),
            strict=True,
        )
    ]
    if include_empty:
        seen = set(rows["code"])
        silent = [code for code in book if code.polarity == side and code.id not in seen]
        themes += [Theme(short(code.name), 0, of, _part(book, code.id)) for code in silent]
    return themes


def _part(book: Codebook, code: str) -> str:
    part = book.by_id[code].part.strip().casefold() if code in book else ""
    return part if part in PARTS else UNPLACED


def _draw(
    themes: Sequence[Theme],
    side: str,
    headings: Mapping[str, str],
    title: str,
    notes: str,
    ax: Axes | None,
    counts: pd.DataFrame,
) -> Axes:
    lines = wrapped(notes, SMALL, WIDTH - 2 * _MARGIN)
    unplaced = _unplaced([theme for theme in themes if theme.part == UNPLACED])
    foot = 0.3 + height_of(len(lines), SMALL)
    below = foot + (0.45 + height_of(len(unplaced), TEXT) if unplaced else 0.1)
    above = 1.45 if side == "validating" else 1.05  # its crown rises above its highest words
    growth = grow({part: [theme for theme in themes if theme.part == part] for part in PARTS}, below, above)
    paper = Paper(WIDTH, growth.height, ax)
    foliage.draw(paper, growth, side)
    _head(paper, title, side, themes, counts)
    _name_parts(paper, growth, headings, side)
    if unplaced:
        paper.text(
            _MARGIN, below - 0.12, f"{UNPLACED.capitalize()}:", TEXT, weight="bold", color=WOODS[side].bark
        )
        paper.lines(_LEFT + 0.6, below - 0.12, unplaced, TEXT)
    paper.lines(_MARGIN, foot, lines, SMALL, color=SOFT_INK)
    return paper.ax


def _unplaced(themes: Sequence[Theme]) -> list[str]:
    told = "  ·  ".join(f"{theme.name} ({theme.told})".replace(" of ", "\u00a0of\u00a0") for theme in themes)
    return wrapped(told, TEXT, WIDTH - _LEFT - 0.6 - _MARGIN) if told else []


def _head(paper: Paper, title: str, side: str, themes: Sequence[Theme], counts: pd.DataFrame) -> None:
    of = int(counts.attrs["of"])
    paper.text(_MARGIN, paper.height - 0.3, title, TITLE, weight="bold")
    themes_told = f", in the words of {people(of)} interviewed: {how_many(len(themes), 'theme')}"
    said = SIDES[side].meaning.capitalize() + (
        themes_told if themes else ": no theme has been coded on this side yet"
    )
    paper.text(_MARGIN, paper.height - 0.75, said, TEXT, color=SOFT_INK)


def _name_parts(paper: Paper, growth: Growth, headings: Mapping[str, str], side: str) -> None:
    for part, (low, high) in growth.bands.items():
        lines = wrapped(headings[part], HEADING, _LEFT, bold=True)
        top = (low + high) / 2 + height_of(len(lines), HEADING) / 2
        used = paper.lines(_MARGIN, top, lines, HEADING, weight="bold", color=WOODS[side].bark)
        if part not in {label.theme.part for label in growth.labels}:
            paper.lines(_MARGIN, top - used, ["nothing here yet"], SMALL, color=SOFT_INK)


def _notes(counts: pd.DataFrame, themes: Sequence[Theme], side: str) -> str:
    of = int(counts.attrs["of"])
    notes = [talk_not_prevalence(of)]
    if themes and of <= MOST_MARKS:
        notes.append("Beside each theme there is a mark for every person; filled ones spoke of it.")
    notes.append(f"Counted: {counts.attrs['counted']}.")
    left = counts[~counts["polarity"].isin([side, ""])]
    if len(left):
        number = int(left["codings"].sum())
        notes.append(
            f"Not drawn here: {how_many(number, 'coding')} in which themes of the other tree were read as {side}."
        )
    return " ".join(notes)


def _described(
    themes: Sequence[Theme], headings: Mapping[str, str], title: str, notes: str, counts: pd.DataFrame
) -> str:
    told = [f"{title}, of {people(int(counts.attrs['of']))} interviewed."]
    for part, heading in (*headings.items(), (UNPLACED, UNPLACED.capitalize())):
        names = [f"{theme.name} ({theme.told})" for theme in themes if theme.part == part]
        if names:
            told.append(f"{heading}: {'; '.join(names)}.")
    if not themes:
        told.append("No theme has been placed on it yet.")
    return " ".join([*told, notes])
