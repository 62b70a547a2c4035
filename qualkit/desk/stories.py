"""Stories that could tell who somebody is: proposed, decided by a named person, and asked before others read quotes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualkit.errors import NotFound
from qualkit.privacy.stories import VERDICTS, Verdict, find_stories
from qualkit.store import codings, quotes, renaming
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from qualkit.model import Coder, Coding
    from qualkit.store.quotes import QuoteDecision
    from qualkit.store.renaming import Text
    from qualkit.store.store import Store

KNOWN, NOT_KNOWN = VERDICTS


@dataclass(frozen=True)
class Telling:
    """A passage that may tell who somebody is: where, of what, how many codings quote from it, and what was decided."""

    document: str
    start: int
    end: int
    turn: int
    about: tuple[str, ...]
    codings: tuple[str, ...] = ()
    verdict: Verdict | None = None
    decided_by: str = ""
    decided_at: str = ""
    words: str = field(default="", repr=False)

    @property
    def place(self) -> str:
        """How it is named on a command line."""
        return f"{self.document}:{self.start}"

    @property
    def holds_back(self) -> bool:
        """Whether others may not read its words: it could be known, or nobody has decided yet."""
        return self.verdict != NOT_KNOWN


def read_stories(store: Store) -> list[Telling]:
    """Every such passage of what participants said, in the order of the texts."""
    with store.reading() as connection:
        return list(_stories(connection))


def _stories(connection: Connection) -> Iterator[Telling]:
    decided = quotes.read_quote_decisions(connection)
    for text in renaming.read_texts(connection):
        laid = codings.read_codings(connection, document=text.id, held=True)
        own = [each for each in decided if each.document == text.id]
        asked = {row["label"] for row in text.speakers if row["role"] == "interviewer"}
        for turn in text.turns:
            if turn["label"] not in asked:
                for story in find_stories(text.text[turn["start_at"] : turn["end_at"]]):
                    start, end = (at + turn["start_at"] for at in story[:2])
                    yield _telling(text, turn["number"], (start, end), story.about, laid, own)


def _telling(
    text: Text,
    turn: int,
    place: tuple[int, int],
    about: tuple[str, ...],
    laid: Sequence[Coding],
    decided: Sequence[QuoteDecision],
) -> Telling:
    start, end = place
    quoting = [each.id for each in laid if each.segment.start < end and start < each.segment.end]
    # A decision about a passage is one about every part of it, and not about more.
    mine = [each for each in decided if each.start <= start and end <= each.end]
    last = mine[-1] if mine else None
    verdict = next((known for known in VERDICTS if last and last.verdict == known), None)
    by = (last.coder, last.at) if last else ("", "")
    return Telling(text.name, start, end, turn, about, tuple(quoting), verdict, *by, text.text[start:end])


def decide_story(store: Store, coder: Coder, place: str, verdict: str) -> Telling:
    """Write down in somebody's name whether somebody local could know a passage.

    Raises
    ------
    NotFound
        No such passage stands there, or no such verdict.
    """
    if verdict not in VERDICTS:
        raise NotFound.among("verdict", verdict, VERDICTS)
    with store.changing(Act(coder.id, "decide", "story", "")) as journal:
        known = {story.place: story for story in _stories(journal.connection)}
        if place not in known:
            raise NotFound.among("story", place, known, "List them:  qualkit stories STUDY")
        story = known[place]
        text = next(t for t in renaming.read_texts(journal.connection) if t.name == story.document)
        span = (story.start, story.end)
        quotes.write_quote_decision(journal, text.id, text.revision, span, verdict)
        journal.act = Act(coder.id, "decide", "story", text.id)
    with store.reading() as connection:
        return next(story for story in _stories(connection) if story.place == place)


def not_for_others(store: Store) -> frozenset[str]:
    """The codings whose words others may not read: a story in them could be known, or waits for a decision."""
    return frozenset(coding for story in read_stories(store) if story.holds_back for coding in story.codings)
