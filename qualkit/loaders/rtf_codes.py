"""RTF cut into its codes and characters, whatever code page they are in."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)|(?P<stray>\\)",
    re.DOTALL,
)
#: Code pages of the character sets that a font table names; the others are Windows' own.
_CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_NUMBERED = {10000: "mac_roman", 65001: "utf-8"}
_SIGNED, _CODES = 0x8000, 0x10000


class Code(NamedTuple):
    """A code word with its number, a sign (such as ``{`` or ``~``), or characters (`word` is "")."""

    word: str
    number: int | None = None
    text: str = ""


def codes(data: bytes) -> Iterator[Code]:
    """Cut an RTF file; pictures' raw bytes are passed over, bytes gathered to be read together."""
    text = data.decode("latin-1")
    at, held = 0, bytearray()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:  # cannot be: every character is one of the kinds
            break
        at = found.end()
        piece = _bytes(found)
        if piece:
            held += piece
            continue
        if held and found.lastgroup:
            yield Code("", None, held.decode("latin-1"))
            held = bytearray()
        code = _code(found)
        if code is None:
            continue
        if code.word == "bin":
            at += max(0, code.number or 0)
        yield code
    if held:
        yield Code("", None, held.decode("latin-1"))


def _bytes(found: re.Match[str]) -> bytes:
    if found["hex"]:
        return bytes.fromhex(found["hex"])
    return found["text"].encode("latin-1") if found["text"] else b""


def _code(found: re.Match[str]) -> Code | None:
    if found["word"]:
        return Code(found["word"], int(found["number"]) if found["number"] else None)
    sign = found["brace"] or found["sign"]
    return Code(sign if found["brace"] else "\\" + sign) if sign else None


class Fonts:
    """Which code page characters are in: the file's, or the font's."""

    def __init__(self) -> None:
        self.page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._named: int | None = None
        self.unknown = 0

    def note(self, code: Code) -> None:
        """Take what a code says of code pages."""
        number = code.number or 0
        if code.word in _PAGES:
            self.page = _PAGES[code.word]
        elif code.word == "ansicpg":
            self.page = _known(_NUMBERED.get(number, f"cp{number}"), self.page)

    def define(self, code: Code) -> None:
        """Take what the font table says."""
        if code.word == "f":
            self._named = code.number
        elif code.word == "fcharset" and self._named is not None and code.number in _CHARSETS:
            self._fonts[self._named] = _CHARSETS[code.number]

    def decoded(self, written: str, font: int | None) -> str:
        """Characters that stand as bytes."""
        if written.isascii():
            return written
        text = written.encode("latin-1").decode(self._fonts.get(font or 0, self.page), "replace")
        self.unknown += text.count("\ufffd")
        return text


def _known(page: str, otherwise: str) -> str:
    try:
        codecs.lookup(page)
        b"a".decode(page)
    except (LookupError, ValueError):
        return otherwise
    return page


def unicode_unit(number: int) -> str:
    r"""The unit that ``\u`` names: a character, or half of one.

    Examples
    --------
    >>> unicode_unit(226), unicode_unit(-10179) == chr(0xD83D)
    ('â', True)
    """
    return chr((number + _CODES if number < 0 else number) % _CODES)
