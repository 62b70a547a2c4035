"""Which codings a theme has gathered, for and against; what becomes of that when a coding goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from qualkit.store import tables
from qualkit.store.stamps import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from qualkit.model import Speaks
    from qualkit.store.journal import Journal

_KEY = ("theme", "coding")


def gather(journal: Journal, theme: str, codings: Iterable[str], speaks: Speaks) -> None:
    """Lay codings (whole ids) to a theme; one that is there already may change what it speaks for."""
    for coding in codings:
        known = _rows(journal.connection, theme=theme, coding=coding)
        if known:
            journal.update(tables.theme_codings, {"theme": theme, "coding": coding}, {"speaks": speaks})
        else:
            row = {"theme": theme, "coding": coding, "speaks": speaks, "coder": journal.act.coder}
            place = _next_place(journal.connection)
            journal.insert(tables.theme_codings, {**row, "gathered_at": now(), "position": place})


def release(journal: Journal, theme: str, codings: Iterable[str] | None = None) -> None:
    """Take codings out of a theme; None takes all."""
    wanted = None if codings is None else set(codings)
    for row in _rows(journal.connection, theme=theme):
        if wanted is None or row["coding"] in wanted:
            journal.delete(tables.theme_codings, {name: row[name] for name in _KEY})


def drop(journal: Journal, coding: str) -> None:
    """A coding that goes leaves every theme."""
    for row in _rows(journal.connection, coding=coding):
        journal.delete(tables.theme_codings, {name: row[name] for name in _KEY})


def hand_over(journal: Journal, old: str, new: str) -> None:
    """A coding that goes into another takes its themes along; what the other one spoke for stands."""
    if old == new:
        return
    taken = {row["theme"] for row in _rows(journal.connection, coding=new)}
    for row in _rows(journal.connection, coding=old):
        journal.delete(tables.theme_codings, {name: row[name] for name in _KEY})
        if row["theme"] not in taken:
            journal.insert(tables.theme_codings, {**row, "coding": new})


def gathered(connection: Connection) -> list[dict[str, Any]]:
    """Every gathering, in the order in which it was made."""
    return _rows(connection)


def hanging(connection: Connection) -> set[tuple[str, str]]:
    """Gatherings whose theme or coding is not there: in a study that is whole, none."""
    links, themes, codings = tables.theme_codings, tables.themes, tables.codings
    held = select(themes.c.id).where(themes.c.id == links.c.theme).exists()
    stands = select(codings.c.id).where(codings.c.id == links.c.coding).exists()
    found = select(links.c.theme, links.c.coding).where(~(held & stands))
    return {(row.theme, row.coding) for row in connection.execute(found)}


def _rows(connection: Connection, **wanted: str) -> list[dict[str, Any]]:
    links = tables.theme_codings
    found = select(links).where(*(links.c[name] == value for name, value in wanted.items()))
    rows = connection.execute(found.order_by(links.c.position))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def _next_place(connection: Connection) -> int:
    last = connection.execute(select(func.max(tables.theme_codings.c.position))).scalar()
    return 0 if last is None else last + 1
