"""Filled PDFs, whatever saved them: answers from fields, from widgets without a form, or from neither.

Programs disagree about where an answer is kept: in the field's value, in the drawing that a widget shows, or in
both, and then the two may differ. Everything is gathered first; what is contradicted is said, not chosen.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from qualkit.errors import ReturnError
from qualkit.memberchecks.returns.carriers import Carried, carried_in, the_one
from qualkit.memberchecks.returns.pages import look_over
from qualkit.memberchecks.returns.words import decoded, doubt_about, tidied
from qualkit.model import VALUES, Answer, Return

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FIELD = re.compile(r"c(\d{1,5})_(answer|own)|all_more|paper_id|paper_code")
_DEEP = 20
_OFF = "Off"
#: What belongs to a form or to reading it; anything else somebody drew or wrote beside it.
_OURS = ("/Widget", "/Link", "/Popup")


def read_pdf(content: bytes, name: str) -> Return:
    """Read a PDF; one without fields gives its number and code alone, as ``pdf-flat``.

    Raises
    ------
    ReturnError
        It is damaged or locked, it is no paper of ours, or two papers are in it.
    """
    with _opened(content, name) as pdf:
        fields, beside = _fields(pdf), list(_beside(pdf))
        described = _described(pdf)
        damaged = bool(pdf.get_warnings())
    pages = look_over(content, name)
    own = Carried(
        frozenset(fields.get("paper_id", ())),
        frozenset(code for code in fields.get("paper_code", ()) if code),
    )
    doc, code = the_one((own, described, *pages.carriers), name)
    pages.refuse_doubled(name)
    return Return(
        "pdf" if any(_FIELD.fullmatch(key) and key.startswith("c") for key in fields) else "pdf-flat",
        doc,
        code,
        tuple(_answers(fields)),
        "\n".join([*_texts(fields.get("all_more", ())), *(words for _, words in beside if words)]),
        (*_about(beside), *(["the file was damaged, and was mended while it was read"] if damaged else [])),
    )


def _opened(content: bytes, name: str) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        raise ReturnError(
            f"{name} is locked with a password: ask for it to be saved without one, and read it again."
        ) from None
    except pikepdf.PdfError:
        raise ReturnError(
            f"{name} is damaged, or no PDF: a part of it may not have arrived. Ask for it to be sent again, "
            "or type it in:  qualkit member-check enter STUDY PAPER"
        ) from None


def _fields(pdf: pikepdf.Pdf) -> Mapping[str, tuple[str, ...]]:
    """Everything that each of our fields holds, by name, from the form and from the pages' own widgets."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for node in (*_of_form(pdf), *_of_pages(pdf)):
        name = _name(node)
        if _FIELD.fullmatch(name):
            found[name].update(dict.fromkeys(_values(node, radio=name.endswith("_answer"))))
    return {name: tuple(values) for name, values in found.items()}


def _of_form(pdf: pikepdf.Pdf) -> Iterator[Any]:
    form = pdf.Root.get(Name.AcroForm)
    roots = form.get(Name.Fields, Array()) if isinstance(form, Dictionary) else Array()
    yield from _with_kids(roots, 0)


def _with_kids(nodes: Any, depth: int) -> Iterator[Any]:
    for node in nodes:
        if isinstance(node, Dictionary):
            yield node
            if depth < _DEEP:
                yield from _with_kids(node.get(Name.Kids, Array()), depth + 1)


def _of_pages(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        for annotation in page.get(Name.Annots, Array()):
            if isinstance(annotation, Dictionary) and annotation.get(Name.Subtype) == Name.Widget:
                yield from _upwards(annotation)


def _upwards(node: Any) -> Iterator[Any]:
    for _ in range(_DEEP):
        if not isinstance(node, Dictionary):
            return
        yield node
        node = node.get(Name.Parent)


def _name(node: Any) -> str:
    """The nearest name; what a program put above or behind it when it joined files is left out."""
    for step in _upwards(node):
        if Name.T in step:
            return _string(step[Name.T]).rsplit(".", 1)[-1].partition("#")[0]
    return ""


def _values(node: Any, *, radio: bool) -> Iterator[str]:
    """What a field or widget holds: its value and, for a choice, the state that is drawn."""
    if Name.V in node:
        value = _string(node[Name.V])
        yield value.removeprefix("/") if radio else value
    elif radio and Name.AS in node:
        yield _string(node[Name.AS]).removeprefix("/")
    if Name.V in node and Name.AS in node and radio:
        yield _string(node[Name.AS]).removeprefix("/")


def _string(value: Any) -> str:
    if isinstance(value, pikepdf.String):
        return decoded(bytes(value))
    if isinstance(value, pikepdf.Stream):
        return decoded(value.read_bytes())
    return str(value) if isinstance(value, Name) else ""


def _answers(fields: Mapping[str, tuple[str, ...]]) -> Iterator[Answer]:
    numbers = {int(found[1]) for name in fields if (found := _FIELD.fullmatch(name)) and found[1]}
    for number in sorted(numbers):
        chosen = [value for value in fields.get(f"c{number}_answer", ()) if value not in ("", _OFF)]
        texts = _texts(fields.get(f"c{number}_own", ()))
        yield _answer(number, chosen, "\n".join(texts))


def _answer(number: int, chosen: list[str], words: str) -> Answer:
    doubt = doubt_about(words)
    if len(chosen) > 1:
        return Answer(
            number, "ambiguous", words, f"more than one answer is marked ({', '.join(sorted(chosen))})"
        )
    if chosen and chosen[0] not in VALUES:
        return Answer(number, "ambiguous", words, "the mark is none of the answers that were offered")
    return Answer.of(number, chosen[0] if chosen else "", words, doubt)


def _texts(values: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(tidied, values))))


def _beside(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    """What somebody wrote or drew on the pages and not in the form: the page, and the words where there are any."""
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.get(Name.Annots, Array()):
            if isinstance(annotation, Dictionary) and str(annotation.get(Name.Subtype, "")) not in _OURS:
                yield number, tidied(_string(annotation.get(Name.Contents, "")))


def _about(beside: list[tuple[int, str]]) -> Iterator[str]:
    pages = sorted({page for page, _ in beside})
    if pages:
        where = ", ".join(map(str, pages))
        yield f"something is drawn or written beside the form on page {where}: look at it"


def _described(pdf: pikepdf.Pdf) -> Carried:
    metadata = pdf.Root.get(Name.Metadata)
    if not isinstance(metadata, pikepdf.Stream):
        return Carried()
    return carried_in(metadata.read_bytes().decode("utf-8", "replace"))
