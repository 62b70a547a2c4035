"""Taking back a change, and doing it again: what nobody has built on since is as it was; what somebody has stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.desk import anchoring
from qualkit.errors import UndoError
from qualkit.store import built_on, places, standing, talk
from qualkit.store.journal import Act, revert
from qualkit.store.withdrawal import WITHDRAW

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        entry = standing.last_entry(connection, coder.id)
    if entry["verb"] == WITHDRAW:
        raise UndoError("A withdrawal cannot be taken back: the words are gone.")
    return _take_back(store, coder, standing.UNDO, entry)


def redo(store: Store, coder: Coder) -> dict[str, Any]:
    """Do again what this coder took back last; give the entry of the change in the history.

    Raises
    ------
    UndoError
        Nothing was taken back; or this coder has changed something since, or somebody has built on it.
    """
    with store.reading() as connection:
        entry = standing.last_undo(connection, coder.id)
        if built_on.took_documents_out(connection, entry["id"]):
            raise UndoError(
                "A transcript that was taken out left no words behind here: add it again from its file."
            )
    return _take_back(store, coder, standing.REDO, entry)


def _take_back(store: Store, coder: Coder, verb: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    act = Act(coder.id, verb, entry["noun"], entry["noun_id"], undoes=entry["id"])
    with store.changing(act) as journal:
        built_on.refuse_later_work(journal.connection, entry)
        before = built_on.hanging(journal.connection)
        revert(journal, entry["id"])
        _carry(journal)
        built_on.refuse_hanging(journal, before)
        return dict(standing.first_done(journal.connection, entry))


def _carry(journal: Journal) -> None:
    """What came back may stand on a text that has been corrected since: it goes where everything else went."""
    for document in places.documents_left(journal.connection):
        text = talk.read_transcript(journal.connection, document.name, cover=())
        carried = anchoring.find_places(journal.connection, document.id, text)
        anchoring.write_places(journal, text, carried)
