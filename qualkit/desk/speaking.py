"""Speakers put right after a transcript is in: labels, roles, whose words they are, and where turns begin."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from qualkit.coding import Edit
from qualkit.desk.correcting import Revised, revise, turn_of, utterances_of
from qualkit.errors import NotFound, QualkitError, SegmentError
from qualkit.model import ROLES
from qualkit.store import people, speakers, talk
from qualkit.store.journal import Act
from qualkit.store.talk import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def rename(store: Store, coder: Coder, document: str, old: str, new: str) -> None:
    """Give a speaker another label."""
    label = _label(new)
    with _changing(store, coder, "rename speaker", document) as (journal, known):
        speaker = speakers.speaker_labelled(journal.connection, document, old)
        if label == old:
            raise QualkitError(f"The speaker '{old}' in {document} is called so already.")
        if any(other.label == label for other in speakers.read_speakers(journal.connection, document)):
            raise QualkitError(
                f"There is a speaker '{label}' in {document} already: to make one of the two, merge them."
            )
        speakers.relabel(journal, known, [old], label, Part(speaker.role, speaker.participant))


def merge(store: Store, coder: Coder, document: str, labels: Sequence[str], into: str) -> None:
    """Make one speaker of several: what `into` is already, or else what the first of them is."""
    label = _label(into)
    with _changing(store, coder, "merge speakers", document) as (journal, known):
        found = [
            speakers.speaker_labelled(journal.connection, document, each) for each in dict.fromkeys(labels)
        ]
        others = [speaker for speaker in found if speaker.label != label]
        if not others or (len(found) < 2 and label == found[0].label):  # noqa: PLR2004 - two become one
            raise QualkitError("Merging needs two speakers: name them with a comma between.")
        there = {speaker.label: speaker for speaker in speakers.read_speakers(journal.connection, document)}
        kept = there.get(label, found[0])
        person = _one_person(journal, document, [kept, *found])
        labels_gone = [speaker.label for speaker in found]
        speakers.relabel(journal, known, labels_gone, label, Part(kept.role, person))
        _forget(journal, [speaker.participant for speaker in others if speaker.participant != person])


def _one_person(journal: Journal, document: str, found: Sequence[Speaker]) -> str | None:
    """Whose words these are together: of several, who is more than an id.

    Two people of whom something is known do not become one by way of their labels.
    """
    named = list(dict.fromkeys(speaker.participant for speaker in found if speaker.participant))
    only_ids = set(people.stand_ins(journal.connection, without_words=False))
    real = [person for person in named if person not in only_ids]
    if len(real) > 1:
        raise QualkitError(
            f"These speakers of {document} are {len(real)} people ({', '.join(real)}): say first whose words they are, "
            "with  qualkit speakers --participant"
        )
    return next(iter(real or named), None)


def set_role(store: Store, coder: Coder, document: str, label: str, role: str) -> None:
    """Say whether a speaker takes part, asks, or is somebody else."""
    wanted = _role(role)
    with _changing(store, coder, "set role", document) as (journal, known):
        speaker = speakers.speaker_labelled(journal.connection, document, label)
        participant = speaker.participant if wanted == "participant" else None
        speakers.write_part(journal, known, label, Part(wanted, participant))
        _forget(journal, [speaker.participant] if participant is None else [])


def set_participant(store: Store, coder: Coder, document: str, label: str, participant: str) -> None:
    """Say whose words a speaker's are."""
    with _changing(store, coder, "set participant", document) as (journal, known):
        speaker = speakers.speaker_labelled(journal.connection, document, label)
        person = people.participant_named(journal.connection, participant).id
        speakers.write_part(journal, known, label, Part("participant", person))
        _forget(journal, [speaker.participant] if speaker.participant != person else [])


def give_turn(store: Store, coder: Coder, document: str, number: int, label: str) -> None:
    """Say that one turn is another speaker's; a new label is a speaker of whom nothing is known."""
    wanted = _label(label)
    with _changing(store, coder, "give turn", document) as (journal, known):
        transcript = talk.read_transcript(journal.connection, document, cover=())
        turn_of(transcript, number)
        talk.add_speakers(journal, known, {wanted: Part("other")})
        speakers.give_turn(journal, known, transcript.revision, number, wanted)


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
