"""What a paper's answers are called, the same in the PDF, the HTML form, the Word file and a table.

One check has two fields: ``c<number>_answer`` holds one of `VALUES` or nothing, ``c<number>_own`` the person's own
words. ``all_more`` holds what we missed. The paper's number and code stand in ``paper_id`` and ``paper_code``.

- **PDF**: a radio group ``c1_answer`` with the states ``/agree /notquite /remove /skip``, text fields for the others.
- **HTML**: radio buttons and text areas of these names; it saves one JSON file (`as_json`, MIME type
  ``application/json``, named ``answers-<token>.json``), UTF-8::

      {"format": "qualkit-answers 1", "doc": "QK1-7F3K9-v1", "code": "ACDEFGHJK3",
       "answers": {"c1_answer": "agree", "c1_own": "", "c2_answer": "", "c2_own": "In spring."}, "all_more": ""}

  Every check of the paper has both its keys; nothing chosen and nothing written are ``""``.
- **DOCX**: a content control a choice, a tick box (``w14:checkbox``) with the tag ``c1_answer_agree``; plain text
  controls (``w:text w:multiLine``) with the tags ``c1_own`` and ``all_more``, which show their placeholder
  (``w:showingPlcHdr``) until somebody writes; locked controls ``paper_id`` and ``paper_code``.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORMAT = "qualkit-answers 1"
#: The four answers; no answer is the empty string.
VALUES = ("agree", "notquite", "remove", "skip")
MORE = "all_more"
PAPER_ID, PAPER_CODE = "paper_id", "paper_code"

_NAME = re.compile(r"c(?P<number>\d{1,5})_(?P<kind>answer|own)(?:_(?P<value>[a-z]+))?")


class Named(NamedTuple):
    """A field's name taken apart: the check, ``answer`` or ``own``, and the choice where it names one."""

    number: int
    kind: str
    value: str = ""


def answer_name(number: int) -> str:
    """The field of a check's answer.

    Examples
    --------
    >>> answer_name(1), own_name(1), choice_name(1, "agree")
    ('c1_answer', 'c1_own', 'c1_answer_agree')
    """
    return f"c{number}_answer"


def own_name(number: int) -> str:
    """The field of a check's own words."""
    return f"c{number}_own"


def choice_name(number: int, value: str) -> str:
    """The tick box of one answer, where each has its own: in a Word file."""
    return f"c{number}_answer_{value}"


def named(name: str) -> Named | None:
    """Take a field's name apart; None where it is none of a check.

    Examples
    --------
    >>> named("c12_own"), named("c3_answer_notquite"), named("all_more"), named("c3_answer_maybe")
    (Named(number=12, kind='own', value=''), Named(number=3, kind='answer', value='notquite'), None, None)
    """
    found = _NAME.fullmatch(name)
    if not found or (found["value"] and (found["kind"] != "answer" or found["value"] not in VALUES)):
        return None
    return Named(int(found["number"]), found["kind"], found["value"] or "")


def field_names(numbers: Iterable[int]) -> list[str]:
    """Every field of a paper with these checks, in the order of the paper."""
    return [name for number in numbers for name in (answer_name(number), own_name(number))] + [MORE]


def as_json(doc: str, code: str, answers: Mapping[str, str], more: str = "") -> str:
    r"""The answers' file as the HTML form saves it.

    Examples
    --------
    >>> as_json("QK1-7F3K9-v1", "ACDEFGHJK3", {"c1_answer": "agree", "c1_own": ""})[:54]
    '{\n  "format": "qualkit-answers 1",\n  "doc": "QK1-7F3K9'
    """
    return json.dumps(
        {"format": FORMAT, "doc": doc, "code": code, "answers": dict(answers), MORE: more},
        ensure_ascii=False,
        indent=2,
    )
