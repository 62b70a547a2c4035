"""Asking the machine for passages, and remembering what it offered."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from qualkit import assist
from qualkit.desk.vectors import remembering
from qualkit.store import codebook, codings, people, suggestions, talk

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from concurrent.futures import Executor

    import pandas as pd
    from sqlalchemy import Connection

    from qualkit.model import Codebook, Coder, Coding, Suggestion, Transcript
    from qualkit.store.store import Store


#: So many transcripts are read at a time.
_PAGE = 200
#: What is held back, of what kinds, is not looked at.
_COVER: tuple[Literal["mask", "quote", "use"], ...] = ("mask", "quote", "use")


class Suggester(Protocol):
    """Whatever can stand where `qualkit.assist.suggest` stands."""

    def __call__(
        self,
        codebook: Codebook,
        transcripts: Iterable[Transcript],
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


class StudyTranscripts:
    """A study's transcripts, read some at a time whenever they are walked through; what is held back is covered."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __iter__(self) -> Iterator[Transcript]:
        after: int | None = None
        while True:
            with self._store.reading() as connection:
                page = talk.documents_after(connection, after, _PAGE)
                some = [talk.read_transcript(connection, name, cover=_COVER) for _, name in page]
            yield from some
            if not page:
                return
            after = page[-1][0]


def suggest(
    store: Store,
    coder: Coder,
    wanted: Wanted,
    progress: Callable[[int, int], None] | None = None,
    suggester: Suggester | None = None,
    executor: Executor | None = None,
) -> list[Suggestion]:
    """Propose passages for codes; the words of people who refused are neither learnt from nor shown."""
    spread: dict[str, Any] = {"executor": executor} if executor is not None else {}
    with store.reading() as connection:
        _must_be_there(connection, wanted)
        book = codebook.read_codebook(connection)
        known = codings.read_codings(connection, settled=True)
        code_words = {code.id: codebook.words_digest(code) for code in book}
        refused = suggestions.rejected_places(connection, code_words)
        willing = {p.id for p in people.read_participants(connection) if p.may("suggest") is not False}
    transcripts = StudyTranscripts(store)
    with remembering(store) as vectors:
        found = (suggester or assist.suggest)(
            book,
            transcripts if spread else list(transcripts),
            codings=known,
            rejected=refused,
            consented=willing,
            progress=progress,
            **wanted._asdict(),
            **spread,
        )
        # With workers most sentences are read elsewhere, and nobody can say which are said no more.
        if not spread:
            vectors.sweep()
    with store.keeping(coder.id if found else "") as connection:
        found = suggestions.renewed(connection, found, code_words)
        documents = {item.segment.document for item in found}
        ids = {name: str(talk.document_row(connection, name).id) for name in documents}
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
