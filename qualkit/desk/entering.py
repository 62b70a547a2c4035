"""Typing a paper in, or a talk: the same answers in the same table, with who typed them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.desk import returning
from qualkit.desk.deciding import paper_named
from qualkit.errors import NotFound, ReturnError
from qualkit.memberchecks import paper_id
from qualkit.memberchecks.returns.form import from_fields
from qualkit.memberchecks.token import is_whole
from qualkit.model import ROUTES, VALUES, Answer, Return
from qualkit.store import returns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualkit.model import Coder, MemberCheck, Route
    from qualkit.store.store import Store


@dataclass(frozen=True)
class Typed:
    """What somebody types from a paper, or notes in a talk: answers and words by item number."""

    answers: Mapping[int, str]
    words: Mapping[int, str] = field(default_factory=dict, repr=False)
    more: str = field(default="", repr=False)
    source: str = "paper"
    typed_by: str = ""
    received: str | None = None


def typed_in(path: str | Path) -> tuple[dict[int, str], dict[int, str], str]:
    """Answers, words and what we missed from a file under the form's field names (``c1_answer``, ``c1_own``).

    Raises
    ------
    ReturnError
        It cannot be read, or has a field that no paper has.
    """
    place = Path(path)
    try:
        saved = json.loads(place.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        raise ReturnError(
            f'{place.name} is no JSON such as {{"c1_answer": "agree", "c1_own": ""}}.'
        ) from None
    fields = saved.get("answers", saved) if isinstance(saved, dict) else {}
    more = str(saved.get("all_more", "")) if isinstance(saved, dict) else ""
    answers = from_fields({key: value for key, value in fields.items() if key != "all_more"}, place.name)
    chosen = {answer.number: answer.state for answer in answers if answer.state in VALUES.values()}
    return dict(chosen), {answer.number: answer.words for answer in answers if answer.words}, more


def paper_to_type(store: Store, paper: str, code: str) -> MemberCheck:
    """The paper whose number and code are typed.

    Raises
    ------
    NotFound, ReturnError
        There is no such paper, or the code is mistyped or another paper's.
    """
    plain = "".join(char for char in code.upper() if char.isalnum())
    with store.reading() as connection:
        check = paper_named(connection, paper)
    if not is_whole(plain):
        raise ReturnError(
            f"The code of the paper {check.token} is not typed as it stands there: its check character does not fit. "
            "It has ten letters and digits, below the paper's number."
        )
    if plain != check.code:
        raise ReturnError(
            f"That code belongs to another paper than {check.token}: compare both with the footer."
        )
    return check


def enter(store: Store, coder: Coder, paper: str, code: str, typed: Typed) -> returning.Received:
    """Keep what was typed as a return."""
    check = paper_to_type(store, paper, code)
    returned = _return(check, typed, coder)
    return returning.take(
        store, coder, "what was typed", returned, returning.Wishes(received=typed.received, confirmed=True)
    )


def compare(store: Store, paper: str, code: str, typed: Typed, coder: Coder) -> list[int]:
    """A second pass over the same paper: the numbers at which it differs from what is kept; nothing is changed.

    Raises
    ------
    ReturnError
        Nothing of that paper has been typed yet.
    """
    check = paper_to_type(store, paper, code)
    with store.reading() as connection:
        known = [kept for kept in returns.read_returns(connection, check.token) if kept.standing == "current"]
    if not known:
        raise ReturnError(f"Nothing of the paper {check.token} is kept yet: type it in once first.")
    first, second = dict(_said(known[0].returned)), dict(_said(_return(check, typed, coder)))
    return sorted(
        number for number in first.keys() | second.keys() if first.get(number) != second.get(number)
    )


def _said(returned: Return) -> list[tuple[int, tuple[str, str]]]:
    return [(number, (state, words)) for number, state, words in returned.said]


def _return(check: MemberCheck, typed: Typed, coder: Coder) -> Return:
    asked = [item.number for item in check.items]
    for number in {*typed.answers, *typed.words} - set(asked):
        raise ReturnError(f"The paper {check.token} has no number {number}; it asks about {_listed(asked)}.")
    answers = tuple(_answer(number, typed) for number in asked)
    whole = Return(
        _route(typed.source),
        paper_id(check.token),
        check.code,
        answers,
        typed.more.strip(),
        entered_by=typed.typed_by or coder.name,
        received_on=returning.day_of(typed.received),
    )
    mark = json.dumps([check.token, whole.source, whole.said], ensure_ascii=False)
    return replace(whole, sha256=hashlib.sha256(mark.encode("utf-8", "surrogatepass")).hexdigest())


def _answer(number: int, typed: Typed) -> Answer:
    return Answer.of(number, typed.answers.get(number, ""), typed.words.get(number, ""))


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def _route(source: str) -> Route:
    for route in ROUTES:
        if route == source and route in ("paper", "talk"):
            return route
    raise NotFound.among("source", source, ("paper", "talk"))
