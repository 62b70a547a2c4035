"""Sessions of people who were interviewed as a group: which interviews, who was there, and what each said.

``sheet_answers.words`` can hold somebody's words; where ``participant`` says whose, they go with the person.
"""

NAME = "sessions"

STATEMENTS = (
    """CREATE TABLE sessions (
        id TEXT PRIMARY KEY, sheet TEXT NOT NULL REFERENCES sheets (token), on_date TEXT NOT NULL,
        recorded_by TEXT NOT NULL REFERENCES coders (id), position BIGINT NOT NULL)""",
    """CREATE TABLE session_documents (
        session TEXT NOT NULL REFERENCES sessions (id), document TEXT NOT NULL REFERENCES documents (id),
        PRIMARY KEY (session, document))""",
    """CREATE TABLE session_people (
        session TEXT NOT NULL REFERENCES sessions (id), participant TEXT NOT NULL REFERENCES participants (id),
        PRIMARY KEY (session, participant))""",
    "ALTER TABLE sheet_answers ADD COLUMN session TEXT REFERENCES sessions (id)",
    "ALTER TABLE sheet_answers ADD COLUMN participant TEXT REFERENCES participants (id)",
)
