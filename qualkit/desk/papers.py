"""Member-check papers for everybody who wants one: chosen, written, stored, then put into a folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualkit import memberchecks
from qualkit.desk.handing import files_for, kinds_named, notes_for, style_for
from qualkit.desk.leaving import refuse_for
from qualkit.desk.needs import kept_from
from qualkit.desk.outgoing import Outgoing
from qualkit.errors import StudyUnwritable
from qualkit.model import Coder, MemberCheck, Need
from qualkit.privacy import mask_names, why_no_paper
from qualkit.store import codebook, codings, distress, needs, papers, people, settings, talk
from qualkit.store.journal import Act
from qualkit.store.stamps import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from qualkit.memberchecks import Candidate
    from qualkit.model import CheckItem, Codebook, Coding, Participant, Transcript, Turn
    from qualkit.store.needs import Standing
    from qualkit.store.store import Store

#: A question longer than this is shown by its last sentence.
_LONG_QUESTION = 160
#: A transcriber's remark, such as "(laughs)": it belongs to the record, not to the paper.
_ASIDE = re.compile(r"\([^()]{1,30}\)\s*")


@dataclass(frozen=True)
class Prepared:
    """What became of one participant's paper: its files, or why there is none.

    `waiting` counts the passages that a further part would ask about; `notes` say what people still have to do.
    """

    participant: str
    files: tuple[Path, ...] = ()
    why_not: str = ""
    warnings: tuple[str, ...] = field(default=(), repr=False)
    waiting: int = 0
    notes: tuple[str, ...] = ()


class _Study(NamedTuple):
    """What is read once for all papers."""

    settings: Mapping[str, str]
    key: bytes
    people: tuple[Participant, ...]
    book: Codebook
    transcripts: tuple[Transcript, ...]
    codings: tuple[Coding, ...]
    coders: Mapping[str, Coder]
    papers: tuple[MemberCheck, ...]
    names: Mapping[str, str]
    needs: Mapping[str, Need]
    standings: Mapping[str, Standing]
    flagged: set[str]

    def stands_for(self, coding: Coding) -> str:
        """Who wrote or approved a coding's sentence as it is now; else whoever coded."""
        known = self.standings.get(coding.id)
        held = known is not None and known.holds_for(coding.interpretation)
        return self.coders[known.coder if known is not None and held else coding.coder].name

    def need(self, person: Participant) -> Need:
        """What somebody said that they need; large print where they said nothing."""
        return self.needs.get(person.id, Need())

    def why_not(self, person: Participant) -> str:
        """Why there is no paper for somebody; empty where there may be one."""
        return why_no_paper(person) or kept_from(self.need(person), self.settings, self.coders.values())


def prepare(
    store: Store,
    coder: str,
    out: str | Path,
    participant: str | None = None,
    style: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    *,
    all_parts: bool = False,
    kinds: str | Iterable[str] | None = None,
) -> list[Prepared]:
    """Write every paper that may be written; nothing is stored or written when one cannot be.

    A person gets one paper at a time: the second part waits until `all_parts` asks for it.

    Raises
    ------
    PaperError, NameLeftError, NotFound, StudyUnwritable
    """
    asked = kinds_named(kinds)
    style_for(Need(), style)
    study = _read(store, participant)
    memberchecks.refuse_missing(study.settings, store.shown)
    refuse_for(store)
    whole = {person.id: _checks(study, person) for person in study.people if not study.why_not(person)}
    checks = {name: found if all_parts else found[:1] for name, found in whole.items()}
    written: dict[str, dict[str, bytes]] = {}
    flat = [check for found in checks.values() for check in found]
    for number, check in enumerate(flat):
        if progress:
            progress(number, len(flat))
        written[check.token] = _files(study, check, style, asked)
    _store_new(store, coder, flat, study.papers)
    _keep_places(store, study, written, flat, style)
    made = [_put(study, person, checks.get(person.id, ()), written, Path(out)) for person in study.people]
    _write_down(Outgoing(store, Coder(coder, "")), made)
    return [
        replace(item, waiting=_waiting(whole.get(item.participant, ()), checks.get(item.participant, ())))
        for item in made
    ]


def _files(study: _Study, check: MemberCheck, style: str | None, kinds: tuple[str, ...]) -> dict[str, bytes]:
    need = study.needs.get(check.participant, Need())
    return files_for(check, need, study.settings, _names(study), style=style_for(need, style), kinds=kinds)


def _write_down(outgoing: Outgoing, made: Sequence[Prepared]) -> None:
    """Every paper goes on the register of what left the team."""
    for item in made:
        for file in item.files:
            outgoing.write_down(
                "paper", [file], audience="the person", participants=[item.participant], place=file
            )


def _waiting(checks: Sequence[MemberCheck], made: Sequence[MemberCheck]) -> int:
    """How many passages stand on parts that were not made now."""
    return sum(len(check.items) for check in checks[len(made) :])


def _read(store: Store, participant: str | None) -> _Study:
    with store.keeping() as connection:
        key = papers.paper_key(connection)
    with store.reading() as connection:
        everybody = people.read_participants(connection)
        chosen = everybody if participant is None else (people.participant_named(connection, participant),)
        return _Study(
            settings.read_settings(connection),
            key,
            chosen,
            codebook.read_codebook(connection),
            _transcripts(connection),
            codings.read_codings(connection, settled=True),
            {coder.id: coder for coder in people.read_coders(connection)},
            papers.read_papers(connection),
            {person.id: person.pseudonym for person in everybody},
            needs.read_needs(connection),
            needs.read_standings(connection),
            distress.flagged_codings(connection),
        )


def _transcripts(connection: Connection) -> tuple[Transcript, ...]:
    return tuple(talk.read_transcript(connection, name) for name in talk.document_names(connection))


def _names(study: _Study) -> list[str]:
    """The names that must not stand on a paper: everybody's pseudonym, the person's own too.

    A pseudonym on a paper that lies about at home would lead to its owner's words in a report.
    """
    return [known for known in study.names.values() if known]


def _checks(study: _Study, person: Participant) -> tuple[MemberCheck, ...]:
    parts = memberchecks.select_items(_candidates(study, person))
    return tuple(_check(study, person, number, len(parts), items) for number, items in enumerate(parts, 1))


def _candidates(study: _Study, person: Participant) -> Iterator[Candidate]:
    names = _names(study)
    places = {transcript.document: (place, transcript) for place, transcript in enumerate(study.transcripts)}
    for coding in study.codings:
        place, transcript = places[coding.segment.document]
        turn = transcript.turn_at(coding.segment.start)
        # Only words that are wholly this person's own.
        if turn.participant == person.id and coding.segment.end <= turn.end:
            yield memberchecks.Candidate(
                (place, coding.segment.start),
                coding.id,
                mask_names(coding.segment.quote, names),
                mask_names(coding.interpretation, names),
                coding.code,
                study.book[coding.code].name,
                coding.polarity or study.book[coding.code].polarity,
                mask_names(_question(transcript, turn), names),
                study.stands_for(coding),
            )


def _question(transcript: Transcript, turn: Turn) -> str:
    """What had been asked: the survey's question, or the interviewer's turn right before."""
    if turn.question:
        return turn.question
    before = transcript.turns[turn.number - 1] if turn.number else None
    if before is None or before.role != "interviewer":
        return ""
    asked = _ASIDE.sub("", before.text).strip()
    return asked if len(asked) <= _LONG_QUESTION else re.split(r"(?<=[.?!])\s+", asked)[-1][:_LONG_QUESTION]


def _check(
    study: _Study, person: Participant, number: int, parts: int, items: Sequence[CheckItem]
) -> MemberCheck:
    """The paper with these items: the one that was made before where nothing has changed, or a new one."""
    for known in study.papers:
        if known.participant == person.id and (known.part, known.parts, known.items) == (
            number,
            parts,
            tuple(items),
        ):
            return known
    token = memberchecks.new_token()
    while any(known.token == token for known in study.papers):
        token = memberchecks.new_token()
    check = MemberCheck(token, person.id, number, parts, tuple(items), prepared_at=now())
    return replace(check, code=memberchecks.keyed_code(study.key, memberchecks.paper_id(token), items))


def _store_new(store: Store, coder: str, checks: Sequence[MemberCheck], known: Sequence[MemberCheck]) -> None:
    tokens = {check.token for check in known}
    new = [check for check in checks if check.token not in tokens]
    if new:
        with store.changing(Act(coder, "prepare", "papers", new[-1].token)) as journal:
            for check in new:
                papers.write_paper(journal, check)


def _keep_places(
    store: Store,
    study: _Study,
    written: Mapping[str, Mapping[str, bytes]],
    checks: Iterable[MemberCheck],
    style: str | None,
) -> None:
    """Where the fields lie, so that a flattened copy can be read when it comes back."""
    from qualkit.memberchecks.returns import field_places

    with store.keeping() as connection:
        for check in checks:
            pdf = written[check.token].get(f"check-{check.token}.pdf")
            if pdf is not None:
                how = style_for(study.needs.get(check.participant, Need()), style)
                papers.write_places(connection, check.token, how, field_places(pdf))


def _put(
    study: _Study,
    person: Participant,
    checks: Sequence[MemberCheck],
    written: Mapping[str, Mapping[str, bytes]],
    out: Path,
) -> Prepared:
    why_not = study.why_not(person)
    notes = (*notes_for(study.need(person)), *_flagged(study, checks))
    if not why_not and not checks:
        why_not = (
            "nobody has written a sentence for their paper yet (qualkit recode STUDY ID --interpretation ...)"
        )
    files = tuple(
        _write(out / name, content) for check in checks for name, content in written[check.token].items()
    )
    warnings = tuple(
        f"number {item.number} ({item.coding}): {fault}: “{item.interpretation}”"
        for check in checks
        for item in check.items
        for fault in memberchecks.hard_to_read(item.interpretation)
    )
    return Prepared(person.id, files, why_not, warnings, notes=notes if files else ())


def _flagged(study: _Study, checks: Sequence[MemberCheck]) -> tuple[str, ...]:
    """Their own words are not covered from them; who hands the paper over should know."""
    return tuple(
        f"number {item.number} of {check.token} was flagged as distressing: it is there as they said it; "
        "think of when and how they are given it"
        for check in checks
        for item in check.items
        if study.flagged & set(item.codings)
    )


def _write(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise StudyUnwritable(
            f"{path} could not be written ({error.strerror}): choose a folder that you may write to, "
            "and prepare again; the papers keep their numbers."
        ) from None
    return path
