"""`project.outgoing`: which quotations may leave the team, and the register of what has left."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from qualkit.desk.stories import KNOWN, NOT_KNOWN
from qualkit.errors import ConsentError, NotFound, StudyUnwritable
from qualkit.privacy import may_be_quoted
from qualkit.store import codings, exports, people, quotes, talk
from qualkit.store.engine import is_server
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy import Connection

    from qualkit.model import Coder, Coding
    from qualkit.store.exports import Export
    from qualkit.store.quotes import QuoteDecision
    from qualkit.store.store import Store


class Quotation(NamedTuple):
    """A coding whose words could go out, and what was decided about that; `text` is not shown by `repr`."""

    coding: str
    participant: str
    code: str
    text: str
    asked: QuoteDecision | None = None

    def __repr__(self) -> str:
        """The place, never the words."""
        return f"Quotation({self.coding}, {self.participant}, {self.state})"

    @property
    def state(self) -> str:
        """``not asked``, ``goes`` or ``stays``."""
        if self.asked is None:
            return "not asked"
        return "goes" if self.asked.verdict == NOT_KNOWN else "stays"


class Outgoing:
    """What may leave the team, and what has left it.

    Parameters
    ----------
    store, coder
        The open study, and who decides.
    """

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

    def __repr__(self) -> str:
        """Name the study."""
        return f"Outgoing({self._store.shown})"

    # --- quotations ----------------------------------------------------------------------------

    def quotations(self) -> list[Quotation]:
        """Every marked passage of people who may be quoted, in the order of the texts, and what was decided on it."""
        with self._store.reading() as connection:
            willing = {
                p.id for p in people.read_participants(connection) if may_be_quoted(p, for_others=True)
            }
            asked = _decided(connection)
            texts = {name: talk.read_transcript(connection, name) for name in talk.document_names(connection)}
            found = []
            for coding in codings.read_codings(connection):
                person = texts[coding.segment.document].turn_at(coding.segment.start).participant
                if person in willing:
                    words = coding.segment.quote
                    found.append(Quotation(coding.id, person or "", coding.code, words, asked.get(coding.id)))
        return found

    def decide(self, codings_asked: Iterable[str], *, goes: bool, reason: str = "") -> list[str]:
        """Decide in this coder's name: could someone local know the person by the story? Give the codings' ids.

        Parameters
        ----------
        codings_asked
            Ids of codings, or their beginnings.
        goes
            True where nobody would know them by it, so that the words may go out.
        reason
            Why, in the coder's own words.

        Raises
        ------
        NotFound
            There is no such coding.
        ConsentError
            `goes`, and the person has not agreed to be quoted.
        """
        with self._store.changing(Act(self._coder.id, "decide", "quotation", "")) as journal:
            found = [codings.coding_with(journal.connection, coding) for coding in codings_asked]
            if not found:
                raise NotFound("Name the codings to decide on:  qualkit quotes STUDY lists them.")
            for coding in found:
                if goes:
                    _refuse_unwilling(journal.connection, coding)
                place, document = (
                    coding.segment,
                    talk.document_row(journal.connection, coding.segment.document),
                )
                verdict, span = NOT_KNOWN if goes else KNOWN, (place.start, place.end)
                quotes.write_quote_decision(
                    journal, str(document.id), place.revision, span, verdict, reason.strip()
                )
        return [coding.id for coding in found]

    def cleared(self) -> frozenset[str]:
        """The codings whose words may go out: somebody was asked, and said that nobody would know them by it."""
        with self._store.reading() as connection:
            asked = _decided(connection)
        return frozenset(coding for coding, answer in asked.items() if answer.verdict == NOT_KNOWN)

    # --- the register --------------------------------------------------------------------------

    def made(self) -> tuple[Export, ...]:
        """Everything that was made and written down: reports, papers, exports; oldest first."""
        with self._store.reading() as connection:
            return exports.read_exports(connection)

    def must_be_written_down(self) -> None:
        """Refuse to make something for others that could not go on the register.

        Raises
        ------
        StudyUnwritable
        """
        if self._store.readonly:
            raise StudyUnwritable(
                f"What leaves the team goes on the study's register, and {self._store.shown} was opened for reading "
                "only: open it for changing."
            )

    def write_down(
        self, kind: str, files: Iterable[Path], *, audience: str, participants: Iterable[str], place: Path
    ) -> None:
        """Put what was made on the register; a study that is only read keeps none (`must_be_written_down`)."""
        if self._store.readonly:
            return
        fingerprint = fingerprint_of(files)
        item = exports.Export(
            "",
            kind,
            audience,
            "",
            shown_place(self._store, place),
            fingerprint,
            tuple(sorted(set(participants))),
            "",
            "",
        )
        with self._store.keeping() as connection:
            exports.write_export(connection, item, self._coder.id)

    def give_to(self, export: str, recipient: str) -> None:
        """Say to whom something on the register was given; its id, or the beginning of it.

        Raises
        ------
        NotFound
        """
        with self._store.keeping() as connection:
            exports.give_to(connection, export, recipient)


def shown_place(store: Store, place: Path) -> str:
    """Where something lies: from the study's own folder where it is inside that, so that both can be moved."""
    from pathlib import Path

    whole = place.resolve()
    home = None if is_server(store.study) else Path(store.study).resolve().parent
    return str(whole.relative_to(home)) if home and whole.is_relative_to(home) else str(whole)


def _decided(connection: Connection) -> dict[str, QuoteDecision]:
    """By coding id what was decided about its words last; a coding that nobody was asked about is not there.

    That nobody would know the person counts for words that lie wholly within those it was said of, that somebody might
    for whatever touches them: so a decision on a story is one on every quotation out of it.
    """
    made: dict[str, list[QuoteDecision]] = {}
    for decision in quotes.read_quote_decisions(connection):
        made.setdefault(decision.document, []).append(decision)
    names = {
        name: str(talk.document_row(connection, name).id) for name in talk.document_names(connection) if made
    }
    found = {}
    for coding in codings.read_codings(connection) if made else ():
        place = coding.segment
        for decision in made.get(names[place.document], ()):
            within = decision.start <= place.start and place.end <= decision.end
            touches = decision.start < place.end and place.start < decision.end
            if within if decision.verdict == NOT_KNOWN else touches:
                found[coding.id] = decision
    return found


def _refuse_unwilling(connection: Connection, coding: Coding) -> None:
    person = (
        talk.read_transcript(connection, coding.segment.document).turn_at(coding.segment.start).participant
    )
    if person and not may_be_quoted(people.participant_named(connection, person), for_others=True):
        raise ConsentError(
            f"{person} has not agreed to be quoted, so their words stay, whatever anybody decides. "
            f"Ask, then record it:  qualkit consent STUDY {person} quote=yes"
        )


def fingerprint_of(files: Iterable[Path]) -> str:
    """One SHA-256 for one or several files, whatever their order."""
    each = sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    return each[0] if len(each) == 1 else hashlib.sha256("\n".join(each).encode()).hexdigest()
