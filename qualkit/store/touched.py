"""What a withdrawal touches, row by row, by id: for a person to look over before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from qualkit.store import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from qualkit.store.withdrawal import Plan


class Touched(NamedTuple):
    """One thing that a withdrawal touches, by its id; no words."""

    noun: str
    id: str
    what: str
    who: str = ""


def touched(connection: Connection, found: Plan) -> Iterator[Touched]:
    """Everything that goes, then what stays without their words; `who` is the coder whose it is."""
    for name, keys in sorted(found.reached.rows.items()):
        owners = _owners(connection, name)
        for key in sorted(keys, key=str):
            yield Touched(name, _shown(key), "goes", owners.get(str(key[0]), ""))
    for item in found.trimmed_shorter():
        yield Touched(item.table, item.id, "stays, shorter", _owners(connection, item.table).get(item.id, ""))
    for mask in found.masks:
        who = _owners(connection, mask.table).get(str(mask.key[0]), "")
        yield Touched(mask.table, _shown(mask.key), "stays, without their words", who)
    for new in found.codes.values():
        # The old name may be made of their words, so only the new one is shown.
        yield Touched("codes", new, "stays, under a new name")


def _shown(key: tuple[object, ...]) -> str:
    return "/".join(map(str, key))


def _owners(connection: Connection, name: str) -> dict[str, str]:
    """The coders' names by the rows' ids, for a table whose rows are somebody's."""
    table, coders = tables.metadata.tables[name], tables.coders
    if "coder" not in table.c or "id" not in table.c:
        return {}
    rows = connection.execute(select(table.c.id, coders.c.name).join(coders, coders.c.id == table.c.coder))
    return {str(row[0]): str(row[1]) for row in rows}


def papers_gone(connection: Connection, found: Plan) -> list[str]:
    """The papers that go: their tokens, when they were made, and when they were sent."""
    tokens = found.reached.ids("papers")
    rows = connection.execute(select(tables.papers).order_by(tables.papers.c.position))
    return [
        f"{row.token}, {row.prepared_at[:10]}{f', sent on {row.sent_on}' if row.sent_on else ''}"
        for row in rows
        if row.token in tokens
    ]
