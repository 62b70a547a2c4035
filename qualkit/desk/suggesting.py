"""Asking the machine for passages, and remembering what it offered."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, NamedTuple, Protocol

from qualkit import assist
from qualkit.desk.vectors import remembering
from qualkit.store import codebook, codings, people, suggestions, talk

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import pandas as pd
    from sqlalchemy import Connection

    from qualkit.model import Codebook, Coder, Coding, Suggestion, Transcript
    from qualkit.store.store import Store


class Suggester(Protocol):
    """Whatever can stand where `qualkit.assist.suggest` stands."""

    def __call__(
        self,
        codebook: Codebook,
        transcripts: Sequence[Transcript],
        *,
        codings: Sequence[Coding],
        rejected: Collection[tuple[str, int, int, str]],
        document: str | None,
        code: str | None,
        limit: int | None,
        consented: Collection[str],
        progress: Callable[[int, int], None] | None,
    ) -> list[Suggestion]:
        """Propose passages."""


class Wanted(NamedTuple):
    """What to look for: everywhere and everything, unless it is said."""

    document: str | None = None
    code: str | None = None
    limit: int | None = None


def suggest(
    store: Store,
    coder: Coder,
    wanted: Wanted,
    progress: Callable[[int, int], None] | None = None,
    suggester: Suggester | None = None,
) -> list[Suggestion]:
    """Propose passages for codes; the words of people who refused are neither learnt from nor shown."""
    with store.reading() as connection:
        _must_be_there(connection, wanted)
        names = talk.document_names(connection)
        ids = {name: str(talk.document_row(connection, name).id) for name in names}
        book = codebook.read_codebook(connection)
        transcripts = [
            talk.read_transcript(connection, name, cover=("mask", "quote", "use")) for name in names
        ]
        known = codings.read_codings(connection, settled=True)
        refused = suggestions.rejected_places(connection)
        willing = {p.id for p in people.read_participants(connection) if p.may("suggest") is not False}
    with remembering(store) as vectors:
        found = (suggester or assist.suggest)(
            book,
            transcripts,
            codings=known,
            rejected=refused,
            consented=willing,
            progress=progress,
            **wanted._asdict(),
        )
        vectors.sweep()
    with store.keeping(coder.id if found else "") as connection:
        suggestions.offer(connection, found, ids)
        suggestions.write_shown(connection, found, ids, coder.id)
    return found


def record(store: Store) -> pd.DataFrame:
    """How often suggestions were kept, changed and rejected: a row a code and model."""
    import pandas as pd

    with store.reading() as connection:
        found = assist.record((row.code, row.model, row.verdict) for row in suggestions.outcomes(connection))
    columns = [each.name for each in fields(assist.Record)]
    return pd.DataFrame([asdict(each) for each in found], columns=columns)


def _must_be_there(connection: Connection, wanted: Wanted) -> None:
    if wanted.document is not None:
        talk.document_row(connection, wanted.document)
    if wanted.code is not None:
        codebook.must_have(connection, wanted.code)
