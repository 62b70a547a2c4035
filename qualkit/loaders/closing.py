"""What stands under the talk and nobody says: closing remarks, and notes that figures in the talk point to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualkit.loaders.times import CLOCK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualkit.loaders.labels import Line, Spot

#: A closing remark is no longer.
_LINE = 200
_REMARK = re.compile(
    r"transcribed (?:by|with|using) (?:https?://)?\S+(?: \S+){0,4}"
    r"|[\[(*]*\s*(?:the )?(?:end of (?:the )?(?:interview|transcript|transcription|recording|audio|tape|file)"
    rf"|(?:interview|recording|audio|tape) (?:ends|ended))\W*(?:{CLOCK})?\W*",
    re.IGNORECASE,
)
_NOTES = re.compile(r"\W*(?:end\s?notes?|foot\s?notes?|notes)\W*", re.IGNORECASE)
_NOTE = re.compile(r"\s*(?:\[\^?\w{1,5}\]:?|\(\d{1,3}\)|\d{1,3}[.):]?|[ivx]{1,6}[.)])\s+\S", re.IGNORECASE)


def is_remark(text: str) -> bool:
    """Whether a line only says that the talk, or the typing of it, has come to its end.

    Examples
    --------
    >>> is_remark("[End of interview]"), is_remark("End of audio: 00:33:10"), is_remark("In the end I left")
    (True, True, False)
    """
    plain = text.strip()
    return len(plain) <= _LINE and _REMARK.fullmatch(plain) is not None


def closing(lines: Sequence[Line], labels: Sequence[Spot | None]) -> tuple[int, list[tuple[str, str]]]:
    """Say with which line the talk ends, and what was written under it, with the reason for leaving it out.

    Examples
    --------
    >>> from qualkit.loaders.labels import Line
    >>> closing([Line("Yes.[1]"), Line("Notes"), Line("[1] A home.")], [None] * 3)
    (1, [('endnotes', 'Notes'), ('endnotes', '[1] A home.')])
    """
    end, notes = _before_notes(lines, labels)
    left_out: list[tuple[str, str]] = []
    while end and not labels[end - 1]:
        text = lines[end - 1].text.strip()
        if text and not is_remark(text):
            break
        if text:
            left_out.append(("written under the talk", text))
        end -= 1
    return end, [*left_out, *notes]


def _before_notes(lines: Sequence[Line], labels: Sequence[Spot | None]) -> tuple[int, list[tuple[str, str]]]:
    """Notes stand under a heading that says so, and each begins with its sign."""
    last = max((at for at, spot in enumerate(labels) if spot), default=-1)
    for at in range(last + 1, len(lines)):
        if _NOTES.fullmatch(lines[at].text[:_LINE]):
            below = [line.text.strip() for line in lines[at + 1 :] if line.text.strip()]
            if below and _NOTE.match(below[0]):
                return at, [("endnotes", text) for text in (lines[at].text.strip(), *below)]
            break
    return len(lines), []
