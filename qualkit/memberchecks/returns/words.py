"""Words as programs save them, made the same whatever saved them."""

from __future__ import annotations

import re
import unicodedata

#: PDF strings may switch language in the middle (ISO 32000-1, 7.9.2.2): the mark is no text.
_LANGUAGE = re.compile("\x1b[^\x1b]{2,4}\x1b")
_LOST = re.compile("[\ue000-\uf8ff\ufffd]")
LOST_LETTER = "a letter or emoji was lost by the program that saved it"


def tidied(text: str) -> str:
    r"""One line end, one form of each letter, no controls; nothing else is changed.

    Examples
    --------
    >>> tidied("one\r\ntwo\rthree\x00")
    'one\ntwo\nthree'
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\u2028", "\n")
    kept = "".join(char for char in plain if char in "\n\t" or unicodedata.category(char) != "Cc")
    return unicodedata.normalize("NFC", kept).strip()


def decoded(raw: bytes) -> str:
    """The text of a PDF string: UTF-16 or UTF-8 where it says so, else PDFDocEncoding."""
    for mark, encoding in (
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if raw.startswith(mark):
            return _LANGUAGE.sub("", raw[len(mark) :].decode(encoding, "replace"))
    return raw.decode("pdfdoc_pikepdf", "replace")


def doubt_about(text: str) -> str:
    """What is doubtful about words: letters that a program lost."""
    return LOST_LETTER if _LOST.search(text) else ""
