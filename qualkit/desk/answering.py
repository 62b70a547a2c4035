"""What people answered, as tables: nothing here changes the study."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from qualkit.model import Need
from qualkit.store import marks, papers, people, returns, sessions
from qualkit.store.needs import read_needs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from qualkit.model import MemberCheck, Return
    from qualkit.store.store import Store

#: The six that add up to the items of a paper; words without a choice choose nothing.
COUNTED = ("agree", "not_quite", "remove", "skip", "ambiguous", "unanswered")
#: The columns of the member-check table (the contract's).
CHECK_COLUMNS = (
    "participant",
    "paper",
    "state",
    "sent_on",
    "returned_on",
    "items",
    *COUNTED,
    "own_words",
)
RESPONSE_COLUMNS = (
    "participant",
    "paper",
    "item",
    "coding",
    "answer",
    "words",
    "doubt",
    "source",
    "received_on",
    "standing",
    "confirmed_by",
    "return_id",
)


def member_checks(store: Store) -> pd.DataFrame:
    """A row a paper: its state and how its items were answered."""
    import pandas as pd

    with store.reading() as connection:
        dates = papers.paper_dates(connection)
        checks = papers.read_papers(connection)
        counting = {
            kept.paper: kept.returned
            for kept in returns.read_returns(connection)
            if kept.standing == "current"
        }
    rows = [_row(check, dates[check.token], counting.get(check.token)) for check in checks]
    return pd.DataFrame(rows, columns=list(CHECK_COLUMNS))


def _row(check: MemberCheck, dates: tuple[str | None, str | None], said: Return | None) -> dict[str, Any]:
    return {
        "participant": check.participant,
        "paper": check.token,
        "state": check.state,
        "sent_on": dates[0],
        "returned_on": dates[1],
        "items": len(check.items),
        **counted(check, said),
    }


def counted(check: MemberCheck, said: Return | None) -> Mapping[str, int]:
    """How many items got which answer, and how many carry words."""
    answers = said.answers if said else ()
    found: Counter[str] = Counter(
        answer.state if answer.state in COUNTED else "unanswered" for answer in answers
    )
    found["unanswered"] += len(check.items) - len(answers)
    words = sum(bool(answer.words) for answer in answers)
    return {**{state: found[state] for state in COUNTED}, "own_words": words}


def status(store: Store) -> pd.DataFrame:
    """Each person's state: a row a paper, and one for each person without a paper.

    `sessions` is how many sessions of their interview group they were at, beside their own paper; `must_not_see` names
    who they said must not see it.
    """
    import pandas as pd

    table = member_checks(store)
    with store.reading() as connection:
        everybody = people.read_participants(connection)
        latest = marks.latest(connection)
        needs = read_needs(connection)
        came = Counter(person for held in sessions.read_sessions(connection) for person in held.there)
    has_paper = set(table["participant"])
    bare = [
        {
            **dict.fromkeys(CHECK_COLUMNS, 0),
            "participant": person.id,
            "paper": None,
            "state": latest.get(person.id) or ("declined" if person.may("paper") is False else "not_asked"),
            "sent_on": None,
            "returned_on": None,
        }
        for person in everybody
        if person.id not in has_paper
    ]
    rows = [*table.to_dict("records"), *bare]
    shown = pd.DataFrame(rows, columns=list(CHECK_COLUMNS))
    shown["sessions"] = [came[person] for person in shown["participant"]]
    shown["must_not_see"] = [
        "; ".join(needs.get(person, Need()).must_not_see) for person in shown["participant"]
    ]
    return shown


def responses(store: Store) -> pd.DataFrame:
    """A row an answer, in the order in which the papers came."""
    import pandas as pd

    return pd.DataFrame(_responses(store), columns=list(RESPONSE_COLUMNS))


def _responses(store: Store) -> Iterator[dict[str, Any]]:
    with store.reading() as connection:
        known = {check.token: check for check in papers.read_papers(connection)}
        found = returns.read_returns(connection)
    for kept in found:
        check, said = known[kept.paper], kept.returned
        codings = {item.number: item.coding for item in check.items}
        same = {
            "participant": check.participant,
            "paper": check.token,
            "source": said.source,
            "received_on": said.received_on,
            "standing": kept.standing,
            "confirmed_by": kept.confirmed_by,
            "return_id": kept.id,
        }
        for answer in said.answers:
            given = {"item": answer.number, "coding": codings.get(answer.number, ""), "answer": answer.state}
            yield {**same, **given, "words": answer.words, "doubt": answer.doubt}
        if said.more:
            yield {**same, "item": 0, "coding": "", "answer": "", "words": said.more, "doubt": ""}


def all_papers(store: Store, participant: str | None) -> tuple[MemberCheck, ...]:
    """The papers of one person or of all."""
    with store.reading() as connection:
        return papers.read_papers(connection, participant)


def reported(store: Store, *, for_others: bool) -> tuple[pd.DataFrame, str]:
    """The counts that a report needs, as a table and as a sentence."""
    from qualkit.analysis.checked import checked, checked_sentence, checked_table
    from qualkit.desk import adjusted

    counts = checked(status(store), responses(store), adjusted.adjustments(store))
    return checked_table(counts, for_others=for_others), checked_sentence(counts, for_others=for_others)
