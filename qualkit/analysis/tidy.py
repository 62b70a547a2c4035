"""The tidy table: one row a coding, with everything that a reader of the table asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from qualkit.model import Codebook

#: The contract's columns, then additions.
COLUMNS = (
    "coding_id",
    "document",
    "participant",
    "speaker",
    "coder",
    "coder_role",
    "code",
    "code_name",
    "code_path",
    "polarity",
    "start",
    "end",
    "text",
    "memo",
    "origin",
    "cycle",
    "member_check",
    "created_at",
    "speaker_role",
    "code_polarity",
    "interpretation",
    "important",
    "seen_before",
)
_PLAIN = {
    "coding_id": "id",
    "document": "document",
    "coder": "coder",
    "coder_role": "standpoint",
    "code": "code",
    "start": "start_at",
    "end": "end_at",
    "text": "quote",
    "origin": "origin",
    "cycle": "cycle",
    "created_at": "created_at",
    "interpretation": "interpretation",
    "important": "important",
    "seen_before": "suggestions_seen",
}


def tidy_table(
    codings: Sequence[Any],
    turns: Sequence[Any],
    *,
    codebook: Codebook,
    memos: Mapping[str, str],
    checks: Mapping[str, str],
    participants: Sequence[str],
) -> pd.DataFrame:
    """Join codings with who speaks, what the code is, the memos and the state of the member check.

    Parameters
    ----------
    codings, turns
        Rows as the store gives them, both in the order of the text; `place` is the document's position.
    codebook
        Gives names, paths and polarities; also kept in ``attrs["codebook"]``.
    memos, checks
        By coding id.
    participants
        Everybody in the study, kept in ``attrs["participants"]``: the N of "n of N".

    Returns
    -------
    pandas.DataFrame
        `COLUMNS`, a row a coding, in the order of the text. ``seen_before`` says whether the coder had been shown
        suggestions on that document before the coding: where it is False, it was made blind.
    """
    table = pd.DataFrame({name: [getattr(row, field) for row in codings] for name, field in _PLAIN.items()})
    speaking = _who_speaks(codings, turns)
    for name, field in (("participant", "participant"), ("speaker", "label"), ("speaker_role", "role")):
        table[name] = [(getattr(turn, field) if turn is not None else None) or "" for turn in speaking]
    about = {code.id: (code.name, codebook.path(code.id), code.polarity or "") for code in codebook}
    for place, name in enumerate(("code_name", "code_path", "code_polarity")):
        table[name] = [about[code][place] for code in table["code"]]
    own = [row.polarity or "" for row in codings]
    table["polarity"] = [mine or codes for mine, codes in zip(own, table["code_polarity"], strict=True)]
    table["memo"] = [memos.get(coding, "") for coding in table["coding_id"]]
    table["member_check"] = [checks.get(coding, "") for coding in table["coding_id"]]
    kinds = {"start": "int64", "end": "int64", "cycle": "Int64", "important": "bool", "seen_before": "bool"}
    table = table.loc[:, list(COLUMNS)].astype(kinds)
    table.attrs = {"participants": tuple(participants), "codebook": codebook}
    return table


def _who_speaks(codings: Sequence[Any], turns: Sequence[Any]) -> list[Any]:
    """For each coding the turn in which it begins: one sorted search for all."""
    if not codings or not turns:
        return [None] * len(codings)
    wide = 1 + max(row.start_at for row in (*codings, *turns))
    begins = np.array([row.place * wide + row.start_at for row in turns], dtype=np.int64)
    wanted = np.array([row.place * wide + row.start_at for row in codings], dtype=np.int64)
    found = np.searchsorted(begins, wanted, side="right") - 1
    spoken = [turns[place] if place >= 0 else None for place in found.tolist()]
    # A text whose turns were purged has no speakers left: nobody else's stand in for them.
    return [
        turn if turn is not None and turn.place == row.place else None
        for turn, row in zip(spoken, codings, strict=True)
    ]
