"""Which formats are read, and reading a file as one of them.

A format is a module that registers itself. Another package adds one by an entry point in the
group ``qualkit.loaders`` that names a `Format`::

    [project.entry-points."qualkit.loaders"]
    mytool = "mypackage.mytool:FORMAT"
"""

from __future__ import annotations

import hashlib
import importlib
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import LoadError
from qualkit.loaders.accounting import account_for
from qualkit.loaders.decode import TEXT_LIMIT
from qualkit.model import Source, Transcript, Utterance

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence

GROUP = "qualkit.loaders"
_OWN = (
    "text",
    "docx",
    "vtt",
    "srt",
    "eaf",
    "textgrid",
    "chat",
    "xml_files",
    "speech_json",
    "tables",
    "workbooks",
    "html",
    "pdf",
    "rtf",
    "odt",
    "otr",
)
_DOUBT = "{} characters of the file found no place, and {} came to it in reading: compare it with the file"


class Given(NamedTuple):
    """What a reader is given: the file's bytes, its name for messages, columns where someone named them."""

    data: bytes
    name: str
    columns: Mapping[str, str | Sequence[str]] | None = None


@dataclass(frozen=True)
class Loaded:
    """What a reader gives back: the talk, and a place for every character that is none of its words.

    Attributes
    ----------
    utterances
        Who said what, in order.
    normalised
        Changes to characters, such as ``"accents composed (NFC)"``.
    header
        What stood before the talk, line by line.
    left_out
        Pairs of a reason and what was left out. A reason is a kind ("page numbers"), never words of the
        file: reasons are stored, what was left out is not.
    doubts
        What a person should look at; no words of the file either.
    marks
        Labels, times and questions as they stood, with their brackets and colons: what became data of a turn.
    withheld
        Like `left_out`, for what must not be shown either, such as tracked deletions: only counted.
    source
        All the characters that the reader had before it, line ends and accents evened out. Each of them, white
        space aside, is in the words, `marks`, `header`, `left_out` or `withheld`, as often as it stands
        here. Of a text it is the decoded file; of an archive or a tree what its parts say. "" where a
        reader does not account for them.
    stripped
        Kinds of identifying data about the file that were not taken over, such as ``"author"``.
    preview
        Words whose characters were guessed, for whoever adds the file.
    parts
        Where a file holds several interviews: with which utterance each begins.
    """

    utterances: Sequence[Utterance] = field(repr=False)
    normalised: tuple[str, ...] = ()
    header: tuple[str, ...] = field(default=(), repr=False)
    left_out: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    doubts: tuple[str, ...] = ()
    marks: tuple[str, ...] = field(default=(), repr=False)
    withheld: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    source: str = field(default="", repr=False)
    stripped: tuple[str, ...] = ()
    preview: tuple[str, ...] = field(default=(), repr=False)
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Format:
    """One kind of file: its name, its endings, how it is read, and how many bytes it may have."""

    name: str
    endings: tuple[str, ...]
    read: Callable[[Given], Loaded]
    limit: int = TEXT_LIMIT


_FORMATS: dict[str, Format] = {}


def register(new: Format) -> Format:
    """Make a format known; a later one of the same name takes its place.

    Returns
    -------
    Format
        The same, so that a module can keep it.
    """
    _FORMATS[new.name] = new
    return new


def formats() -> tuple[Format, ...]:
    """Every format that is read, by name, those of other packages too.

    Examples
    --------
    >>> {"docx", "table", "text", "vtt"} <= {known.name for known in formats()}
    True
    """
    _load_own()
    _load_others()
    return tuple(sorted(_FORMATS.values(), key=lambda known: known.name))


def _load_own() -> None:
    for module in _OWN:
        importlib.import_module(f"qualkit.loaders.{module}")


def _load_others() -> None:
    from importlib.metadata import entry_points

    for entry in entry_points(group=GROUP):
        if entry.name in _FORMATS:
            continue
        try:
            register(entry.load())
        except Exception as error:  # noqa: BLE001 - another package's code may raise anything
            raise LoadError(
                f"The format '{entry.name}' of another package cannot be used "
                f"({type(error).__name__}): mend or remove {entry.value.split(':')[0]}."
            ) from None


def format_for(name: str, wanted: str | None = None) -> Format:
    """Find the format for a file's name, or the one that is asked for by its own.

    Raises
    ------
    LoadError
        There is none; the message says what is read.
    """
    _load_own()
    return _known(name, wanted) or _known_elsewhere(name, wanted)


def _known(name: str, wanted: str | None) -> Format | None:
    if wanted is not None:
        plain = wanted.strip().casefold()
        return _FORMATS.get(plain) or _by_ending("." + plain.removeprefix("."))
    return _by_ending(Path(name).suffix.casefold())


def _by_ending(ending: str) -> Format | None:
    return next((known for known in _FORMATS.values() if ending in known.endings), None)


def _known_elsewhere(name: str, wanted: str | None) -> Format:
    _load_others()
    found = _known(name, wanted)
    if found is not None:
        return found
    if wanted is not None:
        raise LoadError(f"There is no format '{wanted}'. The formats are: {', '.join(sorted(_FORMATS))}.")
    endings = ", ".join(ending for known in _FORMATS.values() for ending in known.endings)
    raise LoadError(f"{name} has an ending that is not read. These are: {endings}. Or name its format.")


def load_transcript(
    path: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002 - the contract's word
    document: str | None = None,
    columns: Mapping[str, str | Sequence[str]] | None = None,
) -> Transcript:
    r"""Read a file as a transcript; nothing is stored.

    Parameters
    ----------
    path
        The file.
    format
        Its format where the ending does not say it.
    document
        The document's id; the file's name without its ending where none is given.
    columns
        For a table: which column is what, such as ``{"speaker": "Who", "text": "Words"}``.

    Raises
    ------
    LoadError
        It cannot be read; the message says why and what to do.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "P1.txt").write_text("INT: How was it?\nP1: Long.", encoding="utf-8")
    ...     load_transcript(Path(folder, "P1.txt")).turns
    (Turn(P1 0, INT, 0:11), Turn(P1 1, P1, 12:17))
    """
    where = Path(path)
    name = _shown(where.name)
    _size(where)  # that it is missing or a folder matters more than its ending
    chosen = format_for(name, format)
    data = read_bytes(where, chosen.limit)
    loaded = _read(chosen, Given(data, name, columns))
    source = _source(name, chosen, data, loaded)
    return Transcript.of(document or document_id(where.name), loaded.utterances, source)


def _source(name: str, chosen: Format, data: bytes, loaded: Loaded) -> Source:
    account = account_for(loaded)
    doubts = loaded.doubts
    if account.lost or account.added:
        doubts += (_DOUBT.format(account.lost or 0, account.added or 0),)
    return Source(
        name,
        chosen.name,
        hashlib.sha256(data).hexdigest(),
        loaded.normalised,
        loaded.header,
        loaded.left_out,
        doubts,
        account,
        loaded.stripped,
        loaded.preview,
        loaded.parts,
    )


def _read(chosen: Format, given: Given) -> Loaded:
    try:
        loaded = chosen.read(given)
    except LoadError:
        raise
    except Exception as error:  # noqa: BLE001 - a format of another package may raise anything
        raise LoadError(
            f"{given.name} could not be read as {chosen.name} ({type(error).__name__}): "
            "open it in the program that made it and save it again."
        ) from None
    if not any(said.text.strip() for said in loaded.utterances):
        raise LoadError(f"{given.name} holds no words that anyone says: look whether it is the right file.")
    return loaded


def read_bytes(path: Path, limit: int = TEXT_LIMIT) -> bytes:
    """Read a file whole, if it is one and not too big.

    Raises
    ------
    LoadError
        It is missing, a folder, too big, or closed to this user.
    """
    if _size(path) > limit:
        raise LoadError(f"{_shown(str(path))} is bigger than {limit // 1_000_000} MB: split it.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from None


def _size(path: Path) -> int:
    """How big a file is, if it is one."""
    name = _shown(str(path))
    try:
        status = path.stat()
    except FileNotFoundError:
        raise LoadError(f"There is no file {name}: look at its spelling and its folder.") from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    if stat.S_ISDIR(status.st_mode):
        raise LoadError(f"{name} is a folder: name a file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise LoadError(f"{name} is not an ordinary file, so it is not read.")
    return status.st_size


def _unreadable(path: Path, error: Exception) -> LoadError:
    reason = getattr(error, "strerror", None) or "its name is not one that a file can have"
    return LoadError(f"{_shown(str(path))} cannot be read: {reason}.")


def document_id(name: str) -> str:
    r"""Make a document's id from a file's name.

    Examples
    --------
    >>> document_id("Sia\u0302n\u202e 2.final.docx")
    'Siân 2.final'
    """
    plain = Path(_shown(name)).stem
    return " ".join(unicodedata.normalize("NFC", plain).split()) or "untitled"


def _shown(name: str) -> str:
    """A name without control characters or marks that turn the writing round."""
    return "".join(
        character for character in name if unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
    )
