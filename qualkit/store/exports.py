"""The register of what went out: every report, paper and export, with its fingerprint, its readers and its date."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from qualkit.errors import NotFound
from qualkit.store import tables
from qualkit.store.stamps import as_json, new_id, now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


@dataclass(frozen=True)
class Export:
    """One thing that was made: what, for whom, where it was put, whose words are in it."""

    id: str
    kind: str
    audience: str
    recipient: str
    path: str
    sha256: str
    participants: tuple[str, ...]
    coder: str
    made_at: str


def write_export(connection: Connection, export: Export, coder: str) -> str:
    """Put one on the register, unless the same file lies there already; `coder` is an id. Undo passes it over."""
    same = select(tables.exports.c.id).where(
        tables.exports.c.path == export.path, tables.exports.c.sha256 == export.sha256
    )
    known = connection.execute(same).scalars().first()
    if known is not None:
        return str(known)
    last = connection.execute(select(func.max(tables.exports.c.position))).scalar()
    row = {
        "id": export.id or new_id(),
        "kind": export.kind,
        "audience": export.audience,
        "recipient": export.recipient,
        "path": export.path,
        "sha256": export.sha256,
        "participants": as_json(list(export.participants)),
        "coder": coder,
        "made_at": export.made_at or now(),
        "position": 0 if last is None else last + 1,
    }
    connection.execute(tables.exports.insert(), row)
    return str(row["id"])


def read_exports(connection: Connection) -> tuple[Export, ...]:
    """Everything on the register, oldest first."""
    exports, coders = tables.exports, tables.coders
    rows = connection.execute(
        select(exports, coders.c.name)
        .join(coders, coders.c.id == exports.c.coder)
        .order_by(exports.c.position)
    )
    return tuple(
        Export(
            row.id,
            row.kind,
            row.audience,
            row.recipient,
            row.path,
            row.sha256,
            tuple(json.loads(row.participants)),
            row.name,
            row.made_at,
        )
        for row in rows
    )


def with_words_of(exports: Iterable[Export], participant: str) -> tuple[Export, ...]:
    """Those that hold somebody's words."""
    return tuple(item for item in exports if participant in item.participants)


def give_to(connection: Connection, export: str, recipient: str) -> None:
    """Say to whom one of them was given.

    Raises
    ------
    NotFound
        There is no such export on the register.
    """
    known = [item.id for item in read_exports(connection)]
    fits = [item for item in known if export and item.startswith(export)]
    if len(fits) != 1:
        raise NotFound.among("export", export, known)
    where = tables.exports.c.id == fits[0]
    connection.execute(tables.exports.update().where(where).values(recipient=recipient))
