"""In which form somebody wants their paper; who stands for a sentence; all codings of a passage on a paper.

``paper_needs.reader`` and ``must_not_see`` can hold names.
"""

NAME = "needs"

STATEMENTS = (
    """CREATE TABLE paper_needs (
        participant TEXT PRIMARY KEY REFERENCES participants (id), format TEXT NOT NULL, language TEXT NOT NULL,
        reader TEXT NOT NULL, must_not_see TEXT NOT NULL, recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL)""",
    # No foreign key: a coding that is taken out and put back finds who stood for its sentence.
    """CREATE TABLE sentences (
        coding TEXT PRIMARY KEY, coder TEXT NOT NULL REFERENCES coders (id), how TEXT NOT NULL,
        sentence_sha256 TEXT NOT NULL, overridden TEXT NOT NULL, at TEXT NOT NULL)""",
    "ALTER TABLE paper_items ADD COLUMN also TEXT NOT NULL DEFAULT '[]'",
)
