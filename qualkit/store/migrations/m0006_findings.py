"""The second check, of all findings together: sheets, what stands on them, what was said.

``sheet_answers.words`` can hold somebody's words.
"""

NAME = "findings"

STATEMENTS = (
    "CREATE TABLE sheets (token TEXT PRIMARY KEY, made_by TEXT NOT NULL REFERENCES coders (id), made_at TEXT NOT NULL)",
    """CREATE TABLE sheet_items (
        sheet TEXT NOT NULL REFERENCES sheets (token) ON DELETE CASCADE, number BIGINT NOT NULL,
        target TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (sheet, number))""",
    """CREATE TABLE sheet_answers (
        id TEXT PRIMARY KEY, sheet TEXT NOT NULL REFERENCES sheets (token), number BIGINT NOT NULL,
        voice TEXT NOT NULL, said TEXT NOT NULL, people BIGINT NOT NULL, words TEXT NOT NULL,
        on_date TEXT NOT NULL, recorded_by TEXT NOT NULL REFERENCES coders (id), position BIGINT NOT NULL)""",
)
