"""Sessions of people who were interviewed as a group: who was there, who agreed, who dissented and in which words.

Each of them has a personal paper too: the two stand beside each other, and neither stands for the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualkit.desk import answering
from qualkit.desk.second_check import refuse_answer
from qualkit.errors import NotFound, ReturnError
from qualkit.store import pooled, sessions, talk
from qualkit.store.journal import Act
from qualkit.store.sessions import Session
from qualkit.store.stamps import new_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from sqlalchemy import Connection

    from qualkit.model import Coder
    from qualkit.store.store import Store

SESSION_COLUMNS = ("session", "sheet", "documents", "on", "members", "there", "answers", "agreed", "dissents")
#: A member's own paper, and what they said in the session where they let themselves be named.
BESIDE_COLUMNS = (
    "participant", "document", "paper", "paper_state", "paper_agree", "paper_not_quite", "paper_remove",
    "session", "there", "session_agreed", "session_dissents",
)  # fmt: skip
_DISSENT = {"dissent", "not_quite"}


def hold(
    store: Store, coder: Coder, sheet: str, documents: Sequence[str], there: Sequence[str], on: str | None
) -> str:
    """Record a session of an interview group; give its id.

    Raises
    ------
    NotFound, ReturnError
    """
    from qualkit.desk.returning import day_of

    with store.changing(Act(coder.id, "hold", "session", (made := new_id()))) as journal:
        connection = journal.connection
        pooled.read_items(connection, sheet)
        ids = [str(talk.document_row(connection, name).id) for name in dict.fromkeys(documents)]
        members = sessions.speaking(connection, ids)
        if len(members) < 2:  # noqa: PLR2004 - two make a group
            raise ReturnError(
                "A group's session is of an interview in which several participants speak, or of several interviews; "
                "say which. Nothing was recorded."
            )
        came = tuple(dict.fromkeys(there))
        _refuse_strangers(came, members)
        sessions.write_session(journal, Session(made, sheet, (), day_of(on), came), ids)
    return made


def _refuse_strangers(came: Sequence[str], members: Sequence[str]) -> None:
    if not came:
        raise ReturnError("Say who was there; nobody was named. Nothing was recorded.")
    for person in came:
        if person not in members:
            raise NotFound.among("member of that group", person, members)


@dataclass(frozen=True)
class Voiced:
    """What members of a group say to one number: those who let themselves be named, and how many who do not."""

    number: int
    said: str
    who: tuple[str, ...] = ()
    unnamed: int = 0
    words: str = field(default="", repr=False)

    def rows(self) -> Iterator[tuple[str | None, int]]:
        """Each named member by themselves, then those who stay unnamed, together."""
        yield from ((person, 1) for person in self.who)
        if self.unnamed:
            yield None, self.unnamed


def say(store: Store, coder: Coder, session: str, voiced: Voiced) -> None:
    """Record what members of a group said to one number, named or not as each wishes.

    Raises
    ------
    NotFound, ReturnError
    """
    with store.changing(Act(coder.id, "answer", "session", "")) as journal:
        held = sessions.session_with(journal.connection, session)
        journal.act = Act(coder.id, "answer", "session", held.id)
        said = voiced.said.strip().replace("-", "_")
        known = {item.number for item in pooled.read_items(journal.connection, held.sheet)}
        refuse_answer(held.sheet, voiced.number, said, known)
        _refuse_miscounted(journal.connection, held, voiced)
        about = {"sheet": held.sheet, "number": voiced.number, "said": said if voiced.number else ""}
        for person, people in voiced.rows():
            by = {
                "voice": "session",
                "route": "talk",
                "session": held.id,
                "participant": person,
                "people": people,
            }
            kept = {"words": voiced.words.strip(), "on_date": held.on, "recorded_by": coder.id}
            pooled.write_answer(journal, {**about, **by, **kept})


def _refuse_miscounted(connection: Connection, held: Session, voiced: Voiced) -> None:
    rows = [
        row
        for row in pooled.read_answers(connection)
        if (row["session"], row["number"]) == (held.id, voiced.number)
    ]
    for person in voiced.who:
        if person not in held.there:
            raise NotFound.among("person who was there", person, held.there)
        if voiced.number and person in {row["participant"] for row in rows}:
            raise ReturnError(
                f"{person} has answered number {voiced.number} in this session: undo that to record it anew."
            )
    saying = len(set(voiced.who)) + voiced.unnamed
    if saying < 1 or voiced.unnamed < 0 or len(set(voiced.who)) < len(voiced.who):
        raise ReturnError("Say who says it, each once, or how many do who stay unnamed (1 or more).")
    if voiced.words.strip() and saying > 1:
        raise ReturnError("Words are one member's: record that member by themselves, named or not.")
    if voiced.number and sum(row["count"] for row in rows) + saying > len(held.there):
        raise ReturnError(
            f"{len(held.there)} were there, and that would make more answers to number {voiced.number} than people. "
            "Nothing was recorded."
        )


def listed(store: Store) -> pd.DataFrame:
    """A row a session: of how many members how many were there, their answers, how many agreed and dissented."""
    import pandas as pd

    with store.reading() as connection:
        held = sessions.read_sessions(connection)
        said = pooled.read_answers(connection)
        groups = {
            session.id: sessions.speaking(
                connection, [talk.document_row(connection, name).id for name in session.documents]
            )
            for session in held
        }
    return pd.DataFrame(
        [_session_row(session, said, len(groups[session.id])) for session in held],
        columns=list(SESSION_COLUMNS),
    )


def _session_row(session: Session, said: Sequence[dict[str, Any]], members: int) -> dict[str, Any]:
    mine = [row for row in said if row["session"] == session.id and row["number"]]
    return {
        "session": session.id,
        "sheet": session.sheet,
        "documents": ", ".join(session.documents),
        "on": session.on,
        "members": members,
        "there": len(session.there),
        "answers": sum(row["count"] for row in mine),
        "agreed": sum(row["count"] for row in mine if row["said"] == "fits"),
        "dissents": sum(row["count"] for row in mine if row["said"] in _DISSENT),
    }


def beside(store: Store) -> pd.DataFrame:
    """Everybody who was interviewed in a group: their own paper, and beside it each session of their group.

    Of a session only what somebody said under their own name stands here; unnamed answers are the group's.
    """
    import pandas as pd

    papers = answering.status(store)
    with store.reading() as connection:
        groups, held = sessions.in_groups(connection), sessions.read_sessions(connection)
        said = pooled.read_answers(connection)
    rows = [
        {**_paper(papers, person), "participant": person, "document": name, **_spoken(person, session, said)}
        for name, members in groups.items()
        for person in members
        for session in _of_group(held, name)
    ]
    return pd.DataFrame(rows, columns=list(BESIDE_COLUMNS))


def _of_group(held: Sequence[Session], document: str) -> list[Session | None]:
    """The sessions of one interview; None stands for none yet."""
    mine: list[Session | None] = [each for each in held if document in each.documents]
    return mine or [None]


def _paper(papers: pd.DataFrame, person: str) -> dict[str, Any]:
    mine = papers[papers["participant"] == person]
    counts = {f"paper_{name}": int(mine[name].sum()) for name in ("agree", "not_quite", "remove")}
    tokens = ", ".join(mine["paper"].dropna())
    return {"paper": tokens or None, "paper_state": ", ".join(dict.fromkeys(mine["state"])), **counts}


def _spoken(person: str, session: Session | None, said: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if session is None:
        return {"session": None, "there": False, "session_agreed": 0, "session_dissents": 0}
    mine = [row for row in said if (row["session"], row["participant"]) == (session.id, person)]
    return {
        "session": session.id,
        "there": person in session.there,
        "session_agreed": sum(row["said"] == "fits" for row in mine),
        "session_dissents": sum(row["said"] in _DISSENT for row in mine),
    }
