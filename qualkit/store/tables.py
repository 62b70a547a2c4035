"""The tables as SQLAlchemy Core sees them: what `migrations` made (a test compares the two)."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, Table

from qualkit.store.check_tables import (
    adjustments,
    marks,
    paper_items,
    paper_needs,
    paper_places,
    papers,
    responses,
    return_files,
    returns,
    reviews,
    sentences,
)
from qualkit.store.columns import metadata
from qualkit.store.columns import number as _number
from qualkit.store.columns import of as _of
from qualkit.store.columns import seconds as _seconds
from qualkit.store.columns import stretch as _stretch
from qualkit.store.columns import text as _text
from qualkit.store.finding_tables import (
    session_documents,
    session_people,
    sessions,
    sheet_answers,
    sheet_items,
    sheets,
    sheets_given,
    theme_codings,
    themes,
)

# What is made elsewhere is found here, too: everybody asks this module.
__all__ = [
    "adjustments",
    "marks",
    "metadata",
    "paper_items",
    "paper_needs",
    "paper_places",
    "papers",
    "responses",
    "return_files",
    "returns",
    "reviews",
    "sentences",
    "session_documents",
    "session_people",
    "sessions",
    "sheet_answers",
    "sheet_items",
    "sheets",
    "sheets_given",
    "theme_codings",
    "themes",
]

migrations = Table("migrations", metadata, _number("number", key=True), _text("name"), _text("ran_at"))
study = Table("study", metadata, _text("key", key=True), _text("value"))
settings = Table("settings", metadata, _text("key", key=True), _text("value"))
holders = Table(
    "holders", metadata, _text("id", key=True), _number("pid"), _text("host"), _text("coder"), _text("since")
)
coders = Table("coders", metadata, _text("id", key=True), _text("name"), _text("standpoint"))

participants = Table(
    "participants",
    metadata,
    _text("id", key=True),
    _text("pseudonym"),
    _text("attributes"),
    _number("position"),
)
consents = Table(
    "consents",
    metadata,
    _text("id", key=True),
    _of("participant", "participants.id"),
    _text("scope"),
    _number("given"),
    _text("recorded_at"),
    _text("recorded_by"),
    _number("position"),
    _text("text_version"),
    _text("route"),
)

documents = Table(
    "documents",
    metadata,
    _text("id", key=True),
    _text("name"),
    _text("format"),
    _text("source_name"),
    _text("source_sha256"),
    _text("text_sha256"),
    _number("revision"),
    _number("words"),
    _text("notes"),
    _number("position"),
    _text("added_at"),
)
revisions = Table(
    "revisions",
    metadata,
    _of("document", "documents.id", key=True),
    _number("number", key=True),
    _text("text"),
    _text("reason"),
    _text("created_at"),
)
speakers = Table(
    "speakers",
    metadata,
    _of("document", "documents.id", key=True),
    _text("label", key=True),
    _text("role"),
    _of("participant", "participants.id", null=True),
)
turns = Table(
    "turns",
    metadata,
    _of("document", "documents.id", key=True),
    _number("revision", key=True),
    _number("number", key=True),
    _text("label"),
    _number("start_at"),
    _number("end_at"),
    _seconds("start_time"),
    _seconds("end_time"),
    _text("question", null=True),
)

codebooks = Table(
    "codebooks",
    metadata,
    _text("id", key=True),
    _text("title"),
    _text("source"),
    _text("version"),
    _text("note"),
    _number("position"),
)
codes = Table(
    "codes",
    metadata,
    _text("id", key=True),
    *(_text(name) for name in ("name", "definition", "include", "exclude", "examples", "words", "kind")),
    _text("polarity", null=True),
    *(_text(name) for name in ("part", "pair", "area")),
    _of("parent", "codes.id", null=True),
    _of("codebook", "codebooks.id", null=True),
    _number("position"),
)


def _place() -> list[Column[str] | Column[int]]:
    """Where, with the words there and the code: the same for codings and suggestions."""
    return [
        *_stretch(),
        _text("quote"),
        _text("before"),
        _text("after"),
        _of("code", "codes.id"),
    ]


codings = Table(
    "codings",
    metadata,
    _text("id", key=True),
    *_place(),
    _of("coder", "coders.id"),
    _text("polarity", null=True),
    _text("origin"),
    _text("interpretation"),
    _text("suggestion", null=True),
    _number("suggestions_seen"),
    _number("cycle", null=True),
    _text("created_at"),
    _number("important"),
)
#: `quote`: the words that the coding stood on before; they are somebody's.
anchors = Table(
    "anchors",
    metadata,
    _of("coding", "codings.id", key=True),
    _text("state"),
    _number("revision"),
    _text("quote"),
    _text("since"),
)
memos = Table(
    "memos",
    metadata,
    _text("id", key=True),
    _text("about"),
    _text("target"),
    _of("coder", "coders.id"),
    _text("text"),
    _text("created_at"),
)
suggestions = Table(
    "suggestions",
    metadata,
    _text("id", key=True),
    *_place(),
    _seconds("confidence", null=False),
    _text("polarity", null=True),
    _text("why"),
    _text("model"),
    _text("offered_at"),
)
decisions = Table(
    "decisions",
    metadata,
    _text("id", key=True),
    _of("suggestion", "suggestions.id"),
    _of("coder", "coders.id"),
    _text("verdict"),
    _text("coding", null=True),
    _text("decided_at"),
    _text("code_words", null=True),
)

holds = Table(
    "holds",
    metadata,
    _text("id", key=True),
    *_stretch(),
    _of("participant", "participants.id", null=True),
    *(_text(name) for name in ("strength", "because", "why_id")),
    _of("coder", "coders.id"),
    _text("since"),
    _of("lifted_by", "coders.id", null=True),
    _text("lifted_at", null=True),
)
distress_flags = Table(
    "distress_flags",
    metadata,
    _text("id", key=True),
    *_stretch(),
    _of("coder", "coders.id"),
    _text("flagged_at"),
)
quote_decisions = Table(
    "quote_decisions",
    metadata,
    _text("id", key=True),
    *_stretch(),
    _text("verdict"),
    _text("reason"),
    _of("coder", "coders.id"),
    _text("decided_at"),
    _number("position"),
)
exports = Table(
    "exports",
    metadata,
    _text("id", key=True),
    *(_text(name) for name in ("kind", "audience", "recipient", "path", "sha256", "participants")),
    _of("coder", "coders.id"),
    _text("made_at"),
    _number("position"),
)
withdrawals = Table(
    "withdrawals",
    metadata,
    _text("id", key=True),
    *(_text(name) for name in ("participant", "kind", "counts", "answers", "exports")),
    _of("coder", "coders.id"),
    _text("at"),
    _number("position"),
)

hands = Table(
    "hands",
    metadata,
    _of("document", "documents.id", key=True),
    _of("coder", "coders.id", key=True),
    _text("since"),
)
stops = Table(
    "stops",
    metadata,
    _of("document", "documents.id", key=True),
    _of("coder", "coders.id", key=True),
    _number("revision"),
    _number("stopped_at"),
    _number("turn"),
    _number("within"),
)
favourites = Table(
    "favourites",
    metadata,
    _of("coder", "coders.id", key=True),
    _number("number", key=True),
    _of("code", "codes.id"),
)
#: The suggestion may be gone by now: that somebody saw it stays.
suggestions_shown = Table(
    "suggestions_shown",
    metadata,
    _text("suggestion", key=True),
    _of("document", "documents.id"),
    _of("coder", "coders.id", key=True),
    _text("shown_at"),
)

history = Table(
    "history",
    metadata,
    _text("id", key=True),
    _number("number"),
    *(_text(name) for name in ("at", "coder", "verb", "noun", "noun_id", "origin")),
    _text("hash_before", null=True),
    _text("hash_after", null=True),
    _of("undoes", "history.id", null=True),
)
changes = Table(
    "changes",
    metadata,
    _of("history", "history.id", key=True),
    _number("number", key=True),
    _text("table_name"),
    _text("row_key"),
    _text("row_before", null=True),
    _text("row_after", null=True),
)
#: `vector`: reckoned from somebody's words, and to be let go of with them (`words.RECKONED`).
vectors = Table("vectors", metadata, _text("key", key=True), Column("vector", LargeBinary, nullable=False))
