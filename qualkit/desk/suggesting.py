"""Asking the machine for passages, and remembering what it offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit import assist
from qualkit.store import codebook, codings, people, suggestions, talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualkit.model import Suggestion
    from qualkit.store.store import Store


def suggest(
    store: Store,
    *,
    document: str | None,
    code: str | None,
    limit: int | None,
    progress: Callable[[int, int], None] | None,
) -> list[Suggestion]:
    """Propose passages for codes; the words of people who refused are neither learnt from nor shown."""
    with store.reading() as connection:
        book = codebook.read_codebook(connection)
        transcripts = [talk.read_transcript(connection, name) for name in talk.document_names(connection)]
        known = codings.read_codings(connection)
        refused = suggestions.rejected_places(connection)
        willing = {p.id for p in people.read_participants(connection) if p.may("suggest") is not False}
        if document is not None:
            talk.document_row(connection, document)
        if code is not None:
            codebook.must_have(connection, code)
        ids = {name: talk.document_row(connection, name).id for name in talk.document_names(connection)}
    found = assist.suggest(
        book,
        transcripts,
        codings=known,
        rejected=refused,
        document=document,
        code=code,
        limit=limit,
        consented=willing,
        progress=progress,
    )
    with store.keeping() as connection:
        suggestions.offer(connection, found, ids)
    return found
