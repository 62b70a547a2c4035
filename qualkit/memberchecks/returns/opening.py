"""A file that came back: told by what is in it, read by its format's reader."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from qualkit.errors import ReturnError
from qualkit.memberchecks.returns.picture import is_picture, read_picture
from qualkit.memberchecks.returns.table import is_table, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from qualkit.model import Return

#: No paper is as large; a file beyond it is not even read.
_MOST = 64 * 2**20


def read_file(path: Path) -> tuple[list[Return], bytes]:
    """Everything that one file holds: a PDF, form, picture or Word file one return, a table as many as it has papers.

    Returns
    -------
    list of Return, bytes
        What it says, each with the SHA-256 of the file, and the file's own bytes.

    Raises
    ------
    ReturnError
        It is not there, damaged, locked, no answers, or two papers in one.
    """
    content = _bytes(path)
    mark = hashlib.sha256(content).hexdigest()
    return [replace(item, sha256=mark) for item in _read(content, path.name)], content


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST:
            raise ReturnError(f"{path.name} is larger than 64 MB, as no paper is: it is put aside.")
        return path.read_bytes()
    except OSError as error:
        raise ReturnError(f"{path} cannot be read ({error.strerror}).") from None


def _read(content: bytes, name: str) -> list[Return]:
    if b"%PDF-" in content[:1024]:
        from qualkit.memberchecks.returns.pdf import read_pdf

        return [read_pdf(content, name)]
    if content.startswith(b"PK\x03\x04"):
        from qualkit.memberchecks.returns.word import read_word

        return [read_word(content, name)]
    if is_picture(content):
        return [read_picture(content, name)]
    text = _text(content)
    if text is not None and text.lstrip().startswith("{"):
        from qualkit.memberchecks.returns.form import read_form

        return [read_form(text, name)]
    if text is not None and is_table(text):
        return read_table(text, name)
    raise ReturnError(
        f"{name} is no paper's PDF or picture, no file of answers and no table of answers: it is put aside."
    )


def _text(content: bytes) -> str | None:
    """The text of a file that is one: UTF-8 with or without its mark, UTF-16 with it, or else Windows' own."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for known in (encoding, "cp1252"):
        try:
            text = content.decode(known)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None
