"""Passages flagged as distressing: where, by whom, when; no words and no reason."""

NAME = "distress"

STATEMENTS = (
    """CREATE TABLE distress_flags (
        id TEXT PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, revision BIGINT NOT NULL,
        start_at BIGINT NOT NULL, end_at BIGINT NOT NULL,
        coder TEXT NOT NULL REFERENCES coders (id), flagged_at TEXT NOT NULL)""",
    "CREATE INDEX distress_flags_document ON distress_flags (document, start_at)",
)
