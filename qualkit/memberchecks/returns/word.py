"""The Word file: answers stand in its content controls, under the tags of `answer_names`."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from qualkit.errors import ReturnError
from qualkit.memberchecks.answer_names import MORE, PAPER_CODE, PAPER_ID, named
from qualkit.memberchecks.returns.words import doubt_about, tidied
from qualkit.model import Answer, Return

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DOCUMENT = "word/document.xml"
#: No paper's text is as large; a packed file beyond it is not unpacked.
_MOST = 32 * 2**20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_TICKED = ("1", "true", "on")


def read_word(content: bytes, name: str) -> Return:
    """Read the Word file; what was written outside the controls is not looked for, and that is said.

    Raises
    ------
    ReturnError
        It is damaged, or no paper of ours.
    """
    texts: dict[str, str] = {}
    ticked: dict[int, list[str]] = {}
    numbers: dict[int, None] = {}
    for tag, control in _controls(_root(content, name)):
        known = named(tag)
        if known is not None:
            numbers[known.number] = None
            if known.value and _is_ticked(control):
                ticked.setdefault(known.number, []).append(known.value)
        if known is None or known.kind == "own":
            texts[tag] = _text(control)
    if not texts.get(PAPER_ID):
        raise ReturnError(
            f"{name} is a Word file without a paper's number in it: it is put aside. If it is a paper of this study, "
            "type it in:  qualkit member-check enter STUDY PAPER"
        )
    answers = tuple(
        _answer(number, ticked.get(number, []), texts.get(f"c{number}_own", "")) for number in sorted(numbers)
    )
    return Return("docx", texts[PAPER_ID], texts.get(PAPER_CODE, ""), answers, texts.get(MORE, ""))


def _root(content: bytes, name: str) -> Any:
    from lxml import etree

    damaged = ReturnError(f"{name} is damaged, or no Word file: ask for it to be sent again.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if package.getinfo(_DOCUMENT).file_size > _MOST:
                raise damaged
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            tree = etree.fromstring(package.read(_DOCUMENT), parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError, NotImplementedError, RuntimeError):
        raise damaged from None
    if str(getattr(tree.getroottree().docinfo, "doctype", "")):
        raise damaged
    return tree


def _controls(root: Any) -> Iterator[tuple[str, Any]]:
    for control in root.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        if tag is not None:
            yield str(tag.get(f"{_W}val", "")), control


def _is_ticked(control: Any) -> bool:
    checked = control.find(f"{_W}sdtPr/{_W14}checkbox/{_W14}checked")
    return checked is not None and str(checked.get(f"{_W14}val", "1")).casefold() in _TICKED


def _text(control: Any) -> str:
    """What somebody wrote into a control; its placeholder is nobody's words."""
    if control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:
        return ""
    content = control.find(f"{_W}sdtContent")
    if content is None:
        return ""
    paragraphs = list(content.iter(f"{_W}p")) or [content]
    return tidied("\n".join("".join(map(_of_run, paragraph.iter())) for paragraph in paragraphs))


_MARKS: Mapping[str, str] = {
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}tab": "\t",
    f"{_W}noBreakHyphen": "\u2011",
}


def _of_run(node: Any) -> str:
    return str(node.text or "") if node.tag == f"{_W}t" else _MARKS.get(node.tag, "")


def _answer(number: int, chosen: list[str], words: str) -> Answer:
    if len(chosen) > 1:
        return Answer(
            number, "ambiguous", words, f"more than one answer is marked ({', '.join(sorted(chosen))})"
        )
    return Answer.of(number, chosen[0] if chosen else "", words, doubt_about(words))
