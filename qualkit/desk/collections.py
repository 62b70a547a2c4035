"""What a project holds, as mappings that read when asked: `project.transcripts["P1"]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qualkit.store import people, talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualkit.model import Participant, Transcript
    from qualkit.store.store import Store


class Transcripts(Mapping[str, "Transcript"]):
    """The transcripts of a study under their document names, in the order in which they came."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, name: str) -> Transcript:
        """Read one; an unknown name is refused with the nearest one (NotFound)."""
        with self._store.reading() as connection:
            return talk.read_transcript(connection, name)

    def __iter__(self) -> Iterator[str]:
        """The names."""
        with self._store.reading() as connection:
            return iter(talk.document_names(connection))

    def __len__(self) -> int:
        """How many."""
        with self._store.reading() as connection:
            return len(talk.document_names(connection))

    def __repr__(self) -> str:
        """The names, never the words."""
        return f"Transcripts({', '.join(self)})"


class Participants(Mapping[str, "Participant"]):
    """The participants of a study under their ids."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _all(self) -> dict[str, Participant]:
        with self._store.reading() as connection:
            return {person.id: person for person in people.read_participants(connection)}

    def __getitem__(self, name: str) -> Participant:
        """Read one; an unknown id is refused with the nearest one (NotFound)."""
        with self._store.reading() as connection:
            return people.participant_named(connection, name)

    def __iter__(self) -> Iterator[str]:
        """The ids."""
        return iter(self._all())

    def __len__(self) -> int:
        """How many."""
        return len(self._all())

    def __repr__(self) -> str:
        """The ids alone."""
        return f"Participants({', '.join(self)})"
