"""What sentences mean, as numbers beside the study, so that each is read by the model once.

A vector gives away much of what was said. So it lies nowhere but in the study; its key is a hash that nobody can
guess at without the study's own secret; and all of them go whenever words are taken out for good, with the secret,
so that nobody who still holds some can put them back.
"""

from __future__ import annotations

import secrets
from hashlib import blake2b
from typing import TYPE_CHECKING

from sqlalchemy import select

from qualkit.store import tables
from qualkit.store.settings import read_born, write_born_once
from qualkit.store.words import RECKONED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

#: In the table `study`: what the keys are made with, from the first vector until words are taken out.
SECRET = "vectors_secret"  # noqa: S105 - the name of it
#: As many values as one question holds; SQLite allows 999 in its older builds.
_AT_ONCE = 400


def secret(connection: Connection) -> str:
    """What this study's keys are made with; empty while it has no vectors."""
    return read_born(connection).get(SECRET, "")


def key(secret: str, model: str, text: str) -> str:
    """Name a text's vector so that the name says nothing without the secret.

    Examples
    --------
    >>> len(key("0" * 64, "8199be", "I was on my own.")), key("1" * 64, "8199be", "") == key("2" * 64, "8199be", "")
    (32, False)
    """
    keyed = blake2b(digest_size=16, key=bytes.fromhex(secret), person=model[:16].encode())
    keyed.update(text.encode("utf-8", "surrogatepass"))
    return keyed.hexdigest()


def read(connection: Connection, keys: Sequence[str]) -> dict[str, bytes]:
    """Those of the vectors that are there."""
    found: dict[str, bytes] = {}
    vectors = tables.vectors
    for some in _portions(keys):
        rows = connection.execute(select(vectors.c.key, vectors.c.vector).where(vectors.c.key.in_(some)))
        found.update((row.key, row.vector) for row in rows)
    return found


def begin(connection: Connection) -> str:
    """The secret, drawn now if there is none."""
    write_born_once(connection, SECRET, secrets.token_hex(32))
    return secret(connection)


def write(connection: Connection, made_with: str, vectors: Mapping[str, bytes]) -> bool:
    """Keep vectors under keys that were made with that secret; nothing when words were taken out meanwhile."""
    if secret(connection) != made_with:
        return False
    known = read(connection, list(vectors))
    fresh = [{"key": name, "vector": vector} for name, vector in vectors.items() if name not in known]
    if fresh:
        connection.execute(tables.vectors.insert(), fresh)
    return True


def keep_only(connection: Connection, made_with: str, keys: Collection[str]) -> int:
    """Let go of every other vector: of texts that are there no more, or may not be used; give how many went."""
    if secret(connection) != made_with:
        return 0
    wanted = set(keys)
    there = connection.execute(select(tables.vectors.c.key)).scalars()
    gone = [name for name in there if name not in wanted]
    for some in _portions(gone):
        connection.execute(tables.vectors.delete().where(tables.vectors.c.key.in_(some)))
    return len(gone)


def forget_reckoned(connection: Connection) -> None:
    """Take out whatever was reckoned from words, and the secret: words are being taken out for good."""
    for name in RECKONED:
        connection.execute(tables.metadata.tables[name].delete())
    connection.execute(tables.study.delete().where(tables.study.c.key == SECRET))


def _portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))
