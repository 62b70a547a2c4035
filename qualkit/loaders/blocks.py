"""A document's blocks, lines of paragraphs and tables of turns, become talk in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.loaders.columns import Columns, guess_columns, turns_in_rows
from qualkit.loaders.evidence import decide
from qualkit.loaders.labels import Line
from qualkit.loaders.turns import Talk, read_talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True)
class Table:
    """A table whose rows are turns."""

    rows: list[list[str]]
    columns: Columns

    def talk(self) -> Talk:
        """Read it, a row a turn."""
        said = turns_in_rows(self.rows, self.columns)
        return Talk(said.turns, said.header, tuple(said.left_out), (self.columns.said(),), tuple(said.marks))

    def lines(self) -> list[Line]:
        """The same as lines, where it stands within another table."""
        return [Line("\t".join(row)) for row in self.rows]


Block = list[Line] | Table


def table_blocks(rows: Iterable[Sequence[list[Line]]]) -> Iterator[Block]:
    """A table of turns as one block; any other as lines, a row after the other.

    Each cell is the lines in it.
    """
    kept = [list(row) for row in rows]
    texts = [["\n".join(line.text for line in cell if line.text) for cell in row] for row in kept]
    columns = guess_columns(texts)
    if columns.text is not None and columns.speaker is not None:
        yield Table(texts, columns)
        return
    for cells, row in zip(kept, texts, strict=True):
        filled = [cell for cell, text in zip(cells, row, strict=True) if text]
        if len(filled) > 1:
            bold = next((line.bold for line in filled[0] if line.text), 0)
            first, *others = "\t".join(text for text in row if text).split("\n")
            yield [Line(first, bold), *map(Line, others), Line("")]
        elif filled:  # a page that is laid out as a table
            yield [*filled[0], Line("")]


def read_blocks(blocks: Iterable[Block]) -> Talk:
    """Read paragraphs between turn tables together, and each such table by its columns.

    Examples
    --------
    >>> read_blocks([[Line("INT: So?")], [Line("P1: Yes.")]]).utterances
    [Utterance(INT, 3 characters), Utterance(P1, 4 characters)]
    """
    kept = list(blocks)
    tables = any(isinstance(block, Table) for block in kept)
    talks: list[Talk] = []
    flow: list[Line] = []
    for block in kept:
        if isinstance(block, Table):
            talks += [_beside_table(flow, first=not talks)] if flow else []
            talks.append(block.talk())
            flow = []
        else:
            flow += block
    if flow:
        talks.append(_beside_table(flow, first=False) if tables else read_talk(flow))
    return joined(talks)


def joined(talks: Iterable[Talk]) -> Talk:
    """Several talks as one."""
    each = list(talks)
    return Talk(
        [said for talk in each for said in talk.utterances],
        tuple(text for talk in each for text in talk.header),
        tuple(pair for talk in each for pair in talk.left_out),
        tuple(doubt for talk in each for doubt in talk.doubts),
        tuple(mark for talk in each for mark in talk.marks),
    )


def _beside_table(flow: list[Line], *, first: bool) -> Talk:
    """What stands before or after a table of turns is talk only if it has labels."""
    if any(decide(flow)[0]):
        return read_talk(flow)
    texts = tuple(line.text.strip() for line in flow if line.text.strip())
    if first or not texts:
        return Talk([], texts)
    return Talk([], (), tuple(("stands beside the table of turns", text) for text in texts))
