"""What sentences mean, as numbers, so that each is read by the model once and not at every start.

``vectors.vector`` is reckoned from somebody's words and could be traced back to them: it stands in
`words.RECKONED`, and goes whenever words are taken out for good.
"""

NAME = "vectors"

STATEMENTS = ()

DIALECT_STATEMENTS = {
    "sqlite": ("CREATE TABLE vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL)",),
    "postgresql": ("CREATE TABLE vectors (key TEXT PRIMARY KEY, vector BYTEA NOT NULL)",),
}
