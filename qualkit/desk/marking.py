"""What happens outside, written down: asked, sent, reminded once, moved away; and who need not be asked again."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from qualkit.desk.deciding import paper_named
from qualkit.desk.returning import day_of
from qualkit.errors import NotFound, ReturnError
from qualkit.store import marks, papers, people
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from qualkit.model import Coder, MemberCheck
    from qualkit.store.journal import Journal
    from qualkit.store.store import Store

#: What can be marked of a person or a paper, and what each means.
STATES: Mapping[str, str] = MappingProxyType(
    {
        "not_asked": "nobody has asked them yet",
        "declined": "they were asked, and want no paper",
        "not_sent_safety": "it was not sent, for somebody's safety",
        "sent": "the paper is on its way",
        "reminded": "one kind reminder; there is no second",
        "unreadable": "what came back cannot be read",
        "wrong_paper": "somebody else's paper came back",
        "no_answer": "the time is over, and nothing came: that is no yes",
        "undelivered": "it did not reach them",
        "withdrew_check": "they want no more to do with the check; the interview stays",
        "withdrew_interview": "they took the interview back (qualkit withdraw does it)",
        "moved": "they moved away: not checked",
        "in_hospital": "they are in hospital: not checked",
        "died": "they died: not checked",
        "no_contact": "they want no contact: not checked",
    }
)
_NOT_BEFORE = {"sent", "reminded", "undelivered"}
#: After these nobody is sent or reminded.
_OVER = {"declined", "withdrew_check", "withdrew_interview", "died", "no_contact"}


def mark(store: Store, coder: Coder, who: str, state: str, *, on: str | None = None, note: str = "") -> str:
    """Write down what happened to a person, or to a paper of theirs; give the state.

    Raises
    ------
    NotFound, ReturnError
    """
    plain = state.strip().casefold().replace("-", "_").replace(" ", "_")
    if plain not in STATES:
        raise NotFound.among("state", state, STATES)
    with store.changing(Act(coder.id, "mark", "participant", "")) as journal:
        person, check = _meant(journal.connection, who)
        journal.act = Act(
            coder.id, "mark", "paper" if check else "participant", check.token if check else person
        )
        _refuse(journal.connection, person, check, plain)
        day = day_of(on)
        made = marks.Mark(person, check.token if check else None, plain, day, note.strip(), coder.id, "")
        marks.write_mark(journal, made)
        if check is not None:
            _change(journal, check, plain, day)
    return plain


def _meant(connection: Connection, who: str) -> tuple[str, MemberCheck | None]:
    """The person, and their newest paper or the one that is named."""
    known = papers.read_papers(connection)
    if any(check.participant == who for check in known) or any(check.token in who.upper() for check in known):
        check = paper_named(connection, who)
        return check.participant, check
    return people.participant_named(connection, who).id, None


def _refuse(connection: Connection, person: str, check: MemberCheck | None, state: str) -> None:
    before = marks.read_marks(connection, person)
    if state in _NOT_BEFORE and check is None:
        raise ReturnError(f"{person} has no paper yet, so none can be {state}: prepare one first.")
    over = next((mark.state for mark in before if mark.state in _OVER), None)
    if state in ("sent", "reminded") and over:
        raise ReturnError(f"{person} is marked as {over.replace('_', ' ')}: nobody sends or reminds them.")
    token = check.token if check else None
    if state == "reminded":
        _refuse_reminder(connection, person, token, before)


def _refuse_reminder(
    connection: Connection, person: str, token: str | None, before: tuple[marks.Mark, ...]
) -> None:
    mine = [mark.state for mark in before if mark.paper == token]
    if "reminded" in mine:
        raise ReturnError(f"{person} has been reminded once, and once is enough.")
    if "sent" not in mine:
        raise ReturnError(
            f"The paper of {person} is not marked as sent, so there is nothing to remind them of."
        )
    if people.participant_named(connection, person).may("contact") is False:
        raise ReturnError(f"{person} asked not to be contacted again, so nobody reminds them.")


def _change(journal: Journal, check: MemberCheck, state: str, day: str) -> None:
    """The paper's state, unless an answer is there already: what came back stays."""
    dates = {"sent_on": day} if state == "sent" else {}
    answered = check.state.startswith("returned_") and state not in _OVER
    papers.change_state(journal, check.token, **({} if answered else {"state": state}), **dates)
