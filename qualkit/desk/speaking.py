"""Speakers put right after a transcript is in: labels, roles, whose words they are, and where turns begin."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from qualkit.coding import Edit
from qualkit.desk.correcting import Revised, revise, turn_of, utterances_of
from qualkit.errors import NotFound, QualkitError, SegmentError
from qualkit.model import ROLES
from qualkit.store import people, speakers, talk
from qualkit.store.journal import Act
from qualkit.store.talk import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualkit.model import Coder, Correction, Role
    from qualkit.store.journal import Journal
    from qualkit.store.speakers import Speaker
    from qualkit.store.store import Store


@contextmanager
def _changing(store: Store, coder: Coder, verb: str, document: str) -> Iterator[tuple[Journal, str]]:
    """A change to one document's speakers, with the document's id."""
    with store.changing(Act(coder.id, verb, "transcript", "")) as journal:
        known = talk.document_row(journal.connection, document).id
        journal.act = replace(journal.act, noun_id=str(known))
        yield journal, str(known)


def listed(store: Store, document: str) -> list[Speaker]:
    """Who speaks in a document."""
    with store.reading() as connection:
        return speakers.read_speakers(connection, document)


@dataclass(frozen=True)
class Changes:
    """What is to be put right about the speakers of one document, in this order.

    `rename` gives new labels by old ones, `merge` the labels that become one by that one, `roles` and `participants`
    what a label is and whose words it has, `turns` whose a turn is by its number.
    """

    rename: Mapping[str, str] = field(default_factory=dict)
    merge: Mapping[str, Sequence[str]] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    participants: Mapping[str, str] = field(default_factory=dict)
    turns: Mapping[int, str] = field(default_factory=dict)


def change(store: Store, coder: Coder, document: str, changes: Changes) -> None:
    """Put speakers right in one change, all or none."""
    with _changing(store, coder, "change speakers", document) as (journal, known):
        at = _At(journal, document, known)
        for old, new in changes.rename.items():
            _rename(at, old, new)
        for into, labels in changes.merge.items():
            _merge(at, labels, into)
        for label, role in changes.roles.items():
            _set_role(at, label, role)
        for label, participant in changes.participants.items():
            _set_participant(at, label, participant)
        for number, label in changes.turns.items():
            _give_turn(at, number, label)


class _At(NamedTuple):
    """Where a change is made: its journal, the document's name and its id."""

    journal: Journal
    document: str
    id: str

    def all(self) -> dict[str, Speaker]:
        """The speakers as they are now, by label."""
        found = speakers.read_speakers(self.journal.connection, self.document)
        return {speaker.label: speaker for speaker in found}

    def labelled(self, label: str) -> Speaker:
        """One of them, or a refusal."""
        return speakers.speaker_labelled(self.journal.connection, self.document, label)


def _rename(at: _At, old: str, new: str) -> None:
    label, speaker = _label(new), at.labelled(old)
    if label == old:
        raise QualkitError(f"The speaker '{old}' in {at.document} is called so already.")
    if label in at.all():
        raise QualkitError(
            f"There is a speaker '{label}' in {at.document} already: to make one of the two, merge them."
        )
    speakers.relabel(at.journal, at.id, [old], label, Part(speaker.role, speaker.participant))


def _merge(at: _At, labels: Sequence[str], into: str) -> None:
    """Make one speaker of several: what `into` is already, or else what the first of them is."""
    label = _label(into)
    found = [at.labelled(each) for each in dict.fromkeys(labels)]
    kept = at.all().get(label, found[0] if found else None)
    if kept is None or len({speaker.label for speaker in (kept, *found)}) == 1:
        raise QualkitError("Merging needs two speakers: name them with a comma between.")
    person = _one_person(at, [kept, *found])
    speakers.relabel(at.journal, at.id, [speaker.label for speaker in found], label, Part(kept.role, person))
    _forget(at.journal, [each.participant for each in (kept, *found) if each.participant != person])


def _one_person(at: _At, found: Sequence[Speaker]) -> str | None:
    """Whose words these are together: of several, who is more than an id.

    Two people of whom something is known do not become one by way of their labels.
    """
    named = list(dict.fromkeys(speaker.participant for speaker in found if speaker.participant))
    only_ids = set(people.stand_ins(at.journal.connection, without_words=False))
    real = [person for person in named if person not in only_ids]
    if len(real) > 1:
        raise QualkitError(
            f"These speakers of {at.document} are {len(real)} people ({', '.join(real)}): say first whose they are, "
            "with  qualkit speakers --participant"
        )
    return next(iter(real or named), None)


def _set_role(at: _At, label: str, role: str) -> None:
    wanted, speaker = _role(role), at.labelled(label)
    participant = speaker.participant if wanted == "participant" else None
    speakers.write_part(at.journal, at.id, label, Part(wanted, participant))
    _forget(at.journal, [speaker.participant] if participant is None else [])


def _set_participant(at: _At, label: str, participant: str) -> None:
    speaker = at.labelled(label)
    person = people.participant_named(at.journal.connection, participant).id
    speakers.write_part(at.journal, at.id, label, Part("participant", person))
    _forget(at.journal, [speaker.participant] if speaker.participant != person else [])


def _give_turn(at: _At, number: int, label: str) -> None:
    """Say that one turn is another speaker's; a new label is a speaker of whom nothing is known."""
    wanted = _label(label)
    transcript = talk.read_transcript(at.journal.connection, at.document, cover=())
    turn_of(transcript, number)
    talk.add_speakers(at.journal, at.id, {wanted: Part("other")})
    speakers.give_turn(at.journal, at.id, transcript.revision, number, wanted)


def split_turn(
    store: Store, coder: Coder, document: str, number: int, at: str, speaker: str | None, nth: int
) -> Correction:
    """Begin a new turn where the words `at` stand, as another speaker's if one is named."""
    with _changing(store, coder, "split turn", document) as (journal, _):
        old = talk.read_transcript(journal.connection, document, cover=())
        turn = turn_of(old, number)
        where = turn.find(at.strip(), nth).start - turn.start
        first, rest = turn.text[:where].rstrip(), turn.text[where:]
        if not first:
            raise SegmentError(f"Turn {number} of {document} begins with those words already.")
        utterances = utterances_of(old)
        said = utterances[number]
        label = said.speaker if speaker is None else _label(speaker)
        # When the second began nobody has said; where the whole ended is where it ends.
        halves = [
            said._replace(text=first, end_time=None),
            said._replace(text=rest, start_time=None, speaker=label),
        ]
        utterances[number : number + 1] = halves
        edit = Edit(turn.start + len(first), turn.start + where, "\n")
        return revise(journal, old, Revised(tuple(utterances), (edit,), "a turn split in two"))


def join_turns(store: Store, coder: Coder, document: str, number: int) -> Correction:
    """Make one turn of a turn and the one after it, as the first one's speaker's."""
    with _changing(store, coder, "join turns", document) as (journal, _):
        old = talk.read_transcript(journal.connection, document, cover=())
        first, second = turn_of(old, number), turn_of(old, number + 1)
        utterances = utterances_of(old)
        joined = utterances[number]._replace(text=f"{first.text} {second.text}", end_time=second.end_time)
        utterances[number : number + 2] = [joined]
        edit = Edit(first.end, second.start, " ")
        return revise(journal, old, Revised(tuple(utterances), (edit,), "two turns joined"))


def _label(label: str) -> str:
    wanted = " ".join(label.split())
    if not wanted or not wanted.isprintable():
        raise QualkitError("A speaker's label needs at least one letter, and nothing that cannot be seen.")
    return wanted


def _role(role: str) -> Role:
    for known in ROLES:
        if known == role.strip().casefold():
            return known
    raise NotFound.among("role", role, ROLES)


def _forget(journal: Journal, candidates: Sequence[str | None]) -> None:
    """Take out who is only an id and has no words left, so that nobody counts them; others stay."""
    gone = set(candidates)
    people.forget_unused(journal, [each for each in people.stand_ins(journal.connection) if each not in gone])
