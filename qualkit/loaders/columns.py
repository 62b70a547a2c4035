"""Which column of a table is what: told by its heading, or else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from qualkit.errors import LoadError, NotFound
from qualkit.loaders.labels import fold_label, is_known, is_name_shaped
from qualkit.loaders.times import seconds
from qualkit.model import Utterance

Rows = Sequence[Sequence[str]]
_HEADINGS: dict[str, str] = {
    "speaker": "speaker|speakers|speaker name|speaker label|who|talker|voice|name|label|role",
    "text": "text|utterance|transcript|transcription|words|speech|content|what was said|said|quote|talk|turn text",
    "start": "start|start time|start_time|starttime|begin|begin time|from|time|timestamp|time stamp|timecode|in|onset",
    "end": "end|end time|end_time|endtime|to|stop|finish|out|offset",
    "question": "question|prompt|item|question text",
    "answer": "answer|response|reply|comment|comments|antwort|réponse",
    "respondent": "respondent|participant|respondent id|response id|participant id|id|case|person|person id|uid",
    "number": "turn|no|no.|nr|nr.|number|#|line|index|row|n|sequence",
}
_MEANS = {heading: part for part, headings in _HEADINGS.items() for heading in headings.split("|")}
_MOST_SPEAKERS = 40


@dataclass(frozen=True)
class Columns:
    """Where things stand in a table of turns; `heading` where its first row is one."""

    speaker: int | None = None
    text: int | None = None
    start: int | None = None
    end: int | None = None
    question: int | None = None
    heading: bool = False
    names: tuple[str, ...] = field(default=(), repr=False)

    @property
    def used(self) -> frozenset[int]:
        """The columns that become part of a turn."""
        places = (self.speaker, self.text, self.start, self.end, self.question)
        return frozenset(at for at in places if at is not None)

    def beside_the_words(self, row: Sequence[str]) -> list[str]:
        """The speaker, times and question of a row."""
        return [row[at] for at in sorted(self.used - {self.text}) if at < len(row)]

    def said(self) -> str:
        """The reading in words, for a person to check."""
        parts = [
            f"{part} from {self._name(at)}"
            for part in ("speaker", "text", "start", "end", "question")
            if (at := getattr(self, part)) is not None
        ]
        kind = "columns" if self.heading else "no heading row; columns guessed"
        return f"a row a turn; {kind}: {', '.join(parts)}"

    def _name(self, at: int) -> str:
        return f"'{self.names[at]}'" if self.heading else f"column {at + 1}"


def meaning(heading: str) -> str | None:
    """What a column's heading says it holds; see the headings above."""
    return _MEANS.get(" ".join(heading.casefold().replace("_", " ").strip(" :").split()))


def guess_columns(rows: Rows) -> Columns:
    """Find the columns of a table of turns; without a text column it is none.

    Examples
    --------
    >>> guess_columns([["Time", "Speaker", "Text"], ["0:02", "INT", "Hello."]]).said()
    "a row a turn; columns: speaker from 'Speaker', text from 'Text', start from 'Time'"
    >>> guess_columns([["INT", "How was it, then?"], ["P1", "Long."], ["INT", "Why?"]]).said()
    'a row a turn; no heading row; columns guessed: speaker from column 1, text from column 2'
    """
    if not rows or max(len(row) for row in rows) < 2:  # noqa: PLR2004 - a speaker and words
        return Columns()
    return _by_heading(rows[0]) or _by_content(rows)


def _by_heading(heading: Sequence[str]) -> Columns | None:
    found: dict[str, int] = {}
    for at, name in enumerate(heading):
        part = meaning(name)
        if part and part not in found:
            found[part] = at
    text = found.get("text")
    if text is None and "speaker" in found:
        text = found.get("answer")
    if text is None:
        return None
    speaker = found.get("speaker", found.get("respondent"))
    places = {part: found.get(part) for part in ("start", "end", "question")}
    names = tuple(" ".join(name.split()) for name in heading)
    return Columns(
        speaker, text, places["start"], places["end"], places["question"], heading=True, names=names
    )


def _by_content(rows: Rows) -> Columns:
    width = max(len(row) for row in rows)
    cells = [[row[at].strip() for row in rows if at < len(row)] for at in range(width)]
    times = [at for at in range(width) if _are(cells[at], _is_time)]
    speakers = [at for at in range(width) if at not in times and _are_labels(cells[at])]
    words = [at for at in range(width) if at not in times and at not in speakers[:1]]
    if not speakers or not words:
        return Columns()
    text = max(words, key=lambda at: sum(map(len, cells[at])))
    start, end = [*times, None, None][:2]
    return Columns(speakers[0], text, start, end)


def _are(cells: Sequence[str], kind: object) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(callable(kind) and kind(cell) for cell in filled)


def _is_time(cell: str) -> bool:
    return ":" in cell and seconds(cell) is not None


def _are_labels(cells: Sequence[str]) -> bool:
    labels = [fold_label(cell) for cell in cells if cell]
    each = set(labels)
    shaped = all(is_known(label.casefold()) or is_name_shaped(label) for label in each)
    known = all(is_known(label.casefold()) for label in each)
    return bool(labels) and shaped and len(each) <= _MOST_SPEAKERS and (known or len(each) * 2 <= len(labels))


def given_columns(heading: Sequence[str], given: Mapping[str, str | Sequence[str]], name: str) -> Columns:
    """Take the columns that someone named.

    Raises
    ------
    LoadError
        A part or a column is not there.
    """
    columns = Columns(heading=True, names=tuple(heading))
    for part, column in given.items():
        if part not in {"speaker", "text", "start", "end", "question"} or not isinstance(column, str):
            raise LoadError(
                f"{name}: '{part}' is no part of a turn. These are: speaker, text, start, end, question."
            )
        at: dict[str, Any] = {part: column_at(heading, column, name)}
        columns = replace(columns, **at)
    if columns.text is None:
        raise LoadError(f"{name}: name the column that holds the words, as columns={{'text': ...}}.")
    return columns


def column_at(heading: Sequence[str], column: str, name: str) -> int:
    """Find a column by its heading.

    Raises
    ------
    LoadError
        There is none of that heading; the message names the nearest.
    """
    plain = [" ".join(each.casefold().split()) for each in heading]
    wanted = " ".join(column.casefold().split())
    if wanted not in plain:
        raise LoadError(f"{name}: {NotFound.among('column', column, [each for each in heading if each])}")
    return plain.index(wanted)


class RowTurns(NamedTuple):
    """What rows become, and a place for every cell: `marks` are speakers, times and questions."""

    turns: list[Utterance]
    left_out: list[tuple[str, str]]
    marks: list[str]
    header: tuple[str, ...] = ()


def turns_in_rows(rows: Rows, columns: Columns) -> RowTurns:
    """Read rows as turns; one without a speaker goes on with the turn before."""
    turns: list[Utterance] = []
    left_out: list[tuple[str, str]] = []
    marks: list[str] = []
    for row in rows[1 if columns.heading else 0 :]:
        text = " ".join(piece.strip() for piece in _at(row, columns.text).split("\n") if piece.strip())
        cells = columns.beside_the_words(row)
        speaker = fold_label(_at(row, columns.speaker)) or None
        if not text:
            left_out += [("a row without words", "\t".join(cells))] if any(cells) else []
            continue
        marks += cells
        times = seconds(_at(row, columns.start)), seconds(_at(row, columns.end))
        question = " ".join(_at(row, columns.question).split()) or None
        if speaker is None and columns.speaker is not None and turns and question is None:
            turns[-1] = _longer(turns[-1], text, times[1])
        else:
            turns.append(Utterance(speaker, text, *times, question))
    left_out += _spare_columns(rows, columns)
    header = tuple(cell for cell in rows[0] if cell) if columns.heading else ()
    return RowTurns(turns, left_out, marks, header)


def _spare_columns(rows: Rows, columns: Columns) -> list[tuple[str, str]]:
    width = max((len(row) for row in rows), default=0)
    body = rows[1 if columns.heading else 0 :]
    spare = (at for at in range(width) if at not in columns.used)
    found = ("\n".join(cell for row in body if (cell := _at(row, at))) for at in spare)
    return [("a column that is no part of a turn", cells) for cells in found if cells]


def _at(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _longer(turn: Utterance, text: str, end: float | None) -> Utterance:
    return turn._replace(text=f"{turn.text} {text}", end_time=end if end is not None else turn.end_time)


def is_answer_column(heading: str, cells: Sequence[str]) -> bool:
    """Whether a survey's column holds what people said, rather than facts such as an age."""
    longest = max((len(cell.split()) for cell in cells), default=0)
    return longest > 0 and (re.search(r"[?？]\s*$", heading) is not None or longest > 4)  # noqa: PLR2004
