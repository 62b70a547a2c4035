"""The group's own sentences as they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from qualkit.model import Theme
from qualkit.store import gathering, tables
from qualkit.store.codings import whole_id

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection

    from qualkit.store.journal import Journal


def write_theme(journal: Journal, theme: Theme) -> None:
    """Keep a new theme, and what it has gathered."""
    last = journal.connection.execute(select(func.max(tables.themes.c.position))).scalar()
    row = {name: getattr(theme, name) for name in ("id", "sentence", "cycle", "coder", "created_at")}
    journal.insert(tables.themes, {**row, "position": 0 if last is None else last + 1})
    gathering.gather(journal, theme.id, theme.codings_for, "for")
    gathering.gather(journal, theme.id, theme.codings_against, "against")


def change_theme(journal: Journal, theme: str, change: dict[str, Any]) -> None:
    """Write its sentence or its cycle anew."""
    journal.update(tables.themes, {"id": theme}, change)


def remove_theme(journal: Journal, theme: str) -> None:
    """Take it out with what it gathered; undo brings both back."""
    gathering.release(journal, theme)
    journal.delete(tables.themes, {"id": theme})


def read_themes(connection: Connection) -> tuple[Theme, ...]:
    """Every theme, in the order in which they were written; `coder` is the coder's name."""
    links = gathering.gathered(connection)
    themes, coders = tables.themes, tables.coders
    rows = connection.execute(
        select(themes, coders.c.name.label("by"))
        .join(coders, coders.c.id == themes.c.coder)
        .order_by(themes.c.position)
    )
    return tuple(
        Theme(
            row.id,
            row.sentence,
            tuple(link["coding"] for link in links if (link["theme"], link["speaks"]) == (row.id, "for")),
            tuple(link["coding"] for link in links if (link["theme"], link["speaks"]) == (row.id, "against")),
            row.cycle,
            row.by,
            row.created_at,
        )
        for row in rows
    )


def theme_id(connection: Connection, beginning: str) -> str:
    """The id of the theme that begins so.

    Raises
    ------
    NotFound
        None does, or more than one.
    """
    return whole_id(connection, tables.themes, beginning, "theme")
