"""Answers that come back: returns, responses, what the group makes of them, and what happened outside.

``responses.words``, ``adjustments.before_words``, ``after_words`` and ``reason``, ``marks.note`` and
``return_files.content`` can hold a person's words.
"""

NAME = "answers"

STATEMENTS = (
    """CREATE TABLE paper_places (
        paper TEXT NOT NULL REFERENCES papers (token) ON DELETE CASCADE, style TEXT NOT NULL, places TEXT NOT NULL,
        PRIMARY KEY (paper, style))""",
    """CREATE TABLE returns (
        id TEXT PRIMARY KEY, paper TEXT NOT NULL REFERENCES papers (token), source TEXT NOT NULL,
        doc TEXT NOT NULL, sha256 TEXT NOT NULL, received_on TEXT NOT NULL, entered_by TEXT NOT NULL,
        read_by TEXT NOT NULL REFERENCES coders (id), read_at TEXT NOT NULL, standing TEXT NOT NULL,
        doubts TEXT NOT NULL, confirmed_by TEXT, confirmed_at TEXT, position BIGINT NOT NULL)""",
    "CREATE INDEX returns_paper ON returns (paper, position)",
    """CREATE TABLE responses (
        returned TEXT NOT NULL REFERENCES returns (id) ON DELETE CASCADE, number BIGINT NOT NULL,
        state TEXT NOT NULL, words TEXT NOT NULL, doubt TEXT NOT NULL,
        PRIMARY KEY (returned, number))""",
    "CREATE INDEX responses_state ON responses (state)",
    """CREATE TABLE return_files (
        returned TEXT PRIMARY KEY REFERENCES returns (id) ON DELETE CASCADE, content TEXT NOT NULL)""",
    """CREATE TABLE adjustments (
        id TEXT PRIMARY KEY, paper TEXT NOT NULL REFERENCES papers (token), number BIGINT NOT NULL,
        returned TEXT REFERENCES returns (id), kind TEXT NOT NULL, coding TEXT NOT NULL,
        before_words TEXT NOT NULL, after_words TEXT NOT NULL, reason TEXT NOT NULL, round BIGINT NOT NULL,
        decided_by TEXT NOT NULL REFERENCES coders (id), decided_at TEXT NOT NULL, position BIGINT NOT NULL)""",
    "CREATE INDEX adjustments_paper ON adjustments (paper, number)",
    """CREATE TABLE reviews (
        adjustment TEXT NOT NULL REFERENCES adjustments (id) ON DELETE CASCADE, coding TEXT NOT NULL,
        done_by TEXT, done_at TEXT, PRIMARY KEY (adjustment, coding))""",
    """CREATE TABLE marks (
        id TEXT PRIMARY KEY, participant TEXT NOT NULL REFERENCES participants (id), paper TEXT,
        state TEXT NOT NULL, on_date TEXT NOT NULL, note TEXT NOT NULL,
        marked_by TEXT NOT NULL REFERENCES coders (id), marked_at TEXT NOT NULL, position BIGINT NOT NULL)""",
    "CREATE INDEX marks_participant ON marks (participant, position)",
)
