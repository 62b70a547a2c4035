"""oTranscribe: a web page's body in JSON, with times as spans, and the name of the recording beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualkit.errors import LoadError
from qualkit.loaders.blocks import Table
from qualkit.loaders.decode import Decoded, decode
from qualkit.loaders.html import Page
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.turns import read_talk

if TYPE_CHECKING:
    from qualkit.loaders.labels import Line

_NAMES = {"media": "name of the recording", "media-source": "address of the recording"}


def read(given: Given) -> Loaded:
    """Read what oTranscribe exports; a paragraph without a label is a turn that names nobody.

    Raises
    ------
    LoadError
        It is no oTranscribe file, or holds no text.
    """
    decoded = decode(given.data, given.name)
    file = _file(decoded, given.name)
    page = Page(str(file["text"]), given.name)
    talk = read_talk(_lines(page), apart=True)
    return Loaded(
        talk.utterances,
        (*decoded.normalised, *page.normalised),
        page.titles + talk.header,
        page.left_out + talk.left_out,
        (*decoded.doubts, *page.doubts, *talk.doubts),
        talk.marks,
        tuple(page.withheld),
        page.source,
        (*(kind for key, kind in _NAMES.items() if file.get(key)), *page.stripped),
    )


def _file(decoded: Decoded, name: str) -> dict[str, object]:
    try:
        file = json.loads(decoded.text)
    except (ValueError, RecursionError):
        raise LoadError(f"{name} is no oTranscribe file: export it again, or save it as text.") from None
    if not isinstance(file, dict) or not isinstance(file.get("text"), str):
        raise LoadError(f"{name} is no oTranscribe file: it has no 'text'. Export it again.")
    try:
        file["text"].encode()
    except UnicodeEncodeError:
        raise LoadError(f"{name} holds characters that are no text: export it again.") from None
    return file


def _lines(page: Page) -> list[Line]:
    return [line for block in page.blocks for line in (block.lines() if isinstance(block, Table) else block)]


FORMAT = register(Format("otr", (".otr",), read))
