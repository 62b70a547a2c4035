"""What of other texts somebody said in an interview, eight words in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.privacy import TheirWords
from qualkit.store import talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection


def repeated(connection: Connection, texts: Iterable[str]) -> TheirWords:
    """The stretches of these texts that a participant said; to find them in the texts, or to take them out."""
    ours = TheirWords.of(texts)
    return TheirWords.of(said[start:end] for said in _said(connection) for start, end in ours.places(said))


def _said(connection: Connection) -> Iterator[str]:
    """Every turn of every participant, nothing of it covered."""
    for name in talk.document_names(connection):
        text = talk.read_transcript(connection, name, cover=())
        for turn in text.turns:
            if turn.role == "participant":
                yield text.text[turn.start : turn.end]
