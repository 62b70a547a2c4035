"""OHMS, the Oral History Metadata Synchronizer: captions, or a text with a list of which line is at which minute."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import LoadError
from qualkit.loaders import vtt
from qualkit.loaders.decode import Decoded, lines_of, normalise
from qualkit.loaders.labels import Line
from qualkit.loaders.markup import children, name_of, words_of
from qualkit.loaders.registry import Given, Loaded
from qualkit.loaders.turns import read_talk

if TYPE_CHECKING:
    from lxml.etree import _Element

    from qualkit.loaders.markup import Tree

_SPOKEN = ("vtt_transcript", "transcript")
#: What leads to the recording, or names people: counted, not kept.
_IDENTIFYING = frozenset(
    """accession cms_record_id file_name host_account_id host_clip_id interviewee interviewer kembed media_id media_url
    mediafile title collection_link series_link xmllocation xmlfilename user_notes hyperlinks""".split()  # noqa: SIM905
)
_FOOTNOTES = re.compile(r"\[\[footnotes\]\].*?(?:\[\[/footnotes\]\]|\Z)", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\[footnote\]\][^\[\]]{0,99}\[\[/footnote\]\]")
_SYNC = re.compile(r"\s*(\d{1,3}):((?:\|(?:\d{1,7}\(\d{1,7}\))?)*)\|?\s*")
_NOTHING = re.compile(r"\W*(?:no|not|without)\W+(?:a\W+)?transcri\w+\W*", re.IGNORECASE)


class _Spoken(NamedTuple):
    """What a record says, and its other words by kind."""

    loaded: Loaded
    withheld: str
    left_out: str
    stripped: frozenset[str]


def is_ohms(root: _Element) -> bool:
    """Whether it is an OHMS file: records below ROOT."""
    return name_of(root) == "ROOT" and next(children(root, "record"), None) is not None


def read_ohms(tree: Tree, given: Given) -> Loaded:
    """Read an OHMS file's records.

    Raises
    ------
    LoadError
        There is no transcript in it.
    """
    every = [_record(record, given) for record in children(tree.root, "record")]
    spoken = [one for one in every if one.loaded.utterances]
    if not spoken:
        raise LoadError(f"{given.name} is an OHMS file without a transcript: only an index or a description.")
    loaded = [one.loaded for one in every]
    described = "\n".join(filter(None, (one.left_out for one in every)))
    withheld = "\n".join(filter(None, (one.withheld for one in every)))
    comments = "\n".join(tree.comments)
    rest = (("what a cataloguer wrote about it", described), ("comments in the file", comments))
    several = [f"{len(spoken)} interviews in one file: read as one"] if len(spoken) > 1 else []
    return Loaded(
        [said for one in loaded for said in one.utterances],
        normalised=tree.normalised,
        header=tuple(line for one in loaded for line in one.header),
        left_out=(*(pair for one in loaded for pair in one.left_out), *(pair for pair in rest if pair[1])),
        doubts=(*tree.doubts, *several, *dict.fromkeys(doubt for one in loaded for doubt in one.doubts)),
        marks=tuple(mark for one in loaded for mark in one.marks),
        withheld=(("names, and where the recording is", withheld),) if withheld else (),
        source="\n".join([*(one.source for one in loaded), described, withheld, comments]),
        stripped=tuple(sorted({kind for one in every for kind in one.stripped})),
    )


def _record(record: _Element, given: Given) -> _Spoken:
    parts = {name_of(part): part for part in record}
    identifying = [part for part in record if name_of(part) in _IDENTIFYING and words_of(part)]
    about = [
        part
        for part in record
        if name_of(part) not in _IDENTIFYING and name_of(part) not in (*_SPOKEN, "sync")
    ]
    captions, text = (_raw(parts.get(name)) for name in _SPOKEN)
    if captions.strip():
        loaded = vtt.read(Given(captions.encode(), given.name))
        described = [words_of(part) for part in about] + [" ".join(text.split()), _raw(parts.get("sync"))]
    else:
        loaded = _legacy(text, _raw(parts.get("sync")), given.name)
        described = [words_of(part) for part in about]
    return _Spoken(
        loaded,
        "\n".join(words_of(part) for part in identifying),
        "\n".join(filter(None, described)),
        frozenset(name_of(part).replace("_", " ") for part in identifying),
    )


def _raw(part: _Element | None) -> str:
    """An element's words with their line ends."""
    return "" if part is None else normalise("".join(str(piece) for piece in part.itertext("*")))[0]


def _legacy(text: str, sync: str, name: str) -> Loaded:
    """A text with labels, or without, and the list of lines."""
    if not text.strip() or _NOTHING.fullmatch(text):
        return Loaded([], left_out=(("says that there is no transcript", text.strip()),), source=text)
    notes = "\n".join(found[0] for found in _FOOTNOTES.finditer(text))
    body = _FOOTNOTES.sub(lambda found: "\n" * found[0].count("\n"), text)
    marks = " ".join(_FOOTNOTE.findall(body))
    lines = lines_of(Decoded(_FOOTNOTE.sub("", body)), name)
    times, interval = _times(sync, len(lines))
    talk = read_talk([Line(line, start_time=time) for line, time in zip(lines, times, strict=True)])
    left_out = (("footnotes", notes), ("numbers of footnotes", marks))
    doubts = (f"times are those of the mark before: exact to {interval} min",) if interval else ()
    return Loaded(
        talk.utterances,
        header=talk.header,
        left_out=(*talk.left_out, *(pair for pair in left_out if pair[1])),
        doubts=(*talk.doubts, *doubts),
        marks=(*talk.marks, sync.strip()),
        source=text + sync,
    )


def _times(sync: str, count: int) -> tuple[list[float | None], int]:
    """For each line the time of the last mark at or above its beginning, in seconds; and minutes between marks."""
    found = _SYNC.fullmatch(sync)
    if found is None or not int(found[1]):
        return [None] * count, 0
    minutes = int(found[1])
    times: list[float | None] = [0.0] * count
    marked: dict[int, float] = {}
    for number, mark in enumerate(found[2].split("|")[1:], start=1):
        line, _, word = mark.partition("(")
        if mark:  # a mark in mid-line is reached when the next line begins
            marked[int(line) - (word == "1)")] = number * minutes * 60.0
    current = 0.0
    for at in range(count):
        current = max(current, marked.get(at, 0.0))
        times[at] = current
    return times, minutes
