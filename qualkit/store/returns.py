"""Papers that came back: what they say, where they came from, and which of several counts."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sqlalchemy import func, select

from qualkit.model import MORE, Answer, Return
from qualkit.store import tables
from qualkit.store.codings import whole_id
from qualkit.store.stamps import as_json, new_id, now

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection

    from qualkit.store.journal import Journal

#: ``current`` counts; ``proposed`` was read off ink and waits for a person; ``second`` says otherwise than the
#: one that counts, and waits too; ``earlier`` gave way to another.
Standing = Literal["current", "proposed", "second", "earlier"]


@dataclass(frozen=True)
class Kept:
    """A return as it is kept: its id, its paper, whether it counts, and who has looked at it."""

    id: str
    paper: str
    returned: Return
    standing: Standing
    read_at: str
    confirmed_by: str | None = None


def read_returns(connection: Connection, paper: str | None = None) -> tuple[Kept, ...]:
    """The returns of one paper or of all, in the order of their coming."""
    wanted = select(tables.returns).order_by(tables.returns.c.position)
    if paper is not None:
        wanted = wanted.where(tables.returns.c.paper == paper)
    said = _responses(connection)
    return tuple(_kept(row, said.get(row.id, ())) for row in connection.execute(wanted))


def _responses(connection: Connection) -> dict[str, tuple[Answer, ...]]:
    found: dict[str, list[Answer]] = {}
    responses = tables.responses
    for row in connection.execute(select(responses).order_by(responses.c.returned, responses.c.number)):
        found.setdefault(row.returned, []).append(Answer(row.number, row.state, row.words, row.doubt))
    return {returned: tuple(answers) for returned, answers in found.items()}


def _kept(row: Any, answers: tuple[Answer, ...]) -> Kept:
    more = next((answer.words for answer in answers if answer.number == MORE), "")
    returned = Return(
        row.source,
        row.doc,
        "",
        tuple(answer for answer in answers if answer.number != MORE),
        more,
        tuple(json.loads(row.doubts)),
        row.sha256,
        row.entered_by,
        row.received_on,
    )
    return Kept(row.id, row.paper, returned, row.standing, row.read_at, row.confirmed_by)


def return_with(connection: Connection, beginning: str) -> Kept:
    """The return whose id begins so.

    Raises
    ------
    NotFound
        None does, or more than one.
    """
    whole = whole_id(connection, tables.returns, beginning, "return")
    return next(kept for kept in read_returns(connection) if kept.id == whole)


def write_return(journal: Journal, paper: str, returned: Return, standing: Standing, coder: str) -> Kept:
    """Keep a return with its answers; give it as it is kept."""
    last = journal.connection.execute(select(func.max(tables.returns.c.position))).scalar()
    kept = Kept(new_id(), paper, returned, standing, now())
    journal.insert(
        tables.returns,
        {
            "id": kept.id,
            "paper": paper,
            "source": returned.source,
            "doc": returned.doc,
            "sha256": returned.sha256,
            "received_on": returned.received_on,
            "entered_by": returned.entered_by,
            "read_by": coder,
            "read_at": kept.read_at,
            "standing": standing,
            "doubts": as_json(list(returned.doubts)),
            "confirmed_by": None,
            "confirmed_at": None,
            "position": 0 if last is None else last + 1,
        },
    )
    more = [Answer(MORE, "own_words_only", returned.more)] if returned.more else []
    journal.insert(
        tables.responses, *(_response_row(kept.id, answer) for answer in (*returned.answers, *more))
    )
    return kept


def _response_row(returned: str, answer: Answer) -> dict[str, object]:
    return {
        "returned": returned,
        "number": answer.number,
        "state": answer.state,
        "words": answer.words,
        "doubt": answer.doubt,
    }


def change_answer(journal: Journal, returned: str, answer: Answer) -> None:
    """Write one answer anew, as the person who looked at the paper reads it."""
    journal.update(
        tables.responses, {"returned": returned, "number": answer.number}, _response_row(returned, answer)
    )


def stand(journal: Journal, kept: Kept, standing: Standing) -> Kept:
    """Say whether a return counts."""
    journal.update(tables.returns, {"id": kept.id}, {"standing": standing})
    return replace(kept, standing=standing)


def confirm(journal: Journal, kept: Kept, coder: str) -> None:
    """Write down who has looked at a return."""
    journal.update(tables.returns, {"id": kept.id}, {"confirmed_by": coder, "confirmed_at": now()})


def keep_file(journal: Journal, returned: str, content: bytes) -> None:
    """Keep the file as it came, because somebody asked for that."""
    row = {"returned": returned, "content": base64.b64encode(content).decode("ascii")}
    journal.insert(tables.return_files, row)


def kept_file(connection: Connection, returned: str) -> bytes | None:
    """The file as it came, where it was kept."""
    wanted = select(tables.return_files.c.content).where(tables.return_files.c.returned == returned)
    content = connection.execute(wanted).scalar()
    return None if content is None else base64.b64decode(content)
