"""What a project holds, as mappings that read when asked: `project.transcripts["P1"]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qualkit.store import people, talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from qualkit.desk.withdrawing import Withdrawal
    from qualkit.model import Coder, Correction, Hold, Participant, Segment, Strength, Transcript
    from qualkit.store.revisions import Revision
    from qualkit.store.speakers import Speaker
    from qualkit.store.store import Store


class Transcripts(Mapping[str, "Transcript"]):
    """The transcripts of a study under their document names, in the order in which they came.

    What a transcriber got wrong can be put right here; no coding is lost by it, and `Project.undo` takes it back.
    """

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

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

    # --- in whose hand they are ------------------------------------------------------------------

    def in_hand(self) -> dict[str, tuple[str, ...]]:
        """For each document the names of those who have it in hand; nobody has to."""
        from qualkit.desk import passing

        return passing.in_hand(self._store)

    def take_up(self, document: str) -> tuple[str, ...]:
        """Take an interview into this coder's hand, beside whoever has it; give who has it now.

        Raises
        ------
        NotFound
        """
        from qualkit.desk import passing

        return passing.take_up(self._store, self._coder, document)

    def pass_on(self, document: str, to: str | None = None) -> tuple[str, ...]:
        """Let go of an interview, without a reason, into a colleague's hand where one is named; give who has it now.

        What this coder has done in it stays, and so does the place where they stopped.

        Raises
        ------
        NotFound
            There is no such document, or no such coder.
        """
        from qualkit.desk import passing

        return passing.pass_on(self._store, self._coder, document, to)

    def place(self, document: str, at: int | None = None) -> int | None:
        """Where this coder stopped in an interview (None: not begun yet), in code points; with `at`, remember it.

        Raises
        ------
        NotFound, SegmentError
            There is no such document, or `at` lies outside of its text.
        """
        from qualkit.desk import passing

        if at is None:
            return passing.stopped(self._store, self._coder, document)
        return passing.stop_at(self._store, self._coder, document, at)

    # --- the words -------------------------------------------------------------------------------

    def correct(self, document: str, old: str = "", new: str = "", **how: Any) -> Correction:
        """Put words right: a new revision of the text, and every coding on it found again.

        Parameters
        ----------
        document
            Which transcript.
        old, new
            Words of one turn, and what they should be.
        how
            ``turn`` (its number, as in ``transcript.turns``) and ``nth`` say which, where the words stand more than
            once. Instead of words: ``text`` (the whole text, a line a turn), ``turns`` (a list of `Utterance`) or
            ``file`` (an edited copy). ``reason`` is kept with the revision. With ``dry_run=True`` nothing is stored.

        Returns
        -------
        Correction
            Each coding as kept, moved, unsure or lost; the last two wait in `Project.anchors` for a person.

        Raises
        ------
        NotFound, SegmentError, LoadError
            There is no such transcript; the words are not there, or more than once; the file cannot be read.
        """
        from qualkit.desk import correcting

        dry_run = bool(how.pop("dry_run", False))
        wanted = correcting.Corrected(old, new, **{**how, **_as_tuple(how)})
        return correcting.correct(self._store, self._coder, document, wanted, dry_run=dry_run)

    def revisions(self, document: str) -> list[Revision]:
        """Each revision of a text that is kept: its number, why it was made, when, and how many words it has."""
        from qualkit.store import revisions

        with self._store.reading() as connection:
            return revisions.read_revisions(connection, document)

    # --- who speaks ------------------------------------------------------------------------------

    def speakers(self, document: str) -> list[Speaker]:
        """Each speaker of a transcript: label, role, participant, turns and words."""
        from qualkit.desk import speaking

        return speaking.listed(self._store, document)

    def change_speakers(self, document: str, **changes: Any) -> None:
        """Put speakers right in one change, all or none.

        Parameters
        ----------
        document
            Which transcript.
        changes
            ``rename={"old": "new"}``, ``merge={"label": ["A", "B"]}``, ``roles={"label": "interviewer"}``,
            ``participants={"label": "P1"}``, ``turns={3: "label"}``.

        Raises
        ------
        NotFound, SegmentError, QualkitError
            There is no such label, role, participant or turn; a new label is another speaker's already; or those to
            be merged are two people of whom something is known.
        """
        from qualkit.desk import speaking

        speaking.change(self._store, self._coder, document, speaking.Changes(**changes))

    def rename_speaker(self, document: str, old: str, new: str) -> None:
        """Give a speaker another label, in every turn."""
        self.change_speakers(document, rename={old: new})

    def merge_speakers(self, document: str, labels: Iterable[str], into: str) -> None:
        """Make one speaker of several."""
        self.change_speakers(document, merge={into: list(labels)})

    def set_role(self, document: str, label: str, role: str) -> None:
        """Say of a speaker: ``participant``, ``interviewer`` or ``other``."""
        self.change_speakers(document, roles={label: role})

    def set_participant(self, document: str, label: str, participant: str) -> None:
        """Say whose words a speaker's are; the participant must be known."""
        self.change_speakers(document, participants={label: participant})

    def give_turn(self, document: str, turn: int, speaker: str) -> None:
        """Say that one turn is another speaker's."""
        self.change_speakers(document, turns={turn: speaker})

    def split_turn(
        self, document: str, turn: int, at: str, speaker: str | None = None, nth: int = 1
    ) -> Correction:
        """Begin a new turn where the words `at` stand, as another speaker's if one is named.

        Raises
        ------
        SegmentError
            There is no such turn, or the words do not stand in it.
        """
        from qualkit.desk import speaking

        return speaking.split_turn(self._store, self._coder, document, turn, at, speaker, nth)

    def join_turns(self, document: str, turn: int) -> Correction:
        """Make one turn of a turn and the one after it, as the first one's speaker's.

        Raises
        ------
        SegmentError
            There are no two such turns.
        """
        from qualkit.desk import speaking

        return speaking.join_turns(self._store, self._coder, document, turn)


def _as_tuple(how: Mapping[str, Any]) -> dict[str, Any]:
    return {"turns": tuple(how["turns"])} if how.get("turns") is not None else {}


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
