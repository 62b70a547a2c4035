"""How many codings, passages and people: for each code, participant, side, coder and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from qualkit.analysis.counted import (
    EVERYBODY,
    PARTICIPANTS_ONLY,
    Labels,
    Names,
    counted,
    labels,
    people,
)
from qualkit.analysis.passages import joint_key, passages
from qualkit.errors import NotFound
from qualkit.model import CODE_POLARITIES, POLARITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from qualkit.model import Codebook

    Numbers = NDArray[np.int64]

BY = ("code", "participant", "polarity", "document", "coder", "area", "part", "kind")
#: What a coding may say of its passage; "none" is a coding that takes no side.
SIDES = (*POLARITIES, "none")
_BITS = {"validating": 1, "invalidating": 2, "both": 3, "unclear": 4}
_SIDE_OF_BITS = (
    "none",
    "validating",
    "invalidating",
    "both",
    "unclear",
    "validating",
    "invalidating",
    "both",
)


def frequencies(
    codings: pd.DataFrame,
    by: str = "code",
    of: int | None = None,
    codebook: Codebook | None = None,
    *,
    include_interviewers: bool = False,
    side: str | None = None,
) -> pd.DataFrame:
    """Count codings, passages and the people whose words they are.

    Parameters
    ----------
    codings
        The tidy table: ``project.codings()``, or one read from its CSV file.
    by
        ``"code"`` (a row a code), ``"participant"`` (a row a participant and code), or a row
        for each ``"polarity"``, ``"document"``, ``"coder"``, ``"area"``, ``"part"`` or ``"kind"``.
    of
        How many people were interviewed. Left out: all of the study, or else all who are in the table.
    codebook
        Names, sides and order of the codes. Left out: the study's own, where the table carries it.
    include_interviewers
        Whether interviewers' and others' words count too.
    side
        ``"validating"`` or ``"invalidating"``: only codings that take this side, or both at once;
        ``"none"``: only those that take neither, or are unclear.

    Returns
    -------
    pandas.DataFrame
        `codings` counts overlapping codings of one code by one coder once; `segments` (the passages)
        counts overlapping ones of one code once whoever coded them; `participants` is how many
        different people said them, `of` how many. By code there follow the codings on each side.
        ``attrs["counted"]`` says whose words were counted, ``attrs["left_out"]`` how many rows were not.

    Raises
    ------
    NotFound
        `by` or `side` is none of the above, the table lacks a column, or there is no codebook for an area.
    QualkitError
        More people spoke than `of` says there are.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "document": ["P1", "P1", "P2"], "participant": ["P1", "P1", "P2"], "coder": ["Ana", "Mo", "Ana"],
    ...     "code": ["home", "home", "home"], "start": [0, 4, 0], "end": [9, 12, 5]})
    >>> frequencies(table)[["code", "codings", "segments", "participants", "of"]].values.tolist()
    [['home', 3, 2, 2, 2]]
    """
    _known("way to count", by, BY)
    _known("side", side, (None, *CODE_POLARITIES, "none"))
    total, everybody = people(codings, of)
    names = Names(codings, codebook)
    table = counted(codings, include_interviewers=include_interviewers)
    left_out = len(codings) - len(table)
    book = _Count(table, names)
    if side is not None:
        book = _Count(table[book.takes(side)], names)
    result = _tables_by(by, book, names, total, everybody).astype(dict.fromkeys(_words_of(by), "str"))
    result.attrs = {
        "counted": EVERYBODY if include_interviewers else PARTICIPANTS_ONLY,
        "left_out": left_out,
        "of": total,
        "participants": tuple(everybody),
        "codebook": names.book,
    }
    return result


def _known(noun: str, value: str | None, known: Sequence[str | None]) -> None:
    if value not in known:
        raise NotFound.among(noun, str(value), [name for name in known if name])


def _words_of(by: str) -> tuple[str, ...]:
    """The columns that hold words, also where there are no rows."""
    columns = {
        "code": ("code", "code_name", "code_path", "polarity"),
        "participant": ("participant", "code", "code_name"),
    }
    return columns.get(by, (by,))


class _Count:
    """The columns as numbers, read once."""

    def __init__(self, table: pd.DataFrame, names: Names) -> None:
        self.table = table
        self.document, self.code = labels(table, "document"), labels(table, "code")
        self.participant, self.coder = labels(table, "participant"), labels(table, "coder")
        self.start = table["start"].to_numpy(dtype=np.int64)
        self.end = table["end"].to_numpy(dtype=np.int64)
        self.polarity = self._sides(names)

    def _sides(self, names: Names) -> Labels:
        """Each coding's own polarity, or else its code's."""
        own, of_code = labels(self.table, "polarity"), self.code.renamed(names.polarity)
        mine, theirs = own.words(), of_code.words()
        ids, sides = pd.factorize(np.where(mine == "", theirs, mine))
        return Labels(ids.astype(np.int64), [str(side) for side in sides]).renamed(
            lambda word: word if word in POLARITIES else "none"
        )

    def takes(self, side: str) -> NDArray[np.bool_]:
        """Which rows take this side."""
        wanted = {"none", "unclear"} if side == "none" else {side, "both"}
        words = np.array([name in wanted for name in self.polarity.names], dtype=bool)
        return words[self.polarity.ids] if len(words) else np.zeros(len(self.table), dtype=bool)

    def rows(self, group: Numbers, how_many: int) -> dict[str, Numbers]:
        """For each group: codings, segments, participants."""
        alike = [group, self.document.ids, self.code.ids]
        return {
            "codings": self._runs(group, [*alike, self.coder.ids], how_many),
            "segments": self._runs(group, alike, how_many),
            "participants": self._people(group, how_many),
        }

    def _runs(self, group: Numbers, alike: Sequence[Numbers], how_many: int) -> Numbers:
        runs = passages(joint_key(alike), self.start, self.end)
        return np.bincount(group[runs.order[runs.firsts]], minlength=how_many)

    def _people(self, group: Numbers, how_many: int) -> Numbers:
        named = np.array([bool(name) for name in self.participant.names], dtype=bool)[self.participant.ids]
        pairs = np.unique(joint_key([group[named], self.participant.ids[named]]))
        each = int(self.participant.ids[named].max(initial=0)) + 1
        return np.bincount(pairs // each, minlength=how_many)

    def by_side(self) -> NDArray[np.int64]:
        """For each code (a row) the codings on each of `SIDES` (a column)."""
        counts = np.zeros((len(self.code.names), len(SIDES)), dtype=np.int64)
        if len(self.table):
            key = joint_key([self.document.ids, self.code.ids, self.coder.ids])
            runs = passages(key, self.start, self.end)
            bits = np.array([_BITS.get(name, 0) for name in self.polarity.names], dtype=np.int64)
            met = np.bitwise_or.reduceat(bits[self.polarity.ids][runs.order], runs.firsts)
            column = np.array([SIDES.index(name) for name in _SIDE_OF_BITS])[met]
            np.add.at(counts, (self.code.ids[runs.order[runs.firsts]], column), 1)
        return counts


def _tables_by(by: str, book: _Count, names: Names, of: int, everybody: list[str]) -> pd.DataFrame:
    if by == "code":
        return _by_code(book, names, of)
    if by == "participant":
        return _by_participant(book, names, everybody)
    if by in {"area", "part", "kind"}:
        if not len(names.book):
            raise NotFound(f"Counting by {by} needs a codebook that says it: give one as codebook=...")
        return _plain(by, book.code.renamed(lambda code: getattr(names.code(code), by, "") or ""), book, of)
    return _plain(by, getattr(book, by), book, of)


def _by_code(book: _Count, names: Names, of: int) -> pd.DataFrame:
    ids = book.code.names if len(book.table) else []
    count = book.rows(book.code.ids, len(ids))
    known = {"code": ids, "code_name": [*map(names.name, ids)], "code_path": [*map(names.path, ids)]}
    result = pd.DataFrame({**known, "polarity": [*map(names.polarity, ids)], **count, "of": of})
    sides = book.by_side()[: len(ids)]
    for place, name in enumerate(SIDES):
        result[name] = sides[:, place]
    result["position"] = [*map(names.position, ids)]
    ordered = result.sort_values(
        ["participants", "codings", "position", "code"],
        ascending=[False, False, True, True],
        ignore_index=True,
    )
    return ordered.drop(columns="position").astype({"of": "int64"})


def _by_participant(book: _Count, names: Names, everybody: list[str]) -> pd.DataFrame:
    places = {person: place for place, person in enumerate(everybody)}
    pair = joint_key([book.participant.ids, book.code.ids])
    _, first, group = np.unique(pair, return_index=True, return_inverse=True)
    count = book.rows(group.astype(np.int64), len(first))
    people_, codes = book.participant.words()[first], book.code.words()[first]
    result = pd.DataFrame({"participant": people_, "code": codes, "code_name": [*map(names.name, codes)]})
    result["codings"], result["segments"] = count["codings"], count["segments"]
    result["person"] = [places.get(person, len(places)) for person in people_]
    result["position"] = [*map(names.position, codes)]
    ordered = result.sort_values(["person", "position", "code"], ignore_index=True)
    return ordered.drop(columns=["person", "position"])


def _plain(by: str, group: Labels, book: _Count, of: int) -> pd.DataFrame:
    """A row a value; values are in the order in which most people come first."""
    how_many = len(group.names) if len(book.table) else 0
    count = book.rows(group.ids, how_many)
    result = pd.DataFrame({by: group.names[:how_many], **count, "of": of})
    result = result[result["codings"] > 0]
    ascending = [False, False, True]
    return result.sort_values(["participants", "codings", by], ascending=ascending, ignore_index=True)
