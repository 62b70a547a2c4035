"""Who is at the desk: the coder named, or the one who began the study."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from qualkit.errors import NotFound
from qualkit.model import Coder
from qualkit.store import people, settings
from qualkit.store.journal import INTRODUCE, Act
from qualkit.store.stamps import new_id

if TYPE_CHECKING:
    from qualkit.store.store import Store

#: Whoever does not say who they are.
UNNAMED = "unnamed coder"
_FIRST_CODER = "first_coder"


def coder_at(store: Store, name: str | None, standpoint: str = "") -> Coder:
    """The coder of that name, made known on first use; without a name the one of `QUALKIT_CODER` or of `init`."""
    with store.reading() as connection:
        wanted = (
            (name or "").strip()
            or os.environ.get("QUALKIT_CODER", "").strip()
            or settings.read_born(connection).get(_FIRST_CODER, UNNAMED)
        )
        try:
            known = people.coder_named(connection, wanted)
        except NotFound:
            known = None
    if known is not None and (not standpoint or known.standpoint == standpoint):
        return known
    coder = Coder(known.id if known else new_id(), wanted, standpoint)
    if not store.readonly:
        _save(store, coder)
    return coder


def _save(store: Store, coder: Coder) -> None:
    with store.changing(Act(coder.id, INTRODUCE, "coder", coder.id)) as journal:
        people.save_coder(journal, coder)
        settings.write_born_once(journal.connection, _FIRST_CODER, coder.name)
