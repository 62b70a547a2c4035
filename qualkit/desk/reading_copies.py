"""A person's interview to take away: made on request, for somebody who wants papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.desk.leaving import refuse_for
from qualkit.errors import ConsentError, StudyUnwritable
from qualkit.memberchecks.reading_copy import as_text, reading_copy
from qualkit.privacy import why_no_paper
from qualkit.store import people, talk

if TYPE_CHECKING:
    from qualkit.store.store import Store


def write(store: Store, participant: str, path: str | Path) -> Path:
    """Write somebody's reading copy as a text file.

    Raises
    ------
    NotFound, ConsentError, StudyUnwritable
        There is nobody of that id; they want no papers, or were not asked; the file is there already.
    """
    refuse_for(store)
    with store.reading() as connection:
        person = people.participant_named(connection, participant)
        if why_not := why_no_paper(person):
            raise ConsentError(f"No reading copy for {participant}: {why_not}.")
        names = [one.pseudonym for one in people.read_participants(connection) if one.pseudonym]
        texts = [talk.read_transcript(connection, name) for name in talk.document_names(connection)]
    mine = [text for text in texts if any(turn.participant == participant for turn in text.turns)]
    copies = [
        (f"Talk {number}", reading_copy(text, participant, names)) for number, text in enumerate(mine, 1)
    ]
    try:
        with Path(path).open("x", encoding="utf-8") as file:
            file.write(as_text(copies, names))
    except OSError as error:
        raise StudyUnwritable(
            f"{path} could not be written ({error.strerror}): choose another name."
        ) from None
    return Path(path)
