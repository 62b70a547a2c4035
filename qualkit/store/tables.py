"""The tables as SQLAlchemy Core sees them: what `migrations` made (a test compares the two)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, ForeignKey, MetaData, Table, Text

metadata = MetaData()


def _text(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=null)


def _number(name: str, *, key: bool = False, null: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, nullable=null, autoincrement=False)


def _seconds(name: str, *, null: bool = True) -> Column[float]:
    return Column(name, Double, nullable=null)


def _of(name: str, target: str, *, key: bool = False, null: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey(target), primary_key=key, nullable=null)


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


def _stretch() -> list[Column[str] | Column[int]]:
    """The columns that say where: a stretch of one revision of a document."""
    return [_of("document", "documents.id"), _number("revision"), _number("start_at"), _number("end_at")]


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
)

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
sheets = Table("sheets", metadata, _text("token", key=True), _of("made_by", "coders.id"), _text("made_at"))
sheet_items = Table(
    "sheet_items",
    metadata,
    _of("sheet", "sheets.token", key=True),
    _number("number", key=True),
    _text("target"),
    _text("name"),
)
sheet_answers = Table(
    "sheet_answers",
    metadata,
    _text("id", key=True),
    _of("sheet", "sheets.token"),
    _number("number"),
    *(_text(name) for name in ("voice", "said")),
    _number("people"),
    *(_text(name) for name in ("words", "on_date")),
    _of("recorded_by", "coders.id"),
    _number("position"),
)
#: `sentence`: the group's own words; they may repeat somebody's.
themes = Table(
    "themes",
    metadata,
    _text("id", key=True),
    _text("sentence"),
    _number("cycle", null=True),
    _of("coder", "coders.id"),
    _text("created_at"),
    _number("position"),
)
theme_codings = Table(
    "theme_codings",
    metadata,
    _text("theme", key=True),
    _text("coding", key=True),
    _text("speaks"),
    _of("coder", "coders.id"),
    _text("gathered_at"),
    _number("position"),
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
