"""JSON of speech recognisers: which one wrote it is told by its keys.

Links, paths and names of jobs are not kept: they lead to the recording, or name people. What kinds of
them there were is listed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from qualkit.errors import LoadError
from qualkit.loaders import speech_services, vosk, whisper
from qualkit.loaders.decode import decode
from qualkit.loaders.recognised import Heard, Odd, bare
from qualkit.loaders.registry import Format, Given, Loaded, register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: More objects, lists or values than two days of talk have: what opens in memory to something huge.
_MOST_PARTS = 600_000
_MOST_VALUES = 3_000_000
_MOST_DOCUMENTS = 100_000
_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://|[A-Za-z]:\\|/(?:Users|home|mnt|tmp|var|media)/")
_IDENTIFYING = frozenset(
    [
        "jobname",
        "accountid",
        "request_id",
        "requestid",
        "transaction_key",
        "sha256",
        "id",
        "file",
        "filename",
        "file_name",
        "path",
        "media",
        "audio",
        "audio_url",
        "media_url",
        "webhook_url",
        "webhook_auth_header_name",
        "uri",
        "speaker_names",
    ]
)
_KINDS = "Whisper, whisper-timestamped, WhisperX, AssemblyAI, Deepgram, AWS Transcribe, Kaldi or Vosk, Rev.ai"


class _Recogniser(NamedTuple):
    name: str
    wrote: Callable[[object], bool]
    read: Callable[..., Heard]


_RECOGNISERS = (
    _Recogniser("Deepgram", speech_services.is_deepgram, speech_services.read_deepgram),
    _Recogniser("AWS Transcribe", speech_services.is_aws, speech_services.read_aws),
    _Recogniser("AWS call analytics", speech_services.is_call, speech_services.read_call),
    _Recogniser("Rev.ai or Vosk", vosk.is_monologues, vosk.read_monologues),
    _Recogniser("whisper.cpp", whisper.is_whisper_cpp, whisper.read_whisper_cpp),
    _Recogniser("Whisper (Hugging Face)", whisper.is_chunks, whisper.read_chunks),
    _Recogniser("AssemblyAI", speech_services.is_assemblyai, speech_services.read_assemblyai),
    _Recogniser("Whisper", whisper.is_whisper, whisper.read_whisper),
)
_LINES = _Recogniser("Kaldi or Vosk", lambda _: True, vosk.read_vosk)


def read(given: Given) -> Loaded:
    """Read a recogniser's JSON.

    Raises
    ------
    LoadError
        It is no JSON, nobody's that is known, or not as that recogniser writes it.
    """
    decoded = decode(given.data, given.name)
    documents = _documents(decoded.text, given.name)
    recogniser = _recogniser(documents)
    if recogniser is None:
        raise LoadError(
            f"{given.name} is JSON, but of no recogniser that is known. These are read: {_KINDS}. "
            "Save it as text, captions or Word from the program that made it."
        )
    try:
        heard = recogniser.read(documents if recogniser is _LINES else documents[0])
    except Odd as odd:
        raise LoadError(
            f"{given.name} looks like JSON of {recogniser.name}, but '{odd}' in it is not as that writes it: "
            "save it again from there."
        ) from None
    left_out = (*heard.left_out, *_differing(heard))
    return Loaded(
        heard.utterances,
        normalised=decoded.normalised,
        left_out=left_out,
        doubts=(*decoded.doubts, f"read as JSON of {recogniser.name}", *heard.doubts, *_about(heard)),
        source=_source(heard, left_out),
        stripped=tuple(sorted(set(_identifying(documents)))),
    )


def _documents(text: str, name: str) -> list[object]:
    """One JSON value, or several one after the other."""
    if text.count("{") + text.count("[") > _MOST_PARTS or text.count(",") > _MOST_VALUES:
        raise LoadError(f"{name} holds more parts than the longest transcript: split it.")
    decoder = json.JSONDecoder(parse_constant=_refuse)
    documents: list[object] = []
    at = _after_space(text, 0)
    while at < len(text):
        if len(documents) == _MOST_DOCUMENTS:
            raise LoadError(f"{name} holds more than {_MOST_DOCUMENTS:,} JSON values: split it.")
        try:
            value, at = decoder.raw_decode(text, at)
        except RecursionError:
            raise LoadError(f"{name} is nested deeper than any transcript: it is not read.") from None
        except ValueError as error:
            raise _broken(name, error, text) from None
        documents.append(value)
        at = _after_space(text, at)
    return documents


_SPACE = re.compile(r"[ \t\r\n,]*")


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _broken(name: str, error: ValueError, text: str) -> LoadError:
    at = getattr(error, "pos", None)
    if at is None:
        return LoadError(f"{name} holds a number that is none, or too long to be one: save it again.")
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return LoadError(f"{name} is not JSON from line {line}, character {column}, on: save it again.")


def _recogniser(documents: list[object]) -> _Recogniser | None:
    """Who wrote it, by its keys."""
    if len(documents) == 1:
        found = next((each for each in _RECOGNISERS if each.wrote(documents[0])), None)
        if found and not _is_vosk_alone(documents[0]):
            return found
        if isinstance(documents[0], list):
            documents[:] = documents[0]
    return _LINES if vosk.is_vosk(documents) else None


def _is_vosk_alone(document: object) -> bool:
    """A single result: a text, and words in `result`."""
    return isinstance(document, dict) and isinstance(document.get("result"), list)


_DIFFERS = "the recogniser's whole text, which differs from its parts"


def _differing(heard: Heard) -> list[tuple[str, str]]:
    """The recogniser's own whole text, where what became turns is not the same words."""
    return [(_DIFFERS, heard.whole)] if heard.whole and not _is_same(heard) else []


def _is_same(heard: Heard) -> bool:
    parts, whole = bare("".join(turn.text for turn in heard.utterances)), bare(heard.whole)
    return parts == whole or (len(parts) == len(whole) and Counter(parts) == Counter(whole))


def _source(heard: Heard, left_out: Sequence[tuple[str, str]]) -> str:
    """What the recogniser heard: its whole text, or where it gives none (or another) its parts."""
    whole = heard.whole if _is_same(heard) else "".join(turn.text for turn in heard.utterances)
    return whole + "".join(what for _, what in left_out)


def _about(heard: Heard) -> list[str]:
    """What to look at, about the whole."""
    doubts = []
    if heard.whole and not _is_same(heard):
        doubts.append("the recogniser's whole text differs from its parts: read from the parts")
    if not any(turn.speaker for turn in heard.utterances):
        doubts.append(f"no speakers were found: read as {len(heard.utterances)} unlabelled stretches")
    return doubts


def _identifying(documents: list[object]) -> Iterator[str]:
    rest: list[tuple[str, object]] = [("", one) for one in documents]
    while rest:
        key, value = rest.pop()
        if isinstance(value, dict):
            rest += value.items()
        elif isinstance(value, list):
            rest += [(key, one) for one in value if isinstance(one, dict | list | str)]
        elif isinstance(value, str) and value and _names(key, value):
            yield key[:40] or "a link"


def _names(key: str, value: str) -> bool:
    return key.casefold() in _IDENTIFYING or (
        ("/" in value or "\\" in value) and _LINK.match(value) is not None
    )


FORMAT = register(Format("json", (".json", ".jsonl", ".ndjson"), read))
