"""Texts and words written anew for good: what stood there before is kept nowhere in the study.

Whoever calls this has put what it takes to go back into another file first (`keyfile`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, select, update

from qualkit.model.segment import CONTEXT
from qualkit.store import tables
from qualkit.store.stamps import as_json, digest, now
from qualkit.store.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Table

    Row = dict[str, Any]
    Moved = Callable[[int, int], tuple[int, int]]

_WHERE = {"document", "revision", "start_at", "end_at"}
_QUOTED = ("quote", "before", "after")
#: Whoever codes signs with their own name.
SIGNED = frozenset(
    {
        ("coders", "name"),
        ("coders", "standpoint"),
        ("holders", "coder"),
        ("consents", "recorded_by"),
        ("paper_items", "written_by"),
    }
)
#: Written by `write_text`, or deleted whole.
_OTHERWISE = frozenset({"turns", "speakers", "history", "changes"})
#: Rows that others name: renaming one renames it everywhere.
KEYS = ("participants", "codes")


class Text(NamedTuple):
    """A document as it stands now, whole: `turns` and `speakers` are its rows, `earlier` the texts before it."""

    id: str
    name: str
    revision: int
    text: str
    turns: list[Row]
    speakers: list[Row]
    earlier: tuple[str, ...] = ()


class Field(NamedTuple):
    """One value of one row: where it stands, and what it is."""

    table: str
    key: Mapping[str, Any]
    column: str
    value: str


def read_texts(connection: Connection) -> list[Text]:
    """Every document, in order, nothing of it covered."""
    found = []
    for document in connection.execute(select(tables.documents).order_by(tables.documents.c.position)):
        revisions, turns, speakers = tables.revisions.c, tables.turns, tables.speakers
        words = select(revisions.number, revisions.text).where(revisions.document == document.id)
        texts = {row.number: row.text for row in connection.execute(words.order_by(revisions.number))}
        spoken = select(turns).where(turns.c.document == document.id, turns.c.revision == document.revision)
        found.append(
            Text(
                document.id,
                document.name,
                document.revision,
                texts.pop(document.revision),
                _rows(connection, spoken.order_by(turns.c.number)),
                _rows(connection, select(speakers).where(speakers.c.document == document.id)),
                tuple(texts.values()),
            )
        )
    return found


def _rows(connection: Connection, wanted: Any) -> list[Row]:
    return [dict(row._mapping) for row in connection.execute(wanted)]  # noqa: SLF001 - SQLAlchemy's public name


def write_text(connection: Connection, text: Text, moved: Moved, reason: str) -> None:
    """Make `text` the document's only revision; what stands at a place of the one before moves by `moved`.

    `text.revision` is the number of the new one, and its turns and speakers are those to be written.
    """
    _write_revision(connection, text, reason)
    for table in placed_tables():
        _move(connection, table, text, moved)
    values = {
        "revision": text.revision,
        "text_sha256": digest(text.text),
        "words": len(text.text.split()),
    }
    connection.execute(update(tables.documents).where(tables.documents.c.id == text.id).values(values))
    _forget(connection, text)


def _write_revision(connection: Connection, text: Text, reason: str) -> None:
    speakers, turns = tables.speakers, tables.turns
    connection.execute(delete(speakers).where(speakers.c.document == text.id))
    connection.execute(speakers.insert(), text.speakers)
    row = {"document": text.id, "number": text.revision, "text": text.text}
    connection.execute(tables.revisions.insert(), {**row, "reason": reason, "created_at": now()})
    connection.execute(turns.insert(), [{**turn, "revision": text.revision} for turn in text.turns])


def _forget(connection: Connection, text: Text) -> None:
    """Take out every earlier revision with its turns."""
    turns, revisions = tables.turns.c, tables.revisions.c
    connection.execute(delete(tables.turns).where(turns.document == text.id, turns.revision != text.revision))
    connection.execute(
        delete(tables.revisions).where(revisions.document == text.id, revisions.number != text.revision)
    )


def placed_tables() -> list[Table]:
    """The tables whose rows stand at a place of a document: codings, suggestions, what is held back."""
    return [
        table
        for table in tables.metadata.sorted_tables
        if set(table.c.keys()) >= _WHERE and table.name != "turns"
    ]


def _move(connection: Connection, table: Table, text: Text, moved: Moved) -> None:
    for row in _rows(connection, select(table).where(table.c.document == text.id)):
        if row["revision"] != text.revision - 1:
            continue
        start, end = moved(row["start_at"], row["end_at"])
        values: Row = {"revision": text.revision, "start_at": start, "end_at": end}
        if "quote" in row:
            values["quote"] = text.text[start:end]
            values["before"] = text.text[max(0, start - CONTEXT) : start]
            values["after"] = text.text[end : end + CONTEXT]
        connection.execute(update(table).where(*_is(table, row)).values(values))


def _is(table: Table, row: Mapping[str, Any]) -> list[Any]:
    return [column == row[column.name] for column in table.primary_key.columns]


def fields(connection: Connection) -> Iterator[Field]:
    """Every stored value that can hold words, but for the texts, who signed, and what hangs on a renamed row."""
    for name, held in WORDS.items():
        table = tables.metadata.tables.get(name)
        if table is None or name in _OTHERWISE:
            continue
        columns = [column for column in held.columns if _is_free(table, column)]
        for row in _rows(connection, select(table)) if columns else ():
            key = {column.name: row[column.name] for column in table.primary_key.columns}
            for column in columns:
                if isinstance(row[column], str) and not _stands_at_place(connection, table, row, column):
                    yield Field(name, key, column, row[column])


def _is_free(table: Table, column: str) -> bool:
    """Whether a column's words may be changed by themselves."""
    if (table.name, column) in SIGNED or (table.name, column) == ("revisions", "text"):
        return False
    return column in table.c and not table.c[column].primary_key and not table.c[column].foreign_keys


def _stands_at_place(connection: Connection, table: Table, row: Row, column: str) -> bool:
    """Whether the words are those of the current text, which `write_text` has written."""
    if column not in _QUOTED or not set(row) >= _WHERE:
        return False
    current = select(tables.documents.c.revision).where(tables.documents.c.id == row["document"])
    return bool(row["revision"] == connection.execute(current).scalar_one() and table.name != "turns")


def write_field(connection: Connection, field: Field) -> None:
    """Write one value anew."""
    table = tables.metadata.tables[field.table]
    where = [table.c[name] == value for name, value in field.key.items()]
    connection.execute(update(table).where(*where).values({field.column: field.value}))


def read_field(connection: Connection, field: Field) -> str | None:
    """What stands there now, or None where the row is gone."""
    table = tables.metadata.tables[field.table]
    where = [table.c[name] == value for name, value in field.key.items()]
    return connection.execute(select(table.c[field.column]).where(*where)).scalar_one_or_none()


def free_name(connection: Connection, wanted: str) -> str:
    """A document name that is not taken: the wanted one, or that with a number."""
    taken = set(connection.execute(select(tables.documents.c.name)).scalars())
    names = (wanted, *(f"{wanted} {number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def rename_document(connection: Connection, old: str, new: str) -> None:
    """Give a document another name, also where a memo is about it."""
    documents, memos = tables.documents, tables.memos
    connection.execute(update(documents).where(documents.c.name == old).values(name=new))
    about = (memos.c.about == "document", memos.c.target == old)
    connection.execute(update(memos).where(*about).values(target=new))
    _rename_in_history(connection, "document", old, new)


def _rename_in_history(connection: Connection, noun: str, old: str, new: str) -> None:
    """The history keeps its entries; the id in them becomes the new one, and the hashes, which are of the old, go."""
    history = tables.history
    entries = (history.c.noun == noun, history.c.noun_id == old)
    connection.execute(update(history).where(*entries).values(noun_id=new, hash_before=None, hash_after=None))


def keys_of(connection: Connection, table: str) -> list[str]:
    """The ids of participants or of codes."""
    return list(connection.execute(select(tables.metadata.tables[table].c.id)).scalars())


def rename_key(connection: Connection, table: str, old: str, new: str) -> None:
    """Give a participant or a code another id, wherever it is named."""
    own = tables.metadata.tables[table]
    row = _rows(connection, select(own).where(own.c.id == old))[0]
    connection.execute(own.insert(), {**row, "id": new})
    for other in tables.metadata.sorted_tables:
        for column in other.c:
            if _names(column, own, table):
                connection.execute(update(other).where(column == old).values({column.name: new}))
    memos, noun = tables.memos, table.removesuffix("s")
    connection.execute(update(memos).where(memos.c.about == noun, memos.c.target == old).values(target=new))
    _rename_in_history(connection, noun, old, new)
    connection.execute(delete(own).where(own.c.id == old))


def _names(column: Any, own: Table, table: str) -> bool:
    """Whether a column holds the id of such a row, also where no rule of the database says so."""
    points = any(key.column.table is own for key in column.foreign_keys)
    return points or (column.name == table.removesuffix("s") and not column.foreign_keys)


def forget_changes(connection: Connection) -> int:
    """Delete the side rows of everything done so far: they hold words. What was done can no more be undone."""
    count = connection.execute(select(func.count()).select_from(tables.changes)).scalar_one()
    connection.execute(delete(tables.changes))
    return int(count)


def as_row(text: Text) -> Row:
    """What a key keeps of a text to put its labels and questions back."""
    return {
        "name": text.name,
        "labels": [turn["label"] for turn in text.turns],
        "questions": [turn["question"] for turn in text.turns],
        "speakers": text.speakers,
    }


def fingerprint(texts: Sequence[Text]) -> str:
    """One hash for how the texts stand now."""
    return digest(as_json([[text.id, digest(text.text)] for text in texts]))
