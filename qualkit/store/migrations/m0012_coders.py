"""What a coder has at hand: interviews, where they stopped, favourite codes; and which suggestions they have seen."""

NAME = "coders"

STATEMENTS = (
    """CREATE TABLE hands (
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        coder TEXT NOT NULL REFERENCES coders (id), since TEXT NOT NULL, PRIMARY KEY (document, coder))""",
    """CREATE TABLE stops (
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        coder TEXT NOT NULL REFERENCES coders (id), revision BIGINT NOT NULL, stopped_at BIGINT NOT NULL,
        turn BIGINT NOT NULL, within BIGINT NOT NULL, PRIMARY KEY (document, coder))""",
    """CREATE TABLE favourites (
        coder TEXT NOT NULL REFERENCES coders (id), number BIGINT NOT NULL,
        code TEXT NOT NULL REFERENCES codes (id) ON DELETE CASCADE, PRIMARY KEY (coder, number))""",
    """CREATE TABLE suggestions_shown (
        suggestion TEXT NOT NULL, document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        coder TEXT NOT NULL REFERENCES coders (id), shown_at TEXT NOT NULL, PRIMARY KEY (suggestion, coder))""",
    # Until now it was not written down who saw them: anybody may have.
    """INSERT INTO suggestions_shown (suggestion, document, coder, shown_at)
        SELECT suggestions.id, suggestions.document, coders.id, suggestions.offered_at
        FROM suggestions CROSS JOIN coders""",
)
