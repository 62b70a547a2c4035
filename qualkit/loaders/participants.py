"""participants.csv: who took part, in which documents, and what they agreed to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.errors import LoadError, NotFound
from qualkit.loaders.registry import read_bytes
from qualkit.loaders.sheets import Row, padded, read_csv
from qualkit.model import Consent, Need, Participant, format_named, scope_named

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

_PREFIX = "consent_"
_OWN = {
    "participant": "participant",
    "participants": "participant",
    "pseudonym": "pseudonym",
    "document": "documents",
    "documents": "documents",
    "speaker": "speakers",
    "speakers": "speakers",
    "consent_date": "date",
    "check_format": "format",
    "check_language": "language",
    "check_with": "reader",
    "check_must_not_see": "must_not_see",
}
_ANSWERS = {"yes": True, "y": True, "no": False, "n": False}
_RECORDED_BY = "participants.csv"


@dataclass(frozen=True)
class ParticipantRow:
    """One person of participants.csv.

    Parameters
    ----------
    participant
        Who, with attributes and consents.
    documents
        Names or globs of the documents in which they speak.
    speakers
        Their labels in those.
    need
        In which form they want their paper; None where the file says nothing of it.
    """

    participant: Participant
    documents: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    need: Need | None = None


def load_participants(path: str | os.PathLike[str]) -> tuple[ParticipantRow, ...]:
    r"""Read participants.csv.

    Parameters
    ----------
    path
        A CSV with the columns ``participant``, ``pseudonym``, ``documents``, ``speaker``,
        ``consent_<scope>`` (yes, no, or empty for not recorded), ``consent_date``, ``check_format``,
        ``check_language``, ``check_with``, ``check_must_not_see`` (``;`` between); every other column
        is an attribute.

    Raises
    ------
    LoadError
        It cannot be read, or a line of it does not hold together; the message says which.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "participants.csv")
    ...     _ = file.write_text("participant,documents,age,consent_quote\nP1,P1*;FG,34,no\n", encoding="utf-8")
    ...     (row,) = load_participants(file)
    >>> row.documents, dict(row.participant.attributes), row.participant.may("quote")
    (('P1*', 'FG'), {'age': '34'}, False)
    """
    where = Path(path)
    sheet = read_csv(read_bytes(where), where.name)
    return _File(where.name, sheet.rows).people()


class _File:
    """The rows of one file, and every fault found in them."""

    def __init__(self, name: str, rows: Sequence[Row]) -> None:
        self.name = name
        self.faults: list[str] = []
        self.heading = [" ".join(cell.split()) for cell in rows[0].cells]
        self.rows = rows[1:]
        self.parts = [_OWN.get(_plain(cell)) for cell in self.heading]
        self.scopes = {at: scope for at, scope in self._scopes(rows[0].line) if scope}

    def _scopes(self, line: int) -> Iterator[tuple[int, str | None]]:
        for at, cell in enumerate(self.heading):
            if _plain(cell).startswith(_PREFIX) and self.parts[at] is None:
                try:
                    yield at, scope_named(_plain(cell).removeprefix(_PREFIX))
                except NotFound as error:
                    self._fault(line, str(error))

    def _fault(self, line: int, what: str) -> None:
        self.faults.append(f"{self.name}, line {line}: {what}")

    def people(self) -> tuple[ParticipantRow, ...]:
        """Every row as a person, or all faults as one error."""
        if "participant" not in self.parts:
            raise LoadError(
                f"{self.name} needs a column 'participant'; it has: {', '.join(filter(None, self.heading))}."
            )
        self._columns_once()
        found = [self._person(row, position) for position, row in enumerate(self.rows)]
        self._people_once(found)
        if not found:
            self._fault(2, "nobody stands below the headings; write a line for each participant.")
        if self.faults:
            more = f" (and {len(self.faults) - 1} more)" if len(self.faults) > 1 else ""
            raise LoadError(self.faults[0] + more)
        return tuple(found)

    def _columns_once(self) -> None:
        plain = [_plain(cell) for cell in self.heading]
        for name in dict.fromkeys(name for name in plain if name and plain.count(name) > 1):
            self._fault(1, f"the column '{name}' stands twice; take one out.")

    def _people_once(self, found: list[ParticipantRow]) -> None:
        seen: dict[str, int] = {}
        for row, person in zip(self.rows, found, strict=True):
            key = person.participant.id.casefold()
            if key and key in seen:
                self._fault(
                    row.line,
                    f"the participant '{person.participant.id}' stands on line {seen[key]} too: "
                    "give one another id, or make one line of the two.",
                )
            seen.setdefault(key, row.line)

    def _person(self, row: Row, position: int) -> ParticipantRow:
        if len(row.cells) > len(self.heading):
            self._fault(
                row.line, f"{len(row.cells)} cells, but {len(self.heading)} columns; look for a stray comma."
            )
        cells = [" ".join(cell.split()) for cell in padded(row.cells, len(self.heading))]
        own = {part: cells[at] for at, part in enumerate(self.parts) if part}
        if not own["participant"]:
            self._fault(row.line, "no participant; write their id in the column 'participant'.")
        person = Participant(
            own["participant"],
            own.get("pseudonym", ""),
            {name: cells[at] for at, name in enumerate(self.heading) if self._is_attribute(at)},
            self._consents(row.line, cells, self._date(row.line, own.get("date", ""))),
            position,
        )
        documents, speakers = _listed(own.get("documents", "")), _listed(own.get("speakers", ""))
        return ParticipantRow(person, documents, speakers, self._need(row.line, own))

    def _need(self, line: int, own: Mapping[str, str]) -> Need | None:
        given = [own.get(name, "") for name in ("format", "language", "reader", "must_not_see")]
        if not any(given):
            return None
        try:
            form = format_named(given[0])
        except NotFound as error:
            self._fault(line, str(error))
            return None
        return Need(form, given[1], given[2], _listed(given[3]), recorded_by=_RECORDED_BY)

    def _is_attribute(self, at: int) -> bool:
        name = self.heading[at]
        return bool(name) and self.parts[at] is None and not _plain(name).startswith(_PREFIX)

    def _consents(self, line: int, cells: Sequence[str], date: str) -> tuple[Consent, ...]:
        given: list[Consent] = []
        for at, scope in self.scopes.items():
            answer = _ANSWERS.get(cells[at].casefold())
            if answer is not None:
                given.append(Consent(scope, answer, date, _RECORDED_BY, route="file"))
            elif cells[at]:
                self._fault(line, f"'{self.heading[at]}' must be yes, no or empty (not recorded).")
        return tuple(given)

    def _date(self, line: int, written: str) -> str:
        if not written:
            return dt.datetime.now().astimezone().date().isoformat()
        try:
            return dt.date.fromisoformat(written).isoformat()
        except ValueError:
            self._fault(line, "'consent_date' must be a date such as 2026-03-14.")
            return ""


def _plain(heading: str) -> str:
    return heading.strip().casefold().replace(" ", "_").replace("-", "_")


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in cell.split(";") if piece.strip())
