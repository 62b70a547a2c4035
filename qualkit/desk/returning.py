"""Taking in what came back: which paper it is, whether it counts, and what is held back from now on.

Nothing here changes a coding. A file that cannot be told for certain is put aside, and the study stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from qualkit.desk import holding_back
from qualkit.errors import ReturnError
from qualkit.memberchecks import paper_id
from qualkit.memberchecks.returns import FieldPlace, read_file, read_marks
from qualkit.model import Answer
from qualkit.store import papers, returns
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from qualkit.model import Coder, MemberCheck, Return
    from qualkit.store.journal import Journal
    from qualkit.store.returns import Kept, Standing
    from qualkit.store.store import Store

Fate = Literal["taken", "proposed", "second", "again", "by hand", "put aside"]


@dataclass(frozen=True)
class Received:
    """What became of one return: taken in, proposed, kept beside another, known already, put aside, or for a person.

    `by hand` is a photo or scan: whose paper it is is known, and somebody types in what stands on it.
    `answers` and `more` hold the person's words; they are shown to a person before anything is counted.
    """

    file: str
    fate: Fate
    message: str = ""
    participant: str = ""
    paper: str = ""
    state: str = ""
    id: str = ""
    answers: tuple[Answer, ...] = field(default=(), repr=False)
    more: str = field(default="", repr=False)
    doubts: tuple[str, ...] = ()


class Wishes(NamedTuple):
    """What whoever reads asked for: one person's paper only, the day it came, the files kept, all looked at."""

    participant: str | None = None
    received: str | None = None
    keep: bool = False
    confirmed: bool = False


def read_all(
    store: Store, coder: Coder, paths: str | Path | Iterable[str | Path], wishes: Wishes
) -> list[Received]:
    """Take in files and folders, each by itself: one that is put aside keeps no other from being read."""
    received: list[Received] = []
    day = day_of(wishes.received)
    wishes = wishes._replace(received=day)
    for path in _files(paths):
        try:
            found, content = read_file(path)
        except ReturnError as error:
            received.append(Received(path.name, "put aside", str(error)))
            continue
        received += [_aside_or(store, coder, path.name, returned, wishes, content) for returned in found]
    return received


def _files(paths: str | Path | Iterable[str | Path]) -> Iterator[Path]:
    for given in [paths] if isinstance(paths, str | Path) else paths:
        path = Path(given)
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$"))
            )
        else:
            yield path


def _aside_or(
    store: Store, coder: Coder, name: str, returned: Return, wishes: Wishes, content: bytes
) -> Received:
    try:
        dated = replace(returned, received_on=day_of(returned.received_on or wishes.received))
        return take(store, coder, name, dated, wishes, content)
    except ReturnError as error:
        return Received(name, "put aside", str(error))


def day_of(given: str | None) -> str:
    """A date as it is kept: today where none is given.

    Raises
    ------
    ReturnError
        It is no date.
    """
    if not given:
        return date.today().isoformat()  # noqa: DTZ011 - the day on the wall of the room where it came
    try:
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError:
        raise ReturnError(f"A day is written as 2027-01-29; '{given}' is none.") from None


def take(
    store: Store, coder: Coder, name: str, returned: Return, wishes: Wishes, content: bytes = b""
) -> Received:
    """Keep one return and hold back at once what the person wants out.

    Raises
    ------
    ReturnError
        It is another study's paper, another person's, another version, or asks about other things.
    """
    with store.reading() as connection:
        check = _paper_of(connection, returned, name)
        _refuse_other_person(check, wishes.participant, name)
        known = returns.read_returns(connection, check.token)
        read = _read_off(connection, check, returned, content)
        if read is None:
            return _by_hand(name, check, known)
        whole = _whole(read, check, name)
        newer = _newer(connection, check)
    again = _known_already(whole, known)
    if again is not None:
        return _told(
            name, "again", check, again, f"it says the same as what came on {again.returned.received_on}"
        )
    with store.changing(Act(coder.id, "read", "return", check.token, whole.source)) as journal:
        kept = _keep(journal, coder, check, whole, known)
        if wishes.keep and content:
            returns.keep_file(journal, kept.id, content)
        if wishes.confirmed and kept.standing == "current":
            returns.confirm(journal, kept, coder.name)
    return _told(name, _fate(kept), check, kept, _about(kept, newer))


def _paper_of(connection: Connection, returned: Return, name: str) -> MemberCheck:
    """The paper that it says it is, where the study made that and the code agrees."""
    token = returned.doc.split("-")[1] if returned.doc.count("-") == 2 else ""  # noqa: PLR2004 - QK1-TOKEN-v1
    check = next((known for known in papers.read_papers(connection) if known.token == token), None)
    if check is None:
        raise ReturnError(
            f"{name} is the paper {returned.doc or '(without a number)'}, which this study has not made: "
            "it is put aside. It may belong to another study."
        )
    if returned.doc != paper_id(token) or (returned.code and returned.code != check.code):
        raise ReturnError(
            f"{name} says that it is the paper {returned.doc}, but its code is another: it is put aside. "
            "It may be another version of the paper, or another study's."
        )
    return check


def _refuse_other_person(check: MemberCheck, participant: str | None, name: str) -> None:
    if participant is not None and check.participant != participant:
        raise ReturnError(f"{name} is not the paper of {participant}, but somebody else's: it is put aside.")


def _read_off(connection: Connection, check: MemberCheck, returned: Return, content: bytes) -> Return | None:
    """The answers; a flattened paper's are read off its pages, where its fields had been; None where they cannot be."""
    if returned.source == "picture":
        return None
    if returned.source != "pdf-flat":
        return returned
    for stored in papers.read_places(connection, check.token):
        found = read_marks(content, returned, [FieldPlace(*place) for place in stored])
        if found is not None:
            return found
    return None


def _by_hand(name: str, check: MemberCheck, known: Sequence[Kept]) -> Received:
    """A photo or scan: whose it is can be told, and a person reads the ticks and the handwriting."""
    doc = paper_id(check.token)
    message = (
        f"{name} is a picture, print or scan of the paper {doc}: no machine reads what is ticked or written on it. "
        f"Look at it, and type it in:  qualkit member-check enter STUDY {doc}/{check.code}"
    )
    if any(kept.returned.state != "returned_blank" for kept in known):
        message += "  Answers to this paper are in already: if they are these, there is nothing to do."
    return Received(name, "by hand", message, check.participant, check.token)


def _whole(returned: Return, check: MemberCheck, name: str) -> Return:
    """The return with a line for each item of the paper, in the paper's order."""
    given = {answer.number: answer for answer in returned.answers}
    asked = [item.number for item in check.items]
    lost = [number for number in asked if number not in given] if returned.source in ("pdf", "docx") else []
    if lost or set(given) - set(asked):
        raise ReturnError(
            f"{name} does not ask about the same things as the paper {returned.doc} did: a part of it is lost or "
            "strange. It is put aside; look at it, and type it in."
        )
    return replace(returned, answers=tuple(given.get(number, Answer(number)) for number in asked))


def _newer(connection: Connection, check: MemberCheck) -> bool:
    mine = [
        known.token for known in papers.read_papers(connection, check.participant) if known.part == check.part
    ]
    return mine[-1] != check.token


def _known_already(whole: Return, known: Sequence[Kept]) -> Kept | None:
    for kept in reversed(known):
        if kept.returned.sha256 == whole.sha256 or kept.returned.said == whole.said:
            return kept
    return None


def _keep(journal: Journal, coder: Coder, check: MemberCheck, whole: Return, known: Sequence[Kept]) -> Kept:
    """Write it with its standing: one that says otherwise waits beside the first, unless that was blank."""
    counts = next((kept for kept in known if kept.standing == "current"), None)
    standing: Standing = "proposed" if whole.source == "pdf-flat" else "current"
    if counts is not None and counts.returned.state != "returned_blank":
        # A blank one says nothing against the first.
        standing = "earlier" if whole.state == "returned_blank" else "second"
    elif counts is not None and standing == "current":
        returns.stand(journal, counts, "earlier")
    kept = returns.write_return(journal, check.token, whole, standing, coder.id)
    if standing == "current":
        count_from_now(journal, check, whole)
    holding_back.hold_removed(journal, check, whole.answers)
    return kept


def count_from_now(journal: Journal, check: MemberCheck, returned: Return) -> None:
    """The paper's state is what this return says."""
    papers.change_state(journal, check.token, state=returned.state, returned_on=returned.received_on)


def _fate(kept: Kept) -> Fate:
    return {"proposed": "proposed", "second": "second"}.get(kept.standing, "taken")  # type: ignore[return-value]


def _about(kept: Kept, newer: bool) -> str:  # noqa: FBT001 - one of two sentences
    said = []
    if newer:
        said.append(
            "this is an earlier paper: a newer one was made since; it is kept with the passages it showed"
        )
    if kept.standing == "earlier":
        said.append("it is blank, and what came before it counts")
    if kept.standing == "second":
        said.append(
            "another return of this paper says otherwise. Both are kept; ask, and say which one counts:  "
            f"qualkit member-check confirm STUDY {kept.id[:8]}"
        )
    if kept.standing == "proposed":
        said.append(
            "it was read off the page, so it waits until somebody has looked:  "
            f"qualkit member-check confirm STUDY {kept.id[:8]}"
        )
    return "; ".join(said)


def _told(name: str, fate: Fate, check: MemberCheck, kept: Kept, message: str) -> Received:
    said = kept.returned
    return Received(
        name,
        fate,
        message,
        check.participant,
        check.token,
        said.state,
        kept.id,
        said.answers,
        said.more,
        said.doubts,
    )
