"""What a person takes back: found first, then taken out of the study; the caller's one transaction holds both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from sqlalchemy import select

from qualkit.store import tables
from qualkit.store.cutting import GAP, Cut, Cutting
from qualkit.store.reach import Reached
from qualkit.store.stamps import digest, now
from qualkit.store.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Row, Table

    Find = Callable[[Iterable[str], Iterable[str]], "Words"]

Kind = Literal["all", "passage", "topic"]


class Words(Protocol):
    """What finds their words in what others wrote (see `qualkit.privacy.TheirWords`)."""

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where they stand."""

    def quoted_in(self, text: str, *, whole: bool = True) -> bool:
        """Whether they stand there."""

    def masked(self, text: str, *, whole: bool = True) -> str:
        """The text without them."""


class Asked(NamedTuple):
    """Who takes what back: everything, or stretches of documents (their ids) as they stand now."""

    participant: str
    kind: Kind = "all"
    stretches: Mapping[str, Sequence[tuple[int, int]]] = {}


#: What keeps words back or covered keeps what is left of them so, wherever it began.
_PROTECTING = ("holds", "distress_flags")


class Trimmed(NamedTuple):
    """A row at a place that stays: where it stands in the new text."""

    table: str
    id: str
    revision: int
    place: tuple[int, int]
    shorter: bool = False


@dataclass
class Texts:
    """What becomes of the texts: documents that go, and revisions that are cut."""

    whole: set[str] = field(default_factory=set)
    cuttings: dict[tuple[str, int], Cutting] = field(default_factory=dict)
    #: For each document that is cut, the number of its text now and the number it will have.
    numbers: dict[str, tuple[int, int]] = field(default_factory=dict)
    #: For each document that is cut, the labels whose turns go altogether.
    labels: dict[str, set[str]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list, repr=False)
    turns: int = 0

    def new_number(self, document: str, revision: int) -> int:
        """What number a revision has afterwards: the present one gets a new one, earlier ones keep theirs."""
        now_number, next_number = self.numbers[document]
        return next_number if revision == now_number else revision


def find_texts(connection: Connection, asked: Asked, find: Find) -> tuple[Texts, Words]:
    """Which documents go, what is cut out of the others, and their words as nobody else said them."""
    found = Texts()
    for row in connection.execute(select(tables.documents).order_by(tables.documents.c.position)):
        _one_document(connection, asked, row, found)
    kept = list(_texts_left(connection, found, participants_only=True))
    _cut_echoes(connection, found, find(found.removed, kept))
    return found, find(found.removed, list(_texts_left(connection, found)))


def _one_document(connection: Connection, asked: Asked, row: Row[Any], found: Texts) -> None:
    labels = _labels(connection, row.id)
    own = {label for label, (_, person) in labels.items() if person == asked.participant}
    if not own or (asked.kind != "all" and not asked.stretches.get(row.id)):
        return
    others = {person for role, person in labels.values() if role == "participant"} - {asked.participant}
    if asked.kind == "all" and not others:
        found.whole.add(row.id)
        found.turns += sum(1 for turn in _turns(connection, row.id, row.revision) if turn.label in own)
        for revision in _revisions(connection, row.id):
            turns = _turns(connection, row.id, revision.number)
            found.removed += [revision.text[t.start_at : t.end_at] for t in turns if t.label in own]
        return
    found.numbers[row.id] = (row.revision, row.revision + 1)
    found.labels[row.id] = own if asked.kind == "all" else set()
    for revision in _revisions(connection, row.id):
        turns = _turns(connection, row.id, revision.number)
        if asked.kind == "all":
            cuts = _whole_turns(turns, own)
            found.removed += [revision.text[t.start_at : t.end_at] for t in turns if t.label in own]
            found.turns += len(cuts) if revision.number == row.revision else 0
        elif revision.number == row.revision:
            cuts = _passages(turns, own, asked.stretches[row.id])
            found.removed += [revision.text[cut.start : cut.end] for cut in cuts]
            found.turns += len(cuts)
        else:
            cuts = _same_words(revision.text, found.removed)
        found.cuttings[row.id, revision.number] = Cutting.of(revision.text, cuts)


def _labels(connection: Connection, document: str) -> dict[str, tuple[str, str | None]]:
    rows = connection.execute(select(tables.speakers).where(tables.speakers.c.document == document))
    return {row.label: (row.role, row.participant) for row in rows}


def _revisions(connection: Connection, document: str) -> Sequence[Row[Any]]:
    """The newest first: what is cut out of it is looked for in the earlier ones."""
    wanted = select(tables.revisions).where(tables.revisions.c.document == document)
    return connection.execute(wanted.order_by(tables.revisions.c.number.desc())).all()


def _turns(connection: Connection, document: str, revision: int) -> Sequence[Row[Any]]:
    turns = tables.turns
    wanted = select(turns).where(turns.c.document == document, turns.c.revision == revision)
    return connection.execute(wanted.order_by(turns.c.number)).all()


def _whole_turns(turns: Sequence[Row[Any]], labels: set[str]) -> list[Cut]:
    """The turns of these labels, each with the line end that parted it from the next one that stays."""
    going = [turn.label in labels for turn in turns]
    last_kept = max((place for place, goes in enumerate(going) if not goes), default=-1)
    cuts = []
    for place, turn in enumerate(turns):
        if going[place] and place < last_kept:
            cuts.append(Cut(turn.start_at, turn.end_at + 1))
        elif going[place]:
            cuts.append(Cut(max(0, turn.start_at - 1), turn.end_at))
    return cuts


def _passages(turns: Sequence[Row[Any]], labels: set[str], stretches: Sequence[tuple[int, int]]) -> list[Cut]:
    """What of the stretches lies in turns of these labels; a mark stays in its place."""
    return [
        Cut(max(start, turn.start_at), min(end, turn.end_at), GAP)
        for turn in turns
        if turn.label in labels
        for start, end in stretches
        if max(start, turn.start_at) < min(end, turn.end_at)
    ]


def _same_words(text: str, passages: Sequence[str]) -> list[Cut]:
    """Where the same passages stand in an earlier text."""
    cuts = []
    for passage in passages:
        at = text.find(passage)
        while at >= 0:
            cuts.append(Cut(at, at + len(passage), GAP))
            at = text.find(passage, at + len(passage))
    return cuts


def _texts_left(connection: Connection, found: Texts, *, participants_only: bool = False) -> Iterator[str]:
    """Everything that will still be in the transcripts, whole or only what participants said."""
    for row in connection.execute(select(tables.documents)).all():
        if row.id in found.whole:
            continue
        text, cutting = _text(connection, row.id, row.revision), found.cuttings.get((row.id, row.revision))
        if not participants_only:
            yield cutting.text if cutting else text
            continue
        labels = _labels(connection, row.id)
        for turn in _turns(connection, row.id, row.revision):
            if labels[turn.label][0] == "participant":
                place = (turn.start_at, turn.end_at)
                here = cutting.place(*place) if cutting else place
                if here:
                    yield (cutting.text if cutting else text)[slice(*here)]


def _text(connection: Connection, document: str, revision: int) -> str:
    where = (tables.revisions.c.document == document, tables.revisions.c.number == revision)
    return str(connection.execute(select(tables.revisions.c.text).where(*where)).scalar_one())


def _cut_echoes(connection: Connection, found: Texts, theirs: Words) -> None:
    """Where somebody who is no participant repeats their words: taken out there too, with a mark."""
    for row in connection.execute(select(tables.documents)).all():
        if row.id in found.whole:
            continue
        labels = _labels(connection, row.id)
        revisions = _revisions(connection, row.id)
        echoes = {
            revision.number: [
                Cut(turn.start_at + start, turn.start_at + end, GAP)
                for turn in _turns(connection, row.id, revision.number)
                if labels[turn.label][0] != "participant"
                for start, end in theirs.places(revision.text[turn.start_at : turn.end_at])
            ]
            for revision in revisions
        }
        if any(echoes.values()):
            found.numbers.setdefault(row.id, (row.revision, row.revision + 1))
            for revision in revisions:
                before = found.cuttings.get((row.id, revision.number))
                cuts = [*(before.cuts if before else ()), *echoes[revision.number]]
                found.cuttings[row.id, revision.number] = Cutting.of(revision.text, cuts)


def write_texts(connection: Connection, found: Texts) -> None:
    """Write the texts and turns without what is gone; the present text gets a new number."""
    for (document, revision), cutting in found.cuttings.items():
        number = found.new_number(document, revision)
        old = _turns(connection, document, revision)
        key = (tables.revisions.c.document == document, tables.revisions.c.number == revision)
        values = {"text": cutting.text, "number": number}
        if number != revision:
            values.update(reason="without what somebody took back", created_at=now())
        connection.execute(tables.revisions.update().where(*key).values(**values))
        here = (tables.turns.c.document == document, tables.turns.c.revision == revision)
        connection.execute(tables.turns.delete().where(*here))
        rows = list(_moved_turns(old, cutting, number, found.labels.get(document, set())))
        if rows:
            connection.execute(tables.turns.insert(), rows)
        if number != revision:
            _describe(connection, document, number, cutting.text, rows)


def _moved_turns(
    old: Sequence[Row[Any]], cutting: Cutting, revision: int, gone: set[str]
) -> Iterator[dict[str, Any]]:
    kept = [turn for turn in old if turn.label not in gone]
    for number, turn in enumerate(kept):
        places = {"start_at": cutting.moved(turn.start_at), "end_at": cutting.moved(turn.end_at)}
        yield {**turn._mapping, **places, "revision": revision, "number": number}  # noqa: SLF001


def _describe(
    connection: Connection, document: str, number: int, text: str, turns: Sequence[Mapping[str, Any]]
) -> None:
    """What the study says of a document, of its new text; the fingerprint of the old file goes."""
    labels = {turn["label"] for turn in turns}
    speakers = tables.speakers
    connection.execute(
        speakers.delete().where(speakers.c.document == document, speakers.c.label.not_in(labels))
    )
    values = {
        "revision": number,
        "text_sha256": digest(text),
        "source_sha256": "",
        "words": len(text.split()),
    }
    connection.execute(tables.documents.update().where(tables.documents.c.id == document).values(**values))


def find_rows(connection: Connection, asked: Asked, found: Texts) -> tuple[Reached, list[Trimmed]]:
    """Which rows go, and where those stand afterwards that stay on a text that is cut."""
    reached = Reached(connection)
    if asked.kind == "all":
        reached.add_person(asked.participant)
    reached.add(tables.documents, {(document,) for document in found.whole})
    trimmed: list[Trimmed] = []
    for name, held in WORDS.items():
        if held.reach == "place":
            trimmed += _at_places(connection, tables.metadata.tables[name], found, reached)
    rows = connection.execute(select(tables.documents.c.id, tables.documents.c.name))
    names = {row.id: row.name for row in rows}
    about = [("document", names[document]) for document in sorted(found.whole)]
    about += [("participant", asked.participant)] if asked.kind == "all" else []
    _papers_of_passages(connection, reached)
    for kind, target in about:
        memos = tables.memos
        wanted = select(memos.c.id).where(memos.c.about == kind, memos.c.target == target)
        reached.add(memos, {(memo,) for memo in connection.execute(wanted).scalars()})
    return reached, trimmed


def _papers_of_passages(connection: Connection, reached: Reached) -> None:
    """A file that came back shows the passages it asked about: it goes with any of them that goes."""
    items, returns = tables.paper_items, tables.returns
    papers, codings = set(reached.ids("papers")), reached.ids("codings")
    for row in connection.execute(select(items.c.paper, items.c.coding)):
        if row.coding in codings:
            papers.add(row.paper)
    wanted = select(returns.c.id, returns.c.paper)
    reached.add(
        tables.return_files,
        {(row.id,) for row in connection.execute(wanted) if row.paper in papers}
        & {(kept,) for kept in connection.execute(select(tables.return_files.c.returned)).scalars()},
    )


def _at_places(connection: Connection, table: Table, found: Texts, reached: Reached) -> Iterator[Trimmed]:
    going: set[tuple[str]] = set()
    for document in found.numbers:
        for row in connection.execute(select(table).where(table.c.document == document)).all():
            cutting = found.cuttings.get((document, row.revision))
            if cutting is None or (table.name not in _PROTECTING and cutting.begins_in_cut(row.start_at)):
                going.add((row.id,))
                continue
            place = cutting.place(row.start_at, row.end_at)
            if place is None:
                going.add((row.id,))
            else:
                revision = found.new_number(document, row.revision)
                shorter = cutting.is_cut(row.start_at, row.end_at)
                yield Trimmed(table.name, row.id, revision, place, shorter)
    reached.add(table, going)


def write_trimmed(connection: Connection, found: Texts, trimmed: Iterable[Trimmed]) -> None:
    """Stand what stays on the new text; its words and those around it are those of the new text."""
    texts = {
        (document, found.new_number(document, revision)): cutting.text
        for (document, revision), cutting in found.cuttings.items()
    }
    for item in trimmed:
        table = tables.metadata.tables[item.table]
        row = connection.execute(select(table).where(table.c.id == item.id)).one()
        start, end = item.place
        values: dict[str, Any] = {"revision": item.revision, "start_at": start, "end_at": end}
        if "quote" in table.c:
            text = texts[row.document, item.revision]
            values["quote"] = text[start:end]
            values["before"] = text[max(0, start - len(row.before)) : start]
            values["after"] = text[end : end + len(row.after)]
        connection.execute(table.update().where(table.c.id == item.id).values(**values))
