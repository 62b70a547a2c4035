"""What a project holds, as mappings that read when asked: `project.transcripts["P1"]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qualkit.store import people, talk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from qualkit.desk.withdrawing import Withdrawal
    from qualkit.model import Coder, Hold, Participant, Segment, Strength, Transcript
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
    """The participants of a study under their ids, and what they take back or hold back."""

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

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

    def withdraw(
        self,
        participant: str,
        *,
        passage: Segment | None = None,
        code: str | None = None,
        dry_run: bool = False,
        out: str | Path | None = None,
    ) -> Withdrawal:
        """Take somebody's words out of the study for good, or only show what that would touch.

        Parameters
        ----------
        participant
            Whose words.
        passage, code
            Only this passage, or only what they said that carries this code; else everything.
        dry_run
            Change nothing.
        out
            The folder for the certificate; else beside the study.

        Raises
        ------
        NotFound
            There is no such person.
        StudyBusy
            Somebody else has the study open for changing.
        QualkitError
            Nothing of theirs lies there.
        """
        from qualkit.desk import withdrawing

        part = withdrawing.Part(passage, code)
        return withdrawing.withdraw(self._store, self._coder, participant, part, out, dry_run=dry_run)

    def hold_back(
        self,
        participant: str,
        *,
        passage: Segment | None = None,
        code: str | None = None,
        strength: Strength = "quote",
    ) -> list[str]:
        """Keep a passage of somebody's own words out of quotes, or (``"use"``) out of everything; give ids.

        Raises
        ------
        NotFound, QualkitError
        """
        from qualkit.desk import withdrawing

        part = withdrawing.Part(passage, code)
        return withdrawing.hold_back(self._store, self._coder, participant, part, strength)

    def let_go(self, hold: str) -> None:
        """Lift a hold (NotFound where there is none of that id)."""
        from qualkit.desk import withdrawing

        withdrawing.let_go(self._store, self._coder, hold)

    @property
    def held_back(self) -> tuple[Hold, ...]:
        """What is held back now."""
        from qualkit.desk import withdrawing

        return withdrawing.held(self._store)

    @property
    def withdrawals(self) -> list[dict[str, Any]]:
        """Who took what back, and when: counts, no words."""
        from qualkit.store.withdrawal import read_withdrawals

        with self._store.reading() as connection:
            return read_withdrawals(connection)
