"""Member-check papers as prepared: which person, which passages, which sentences, which state."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from qualkit.model import CheckItem, MemberCheck
from qualkit.store import tables
from qualkit.store.journal import row_of
from qualkit.store.stamps import as_json, now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from qualkit.store.journal import Journal

_KEY = "paper_key"


def paper_key(connection: Connection) -> bytes:
    """The study's own key for the codes on its papers; drawn once, on first use."""
    known = connection.execute(select(tables.study.c.value).where(tables.study.c.key == _KEY)).scalar()
    if known is None:
        known = secrets.token_hex(32)
        connection.execute(tables.study.insert(), {"key": _KEY, "value": known})
    return bytes.fromhex(known)


def read_papers(connection: Connection, participant: str | None = None) -> tuple[MemberCheck, ...]:
    """The papers of one person or of all, in the order of their making."""
    wanted = select(tables.papers).order_by(tables.papers.c.position)
    if participant is not None:
        wanted = wanted.where(tables.papers.c.participant == participant)
    items = _items(connection)
    return tuple(
        MemberCheck(
            row.token,
            row.participant,
            row.part,
            row.parts,
            items.get(row.token, ()),
            row.state,
            row.prepared_at,
            row.code,
        )
        for row in connection.execute(wanted)
    )


def paper_dates(connection: Connection) -> dict[str, tuple[str | None, str | None]]:
    """When each paper was sent and came back, where it did."""
    return {row.token: (row.sent_on, row.returned_on) for row in connection.execute(select(tables.papers))}


def _items(connection: Connection) -> dict[str, tuple[CheckItem, ...]]:
    found: dict[str, tuple[CheckItem, ...]] = {}
    order = (tables.paper_items.c.paper, tables.paper_items.c.number)
    for row in connection.execute(select(tables.paper_items).order_by(*order)):
        item = CheckItem(
            row.number,
            row.coding,
            row.quote,
            row.interpretation,
            row.code,
            row.code_name,
            row.polarity,
            row.question,
            row.written_by,
            tuple(json.loads(row.also)),
        )
        found[row.paper] = (*found.get(row.paper, ()), item)
    return found


def write_paper(journal: Journal, check: MemberCheck) -> None:
    """Store a paper with its items."""
    last = journal.connection.execute(select(func.max(tables.papers.c.position))).scalar()
    journal.insert(
        tables.papers,
        {
            "token": check.token,
            "participant": check.participant,
            "part": check.part,
            "parts": check.parts,
            "state": check.state,
            "code": check.code,
            "prepared_at": check.prepared_at or now(),
            "sent_on": None,
            "returned_on": None,
            "position": 0 if last is None else last + 1,
        },
    )
    journal.insert(tables.paper_items, *(_item_row(check.token, item) for item in check.items))


def _item_row(token: str, item: CheckItem) -> dict[str, object]:
    return {
        "paper": token,
        "number": item.number,
        "coding": item.coding,
        "quote": item.quote,
        "interpretation": item.interpretation,
        "code": item.code,
        "code_name": item.code_name,
        "polarity": item.polarity,
        "question": item.question,
        "written_by": item.written_by,
        "also": as_json(list(item.also)),
    }


def change_state(journal: Journal, token: str, **values: str | None) -> None:
    """Write what has become of a paper: its ``state``, and when it was ``sent_on`` or ``returned_on``."""
    if values:
        journal.update(tables.papers, {"token": token}, values)


def write_places(
    connection: Connection, token: str, style: str, places: Sequence[tuple[object, ...]]
) -> None:
    """Keep where a paper's fields lie, unless that is known; no act of a person."""
    key = {"paper": token, "style": style}
    if row_of(connection, tables.paper_places, key) is None:
        row = {**key, "places": as_json([list(place) for place in places])}
        connection.execute(tables.paper_places.insert(), row)


def read_places(connection: Connection, token: str) -> list[list[Any]]:
    """Where a paper's fields lie, once for each print it was made in."""
    wanted = select(tables.paper_places.c.places).where(tables.paper_places.c.paper == token)
    return [json.loads(places) for places in connection.execute(wanted).scalars()]
