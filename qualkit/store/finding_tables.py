"""The tables of what the group finds together: its themes, and the second check of all findings."""

from __future__ import annotations

from sqlalchemy import Table

from qualkit.store.columns import metadata, number, of, text

#: `sentence`: the group's own words; they may repeat somebody's.
themes = Table(
    "themes",
    metadata,
    text("id", key=True),
    text("sentence"),
    number("cycle", null=True),
    of("coder", "coders.id"),
    text("created_at"),
    number("position"),
)
theme_codings = Table(
    "theme_codings",
    metadata,
    text("theme", key=True),
    text("coding", key=True),
    text("speaks"),
    of("coder", "coders.id"),
    text("gathered_at"),
    number("position"),
)
sheets = Table("sheets", metadata, text("token", key=True), of("made_by", "coders.id"), text("made_at"))
sheet_items = Table(
    "sheet_items",
    metadata,
    of("sheet", "sheets.token", key=True),
    number("number", key=True),
    text("target"),
    text("name"),
    text("about"),
)
sheets_given = Table(
    "sheets_given",
    metadata,
    text("id", key=True),
    of("sheet", "sheets.token"),
    text("voice"),
    number("people"),
    text("on_date"),
    of("recorded_by", "coders.id"),
    number("position"),
)
sessions = Table(
    "sessions",
    metadata,
    text("id", key=True),
    of("sheet", "sheets.token"),
    text("on_date"),
    of("recorded_by", "coders.id"),
    number("position"),
)
session_documents = Table(
    "session_documents",
    metadata,
    of("session", "sessions.id", key=True),
    of("document", "documents.id", key=True),
)
session_people = Table(
    "session_people",
    metadata,
    of("session", "sessions.id", key=True),
    of("participant", "participants.id", key=True),
)
#: `words`: whoever answered; in a session `participant` says whose they are, where the member wants that.
sheet_answers = Table(
    "sheet_answers",
    metadata,
    text("id", key=True),
    of("sheet", "sheets.token"),
    number("number"),
    *(text(name) for name in ("voice", "said")),
    number("people"),
    *(text(name) for name in ("words", "on_date", "route")),
    of("recorded_by", "coders.id"),
    number("position"),
    of("session", "sessions.id", null=True),
    of("participant", "participants.id", null=True),
)
