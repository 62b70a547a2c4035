"""Thanks and payment: offered, made or declined, whether or not anybody answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.desk.returning import day_of
from qualkit.errors import NotFound, ReturnError
from qualkit.memberchecks.thanks import STATES, read_thanks, take_out, thanks_file, write_thanks
from qualkit.store import people

if TYPE_CHECKING:
    from qualkit.model import Coder
    from qualkit.store.store import Store


def thank(
    store: Store, coder: Coder, participant: str, what: str, state: str, on: str | None, file: str | None
) -> None:
    """Write one thing down, such as a voucher, in the file beside the study."""
    if state not in STATES:
        raise NotFound.among("state of thanks", state, STATES)
    if not what.strip():
        raise ReturnError("Say what for thanks, such as a voucher of 20 pounds: there were no words.")
    with store.reading() as connection:
        people.participant_named(connection, participant)
    write_thanks(_place(store, file), (participant, what.strip(), state, day_of(on), coder.name))


def thanks(store: Store, file: str | None) -> list[dict[str, str]]:
    """Everything that was written down."""
    return read_thanks(_place(store, file))


def noted(store: Store, participant: str) -> list[str]:
    """What of one person stands in the file beside the study, in a line; nothing where there is none."""
    if "://" in store.study:
        return []
    path = thanks_file(store.study)
    count = sum(line["participant"] == participant for line in read_thanks(path))
    return (
        [f"{count} {'line' if count == 1 else 'lines'} about thanks or payment, in {path.name}"]
        if count
        else []
    )


def forget(store: Store, participant: str) -> list[str]:
    """Take one person's lines out of that file; give what is to be told of it."""
    told = noted(store, participant)
    if told:
        take_out(thanks_file(store.study), participant)
    return told


def _place(store: Store, file: str | None) -> Path:
    if file:
        return Path(file)
    if "://" in store.study:
        raise ReturnError("A study on a server has no folder beside it: name a file for thanks and payment.")
    return thanks_file(store.study)
