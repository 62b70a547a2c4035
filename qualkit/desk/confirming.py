"""A named person has looked at a return: from then on it counts, and the one before gives way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualkit.desk import holding_back
from qualkit.desk.returning import Received, count_from_now
from qualkit.errors import ReturnError
from qualkit.model import Answer
from qualkit.store import adjustments, returns
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualkit.model import Coder, MemberCheck
    from qualkit.store.journal import Journal
    from qualkit.store.returns import Kept
    from qualkit.store.store import Store


def confirm(store: Store, coder: Coder, beginning: str, answers: Mapping[int, str]) -> Received:
    """Let a return count, with what was read wrongly put right."""
    with store.changing(Act(coder.id, "confirm", "return", "")) as journal:
        kept = returns.return_with(journal.connection, beginning)
        journal.act = replace(journal.act, noun_id=kept.id)
        kept = _put_right(journal, kept, answers)
        check = holding_back.paper_of(journal.connection, kept.paper)
        for other in returns.read_returns(journal.connection, kept.paper):
            if other.id != kept.id and other.standing != "earlier":
                returns.stand(journal, other, "earlier")
        returns.stand(journal, kept, "current")
        returns.confirm(journal, kept, coder.name)
        count_from_now(journal, check, kept.returned)
        _hold_as_said(journal, check, kept)
    said = kept.returned
    return Received(
        said.doc, "taken", "", check.participant, check.token, said.state, kept.id, said.answers, said.more
    )


def _put_right(journal: Journal, kept: Kept, answers: Mapping[int, str]) -> Kept:
    known = {answer.number: answer for answer in kept.returned.answers}
    for number, said in answers.items():
        if number not in known:
            asked = ", ".join(map(str, known))
            raise ReturnError(f"That paper has no number {number}; it asks about {asked}.")
        known[number] = Answer.of(number, said, known[number].words)
        returns.change_answer(journal, kept.id, known[number])
    return replace(kept, returned=replace(kept.returned, answers=tuple(known.values())))


def _hold_as_said(journal: Journal, check: MemberCheck, kept: Kept) -> None:
    """Hold back what this return wants out, and let go what only an earlier one did."""
    decided = adjustments.numbers_held(journal.connection, check.token)
    for answer in kept.returned.answers:
        if answer.number not in decided:
            holding_back.lift(journal, check, answer.number)
    holding_back.hold_removed(
        journal, check, (answer for answer in kept.returned.answers if answer.number not in decided)
    )
