"""The first shape of a study: SQL that SQLite and PostgreSQL read alike.

Frozen: a study in the field has run it. Whatever changes later is a migration of its own.
"""

NAME = "first"

_STUDY = (
    "CREATE TABLE study (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE holders (
        id TEXT PRIMARY KEY, pid BIGINT NOT NULL, host TEXT NOT NULL, coder TEXT NOT NULL, since TEXT NOT NULL)""",
    "CREATE TABLE coders (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, standpoint TEXT NOT NULL)",
)

_PEOPLE = (
    """CREATE TABLE participants (
        id TEXT PRIMARY KEY, pseudonym TEXT NOT NULL, attributes TEXT NOT NULL, position BIGINT NOT NULL)""",
    """CREATE TABLE consents (
        id TEXT PRIMARY KEY,
        participant TEXT NOT NULL REFERENCES participants (id),
        scope TEXT NOT NULL, given BIGINT NOT NULL,
        recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL, position BIGINT NOT NULL)""",
    "CREATE INDEX consents_participant ON consents (participant)",
)

_TALK = (
    """CREATE TABLE documents (
        id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, format TEXT NOT NULL,
        source_name TEXT NOT NULL, source_sha256 TEXT NOT NULL, text_sha256 TEXT NOT NULL,
        revision BIGINT NOT NULL, words BIGINT NOT NULL, notes TEXT NOT NULL,
        position BIGINT NOT NULL, added_at TEXT NOT NULL)""",
    "CREATE INDEX documents_text ON documents (text_sha256)",
    """CREATE TABLE revisions (
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        number BIGINT NOT NULL, text TEXT NOT NULL, reason TEXT NOT NULL, created_at TEXT NOT NULL,
        PRIMARY KEY (document, number))""",
    """CREATE TABLE speakers (
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        label TEXT NOT NULL, role TEXT NOT NULL, participant TEXT REFERENCES participants (id),
        PRIMARY KEY (document, label))""",
    "CREATE INDEX speakers_participant ON speakers (participant)",
    """CREATE TABLE turns (
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        revision BIGINT NOT NULL, number BIGINT NOT NULL, label TEXT NOT NULL,
        start_at BIGINT NOT NULL, end_at BIGINT NOT NULL,
        start_time DOUBLE PRECISION, end_time DOUBLE PRECISION, question TEXT,
        PRIMARY KEY (document, revision, number))""",
)

_CODING = (
    """CREATE TABLE codebooks (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, source TEXT NOT NULL, version TEXT NOT NULL,
        note TEXT NOT NULL, position BIGINT NOT NULL)""",
    """CREATE TABLE codes (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, definition TEXT NOT NULL,
        include TEXT NOT NULL, exclude TEXT NOT NULL, examples TEXT NOT NULL, words TEXT NOT NULL,
        kind TEXT NOT NULL, polarity TEXT, part TEXT NOT NULL, pair TEXT NOT NULL, area TEXT NOT NULL,
        parent TEXT REFERENCES codes (id), codebook TEXT REFERENCES codebooks (id), position BIGINT NOT NULL)""",
    """CREATE TABLE codings (
        id TEXT PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (id), revision BIGINT NOT NULL,
        start_at BIGINT NOT NULL, end_at BIGINT NOT NULL,
        quote TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
        code TEXT NOT NULL REFERENCES codes (id), coder TEXT NOT NULL REFERENCES coders (id),
        polarity TEXT, origin TEXT NOT NULL, interpretation TEXT NOT NULL,
        suggestion TEXT, suggestions_seen BIGINT NOT NULL, cycle BIGINT, created_at TEXT NOT NULL)""",
    "CREATE INDEX codings_code ON codings (code, document, start_at)",
    "CREATE INDEX codings_document ON codings (document, start_at)",
    """CREATE TABLE memos (
        id TEXT PRIMARY KEY, about TEXT NOT NULL, target TEXT NOT NULL,
        coder TEXT NOT NULL REFERENCES coders (id), text TEXT NOT NULL, created_at TEXT NOT NULL)""",
    "CREATE INDEX memos_target ON memos (about, target)",
    """CREATE TABLE suggestions (
        id TEXT PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, revision BIGINT NOT NULL,
        start_at BIGINT NOT NULL, end_at BIGINT NOT NULL,
        quote TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
        code TEXT NOT NULL REFERENCES codes (id) ON DELETE CASCADE, confidence DOUBLE PRECISION NOT NULL,
        polarity TEXT, why TEXT NOT NULL, model TEXT NOT NULL, offered_at TEXT NOT NULL)""",
    "CREATE INDEX suggestions_document ON suggestions (document, code)",
    """CREATE TABLE decisions (
        id TEXT PRIMARY KEY, suggestion TEXT NOT NULL UNIQUE REFERENCES suggestions (id),
        coder TEXT NOT NULL REFERENCES coders (id), verdict TEXT NOT NULL, coding TEXT, decided_at TEXT NOT NULL)""",
)

_CHECKS = (
    """CREATE TABLE papers (
        token TEXT PRIMARY KEY, participant TEXT NOT NULL REFERENCES participants (id),
        part BIGINT NOT NULL, parts BIGINT NOT NULL, state TEXT NOT NULL, code TEXT NOT NULL,
        prepared_at TEXT NOT NULL, sent_on TEXT, returned_on TEXT, position BIGINT NOT NULL)""",
    """CREATE TABLE paper_items (
        paper TEXT NOT NULL REFERENCES papers (token) ON DELETE CASCADE, number BIGINT NOT NULL,
        coding TEXT NOT NULL, quote TEXT NOT NULL, interpretation TEXT NOT NULL,
        code TEXT NOT NULL, code_name TEXT NOT NULL, polarity TEXT, question TEXT NOT NULL,
        written_by TEXT NOT NULL,
        PRIMARY KEY (paper, number))""",
    "CREATE INDEX papers_participant ON papers (participant)",
)

_HISTORY = (
    """CREATE TABLE history (
        id TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, at TEXT NOT NULL, coder TEXT NOT NULL,
        verb TEXT NOT NULL, noun TEXT NOT NULL, noun_id TEXT NOT NULL, origin TEXT NOT NULL,
        hash_before TEXT, hash_after TEXT, undoes TEXT REFERENCES history (id))""",
    "CREATE INDEX history_coder ON history (coder, number)",
    "CREATE INDEX history_undoes ON history (undoes)",
    """CREATE TABLE changes (
        history TEXT NOT NULL REFERENCES history (id), number BIGINT NOT NULL,
        table_name TEXT NOT NULL, row_key TEXT NOT NULL, row_before TEXT, row_after TEXT,
        PRIMARY KEY (history, number))""",
)

STATEMENTS = _STUDY + _PEOPLE + _TALK + _CODING + _CHECKS + _HISTORY

#: The history only grows: the database itself refuses anything else.
DIALECT_STATEMENTS = {
    "sqlite": (
        """CREATE TRIGGER history_stays BEFORE UPDATE ON history
           BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END""",
        """CREATE TRIGGER history_is_kept BEFORE DELETE ON history
           BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION history_stays() RETURNS trigger AS $$
           BEGIN RAISE EXCEPTION 'the history is append-only'; END $$ LANGUAGE plpgsql""",
        """CREATE TRIGGER history_stays BEFORE UPDATE OR DELETE ON history
           FOR EACH ROW EXECUTE FUNCTION history_stays()""",
    ),
}
