"""Themes: the group's own sentences, and the codings gathered for and against each.

``themes.sentence`` can hold somebody's words. No rule of the database ties a gathering to its theme or its coding:
what would be left hanging when a change is taken back is found and refused (`store.built_on`), as with memos.
"""

NAME = "themes"

STATEMENTS = (
    """CREATE TABLE themes (
        id TEXT PRIMARY KEY, sentence TEXT NOT NULL, cycle BIGINT, coder TEXT NOT NULL REFERENCES coders (id),
        created_at TEXT NOT NULL, position BIGINT NOT NULL)""",
    """CREATE TABLE theme_codings (
        theme TEXT NOT NULL, coding TEXT NOT NULL, speaks TEXT NOT NULL,
        coder TEXT NOT NULL REFERENCES coders (id), gathered_at TEXT NOT NULL, position BIGINT NOT NULL,
        PRIMARY KEY (theme, coding))""",
    "CREATE INDEX theme_codings_by_coding ON theme_codings (coding)",
)
