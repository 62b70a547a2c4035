"""Consent with its version and route, passages held back, quotations asked about, exports, withdrawals."""

NAME = "consent"

_CONSENTS = (
    "ALTER TABLE consents ADD COLUMN text_version TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE consents ADD COLUMN route TEXT NOT NULL DEFAULT ''",
)

_HELD = (
    """CREATE TABLE holds (
        id TEXT PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, revision BIGINT NOT NULL,
        start_at BIGINT NOT NULL, end_at BIGINT NOT NULL,
        participant TEXT REFERENCES participants (id),
        strength TEXT NOT NULL, because TEXT NOT NULL, why_id TEXT NOT NULL,
        coder TEXT NOT NULL REFERENCES coders (id), since TEXT NOT NULL,
        lifted_by TEXT REFERENCES coders (id), lifted_at TEXT)""",
    "CREATE INDEX holds_document ON holds (document, start_at)",
    """CREATE TABLE quote_decisions (
        id TEXT PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, revision BIGINT NOT NULL,
        start_at BIGINT NOT NULL, end_at BIGINT NOT NULL,
        verdict TEXT NOT NULL, reason TEXT NOT NULL,
        coder TEXT NOT NULL REFERENCES coders (id), decided_at TEXT NOT NULL, position BIGINT NOT NULL)""",
    "CREATE INDEX quote_decisions_document ON quote_decisions (document, start_at)",
)

_GONE = (
    """CREATE TABLE exports (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, audience TEXT NOT NULL, recipient TEXT NOT NULL,
        path TEXT NOT NULL, sha256 TEXT NOT NULL, participants TEXT NOT NULL,
        coder TEXT NOT NULL REFERENCES coders (id), made_at TEXT NOT NULL, position BIGINT NOT NULL)""",
    """CREATE TABLE withdrawals (
        id TEXT PRIMARY KEY, participant TEXT NOT NULL, kind TEXT NOT NULL,
        counts TEXT NOT NULL, answers TEXT NOT NULL, exports TEXT NOT NULL,
        coder TEXT NOT NULL REFERENCES coders (id), at TEXT NOT NULL, position BIGINT NOT NULL)""",
    "CREATE INDEX withdrawals_participant ON withdrawals (participant)",
)

STATEMENTS = _CONSENTS + _HELD + _GONE

_SAME = "id number at coder verb noun origin undoes"
_ALIKE = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in _SAME.split())
_ALIKE_TOO = _ALIKE.replace(" IS ", " IS NOT DISTINCT FROM ")
_EMPTIED = "NEW.hash_before IS NULL AND NEW.hash_after IS NULL"

#: The history still only grows. One change is let through: a withdrawal empties the hashes of what is gone (a hash of
#: few words can be guessed at), and with them an id that was made of the person's words.
DIALECT_STATEMENTS = {
    "sqlite": (
        "DROP TRIGGER history_stays",
        f"""CREATE TRIGGER history_stays BEFORE UPDATE ON history WHEN NOT ({_ALIKE} AND {_EMPTIED})
           BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END""",
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION history_stays() RETURNS trigger AS $$
           BEGIN
             IF TG_OP = 'UPDATE' AND {_ALIKE_TOO} AND {_EMPTIED} THEN RETURN NEW; END IF;
             RAISE EXCEPTION 'the history is append-only';
           END $$ LANGUAGE plpgsql""",
    ),
}
