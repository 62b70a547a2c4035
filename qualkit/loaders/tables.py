"""CSV tables: a row a turn, or a row an answer.

Which of the two, and which column is what, is guessed from headings and said; `columns` settles it.
For turns it names ``speaker``, ``text``, ``start``, ``end``, ``question``; for answers it names
``respondent`` (the column with their id) and ``answers`` (the columns that hold what they said).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualkit.errors import LoadError
from qualkit.loaders.columns import (
    Columns,
    column_at,
    given_columns,
    guess_columns,
    is_answer_column,
    meaning,
    turns_in_rows,
)
from qualkit.loaders.labels import fold_label
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.sheets import Sheet, padded, read_csv
from qualkit.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FOR_ANSWERS = frozenset({"respondent", "answers"})


def read(given: Given) -> Loaded:
    """Read a table.

    Raises
    ------
    LoadError
        It is no table, or a named column is not there.
    """
    return read_sheet(read_csv(given.data, given.name), given)


def read_sheet(sheet: Sheet, given: Given) -> Loaded:
    """Read rows as turns or as answers.

    Raises
    ------
    LoadError
        There is one column only, or a named one is not there.
    """
    width = max((len(row.cells) for row in sheet.rows), default=0)
    rows = [[cell.strip() for cell in padded(row.cells, width)] for row in sheet.rows]
    if width < 2:  # noqa: PLR2004 - someone, and what they said
        raise LoadError(
            f"{given.name} has no columns: a table needs at least a speaker and their words. "
            "Is it a text? Then give it the ending .txt."
        )
    loaded = _answers_or_turns(rows, given)
    return replace(
        loaded,
        normalised=sheet.normalised,
        left_out=(*sheet.left_out, *loaded.left_out),
        doubts=sheet.doubts + loaded.doubts,
        source=sheet.source,
        preview=sheet.preview,
    )


def _answers_or_turns(rows: list[list[str]], given: Given) -> Loaded:
    named = given.columns or {}
    if named and not _FOR_ANSWERS.intersection(named):
        return _turns(rows, given_columns(rows[0], named, given.name), guessed=False)
    if not named and {"question", "answer"} <= {meaning(cell) for cell in rows[0]}:
        return _long_answers(rows)
    columns = Columns() if named else guess_columns(rows)
    if columns.text is not None:
        return _turns(rows, columns, guessed=True)
    return _Answers(rows, named, given.name).loaded()


def _turns(rows: list[list[str]], columns: Columns, *, guessed: bool) -> Loaded:
    said = turns_in_rows(rows, columns)
    doubts = (columns.said(),) if guessed else ()
    return Loaded(said.turns, (), said.header, tuple(said.left_out), doubts, tuple(said.marks))


def _long_answers(rows: list[list[str]]) -> Loaded:
    """A row an answer, the question in a column of its own."""
    means = [meaning(cell) for cell in rows[0]]
    who = next((at for at, part in enumerate(means) if part in {"respondent", "speaker"}), None)
    places = Columns(
        who, means.index("answer"), question=means.index("question"), heading=True, names=tuple(rows[0])
    )
    return _turns(rows, places, guessed=True)


class _Answers:
    """A row a respondent, a column a question."""

    def __init__(self, rows: list[list[str]], named: Mapping[str, str | Sequence[str]], name: str) -> None:
        self.heading, self.rows, self.name = rows[0], rows[1:], name
        unknown = set(named) - _FOR_ANSWERS
        if unknown:
            raise LoadError(
                f"{name}: with 'respondent' and 'answers', {', '.join(sorted(unknown))} has no use."
            )
        self.who = self._respondent(named.get("respondent"))
        self.asked = self._asked(named.get("answers"))
        self.guessed = not named

    def _respondent(self, named: str | Sequence[str] | None) -> int | None:
        if isinstance(named, str):
            return column_at(self.heading, named, self.name)
        means = [meaning(cell) for cell in self.heading]
        for part in ("respondent", "speaker", "number"):
            if part in means:
                return means.index(part)
        return None

    def _asked(self, named: str | Sequence[str] | None) -> list[int]:
        if named is not None:
            wanted = named.split(";") if isinstance(named, str) else named
            return [column_at(self.heading, column, self.name) for column in wanted]
        rest = [at for at in range(len(self.heading)) if at != self.who]
        said = [at for at in rest if is_answer_column(self.heading[at], [row[at] for row in self.rows])]
        return said or rest

    def loaded(self) -> Loaded:
        """Every answer as a turn that carries its question."""
        turns = [
            Utterance(self._speaker(row, number), " ".join(row[at].split()), question=self._question(at))
            for number, row in enumerate(self.rows, start=1)
            for at in self.asked
            if row[at]
        ]
        spare = [at for at in range(len(self.heading)) if at not in self.asked and at != self.who]
        cells = ("\n".join(row[at] for row in self.rows if row[at]) for at in spare)
        left_out = tuple(("a column that holds no answers", each) for each in cells if each)
        header = tuple(cell for cell in self.heading if cell)
        marks = tuple(row[self.who] for row in self.rows) if self.who is not None else ()
        return Loaded(turns, (), header, left_out, (self._said(),) if self.guessed else (), marks)

    def _speaker(self, row: list[str], number: int) -> str:
        return (fold_label(row[self.who]) if self.who is not None else "") or f"row {number}"

    def _question(self, at: int) -> str:
        return " ".join(self.heading[at].split()) or f"column {at + 1}"

    def _said(self) -> str:
        who = f"'{self.heading[self.who]}'" if self.who is not None else "the row's number"
        asked = ", ".join(str(at + 1) for at in self.asked)
        return f"a row an answer; the first row holds the questions; who: {who}; answers from columns {asked}"


FORMAT = register(Format("table", (".csv", ".tsv"), read))
