"""XML transcripts: text decoded, parsed strictly, and small enough to open. `archives` knows the parser."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import LoadError
from qualkit.loaders.archives import parse_xml
from qualkit.loaders.decode import TEXT_LIMIT, decode, normalise, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

#: Elements and attributes: more than a day of annotated talk has would open to something huge.
_MOST_PARTS = 600_000
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
#: Encodings of the past that are read where a file declares one.
_PAST = re.compile(r"iso8859-\d+|cp125\d|koi8-[rut]|mac-roman|shift_jis|euc_(?:jp|kr)|gb\w+|big5\w*")


class Tree(NamedTuple):
    """A file's outermost element, its comments, and what was done to its characters."""

    root: _Element
    comments: tuple[str, ...]
    normalised: tuple[str, ...]
    doubts: tuple[str, ...]


def read_xml(data: bytes, name: str) -> Tree:
    """Decode and parse a file's bytes.

    Raises
    ------
    LoadError
        It is no text, declares a document type, is not well-formed (the line is named), or too much.
    """
    decoded = decode(_recoded(data, name), name)
    text = decoded.text.lstrip()
    if not text.startswith("<"):
        raise LoadError(f"{name} is not XML: open it in the program that made it and save it again.")
    if text.count("<") + text.count("=") > _MOST_PARTS:
        raise LoadError(f"{name} holds more parts than the longest transcript: split it.")
    declaration = _DECLARATION.match(text)
    if declaration:  # what it says of its encoding is true no more; line numbers stay
        text = "\n" * declaration[0].count("\n") + text[declaration.end() :]
    return Tree(parse_xml(text.encode(), name), tuple(_comments(text)), decoded.normalised, decoded.doubts)


def _comments(text: str) -> Iterator[str]:
    begin = text.find("<!--")
    while begin >= 0 and (end := text.find("-->", begin)) >= 0:
        yield one_line(text[begin + 4 : end])
        begin = text.find("<!--", end)


def _recoded(data: bytes, name: str) -> bytes:
    """Bytes in an encoding of the past that the file declares, as UTF-8."""
    found = _DECLARED.search(data[:400])
    if found is None or len(data) > TEXT_LIMIT:
        return data
    try:
        codec = codecs.lookup(found[1].decode("ascii")).name
        return data.decode(codec).encode() if _PAST.fullmatch(codec) else data
    except LookupError:
        return data
    except UnicodeDecodeError as error:
        raise LoadError(
            f"{name} says it is {found[1].decode('ascii')}, but byte {error.start:,} is not: save it as UTF-8."
        ) from None


def name_of(element: _Element) -> str:
    """An element's name without its namespace.

    Examples
    --------
    >>> from lxml import etree
    >>> name_of(etree.fromstring('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'))
    'TEI'
    """
    return str(element.tag).rpartition("}")[2]


def children(element: _Element, name: str) -> Iterator[_Element]:
    """The elements of that name just below."""
    return (child for child in element if name_of(child) == name)


def within(element: _Element, name: str) -> Iterator[_Element]:
    """The elements of that name anywhere below, in their order."""
    return (child for child in element.iter("*") if name_of(child) == name)


def words_of(element: _Element) -> str:
    """An element's words with those of everything in it, white space evened out, accents composed."""
    return one_line(normalise("".join(str(piece) for piece in element.itertext("*")))[0])
