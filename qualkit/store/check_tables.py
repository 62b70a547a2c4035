"""The tables of member checks: papers, what came back, what was made of it. `tables` has them all."""

from __future__ import annotations

from sqlalchemy import Table

from qualkit.store.columns import metadata
from qualkit.store.columns import number as _number
from qualkit.store.columns import of as _of
from qualkit.store.columns import text as _text

papers = Table(
    "papers",
    metadata,
    _text("token", key=True),
    _of("participant", "participants.id"),
    _number("part"),
    _number("parts"),
    _text("state"),
    _text("code"),
    _text("prepared_at"),
    _text("sent_on", null=True),
    _text("returned_on", null=True),
    _number("position"),
)
paper_items = Table(
    "paper_items",
    metadata,
    _of("paper", "papers.token", key=True),
    _number("number", key=True),
    *(_text(name) for name in ("coding", "quote", "interpretation", "code", "code_name")),
    _text("polarity", null=True),
    _text("question"),
    _text("written_by"),
    _text("also"),
)

paper_needs = Table(
    "paper_needs",
    metadata,
    _of("participant", "participants.id", key=True),
    *(_text(name) for name in ("format", "language", "reader", "must_not_see", "recorded_at", "recorded_by")),
)
sentences = Table(
    "sentences",
    metadata,
    _text("coding", key=True),
    _of("coder", "coders.id"),
    *(_text(name) for name in ("how", "sentence_sha256", "overridden", "at")),
)
paper_places = Table(
    "paper_places",
    metadata,
    _of("paper", "papers.token", key=True),
    _text("style", key=True),
    _text("places"),
)
returns = Table(
    "returns",
    metadata,
    _text("id", key=True),
    _of("paper", "papers.token"),
    *(_text(name) for name in ("source", "doc", "sha256", "received_on", "entered_by")),
    _of("read_by", "coders.id"),
    *(_text(name) for name in ("read_at", "standing", "doubts")),
    _text("confirmed_by", null=True),
    _text("confirmed_at", null=True),
    _number("position"),
)
responses = Table(
    "responses",
    metadata,
    _of("returned", "returns.id", key=True),
    _number("number", key=True),
    *(_text(name) for name in ("state", "words", "doubt")),
)
return_files = Table("return_files", metadata, _of("returned", "returns.id", key=True), _text("content"))
adjustments = Table(
    "adjustments",
    metadata,
    _text("id", key=True),
    _of("paper", "papers.token"),
    _number("number"),
    _of("returned", "returns.id", null=True),
    *(_text(name) for name in ("kind", "coding", "before_words", "after_words", "reason")),
    _number("round"),
    _of("decided_by", "coders.id"),
    _text("decided_at"),
    _number("position"),
)
reviews = Table(
    "reviews",
    metadata,
    _of("adjustment", "adjustments.id", key=True),
    _text("coding", key=True),
    _text("done_by", null=True),
    _text("done_at", null=True),
)
marks = Table(
    "marks",
    metadata,
    _text("id", key=True),
    _of("participant", "participants.id"),
    _text("paper", null=True),
    *(_text(name) for name in ("state", "on_date", "note")),
    _of("marked_by", "coders.id"),
    _text("marked_at"),
    _number("position"),
)
