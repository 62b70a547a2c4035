"""A transcript is corrected: a new revision, and everything that stood on the old one carried over."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from qualkit.coding import Edit, follow
from qualkit.desk import anchoring
from qualkit.errors import SegmentError
from qualkit.loaders import load_transcript, role_of
from qualkit.model import COVERED, HELD_BACK, Correction, Transcript, Utterance
from qualkit.store import anchors, distress, revisions, talk
from qualkit.store.holds import COVER
from qualkit.store.journal import Act
from qualkit.store.talk import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from qualkit.coding import Anchor
    from qualkit.desk.anchoring import Found
    from qualkit.model import Coder, Turn
    from qualkit.store.journal import Journal
    from qualkit.store.store import Store


#: Words and what lies between them.
_SPLIT = re.compile(r"\w+|\W")


@dataclass(frozen=True)
class Corrected:
    """What the new text is to be, in one of four ways: words in a turn, the whole text, its turns, or a file.

    `old` and `new` are the words and what they should have been; `nth` says which, where they stand more than once.
    """

    old: str = field(default="", repr=False)
    new: str = field(default="", repr=False)
    turn: int | None = None
    nth: int | None = None
    text: str | None = field(default=None, repr=False)
    turns: tuple[Utterance, ...] | None = None
    file: str | Path | None = None
    reason: str = field(default="", repr=False)


@dataclass(frozen=True)
class Revised:
    """A new text as utterances; and, where they are known one by one, the edits that led to it."""

    utterances: tuple[Utterance, ...]
    edits: tuple[Edit, ...] | None = None
    reason: str = "corrected"


def correct(
    store: Store, coder: Coder, document: str, wanted: Corrected, *, dry_run: bool = False
) -> Correction:
    """Write a correction, or with `dry_run` only say what it would do.

    Raises
    ------
    NotFound, SegmentError, LoadError
    """
    if dry_run:
        with store.reading() as connection:
            old = talk.read_transcript(connection, document, cover=())
            new, found = _laid(old, _revised(old, wanted))
            row = talk.document_row(connection, document)
            covered = _covered(connection, row.id)
            carried = anchoring.find_places(connection, row.id, new, found)
        return _report(old, new, carried, covered)
    with store.changing(Act(coder.id, "correct", "transcript", "")) as journal:
        old = talk.read_transcript(journal.connection, document, cover=())
        return revise(journal, old, _revised(old, wanted))


def revise(journal: Journal, old: Transcript, revised: Revised) -> Correction:
    """Store a new revision of a whole transcript (nothing of it covered), and carry over what stood on the old one."""
    row = talk.document_row(journal.connection, old.document)
    journal.act = replace(journal.act, noun_id=row.id)
    new, found = _laid(old, revised)
    covered = _covered(journal.connection, row.id)
    strangers = {label: _stranger(label) for label in new.speakers if label not in old.speakers}
    talk.add_speakers(journal, row.id, strangers)
    revisions.write_revision(journal, row.id, new, revised.reason)
    carried = anchoring.find_places(journal.connection, row.id, new, found)
    anchoring.write_places(journal, new, carried)
    return _report(old, new, carried, covered)


def _covered(connection: Connection, document: str) -> dict[str, str]:
    """What stands for the words of codings that are flagged as distressing, or held back: that comes first."""
    flagged = dict.fromkeys(distress.flagged_codings(connection, document), COVERED)
    return flagged | dict.fromkeys(anchors.covered_codings(connection, document), HELD_BACK)


def _stranger(label: str | None) -> Part:
    """Nobody has said whose words a new label's are: an interviewer's, if it says so, else nobody's yet."""
    return Part("interviewer" if role_of(label) == "interviewer" else "other")


def _laid(old: Transcript, revised: Revised) -> tuple[Transcript, Found | None]:
    new = Transcript.of(old.document, revised.utterances, old.source, old.revision + 1)
    if (new.text, [turn.speaker for turn in new]) == (old.text, [turn.speaker for turn in old]):
        raise SegmentError(f"{old.document} reads so already: nothing was changed.")
    if COVER in new.text and COVER not in old.text:
        raise SegmentError(
            f"The new text of {old.document} has covered passages in it ({COVER}): it was made from a copy in which "
            "words are held back. Correct a copy that has them, or correct words in single turns."
        )
    edits = revised.edits

    def exactly(stretches: Sequence[tuple[int, int]]) -> list[Anchor]:
        return follow(edits or (), stretches)

    return new, None if edits is None else exactly


def _report(
    old: Transcript, new: Transcript, carried: Sequence[anchoring.Carried], covered: Mapping[str, str]
) -> Correction:
    strangers = [
        f"'{label}' is a new speaker of whom nothing is known: say who it is with  qualkit speakers"
        for label in new.speakers
        if label not in old.speakers
    ]
    told = (*anchoring.told(carried), *strangers)
    return Correction(new.document, new.revision, anchoring.reported(new, carried, covered), told)


# --- from what is asked for to a new text --------------------------------------------------------


def _revised(old: Transcript, wanted: Corrected) -> Revised:
    ways = [
        name
        for name, given in (
            ("words", bool(wanted.old or wanted.new)),
            ("text", wanted.text is not None),
            ("turns", wanted.turns is not None),
            ("file", wanted.file is not None),
        )
        if given
    ]
    if len(ways) != 1:
        raise SegmentError(
            "Say in one way what is to be corrected: words and what they should be, the text, the turns, or a file; "
            f"{' and '.join(ways) or 'nothing'} came."
        )
    made = _WAYS[ways[0]](old, wanted)
    return replace(made, reason=wanted.reason.strip() or made.reason)


def _words(old: Transcript, wanted: Corrected) -> Revised:
    """Words in one turn, put right: what else is there is not looked at."""
    new = _clean(wanted.new)
    if "\n" in new:
        raise SegmentError("A turn is one line: to begin another turn, split it (split_turn).")
    at = _where(old, wanted)
    turn = old.turn_at(at)
    left = at - turn.start
    said = turn.text[:left] + new + turn.text[left + len(wanted.old) :]
    if not said.strip():
        raise SegmentError(
            f"Turn {turn.number} of {old.document} would be empty: give a file without it, or join it to another."
        )
    utterances = [_utterance(each) for each in old]
    utterances[turn.number] = utterances[turn.number]._replace(text=said)
    return Revised(tuple(utterances), (_trimmed(at, wanted.old, new),), "words put right")


def _where(old: Transcript, wanted: Corrected) -> int:
    words = wanted.old
    if not words.strip() or "\n" in words:
        raise SegmentError("Say which words to put right, copied from one turn of the text.")
    first, last = 0, len(old.text)
    if wanted.turn is not None:
        turn = turn_of(old, wanted.turn)
        first, last = turn.start, turn.end
    found = [match.start() for match in re.finditer(f"(?={re.escape(words)})", old.text[first:last])]
    where = old.document if wanted.turn is None else f"turn {wanted.turn} of {old.document}"
    if not found or (wanted.nth or 1) > len(found):
        raise SegmentError(f"Those words do not stand so often in {where}: copy them from the text.")
    if len(found) > 1 and wanted.nth is None:
        raise SegmentError(
            f"Those words stand {len(found)} times in {where}: say which turn, more words, or which time (nth)."
        )
    return first + found[(wanted.nth or 1) - 1]


def _trimmed(at: int, old: str, new: str) -> Edit:
    """The edit without the whole words that are the same at either end: a coding that ends there is not touched."""
    was, become = _SPLIT.findall(old), _SPLIT.findall(new)
    left = _alike(was, become)
    right = _alike(was[len(left) :][::-1], become[len(left) :][::-1])
    first, last = len("".join(left)), len("".join(right))
    return Edit(at + first, at + len(old) - last, new[first : len(new) - last])


def _alike(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return [
        mine for mine, theirs in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    ]


def _text(old: Transcript, wanted: Corrected) -> Revised:
    """The whole text, a line a turn: the speakers stay."""
    lines = _clean(wanted.text or "").strip("\n").split("\n")
    if len(lines) != len(old.turns):
        raise SegmentError(
            f"{old.document} has {len(old.turns)} turns, and the text has {len(lines)} lines: give a line a turn, or "
            "give turns or a file that say who speaks."
        )
    return Revised(tuple(_utterance(turn)._replace(text=line) for turn, line in zip(old, lines, strict=True)))


def _turns(old: Transcript, wanted: Corrected) -> Revised:
    said = [turn._replace(text=_clean(turn.text).strip("\n")) for turn in wanted.turns or ()]
    if not any(turn.text.strip() for turn in said):
        raise SegmentError(f"The corrected turns of {old.document} have no words.")
    if any("\n" in turn.text or not turn.text.strip() for turn in said):
        raise SegmentError("A turn is one line with words in it; one of these is not.")
    return Revised(tuple(_timed(old, said)))


def _file(old: Transcript, wanted: Corrected) -> Revised:
    assert wanted.file is not None
    loaded = load_transcript(wanted.file)
    return Revised(tuple(_timed(old, [_utterance(turn) for turn in loaded])), reason="corrected from a file")


def _timed(old: Transcript, said: list[Utterance]) -> list[Utterance]:
    """Times and questions that the new turns do not tell stay, where the turns are as many as they were."""
    if len(said) != len(old.turns) or any(turn.start_time is not None for turn in said):
        return said
    return [
        turn._replace(
            start_time=was.start_time, end_time=was.end_time, question=turn.question or was.question
        )
        for turn, was in zip(said, old, strict=True)
    ]


_WAYS = {"words": _words, "text": _text, "turns": _turns, "file": _file}


def _clean(words: str) -> str:
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n"))


def _utterance(turn: Turn) -> Utterance:
    return Utterance(turn.speaker, turn.text, turn.start_time, turn.end_time, turn.question)


def turn_of(transcript: Transcript, number: int) -> Turn:
    """The turn of that number, from 0.

    Raises
    ------
    SegmentError
        There is none.
    """
    if not 0 <= number < len(transcript.turns):
        raise SegmentError(
            f"{transcript.document} has turns 0 to {len(transcript.turns) - 1}; {number} is none of them."
        )
    return transcript.turns[number]


def utterances_of(transcript: Iterable[Turn]) -> list[Utterance]:
    """The turns without their places."""
    return [_utterance(turn) for turn in transcript]
