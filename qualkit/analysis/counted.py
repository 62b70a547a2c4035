"""Whose words are counted, out of how many people, and what a codebook says of the codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from qualkit.errors import NotFound, QualkitError
from qualkit.model import Codebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from qualkit.model import Code

NEEDED = ("document", "participant", "code", "start", "end")
PARTICIPANTS_ONLY = "participants' words only"
EVERYBODY = "everybody's words, the interviewers' too"


class Labels(NamedTuple):
    """A column as small numbers and the words they stand for."""

    ids: NDArray[np.int64]
    names: list[str]

    def renamed(self, word_for: Callable[[str], str]) -> Labels:
        """The same rows under other words, of which several may now be the same."""
        ids, names = pd.factorize(pd.Series([word_for(name) for name in self.names], dtype=object))
        return Labels(ids.astype(np.int64)[self.ids], [str(name) for name in names])

    def words(self) -> NDArray[np.object_]:
        """The words themselves, a row each."""
        return np.array(self.names, dtype=object)[self.ids]


def labels(table: pd.DataFrame, column: str) -> Labels:
    """Read a column of words; what is missing reads as nothing."""
    if column not in table.columns:
        return Labels(np.zeros(len(table), dtype=np.int64), [""])
    ids, names = pd.factorize(table[column], use_na_sentinel=True)
    known = [str(name) for name in names]
    if (ids < 0).any():
        nothing = known.index("") if "" in known else len(known)
        ids = np.where(ids < 0, nothing, ids)
        known += [""] * (nothing == len(known))
    return Labels(ids.astype(np.int64), known or [""])


def counted(codings: pd.DataFrame, *, include_interviewers: bool) -> pd.DataFrame:
    """The rows that are counted: what participants said, or what anybody said.

    Raises
    ------
    NotFound
        The table lacks a column that counting needs.
    """
    missing = [name for name in NEEDED if name not in codings.columns]
    if missing:
        raise NotFound(
            f"To count codings a table needs the columns {', '.join(NEEDED)}; this one lacks "
            f"{', '.join(missing)}. Use project.codings(), or the codings.csv that a report writes."
        )
    if include_interviewers or codings.empty:
        return codings
    if "speaker_role" in codings.columns:
        return codings[codings["speaker_role"].fillna("") == "participant"]
    return codings[codings["participant"].fillna("") != ""]


def people(codings: pd.DataFrame, of: int | None) -> tuple[int, list[str]]:
    """How many people there are to speak, and their ids in the study's order.

    Raises
    ------
    QualkitError
        More people spoke than `of` says there are.
    """
    seen = [name for name in labels(codings, "participant").names if name]
    known = [str(name) for name in codings.attrs.get("participants", ())]
    everybody = list(dict.fromkeys([*known, *sorted(seen)]))
    if of is not None and of < len(set(seen)):
        raise QualkitError(
            f"These codings hold the words of {len(set(seen))} people, so 'of' cannot be {of}: "
            "give the number of all who were interviewed, or leave it out."
        )
    return (len(everybody) if of is None else of), everybody


class Names:
    """What is known of each code: from the codebook, or else from the table itself."""

    def __init__(self, codings: pd.DataFrame, codebook: Codebook | None) -> None:
        book = codebook if codebook is not None else codings.attrs.get("codebook")
        self.book: Codebook = book if book is not None else Codebook()
        self._table = codings
        self._seen: dict[str, dict[str, str]] = {}

    def code(self, code: str) -> Code | None:
        """The code, where there is a codebook that has it."""
        return self.book.by_id.get(code)

    def name(self, code: str) -> str:
        """Its name, or its id where nothing else is known."""
        known = self.code(code)
        return known.name if known else self._in_table("code_name").get(code) or code

    def path(self, code: str) -> str:
        """The names from the top of the codebook down."""
        if code in self.book:
            return self.book.path(code)
        return self._in_table("code_path").get(code) or self.name(code)

    def polarity(self, code: str) -> str:
        """The side on which the code stands by itself, or nothing."""
        known = self.code(code)
        return (known.polarity or "") if known else self._in_table("code_polarity").get(code, "")

    def position(self, code: str) -> int:
        """Its place in the codebook; what is not in it comes last."""
        return self._places.get(code, len(self._places))

    @property
    def _places(self) -> dict[str, int]:
        if not hasattr(self, "_order"):
            self._order = {code.id: place for place, code in enumerate(self.book)}
        return self._order

    def _in_table(self, column: str) -> dict[str, str]:
        if column not in self._seen:
            held = {"code", column} <= set(self._table.columns)
            pairs = self._table[["code", column]].drop_duplicates("code").fillna("") if held else None
            self._seen[column] = (
                {}
                if pairs is None
                else dict(zip(map(str, pairs["code"]), map(str, pairs[column]), strict=True))
            )
        return self._seen[column]
