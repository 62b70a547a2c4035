"""Bytes become text: what the encoding is, and what was evened out on the way.

The ladder is: a byte-order mark, strict UTF-8, UTF-16 by its pattern of zero bytes, and then
Windows-1252 with a doubt said aloud. Detectors are not asked: for British English they mistake
Windows-1252 for its neighbours and turn a pound sign into something else.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import islice
from typing import NamedTuple

from qualkit.errors import LoadError

#: As much text as one file may hold; a day of talk is about 1 MB.
TEXT_LIMIT = 10_000_000

#: As many lines as one file may hold, and as many with anything on them; a day of talk has about 10,000.
LINE_LIMIT = 1_000_000
TALK_LINES = 100_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "a zip archive, such as a Word or OpenDocument file"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file, or one locked with a password"),
    (b"SQLite format 3", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"RIFF", "a recording"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
)
# Vertical tab, form feed, and the bullet that CHAT puts round times are text; the rest is not.
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x14\x16-\x1a\x1c-\x1f]")
_UNSAVED = re.compile("[\x00\ufffe\uffff\ud800-\udfff]")
_SAMPLE = 4096
#: White space but for the no-break spaces, which are kept.
_GAPS = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
_BEYOND_ASCII = re.compile(r"[^\s\x80-\U0010ffff]{0,30}[\x80-\U0010ffff]\S{0,30}")
_MOST_LOOKED_AT = 1_000
_PREVIEWED = 12


class Decoded(NamedTuple):
    r"""Text with ``\n`` at line ends, in NFC, and what was done to get it; `preview` has words that were guessed."""

    text: str
    normalised: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    preview: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    r"""Read a text file's bytes.

    Parameters
    ----------
    data
        The whole file.
    name
        What to call it in an error.

    Raises
    ------
    LoadError
        It is empty, too long, or no text.

    Examples
    --------
    >>> decode(b"It cost \xa320", "P1.txt").text
    'It cost £20'
    """
    _refuse_what_is_no_text(data, name)
    raw, doubts = _characters(data, name)
    preview = _changed_words(raw) if doubts else ()
    if _UNSAVED.search(raw):
        raise LoadError(f"{name} holds characters that are no text: save it again as UTF-8.")
    text, normalised = normalise(raw)
    if not text.strip():
        raise LoadError(f"{name} is empty: there are no words in it.")
    if text.count("\n") > LINE_LIMIT:
        raise LoadError(f"{name} has more than {LINE_LIMIT:,} lines: look whether it is a transcript.")
    return Decoded(text, normalised, doubts, preview)


def lines_of(decoded: Decoded, name: str) -> list[str]:
    r"""Cut a text into lines at ``\n`` and nowhere else: a form feed or a line separator is a character of its line.

    Raises
    ------
    LoadError
        There are more lines than any transcript has.
    """
    lines = decoded.text.split("\n")
    if len(lines) > TALK_LINES and sum(1 for line in lines if line.strip()) > TALK_LINES:
        raise LoadError(f"{name} has more than {TALK_LINES:,} lines of talk: split it.")
    return lines


def _refuse_what_is_no_text(data: bytes, name: str) -> None:
    if not data.strip():
        raise LoadError(f"{name} is empty: there are no words in it.")
    if len(data) > TEXT_LIMIT:
        size, limit = len(data) // 1_000_000, TEXT_LIMIT // 1_000_000
        raise LoadError(f"{name} has {size} MB; a transcript as text may have {limit} MB: split it.")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise LoadError(f"{name} is {kind}, not text: give it its true ending, or save it as text.")


def _characters(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name), ()
    if b"\x00" in data:
        return _strict(data, _zeros_say(data, name), name), ()
    if len(_CONTROLS.findall(data)) > max(2, len(data) // 1000):
        raise LoadError(f"{name} is not text: open it in the program that made it and save it as text.")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _windows(data, name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise LoadError(
            f"{name} says it is {encoding.upper()}, but byte {error.start:,} is not: save it again as UTF-8."
        ) from None


def _zeros_say(data: bytes, name: str) -> str:
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    few = max(even, odd) < len(sample) // 2 * 0.3
    if few or min(even, odd) > max(even, odd) * 0.1:
        raise LoadError(f"{name} is not text: open it in the program that made it and save it as text.")
    return "utf-16-le" if odd > even else "utf-16-be"


def _windows(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    stray = len(re.findall("[\udc80-\udcff]", data.decode("utf-8", "surrogateescape")))
    high = len(re.findall(rb"[\x80-\xff]", data))
    try:
        if high > stray * 10:  # UTF-8 with a slip in it: the rest must not be garbled for that
            text = re.sub("[\udc80-\udcff]", _one_windows_byte, data.decode("utf-8", "surrogateescape"))
            return text, (f"UTF-8, but for {stray} bytes read as Windows-1252: look at quotes and accents",)
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise LoadError(
            f"{name} is neither UTF-8 nor Windows-1252 (byte {error.start:,}): save it again as UTF-8."
        ) from None
    return text, ("not UTF-8; read as Windows-1252: look at £, quotes and accents",)


def _changed_words(text: str) -> tuple[str, ...]:
    """The first words with a character beyond ASCII, each once: what a wrong guess would garble."""
    found = dict.fromkeys(word[0] for word in islice(_BEYOND_ASCII.finditer(text), _MOST_LOOKED_AT))
    return tuple(islice(found, _PREVIEWED))


def _one_windows_byte(found: re.Match[str]) -> str:
    return bytes([ord(found[0]) - 0xDC00]).decode("cp1252")


def normalise(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Even out line ends, soft hyphens, stray marks and accents, and say which.

    Examples
    --------
    >>> normalise("So\u00adfa\r\nSia\u0302n")
    ('Sofa\nSiân', ('line ends made \\n', '1 soft hyphen removed', 'accents composed (NFC)'))
    """
    done: list[str] = []
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        done.append("line ends made \\n")
    for character, called in (("\u00ad", "soft hyphen"), ("\ufeff", "byte-order mark")):
        count = text.count(character)
        if count:
            text = text.replace(character, "")
            done.append(f"{count} {called}{'s' if count > 1 else ''} removed")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        done.append("accents composed (NFC)")
    return text, tuple(done)


def one_line(text: str) -> str:
    r"""Make every stretch of white space one space; no-break spaces are kept.

    Examples
    --------
    >>> one_line(" So\nI\u00a0 said")
    'So I\xa0 said'
    """
    return _GAPS.sub(" ", text).strip()
