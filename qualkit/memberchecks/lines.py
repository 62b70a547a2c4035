"""Where a line may break: words are set as they are, yet nothing runs off the page or is torn apart."""

from __future__ import annotations

import re
import unicodedata

_NO_BREAK, _MAY_BREAK = "\u00a0", "\u200b"
#: Longer than this, a word may be wider than half a page of standard print.
_LONG = 24
_LONG_WORD = re.compile(rf"\S{{{_LONG + 1},}}")
#: The space between two groups of digits, after a small number, and before a year.
_TOGETHER = re.compile(r"(?<=\d) (?=\d)|(?:(?<=\b\d)|(?<=\b\d\d)) (?=[A-Za-z])|(?<=[a-z]) (?=\d{4}\b)")
#: Marks that steer the direction of writing, and that no font draws: the letters bring their own.
_STEERING = dict.fromkeys((0x061C, *range(0x2066, 0x206A)))


def tidied(text: str) -> str:
    r"""The same words with line ends and tabs in one form, and without marks that nothing draws.

    Examples
    --------
    >>> tidied("one\ttwo\r\nthree")
    'one two\nthree'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").translate(_STEERING)


def settable(text: str) -> str:
    r"""The same words in a form that a printed page can hold: very long ones may go on in the next line.

    Examples
    --------
    >>> len(settable("a" * 60)) - 60
    2
    """
    return _LONG_WORD.sub(lambda found: _breakable(found[0]), tidied(text))


def kept_together(text: str) -> str:
    r"""The text with telephone numbers, dates and numbers of things on one line each.

    Examples
    --------
    >>> kept_together("Ring 01632 960147 by 29 January 2027.").split(" ")
    ['Ring', '01632\xa0960147', 'by', '29\xa0January\xa02027.']
    """
    return _TOGETHER.sub(_NO_BREAK, tidied(text))


def _breakable(word: str) -> str:
    """A long word that may go on in the next line, without a hyphen: after a sign, or else anywhere."""
    pieces = re.findall(rf"(?:[^\W_]){{1,{_LONG}}}[\W_]*|[\W_]+", word)
    joined = _MAY_BREAK.join(pieces)
    # A mark belongs to the letter before it.
    return "".join(
        char
        for at, char in enumerate(joined)
        if not (char == _MAY_BREAK and at + 1 < len(joined) and unicodedata.combining(joined[at + 1]))
    )


def is_rtl(text: str) -> bool:
    """Whether a text is written from right to left: its first letter with a direction says so.

    Examples
    --------
    >>> is_rtl("2 שלום"), is_rtl("عربي, then English"), is_rtl("No: שלום")
    (True, True, False)
    """
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
