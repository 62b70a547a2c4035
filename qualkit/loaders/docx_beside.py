"""What a Word file holds beside its talk: counted or named by kind, and never kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualkit.loaders.decode import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from qualkit.loaders.archives import Archive

_PARTS = (
    (re.compile(r"(?:header|footer)\d*\.xml"), "page header or footer"),
    (re.compile(r"comments\d*\.xml"), "comment"),
    (re.compile(r"footnotes\d*\.xml"), "footnote"),
    (re.compile(r"endnotes\d*\.xml"), "endnote"),
)
_PEOPLE = {
    "creator": "author",
    "lastModifiedBy": "who changed it last",
    "title": "title",
    "subject": "subject",
    "keywords": "keywords",
    "description": "description",
    "Company": "company",
    "Manager": "manager",
}
_ABOUT = frozenset({"core.xml", "app.xml", "custom.xml", "people.xml"})
_TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"})


class Beside(NamedTuple):
    """Words that are no talk, with their kind, and kinds of data about people."""

    withheld: tuple[tuple[str, str], ...]
    stripped: tuple[str, ...]


def beside(archive: Archive, body: _Element) -> Beside:
    """Look through the parts that are not the document itself.

    Raises
    ------
    LoadError
        One of them is broken.
    """
    withheld: list[tuple[str, str]] = []
    people: list[str] = []
    for member in sorted(archive.members):
        name = member.rpartition("/")[2]
        kind = next((kind for shape, kind in _PARTS if shape.fullmatch(name)), None)
        if kind:
            root = archive.xml(member)
            withheld += [(kind, normalise(words)[0]) for words in _paragraphs(root)]
            people += ["who commented"] if kind == "comment" and len(root) else []
        elif name in _ABOUT:
            people += _about(archive.xml(member), name)
    people += (
        ["who tracked changes"]
        if any(_tag(node) in _TRACKED and _author(node) for node in body.iter())
        else []
    )
    return Beside(tuple(withheld), tuple(dict.fromkeys(people)))


def _tag(node: _Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _author(node: _Element) -> bool:
    return any(str(key).endswith("}author") and value for key, value in node.attrib.items())


def _paragraphs(root: _Element) -> Iterator[str]:
    for paragraph in root.iter():
        if _tag(paragraph) == "p":
            words = "".join(node.text or "" for node in paragraph.iter() if _tag(node) in {"t", "delText"})
            if words.strip():
                yield words


def _about(root: _Element, name: str) -> list[str]:
    if name == "people.xml":
        return ["who commented or tracked changes"] if len(root) else []
    if name == "custom.xml":
        return ["properties of its own"] if len(root) else []
    return [_PEOPLE[_tag(node)] for node in root if _tag(node) in _PEOPLE and (node.text or "").strip()]
