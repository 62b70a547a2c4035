"""The second check asks about themes too; answers say by which route they came; who was handed a sheet is counted.

Words are where they were: in ``sheet_items.name`` and ``sheet_answers.words``.
"""

NAME = "second_check"

STATEMENTS = (
    "ALTER TABLE sheet_items ADD COLUMN about TEXT NOT NULL DEFAULT 'code'",
    "ALTER TABLE sheet_answers ADD COLUMN route TEXT NOT NULL DEFAULT 'paper'",
    """CREATE TABLE sheets_given (
        id TEXT PRIMARY KEY, sheet TEXT NOT NULL REFERENCES sheets (token), voice TEXT NOT NULL, people BIGINT NOT NULL,
        on_date TEXT NOT NULL, recorded_by TEXT NOT NULL REFERENCES coders (id), position BIGINT NOT NULL)""",
)
