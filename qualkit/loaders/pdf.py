"""PDF: the text of its pages, in reading order, without what only the pages needed.

Headers, footers and page numbers are set apart, words that a line end broke are put together, and
paragraphs run on over pages. A picture of text has no text: that is said, and not read as silence.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from qualkit.errors import LoadError
from qualkit.loaders.decode import normalise
from qualkit.loaders.pdf_layout import HYPHEN, lines_of, mend, rows_of, without_line_numbers, without_margins
from qualkit.loaders.pdf_pages import Pages, pages_of, upright
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.turns import read_talk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualkit.loaders.labels import Line

#: Scans are big.
_LIMIT = 100_000_000
_START = 1024
#: With more letters than this share that no font explains, the rest is no help.
_RIDDLES = 0.2
_NAMED = 8
_LIGATURES = re.compile("[\ufb00-\ufb06]")


def read(given: Given) -> Loaded:
    """Read a PDF.

    Raises
    ------
    LoadError
        It is no PDF, broken, locked, a trap, or a picture of text.
    """
    if b"%PDF" not in given.data[:_START]:
        raise LoadError(f"{given.name} is no PDF: look at its ending, or save it again.")
    return loaded_from(pages_of(given.data, given.name), given.name)


def loaded_from(found: Pages, name: str) -> Loaded:
    """Make talk of what stands on pages.

    Raises
    ------
    LoadError
        They hold no text, or none that can be told.
    """
    written = "\n".join(piece.text for page in found.pages for piece in page.pieces)
    pictures = [number for number, page in enumerate(found.pages, 1) if page.pictures and not page.pieces]
    body, margins = without_margins([rows_of(page) for page in found.pages])
    body, numbers = without_line_numbers(body)
    if not any(body):
        raise LoadError(
            f"{name} is a picture of text, it needs OCR: run it through a program that reads scans, then add it."
            if any(page.pictures for page in found.pages)
            else f"{name} holds no text: look whether it is the right file."
        )
    if sum(map(_is_riddle, written)) > _RIDDLES * len(written):
        raise LoadError(f"{name} does not say which letters it shows: it needs OCR, as a scan does.")
    broken = lines_of(body)
    ends = sum(line.text.count(HYPHEN) for line in broken)
    lines, gone = mend(broken)
    talk = read_talk(_evened(lines))
    notes = "\n".join(page.notes for page in found.pages)
    source = written.replace(HYPHEN, "-")
    done = normalise(_spelt(source))[1]
    left_out = [("page headers, footers and numbers", _plain(text)) for text in margins]
    left_out += [("numbers of lines", "\n".join(numbers))] if numbers else []
    left_out += [("set at another angle than the page", _plain(text)) for text in _askew(found)]
    left_out += [("hyphens at line ends", "-" * gone)] if gone else []
    return Loaded(
        talk.utterances,
        (*done, *_said(gone, ends)),
        talk.header,
        (*left_out, *talk.left_out),
        (*_doubts(pictures), *talk.doubts),
        talk.marks,
        (("note on the page", _plain(notes)),) if notes.strip() else (),
        _plain(f"{source}\n{notes}"),
        tuple(found.about),
    )


def _askew(found: Pages) -> list[str]:
    """Watermarks, and what is printed up the edge of a page."""
    return [
        piece.text for page in found.pages for piece in page.pieces if piece.angle != upright(page.pieces)
    ]


def _evened(lines: Iterable[Line]) -> list[Line]:
    return [
        line
        if line.text.isascii()
        else line._replace(text=_plain(line.text), bold=len(_plain(line.text[: line.bold])))
        for line in lines
    ]


def _plain(text: str) -> str:
    return normalise(_spelt(text.replace(HYPHEN, "-")))[0]


def _spelt(text: str) -> str:
    """Write ligatures out: nobody searches for them."""
    return _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _is_riddle(character: str) -> bool:
    return character == "\ufffd" or (
        character not in "\n\t" and unicodedata.category(character) in {"Co", "Cc"}
    )


def _said(gone: int, ends: int) -> tuple[str, ...]:
    return (
        (f"{ends} words broken at a line end put together, {gone} of them without the hyphen",)
        if ends
        else ()
    )


def _doubts(pictures: list[int]) -> tuple[str, ...]:
    if not pictures:
        return ()
    where = ", ".join(map(str, pictures[:_NAMED])) + (" and more" if len(pictures) > _NAMED else "")
    return (f"page {where}: a picture without text; if it shows talk, it needs OCR",)


FORMAT = register(Format("pdf", (".pdf",), read, _LIMIT))
