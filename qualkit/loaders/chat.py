"""CHAT transcripts (CHILDES, TalkBank): `*SPK:` lines are turns.

What the transcriber wrote is kept, marks such as ``[/]`` and ``&-um`` too, and that is said. The format
``chat-plain``, which has no ending of its own, takes the marks away and leaves the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualkit.errors import LoadError
from qualkit.loaders.accounting import exchanged
from qualkit.loaders.decode import decode, one_line
from qualkit.loaders.labels import fold_label
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LATEST = 10_000_000_000
#: A day of talk with all that can be said about it has about 60,000 lines.
_MOST_LINES = 200_000
_LIMIT = 8_000_000
_SPOKEN = re.compile(r"\*([^\s:*][^\s:]{0,30})[ \t]*:[ \t]*")
_TIER = re.compile(r"%[A-Za-z]\w{0,20}[ \t]*:")
# A bullet: where in the recording the words are, between two characters 0x15 (which some copies lose).
_BULLET = re.compile(r"\x15([^\x15]*)\x15?")
_LOST_BULLET = re.compile(r"(?<=\s)(\d{1,10}_\d{1,10})\s*$")
_TIMES = re.compile(r"(\d{1,10})_(\d{1,10})")
_WITHHELD = re.compile(
    r"@(?:Media|Transcriber|Coder|Birth of|Birthplace of|L1 of|Location|PID|Videos)\b", re.IGNORECASE
)
_MARKS = re.compile(r"\[[^\[\]]*\]|&[-+=~*]|\+[/.!?\"<^,+]|@[a-z]|(?<!\w)[<>]|(?<!\S)0\w|xxx|www|yyy")
_ROLES = frozenset(
    """adult audience brother caretaker child doctor environment examiner father friend grandfather grandmother
    group host informant interviewer investigator justice leader media member mother narrator nurse participant
    patient partner playmate sibling sister speaker student subject target_child teacher teenager therapist
    unidentified visitor""".split()  # noqa: SIM905
)
#: What `chat-plain` writes for a mark; the first that fits, in this order.
_PLAIN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(mark), plain)
    for mark, plain in (
        (r"\[[^\[\]]*\]", " "),
        (r"&[-+~](?=\w)", ""),
        (r"&=([\w:]+)", r"(\1)"),
        (r"&\*(\w+):(\S+)", r"(\1: \2)"),
        (r"\+\"?/{1,2}[.?!]|\+\.\.\.|\+\.\.\?|\+\"\.|\+\.", "…"),
        (r"(?<!\S)\+[<^,+\"]+", " "),
        (r"(?<!\S)0(?=[^\W\d_])\w+", " "),
        (r"(?<=\w)@\S+", ""),
        (r"(?<=\w)\((\w+)\)|\((\w+)\)(?=\w)", r"\1\2"),
        (r"(?<=\w)[_+](?=\w)", " "),
        (r"[<>‹›↑↓⌈⌉⌊⌋∬]", ""),
        (r"\s+(?=[.,?!…;:„‡])", ""),
        (r"\s+", " "),
    )
)


@dataclass
class _File:
    """A file taken apart."""

    header: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    spoken: list[tuple[str, list[str]]] = field(default_factory=list)
    tiers: dict[str, list[str]] = field(default_factory=dict)
    stray: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


def read(given: Given) -> Loaded:
    """Read CHAT as it was written.

    Raises
    ------
    LoadError
        It is no CHAT, or nobody speaks in it.
    """
    return _read(given, lambda text: text)


def read_plain(given: Given) -> Loaded:
    """Read CHAT, and take the transcriber's marks away.

    Raises
    ------
    LoadError
        It is no CHAT, or nobody speaks in it.
    """
    return _read(given, plain)


def plain(text: str) -> str:
    """Take CHAT's marks from what somebody says; every word stays, also one said twice.

    Examples
    --------
    >>> plain("&-um <i like i like> [/] i like (be)cause of it &=laughs .")
    'um i like i like i like because of it (laughs).'
    """
    for mark, written in _PLAIN:
        text = mark.sub(written, text)
    return text.strip()


def _read(given: Given, clean: Callable[[str], str]) -> Loaded:
    decoded = decode(given.data, given.name)
    if max(decoded.text.count("\n"), decoded.text.count("\x15")) > _MOST_LINES:
        raise LoadError(
            f"{given.name} has more than {_MOST_LINES:,} lines or bullets, as no transcript has: split it."
        )
    file = _take_apart(decoded.text)
    if not file.spoken:
        raise LoadError(
            f"{given.name} is no CHAT: nobody speaks in it, in lines such as *PAR: and their words."
        )
    raw = [(speaker, *_timed("\n".join(lines), file.marks)) for speaker, lines in file.spoken]
    turns = [Utterance(speaker, clean(text), start, end) for speaker, text, start, end in raw]
    taken, brought = exchanged("".join(text for _, text, _, _ in raw), "".join(turn.text for turn in turns))
    return Loaded(
        [turn for turn in turns if turn.text],
        normalised=decoded.normalised,
        header=tuple(file.header),
        left_out=(*_left_out(file), *([("CHAT's marks", taken)] if taken else [])),
        doubts=(*decoded.doubts, *_doubts(file, turns)),
        marks=tuple(file.marks),
        withheld=(("where the recording is, and who worked on it", "\n".join(file.withheld)),)
        if file.withheld
        else (),
        source=decoded.text + brought,
        stripped=tuple(
            sorted({line[1:].split(":")[0].split(" of ")[0].casefold() for line in file.withheld})
        ),
    )


def _take_apart(text: str) -> _File:
    """Sort the lines; one that begins with a tab goes on with the line above."""
    file = _File()
    current: list[str] = file.stray
    for line in text.split("\n"):
        spoken, tier = _SPOKEN.match(line), _TIER.match(line)
        if spoken:
            current = [line[spoken.end() :]]
            file.marks.append(spoken[0])
            file.spoken.append((fold_label(spoken[1]), current))
        elif tier:
            current = file.tiers.setdefault(_kind(tier[0]), [])
            current.append(line)
        elif line.startswith("@"):
            current = file.withheld if _WITHHELD.match(line) else file.header
            current.append(line)
        elif line.strip():
            current.append(line)
    return file


def _kind(begins: str) -> str:
    """A tier's kind; kinds have three letters or four, anything longer may be somebody's words."""
    kind = begins.strip("%: \t").casefold()
    return f"%{kind}" if len(kind) <= 4 and kind.isascii() else "%x"  # noqa: PLR2004


def _timed(text: str, marks: list[str]) -> tuple[str, float | None, float | None]:
    """What is said, without bullets, and from when to when, in seconds."""
    bullets = [found[0] for found in _BULLET.finditer(text)]
    text = one_line(_BULLET.sub(" ", text))
    lost = None if bullets else _LOST_BULLET.search(text)
    if lost:
        bullets, text = [lost[1]], text[: lost.start()].rstrip()
    marks += bullets
    times = [(int(start), int(end)) for bullet in bullets for start, end in _TIMES.findall(bullet)]
    start = min((first for first, _ in times if first < _LATEST), default=None)
    end = max((last for _, last in times if last < _LATEST), default=None)
    if start is None or end is None or end < start:
        end = None
    return text, _seconds(start), _seconds(end)


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else round(milliseconds / 1000, 3)


def _left_out(file: _File) -> Iterator[tuple[str, str]]:
    for kind, lines in file.tiers.items():
        yield f"lines that describe the line above ({kind})", "\n".join(lines)
    if file.stray:
        yield "before anything that CHAT knows", "\n".join(file.stray)


def _roles(header: list[str]) -> Iterator[tuple[str, str]]:
    """Who has which of the roles that CHAT knows; names are passed over."""
    for line in header:
        if line.startswith("@Participants:"):
            for entry in line.partition(":")[2].split(","):
                words = entry.split()
                if len(words) > 1 and words[-1].casefold() in _ROLES:
                    yield words[0], words[-1]


def _doubts(file: _File, turns: list[Utterance]) -> Iterator[str]:
    marked = sum(1 for turn in turns if _MARKS.search(turn.text))
    if marked:
        yield (
            f"{marked} turns hold CHAT's marks, such as [/] and &-um: kept as they stand; "
            "the format chat-plain takes them away"
        )
    roles = [f"{speaker} {role}" for speaker, role in _roles(file.header)]
    if roles:
        yield f"roles by @Participants: {', '.join(roles)}"
    if not any(line.startswith("@Begin") for line in file.header):
        yield "no @Begin: look whether the file is whole"


CHAT = register(Format("chat", (".cha",), read, _LIMIT))
PLAIN = register(Format("chat-plain", (), read_plain, _LIMIT))
