"""A coding that its coder marked as important."""

NAME = "important"

STATEMENTS = ("ALTER TABLE codings ADD COLUMN important BIGINT NOT NULL DEFAULT 0",)
