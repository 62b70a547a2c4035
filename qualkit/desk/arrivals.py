"""Files that are to be added: found, read, and looked at before anything of them is stored.

What has been read waits packed: a thousand transcripts take no more room than a few.
"""

from __future__ import annotations

import pickle
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from qualkit.errors import LoadError
from qualkit.loaders import load_transcript, split_interviews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qualkit.model import Transcript

    Progress = Callable[[int, int], None]
    Item = TypeVar("Item")

PARTICIPANTS_FILE = "participants.csv"


@dataclass(frozen=True)
class Added:
    """What became of one file.

    `status` is ``"stored"``, ``"skipped"`` (the same words are there already, or it is no transcript)
    or ``"refused"``; `message` says why; `doubts` are what a person should look at, and of these `said` are
    what was taken for granted of the speakers.
    """

    file: str
    status: Literal["stored", "skipped", "refused"]
    document: str = ""
    turns: int = 0
    words: int = 0
    speakers: tuple[str, ...] = ()
    message: str = ""
    doubts: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """What is to be added, and how.

    Attributes
    ----------
    files, participants
        Transcripts, and the file that says whose words they are.
    format
        The name of a format, where the files' endings do not tell.
    columns
        For tables: which column is what, such as ``{"speaker": "Who", "text": "Words"}``.
    whole
        Keep a file as one document, also where several interviews stand in it.
    strict
        Store nothing when one file is refused.
    dry_run
        Say what would be stored, and store nothing.
    originals
        A folder to copy the files themselves into; without one only their hashes are kept.
    seen
        Called with each file that was read, before anything is stored.
    progress
        Called with how many files are done, of how many: once through for reading, once for storing.
    """

    files: tuple[Path, ...]
    participants: Path | None = None
    format: str | None = None
    columns: Mapping[str, str | Sequence[str]] | None = field(default=None, repr=False)
    whole: bool = False
    strict: bool = False
    dry_run: bool = False
    originals: Path | None = None
    seen: Callable[[Arrival], None] | None = None
    progress: Progress | None = None


class Arrival(NamedTuple):
    """A transcript that was read and waits to be stored."""

    file: str
    packed: bytes

    @classmethod
    def of(cls, file: str, transcript: Transcript) -> Arrival:
        """Pack it."""
        return cls(file, zlib.compress(pickle.dumps(transcript), 1))

    def __repr__(self) -> str:
        """Name the file, never the words."""
        return f"Arrival({self.file})"

    def transcript(self) -> Transcript:
        """Unpack it."""
        found: Transcript = pickle.loads(zlib.decompress(self.packed))  # noqa: S301 - packed here, never stored
        return found


class Found(NamedTuple):
    """What a list of paths comes to: files, a folder's participants' file, and what was left alone."""

    files: tuple[Path, ...]
    participants: Path | None
    left: list[Added]


def find_files(
    paths: str | Path | Iterable[str | Path],
    participants: str | Path | None = None,
    *,
    subfolders: bool = False,
) -> Found:
    """Open up folders: their transcripts, their participants.csv, and what was left alone.

    Raises
    ------
    LoadError
        A folder holds no file that could be a transcript.
    """
    files: list[Path] = []
    left: list[Added] = []
    people = Path(participants) if participants else None
    for path in map(Path, [paths] if isinstance(paths, str | Path) else paths):
        if not path.is_dir():
            files.append(path)
            continue
        inside = list(_inside(path, subfolders=subfolders))
        passed = {item: reason for item in inside if (reason := _left_alone(item))}
        left += [Added(str(item.relative_to(path)), "skipped", message=why) for item, why in passed.items()]
        lists = [item for item in inside if item.name.casefold() == PARTICIPANTS_FILE]
        people = people or next(iter(lists), None)
        wanted = [item for item in inside if item not in passed and item not in lists]
        if not wanted:
            raise LoadError(
                f"{path} holds no transcripts: name a folder with .txt, .docx, .vtt or other files that are read."
            )
        files += wanted
    return Found(tuple(files), people, left)


def _inside(folder: Path, *, subfolders: bool) -> Iterator[Path]:
    """What lies in a folder, by name; hidden files and folders aside, links to folders not followed."""
    for item in sorted(folder.iterdir()):
        if item.name.startswith("."):
            continue
        if subfolders and item.is_dir() and not item.is_symlink():
            yield from _inside(item, subfolders=True)
        else:
            yield item


def _left_alone(path: Path) -> str:
    """Why a file in a folder is no transcript, whatever is in it; "" where it may be one."""
    if path.is_dir():
        return "it is a folder in the folder: name it too, or add with --subfolders"
    if not path.is_file():
        return "it is no ordinary file, or a link that leads nowhere"
    if path.stem.casefold() == "readme":
        return "it says what the folder is"
    if path.suffix.casefold() == ".qualkit":
        return "it is a study"
    if path.name.startswith("~$"):
        return "it only says that somebody has the document open"
    return ""


def read_each(request: Request) -> Iterator[Arrival | Added]:
    """Read every file, one after the other; a refused one is given as such."""
    for path in counted(request.files, request.progress):
        try:
            transcript = load_transcript(path, format=request.format, columns=request.columns)
        except LoadError as error:
            yield Added(path.name, "refused", message=str(error))
            continue
        for part in (transcript,) if request.whole else split_interviews(transcript):
            yield Arrival.of(path.name, part)


def counted(items: Sequence[Item], progress: Progress | None) -> Iterator[Item]:
    """Go through items and tell `progress` how many are done, of how many."""
    for number, item in enumerate(items):
        if progress:
            progress(number, len(items))
        yield item
    if progress:
        progress(len(items), len(items))
