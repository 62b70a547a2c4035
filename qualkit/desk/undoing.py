"""Taking back a change: what nobody has built on since is as it was; what somebody has stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.desk import anchoring
from qualkit.errors import UndoError
from qualkit.store import built_on, places, talk
from qualkit.store.journal import Act, last_entry, revert
from qualkit.store.withdrawal import WITHDRAW

if TYPE_CHECKING:
    from qualkit.model import Coder
    from qualkit.store.journal import Journal
    from qualkit.store.store import Store


def undo(store: Store, coder: Coder) -> dict[str, Any]:
    """Take back this coder's last change; give its entry in the history.

    Raises
    ------
    UndoError
        There is none, or somebody has built on it since.
    """
    with store.reading() as connection:
        entry = last_entry(connection, coder.id)
    if entry["verb"] == WITHDRAW:
        raise UndoError("A withdrawal cannot be taken back: the words are gone.")
    act = Act(coder.id, "undo", entry["noun"], entry["noun_id"], undoes=entry["id"])
    with store.changing(act) as journal:
        built_on.refuse_later_work(journal.connection, entry)
        before = built_on.hanging(journal.connection)
        revert(journal, entry["id"])
        _carry(journal)
        built_on.refuse_hanging(journal, before)
    return dict(entry)


def _carry(journal: Journal) -> None:
    """What came back may stand on a text that has been corrected since: it goes where everything else went."""
    for document in places.documents_left(journal.connection):
        text = talk.read_transcript(journal.connection, document.name, cover=())
        carried = anchoring.find_places(journal.connection, document.id, text)
        anchoring.write_places(journal, text, carried)
