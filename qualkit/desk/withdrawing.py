"""Taking back: what it would touch, doing it, the certificate; and passages that are held back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qualkit.desk import thanking
from qualkit.errors import KeyFileError, QualkitError, StoreError, StudyUnwritable
from qualkit.memberchecks.thanks import ENDING as THANKS
from qualkit.model import Hold
from qualkit.privacy import Facts, TheirWords, certificate_html, certificate_text, counted
from qualkit.store import codings, exports, holds, people, talk
from qualkit.store import settings as kept
from qualkit.store.engine import is_server
from qualkit.store.journal import Act
from qualkit.store.searching import bytes_of, stored_texts
from qualkit.store.stamps import as_json
from qualkit.store.taking_back import Asked
from qualkit.store.touched import papers_gone, touched
from qualkit.store.withdrawal import WITHDRAW, carry_out, plan, read_withdrawals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from qualkit.model import Coder, Participant, Segment, Strength
    from qualkit.store.keyfile import KeyFile
    from qualkit.store.store import Store
    from qualkit.store.taking_back import Kind
    from qualkit.store.touched import Touched
    from qualkit.store.withdrawal import Plan


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawal touches, or touched: ids, counts and places, nobody's words.

    `done` is False for a dry run. `found` counts the places where eight words in a row were left: 0.
    """

    participant: str
    kind: Kind
    done: bool
    counts: Mapping[str, int]
    touched: tuple[Touched, ...] = field(default=(), repr=False)
    exports: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    #: What stands in files beside the study, and is taken out of them.
    beside: tuple[str, ...] = ()
    searched: str = ""
    found: int = 0
    cleaned: bool = False
    id: str = ""
    certificate: tuple[Path, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The counts in plain words."""
        return counted(self.counts)


class Part(NamedTuple):
    """What of their words: everything, or a passage, or what was coded with one code."""

    passage: Segment | None = None
    code: str | None = None

    @property
    def kind(self) -> Kind:
        """The kind of withdrawal."""
        return "passage" if self.passage else "topic" if self.code else "all"


def withdraw(
    store: Store, coder: Coder, participant: str, part: Part, out: str | Path | None, *, dry_run: bool
) -> Withdrawal:
    """Show what a withdrawal would touch; or do it, search afterwards, and write the certificate.

    Raises
    ------
    NotFound, StudyBusy, QualkitError, StudyUnwritable
    """
    folder = _folder(store, out)
    if dry_run:
        with store.reading() as connection:
            found = _found(connection, participant, part)
            return _shown(connection, store, found)
    if not folder.is_dir():
        raise StudyUnwritable(
            f"The certificate cannot be put into {folder}: there is no such folder. Name another."
        )
    key = _key(store, coder)
    with store.changing(Act(coder.id, WITHDRAW, "participant", participant)) as journal:
        store.must_be_ours_alone(journal.connection)
        found = _found(journal.connection, participant, part)
        shown = _shown(journal.connection, store, found)
        person = people.participant_named(journal.connection, participant)
        made = [
            item.id for item in exports.with_words_of(exports.read_exports(journal.connection), participant)
        ]
        tombstone = carry_out(journal, found, made, person.consents)
        copies = (*shown.copies, *_take_out_of_key(key, found))
    if shown.beside:
        thanking.forget(store, shown.participant)
    done = replace(shown, done=True, id=tombstone, copies=copies, cleaned=_clean(store))
    return _certified(store, coder, _searched(store, found, done), folder)


def _found(connection: Connection, participant: str, part: Part) -> Plan:
    person = people.participant_named(connection, participant)
    asked = Asked(person.id, part.kind, _stretches(connection, person, part))
    if part.kind != "all" and not asked.stretches:
        raise QualkitError(f"Nothing that {person.id} said lies there: nothing was changed.")
    return plan(connection, asked, TheirWords.of)


def _stretches(connection: Connection, person: Participant, part: Part) -> dict[str, list[tuple[int, int]]]:
    """Where the part lies, by the documents' ids; only what lies in the person's own turns."""
    if part.passage is not None:
        places = [part.passage]
    elif part.code is not None:
        coded = codings.read_codings(connection, code=part.code, held=True)
        places = [coding.segment for coding in coded]
    else:
        return {}
    found: dict[str, list[tuple[int, int]]] = {}
    for place in places:
        document = talk.document_row(connection, place.document)
        if place.revision != document.revision:
            raise QualkitError(f"The text of {place.document} has changed since: look the passage up again.")
        text = talk.read_transcript(connection, place.document, cover=())
        if any(
            t.participant == person.id and t.start < place.end and t.end > place.start for t in text.turns
        ):
            found.setdefault(str(document.id), []).append((place.start, place.end))
    return found


def _shown(connection: Connection, store: Store, found: Plan) -> Withdrawal:
    person = found.asked.participant
    made = exports.with_words_of(exports.read_exports(connection), person)
    return Withdrawal(
        person,
        found.asked.kind,
        done=False,
        counts=found.counts(),
        touched=tuple(touched(connection, found)),
        exports=tuple(_export_line(item) for item in made),
        copies=tuple(_copies(store)),
        papers=tuple(papers_gone(connection, found)),
        beside=tuple(thanking.noted(store, person)) if found.asked.kind == "all" else (),
    )


def _key(store: Store, coder: Coder) -> KeyFile | str | None:
    """The key to the names; why it cannot be had; or None where there never was one."""
    from qualkit.desk.names import Names

    names = Names(store, coder)
    try:
        return names.key if names.were_replaced else None
    except QualkitError as error:
        return str(error)


def _take_out_of_key(key: KeyFile | str | None, found: Plan) -> Iterator[str]:
    """Take it out of the key to the names too; where that cannot be opened, say so."""
    if key is None:
        return
    texts = found.texts.whole | set(found.texts.numbers)
    gone = {(table, as_json(list(key))) for table, keys in found.reached.rows.items() for key in keys}

    def is_gone(held: Mapping[str, Any]) -> bool:
        if held["what"] == "field" and (held["table"], as_json(list(held["key"].values()))) in gone:
            return True
        if held["what"] == "key" and (held["table"], as_json([held["after"]])) in gone:
            return True
        return found.theirs.quoted_in(as_json(dict(held)), whole=False)

    try:
        if isinstance(key, str):
            raise KeyFileError(key)
        key.take_out(texts, is_gone)
    except QualkitError as error:
        yield f"the key to the names, which still holds their old texts and names. {error}"


def _export_line(item: exports.Export) -> str:
    given = f", given to {item.recipient}" if item.recipient else ""
    what = "report, with its figures and tables," if item.kind == "report" else item.kind
    return f"{what} for {item.audience}, {item.made_at[:10]}, {item.path}{given}"


def _copies(store: Store) -> Iterator[str]:
    """Files beside the study that may be copies of it: backups, conflicts of a sync folder, earlier states."""
    if is_server(store.study):
        return
    path = Path(store.study).resolve()
    for item in sorted(path.parent.iterdir()):
        if item.name.endswith(THANKS):  # it is gone through by itself
            continue
        alike = item.name.startswith(path.stem) or item.suffix in {path.suffix, ".bak", ".backup"}
        if item != path and item.is_file() and alike and not item.name.startswith(f"{path.name}-"):
            yield str(item)


def _folder(store: Store, out: str | Path | None) -> Path:
    if out is not None:
        return Path(out)
    return Path() if is_server(store.study) else Path(store.study).resolve().parent


def _clean(store: Store) -> bool:
    try:
        store.clean()
    except StoreError:
        return False
    return True


def _searched(store: Store, found: Plan, done: Withdrawal) -> Withdrawal:
    """Look through everything for eight words in a row."""
    if is_server(store.study):
        with store.reading() as connection:
            texts = list(stored_texts(connection))
        what = f"all {len(texts):,} texts of the study's tables"
    else:
        texts = list(bytes_of(store.study))
        what = f"all {Path(store.study).stat().st_size:,} bytes of the study's file"
    left = sum(len(found.theirs.places(text)) for text in texts)
    return replace(done, searched=what, found=left)


def _certified(store: Store, coder: Coder, done: Withdrawal, folder: Path) -> Withdrawal:
    with store.reading() as connection:
        title = kept.read_settings(connection).get("study_title") or Path(store.shown).stem
        at = next(item["at"] for item in read_withdrawals(connection) if item["id"] == done.id)
    what = {
        "all": "everything they said",
        "passage": "one passage",
        "topic": "everything they said on one topic",
    }[done.kind]
    facts = Facts(
        title, done.participant, what, at[:10], coder.name, done.counts, done.searched, done.found,
        done.cleaned, done.exports, done.copies, done.papers, is_server(store.study), done.beside,
    )  # fmt: skip
    files = (folder / f"withdrawal-{done.id}.txt", folder / f"withdrawal-{done.id}.html")
    for file, text in zip(files, (certificate_text(facts), certificate_html(facts)), strict=True):
        try:
            file.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise StudyUnwritable(
                f"The words are taken out; the certificate {file} could not be written ({error.strerror})."
            ) from None
    return replace(done, certificate=files)


def hold_back(store: Store, coder: Coder, participant: str, part: Part, strength: Strength) -> list[str]:
    """Hold back a passage, or what was coded with one code, of somebody's own words; give the holds' ids."""
    with store.changing(Act(coder.id, "hold", "participant", participant)) as journal:
        connection = journal.connection
        person = people.participant_named(connection, participant)
        names = {talk.document_row(connection, name).id: name for name in talk.document_names(connection)}
        made = []
        for document, stretches in _stretches(connection, person, part).items():
            text = talk.read_transcript(connection, names[document], cover=())
            for start, end in stretches:
                for turn in text.turns:
                    if turn.participant == person.id and turn.start < end and turn.end > start:
                        hold = Hold(
                            names[document], max(start, turn.start), min(end, turn.end), text.revision,
                            strength, person.id, "withdrawal",
                        )  # fmt: skip
                        made.append(holds.write_hold(journal, hold, document, coder.id))
        if not made:
            raise QualkitError(f"Nothing that {person.id} said lies there: nothing was changed.")
    return made


def let_go(store: Store, coder: Coder, hold: str) -> None:
    """Lift a hold."""
    with store.changing(Act(coder.id, "lift", "passage", hold)) as journal:
        holds.lift_hold(journal, hold, coder.id)


def held(store: Store) -> tuple[Hold, ...]:
    """What is held back now."""
    with store.reading() as connection:
        return holds.read_holds(connection)
