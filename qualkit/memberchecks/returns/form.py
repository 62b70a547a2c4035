"""The HTML form's file: the answers as JSON, under the form's own field names."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from qualkit.errors import NotFound, ReturnError
from qualkit.memberchecks.returns.words import doubt_about, tidied
from qualkit.model import Answer, Return

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "qualkit-answers"
_VERSION = "1"
_FIELD = re.compile(r"c(\d{1,5})_(answer|own)")
_MORE = "all_more"


def read_form(text: str, name: str) -> Return:
    """Read the answers that the form saved.

    Raises
    ------
    ReturnError
        It is no such file, or a later qualkit's.
    """
    saved = _saved(text, name)
    doc, code = saved.get("doc"), saved.get("code")
    answers = saved.get("answers")
    if not isinstance(doc, str) or not isinstance(code, str) or not isinstance(answers, dict):
        raise ReturnError(f"{name} has no paper's number, code or answers in it: it is put aside.")
    more = answers.get(_MORE, saved.get(_MORE, ""))
    return Return(
        "html",
        doc,
        code,
        from_fields({key: value for key, value in answers.items() if key != _MORE}, name),
        tidied(_text(more, name)),
    )


def _saved(text: str, name: str) -> dict[str, Any]:
    try:
        saved = json.loads(text)
    except (ValueError, RecursionError):
        raise ReturnError(
            f"{name} is damaged: a part of it may not have arrived. Ask for it again."
        ) from None
    if not isinstance(saved, dict) or not str(saved.get("format", "")).startswith(FORMAT):
        raise ReturnError(f"{name} is JSON, and no file of answers: it is put aside.")
    if str(saved["format"]).removeprefix(FORMAT).strip() != _VERSION:
        raise ReturnError(
            f"{name} was saved by a later form than this qualkit knows: bring qualkit up to date."
        )
    return saved


def from_fields(fields: Mapping[str, Any], name: str) -> tuple[Answer, ...]:
    """Answers from the form's fields, `c1_answer` and `c1_own` and so on.

    Raises
    ------
    ReturnError
        There is a field, or an answer, that the form does not have.
    """
    found: dict[int, dict[str, str]] = {}
    for field, value in fields.items():
        known = _FIELD.fullmatch(str(field))
        if known is None:
            raise ReturnError(f"{name} has a field that no paper has: it is put aside.")
        found.setdefault(int(known[1]), {})[known[2]] = tidied(_text(value, name))
    return tuple(_answer(number, found[number], name) for number in sorted(found))


def _answer(number: int, said: Mapping[str, str], name: str) -> Answer:
    words = said.get("own", "")
    try:
        return Answer.of(number, said.get("answer", ""), words, doubt_about(words))
    except NotFound:
        raise ReturnError(
            f"{name} has an answer to number {number} that was not offered: it is put aside."
        ) from None


def _text(value: Any, name: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ReturnError(f"{name} has something in a field that is no text: it is put aside.")
    return value
