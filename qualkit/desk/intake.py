"""Files and people come in: parsed first, then stored together in one change."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from qualkit.desk.arrivals import Added, Arrival, counted, read_each
from qualkit.desk.originals import copying
from qualkit.errors import LoadError
from qualkit.loaders import document_id, load_participants, role_of
from qualkit.store import needs, people, talk
from qualkit.store.journal import Act
from qualkit.store.talk import Part
from qualkit.store.withdrawal import have_withdrawn

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qualkit.desk.arrivals import Request
    from qualkit.loaders import ParticipantRow
    from qualkit.model import Coder, Transcript
    from qualkit.store.journal import Journal
    from qualkit.store.store import Store


class _OnlyLooked(Exception):
    """A dry run takes back what it did."""


def add_all(store: Store, coder: Coder, request: Request) -> list[Added]:
    """Read every file and show what was found, then store the good ones and the people, all in one change.

    Raises
    ------
    LoadError
        `strict`, and a file was refused; or the participants' file was. Nothing is stored then.
    """
    rows = load_participants(request.participants) if request.participants else ()
    arrived = list(read_each(request))
    for item in arrived:
        if isinstance(item, Arrival) and request.seen:
            request.seen(item)
    if request.strict:
        _refuse_all(arrived)
    added: list[Added] = []
    with (
        suppress(_OnlyLooked),
        copying() as copy,
        store.changing(Act(coder.id, "add", "transcripts", "")) as journal,
    ):
        gone = have_withdrawn(journal.connection)
        staying = [row for row in rows if row.participant.id not in gone]
        for row in staying:
            people.save_participant(journal, row.participant)
            if row.need is not None:
                needs.save_need(journal, row.participant.id, row.need)
        added += [
            item if isinstance(item, Added) else _store_one(journal, item.transcript(), rows, gone)
            for item in counted(arrived, request.progress)
        ]
        if request.strict:
            _refuse_all(added)
        recast(journal, staying)
        if request.dry_run:
            raise _OnlyLooked
        if request.originals:
            stored = {item.file for item in added if item.status == "stored"}
            copy((file for file in request.files if file.name in stored), request.originals)
    return added


def _refuse_all(items: Sequence[Arrival | Added]) -> None:
    refused = [item for item in items if isinstance(item, Added) and item.status == "refused"]
    if refused:
        raise LoadError(f"{refused[0].message} Nothing was stored, as --strict asks.")


def _store_one(
    journal: Journal, transcript: Transcript, rows: Sequence[ParticipantRow], gone: Collection[str]
) -> Added:
    file = transcript.source.name
    twin = talk.same_words(journal.connection, transcript)
    if twin is not None:
        return Added(
            file,
            "skipped",
            twin,
            message=f"{file} has the same words as {twin}, which is in the study already.",
        )
    named = _with_free_name(journal, transcript)
    if named is None:
        return Added(
            file, "refused", message=f"{file}: there is a document of that name with other words; rename it."
        )
    parts, said = cast(named, rows)
    back = sorted({part.participant for part in parts.values() if part.participant} & set(gone))
    if back:
        return Added(
            file,
            "refused",
            message=f"{file} holds words of {', '.join(back)}, who took everything back: "
            "they do not come in again. Take that part out of the file first.",
        )
    for person in {part.participant for part in parts.values() if part.participant}:
        people.make_known(journal, person)
    talk.add_transcript(journal, named, parts)
    speakers = tuple(label or "no label" for label in named.speakers)
    doubts = named.source.doubts + said
    return Added(file, "stored", named.document, len(named.turns), named.words, speakers, "", doubts, said)


def _with_free_name(journal: Journal, transcript: Transcript) -> Transcript | None:
    """The transcript under its stem, or under its whole file name where the stem is taken."""
    whole = transcript.document.replace(document_id(transcript.source.name), transcript.source.name, 1)
    for name in (transcript.document, whole):
        if name and not talk.is_taken(journal.connection, name):
            turns = tuple(replace(turn, document=name) for turn in transcript.turns)
            return replace(transcript, document=name, turns=turns)
    return None


def cast(
    transcript: Transcript, rows: Sequence[ParticipantRow]
) -> tuple[dict[str | None, Part], tuple[str, ...]]:
    """Say what each label is: from participants.csv where it names the document, else from the label itself.

    Returns
    -------
    parts, said
        A part for each label; and, aloud, what was taken for granted.
    """
    here = [row for row in rows if _names(row, transcript)]
    parts = {label: Part(role_of(label)) for label in transcript.speakers}
    own = [label for label, part in parts.items() if part.role == "participant"]
    if not here:
        return _invented(transcript, parts, own)
    for row in here:
        labels = [label for label in parts if _speaks(row, label)] or (
            own if len(own) == 1 and not row.speakers else []
        )
        parts.update({label: Part("participant", row.participant.id) for label in labels})
    unknown = [label for label in own if parts[label].participant is None]
    parts.update({label: Part("other") for label in unknown})
    said = [
        f"{label or 'unlabelled text'} is in no row of the participants' file: taken as 'other'"
        for label in unknown
    ]
    return parts, tuple(said)


def _invented(
    transcript: Transcript, parts: dict[str | None, Part], own: list[str | None]
) -> tuple[dict[str | None, Part], tuple[str, ...]]:
    """No row names this document: its own speakers become participants, and that is said."""
    names = {
        label: transcript.document if len(own) == 1 else f"{transcript.document} {label}" for label in own
    }
    parts.update({label: Part("participant", name) for label, name in names.items()})
    said = [
        f"{label or 'all of it'} taken as the words of participant '{name}'" for label, name in names.items()
    ]
    return parts, tuple(said) if own else ("nobody in it was taken for a participant",)


def _names(row: ParticipantRow, transcript: Transcript) -> bool:
    names = {transcript.document.casefold(), transcript.source.name.casefold()}
    return any(fnmatchcase(name, pattern.casefold()) for pattern in row.documents for name in names)


def _speaks(row: ParticipantRow, label: str | None) -> bool:
    return label is not None and label.casefold() in {speaker.casefold() for speaker in row.speakers}


def recast(journal: Journal, rows: Sequence[ParticipantRow]) -> None:
    """Bring the speakers of stored transcripts in line with the people just recorded."""
    if not rows:
        return
    for name in talk.document_names(journal.connection):
        transcript = talk.read_transcript(journal.connection, name)
        if any(_names(row, transcript) for row in rows):
            parts, _ = cast(transcript, rows)
            talk.change_parts(journal, name, parts)
    people.forget_unused(journal, [row.participant.id for row in rows])
