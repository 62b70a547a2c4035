"""The report: figures, tables and the tidy record in a folder, and one page that shows them."""

from __future__ import annotations

import base64
from contextlib import contextmanager
from dataclasses import dataclass
from errno import ENOTDIR
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, NamedTuple

from qualkit import analysis, plots
from qualkit.errors import StudyUnwritable
from qualkit.report.audience import audience
from qualkit.report.dissent import beside, both_readings
from qualkit.report.page import Figure, Table, page
from qualkit.report.sheets import html_table, write_csv
from qualkit.report.statements import statements, statements_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd
    from matplotlib.axes import Axes

    from qualkit.desk.names import Names
    from qualkit.privacy import Covering
    from qualkit.project import Project
    from qualkit.report.audience import Audience


@dataclass(frozen=True)
class Written:
    """What was written, and where; `warning` is what the team should know before it hands a draft on."""

    page: Path
    codings: Path
    figures: tuple[Path, ...]
    tables: tuple[Path, ...]
    warning: str = ""
    #: Quotations that others do not read, as nobody has said yet that nobody would know the person by them.
    waiting: int = 0


#: Beyond the team a word about people stands only where so many share it.
_FEWEST = 5


class _Drawing(NamedTuple):
    stem: str
    title: str
    draw: Callable[[pd.DataFrame], Axes]


_DRAWINGS = (
    _Drawing("frequencies", "What people spoke of", plots.frequencies),
    _Drawing(
        "tree-invalidating",
        "The tree of invalidating conditions",
        lambda table: plots.tree(table, side="invalidating"),
    ),
    _Drawing(
        "tree-validating",
        "The tree of validating conditions",
        lambda table: plots.tree(table, side="validating"),
    ),
)


def write_report(
    project: Project,
    out: Path,
    *,
    for_others: bool = False,
    progress: Callable[[int, int], None] | None = None,
    names: Names | None = None,
    show_covered: bool = False,
) -> Written:
    """Write ``report.html``, ``figures/``, ``tables/`` and ``codings.csv`` into a folder.

    Parameters
    ----------
    project
        The study; it is only read.
    out
        The folder; it is made where it is missing.
    for_others
        Whether it leaves the team: then it holds only what people agreed to.
    progress
        Called with how many pieces are done, and of how many.
    names
        ``project.names``, with the key where it lies elsewhere.
    show_covered
        Whether it shows what somebody flagged as distressing.

    Raises
    ------
    ConsentError
        `for_others`, and somebody's consent is missing.
    NameLeftError
        A known real name is left in the study; `for_others`, also where its key is not here.
    StudyUnwritable
        The folder cannot be written to.
    """
    telling = project.names.not_for_others() if for_others else frozenset()
    cleared = project.outgoing.cleared() if for_others else frozenset()
    reader = audience(project.participants, for_others=for_others, telling=telling, cleared=cleared)
    if for_others:
        project.outgoing.must_be_written_down()
    warning = (names or project.names).refuse_left(for_others=for_others)
    table = project.codings(show_covered=show_covered)
    cover = project.distress.covering(show=show_covered)
    with _workplace(out) as work:
        written = _write(_Asked(project, table, reader, cover), work, progress)
        _move(work, out)
    project.outgoing.write_down(
        "report",
        [_moved(f, work, out) for f in (written.page, written.codings, *written.figures, *written.tables)],
        audience="others" if for_others else "the team",
        participants=[name for name in table["participant"] if name],
        place=out,
    )
    return Written(
        _moved(written.page, work, out),
        _moved(written.codings, work, out),
        tuple(_moved(file, work, out) for file in written.figures),
        tuple(_moved(file, work, out) for file in written.tables),
        warning,
        reader.waiting(table),
    )


class _Asked(NamedTuple):
    """What is to be written down, for whom, and what of it stays covered."""

    project: Project
    table: pd.DataFrame
    reader: Audience
    cover: Covering


def _write(asked: _Asked, work: Path, progress: Callable[[int, int], None] | None) -> Written:
    project, table, reader, cover = asked
    figures: list[Figure] = []
    for number, drawing in enumerate(_DRAWINGS):
        if progress:
            progress(number, len(_DRAWINGS) + 1)
        figures.append(_draw(drawing, table, work / "figures"))
    said = statements(project, table, reader)
    tables = _tables(project, table, reader, work / "tables")
    readings = both_readings(project, reader, cover)
    record = write_csv(beside(reader.covered(table), readings), work / "codings.csv")
    text = page(project, table, reader, figures, tables, cover, said)
    if said:  # on the page the themes stand with their excerpts
        content = statements_table(cover.within(said))
        tables.append(
            _write_table("table-4-themes", "Table IV. The group's own themes", content, work / "tables")
        )
    if len(readings):
        caption = "Table V. Where we and a participant read it differently: both readings stand"
        tables.append(_write_table("table-5-both-readings", caption, readings, work / "tables"))
    (work / "report.html").write_text(text, encoding="utf-8", newline="\n")
    drawn = tuple(file for figure in figures for file in figure.files)
    return Written(work / "report.html", record, drawn, tuple(file for item in tables for file in item.files))


@contextmanager
def _workplace(out: Path) -> Iterator[Path]:
    """A folder beside the report's, so that a full disk or a fault leaves no half of a report."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.exists() and not out.is_dir():
            raise NotADirectoryError(ENOTDIR, "it is a file")
        work = Path(mkdtemp(prefix=".qualkit-report-", dir=out.parent))
    except OSError as error:
        raise StudyUnwritable(
            f"The report's folder {out} cannot be made ({error.strerror}): choose one that you may write to."
        ) from None
    try:
        for folder in ("figures", "tables"):
            (work / folder).mkdir()
        yield work
    finally:
        rmtree(work, ignore_errors=True)


def _move(work: Path, out: Path) -> None:
    """Put every finished file into its place, over an earlier report's."""
    for file in sorted(path for path in work.rglob("*") if path.is_file()):
        place = out / file.relative_to(work)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place)


def _moved(file: Path, work: Path, out: Path) -> Path:
    return out / file.relative_to(work)


def _draw(drawing: _Drawing, table: pd.DataFrame, folder: Path) -> Figure:
    axes = drawing.draw(table)
    files = plots.save(axes, folder / drawing.stem)
    svg = next(file for file in files if file.suffix == ".svg")
    data = base64.b64encode(svg.read_bytes()).decode("ascii")
    return Figure(drawing.title, f"data:image/svg+xml;base64,{data}", plots.alt_text(axes), tuple(files))


def _tables(project: Project, table: pd.DataFrame, reader: Audience, folder: Path) -> list[Table]:
    """The three tables; beyond the team the first two without rows or lists of single people."""
    people = list(project.participants.values())
    at_least = _FEWEST if reader.for_others else 1
    who, outcomes = (
        analysis.participants_table(people, at_least=at_least),
        analysis.outcomes_table(people),
    )
    if reader.for_others:
        # In a small group age, ethnicity and gender together tell who somebody is.
        who, outcomes = who.tail(1), outcomes.drop(columns="who", errors="ignore")
    made = (
        ("table-1-participants", "Table I. Participants", who),
        (
            "table-2-outcomes",
            "Table II. Outcomes; a person may have several",
            outcomes,
        ),
        (
            "table-3-framework",
            "Table III. Areas of living, and how many people spoke of each side",
            analysis.framework_table(table, project.codebook),
        ),
    )
    return [_write_table(stem, caption, content, folder) for stem, caption, content in made]


def _write_table(stem: str, caption: str, content: pd.DataFrame, folder: Path) -> Table:
    html = html_table(content, caption)
    whole = f'<!doctype html>\n<html lang="en-GB">\n<meta charset="utf-8">\n<title>{caption}</title>\n{html}\n</html>\n'
    (folder / f"{stem}.html").write_text(whole, encoding="utf-8", newline="\n")
    files = (write_csv(content, folder / f"{stem}.csv"), folder / f"{stem}.html")
    return Table(caption, html, files, empty=content.empty)
