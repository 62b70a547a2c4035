"""Who has the study open for changing: a row while it is open, for the message to who must wait."""

from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING

from sqlalchemy import select

from qualkit.store import tables
from qualkit.store.stamps import new_id, now

if TYPE_CHECKING:
    from sqlalchemy import Connection


def take_hold(connection: Connection, coder: str) -> str:
    """Write our row, clear away rows of processes that died here, and give our row's id."""
    host = socket.gethostname()
    for row in connection.execute(select(tables.holders)).all():
        if row.host == host and not _alive(row.pid):
            connection.execute(tables.holders.delete().where(tables.holders.c.id == row.id))
    holder = new_id()
    ours = {"id": holder, "pid": os.getpid(), "host": host, "coder": coder, "since": now()}
    connection.execute(tables.holders.insert(), ours)
    return holder


def let_go(connection: Connection, holder: str) -> None:
    """Take our row away."""
    connection.execute(tables.holders.delete().where(tables.holders.c.id == holder))


def others(connection: Connection, holder: str | None) -> str:
    """Who else has it open, in words; "another program" when no one signed."""
    return open_elsewhere(connection, holder) or "another program"


def open_elsewhere(connection: Connection, holder: str | None) -> str:
    """Who else has signed that they have it open and has not gone; "" when nobody has."""
    rows = connection.execute(select(tables.holders).where(tables.holders.c.id != (holder or ""))).all()
    here = socket.gethostname()
    return " and ".join(
        f"{row.coder or 'someone'} (process {row.pid} on {row.host}, since {row.since})"
        for row in rows
        if row.host != here or _alive(row.pid)
    )


def _alive(pid: int) -> bool:
    if sys.platform == "win32":
        # There os.kill would end the process instead of asking; a stale row only lengthens a message.
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
