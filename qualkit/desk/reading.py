"""What a project shows of itself: nothing here changes the study."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from qualkit.desk.distress import covering
from qualkit.errors import SegmentError
from qualkit.model import COVERED, HELD_BACK, Segment
from qualkit.store import codebook as codes
from qualkit.store import codings as coded
from qualkit.store import integrity, papers, people, talk
from qualkit.store import settings as kept
from qualkit.store.history import read_history

if TYPE_CHECKING:
    import pandas as pd

    from qualkit.model import Codebook, Coder
    from qualkit.privacy import Covering
    from qualkit.store.store import Store


def codebook(store: Store) -> Codebook:
    """The codebook as it stands."""
    with store.reading() as connection:
        return codes.read_codebook(connection)


def coders(store: Store) -> tuple[Coder, ...]:
    """Everybody who codes."""
    with store.reading() as connection:
        return people.read_coders(connection)


def settings(store: Store) -> dict[str, str]:
    """What is set."""
    with store.reading() as connection:
        return kept.read_settings(connection)


def info(store: Store) -> dict[str, int]:
    """How many of each noun."""
    with store.reading() as connection:
        return talk.counts(connection)


def faults(store: Store) -> list[str]:
    """What is wrong with the study."""
    with store.reading() as connection:
        return list(integrity.faults(connection))


def history(store: Store) -> pd.DataFrame:
    """Who did what, when."""
    import pandas as pd

    with store.reading() as connection:
        return pd.DataFrame(read_history(connection))


def codings(store: Store, *, show_covered: bool = False) -> pd.DataFrame:
    """The tidy table."""
    from qualkit.analysis.tidy import tidy_table

    with store.reading() as connection:
        cover = covering(connection, show=show_covered)
        checks = {
            coding: check.state
            for check in papers.read_papers(connection)
            for item in check.items
            for coding in item.codings
        }
        return tidy_table(
            [_covered(row, cover) for row in coded.coding_rows(connection)],
            coded.turn_rows(connection),
            codebook=cover.codebook(codes.read_codebook(connection)),
            memos=cover.within(coded.coding_memos(connection)),
            checks=checks,
            participants=[person.id for person in people.read_participants(connection)],
        )


def _covered(row: Any, cover: Covering) -> Any:
    """A row of the table, without words that are flagged as distressing or that repeat such."""
    if not cover.flags:
        return row
    values = SimpleNamespace(**getattr(row, "_mapping", None) or vars(row))
    if row.quote != HELD_BACK and cover.covers(row.document, row.revision, row.start_at, row.end_at):
        values.quote = COVERED
    values.interpretation = cover.words(row.interpretation)
    return values


def find(store: Store, words: str, document: str | None) -> list[Segment]:
    """Every place where the words stand, whatever their case."""
    if not words.strip():
        raise SegmentError("Say which words to find: there were none.")
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    with store.reading() as connection:
        names = [document] if document is not None else talk.document_names(connection)
        texts = [talk.read_transcript(connection, name) for name in names]
    return [
        Segment.of(text.document, text.text, *match.span(), text.revision)
        for text in texts
        for match in pattern.finditer(text.text)
    ]
