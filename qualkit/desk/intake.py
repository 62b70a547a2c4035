"""Files and people come in: parsed first, then stored together in one change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qualkit.errors import LoadError
from qualkit.loaders import load_participants, load_transcript, role_of
from qualkit.store import people, talk
from qualkit.store.journal import Act
from qualkit.store.talk import Part
from qualkit.store.withdrawal import have_withdrawn

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from qualkit.loaders import ParticipantRow
    from qualkit.model import Coder, Transcript
    from qualkit.store.journal import Journal
    from qualkit.store.store import Store

PARTICIPANTS_FILE = "participants.csv"


@dataclass(frozen=True)
class Added:
    """What became of one file.

    `status` is ``"stored"``, ``"skipped"`` (the same words are there already, or it is no transcript)
    or ``"refused"``; `message` says why; `doubts` are what a person should look at.
    """

    file: str
    status: Literal["stored", "skipped", "refused"]
    document: str = ""
    turns: int = 0
    words: int = 0
    speakers: tuple[str, ...] = ()
    message: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """What is to be added, and how."""

    files: tuple[Path, ...]
    participants: Path | None = None
    format: str | None = None
    strict: bool = False


def list_files(
    paths: str | Path | Iterable[str | Path],
    participants: str | Path | None,
    format: str | None = None,  # noqa: A002 - the contract's word
    *,
    strict: bool = False,
) -> tuple[Request, list[Added]]:
    """Open up folders: their transcripts, their participants.csv, and what was left alone.

    Raises
    ------
    LoadError
        A folder holds no file that could be a transcript.
    """
    files: list[Path] = []
    left: list[Added] = []
    people_file = Path(participants) if participants else None
    for path in map(Path, [paths] if isinstance(paths, str | Path) else paths):
        if not path.is_dir():
            files.append(path)
            continue
        inside = [item for item in sorted(path.iterdir()) if item.is_file() and not item.name.startswith(".")]
        wanted = [
            item for item in inside if item.name.casefold() != PARTICIPANTS_FILE and not _left_alone(item)
        ]
        people_file = people_file or next((i for i in inside if i.name.casefold() == PARTICIPANTS_FILE), None)
        left += [
            Added(item.name, "skipped", message=_left_alone(item)) for item in inside if _left_alone(item)
        ]
        if not wanted:
            raise LoadError(
                f"{path} holds no transcripts: name a folder with .txt, .md, .docx, .vtt or .csv files."
            )
        files += wanted
    return Request(tuple(files), people_file, format, strict), left


def _left_alone(path: Path) -> str:
    """Why a file in a folder is no transcript, whatever is in it; "" where it may be one."""
    if path.stem.casefold() == "readme":
        return "it says what the folder is"
    if path.suffix.casefold() == ".qualkit":
        return "it is a study"
    if path.name.startswith("~$"):
        return "it only says that somebody has the document open"
    return ""


def add_all(
    store: Store, coder: Coder, request: Request, progress: Callable[[int, int], None] | None = None
) -> list[Added]:
    """Load every file, then store the good ones and the people, all in one change.

    Raises
    ------
    LoadError
        `strict`, and a file was refused; or the participants' file was. Nothing is stored then.
    """
    rows = load_participants(request.participants) if request.participants else ()
    loaded = list(_load_each(request, progress))
    refused = [item for item in loaded if isinstance(item, Added)]
    if request.strict and refused:
        raise LoadError(f"{refused[0].message} Nothing was stored, as --strict asks.")
    with store.changing(Act(coder.id, "add", "transcripts", "")) as journal:
        gone = have_withdrawn(journal.connection)
        staying = [row for row in rows if row.participant.id not in gone]
        for row in staying:
            people.save_participant(journal, row.participant)
        added = [
            item if isinstance(item, Added) else _store_one(journal, item, rows, gone) for item in loaded
        ]
        recast(journal, staying)
    return added


def _load_each(request: Request, progress: Callable[[int, int], None] | None) -> Iterator[Transcript | Added]:
    for number, path in enumerate(request.files):
        if progress:
            progress(number, len(request.files))
        try:
            yield load_transcript(path, format=request.format)
        except LoadError as error:
            yield Added(path.name, "refused", message=str(error))
    if progress:
        progress(len(request.files), len(request.files))


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
    return Added(file, "stored", named.document, len(named.turns), named.words, speakers, doubts=doubts)


def _with_free_name(journal: Journal, transcript: Transcript) -> Transcript | None:
    """The transcript under its stem, or under its whole file name where the stem is taken."""
    for name in (transcript.document, transcript.source.name):
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
