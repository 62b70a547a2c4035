"""Codings whose words changed under them when a transcript was corrected, until a person has looked."""

NAME = "anchors"

STATEMENTS = (
    """CREATE TABLE anchors (
        coding TEXT PRIMARY KEY REFERENCES codings (id) ON DELETE CASCADE,
        state TEXT NOT NULL, revision BIGINT NOT NULL, quote TEXT NOT NULL, since TEXT NOT NULL)""",
)
