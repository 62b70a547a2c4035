"""A withdrawal in the study: what it would touch, and doing it within one transaction.

Whatever hangs on the person or on their words goes. What others wrote stays, without their words in it. The history
keeps who did what and when; its hashes of what is gone are emptied, for a hash of few words can be guessed at, and
the side rows that held the words are deleted, so nothing of it can be undone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from qualkit.store import tables
from qualkit.store.cleaning import CLEANING
from qualkit.store.stamps import as_json, new_id, now
from qualkit.store.taking_back import find_rows, find_texts, write_texts, write_trimmed
from qualkit.store.vectors import forget_reckoned
from qualkit.store.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Table

    from qualkit.model import Consent
    from qualkit.store.journal import Journal
    from qualkit.store.reach import Key, Reached
    from qualkit.store.taking_back import Asked, Find, Texts, Trimmed, Words

#: Said of an act that `undo` does not take back.
WITHDRAW = "withdraw"
#: Where a text that is nothing but three or more of their words is theirs too.
_WHOLE = {("memos", "text"), ("codes", "examples"), ("suggestions", "why"), ("paper_items", "quote")}
#: Written anew from the new text for what stands at a place of it.
_AROUND = {"quote", "before", "after"}
#: What a paper shows of a coding that goes: taken out whole, however short it is.
_SHOWN = {"quote", "interpretation"}
TAKEN_OUT = "[taken out]"
#: Names of other things: these are not words to be taken out one by one.
_NAMES = {"target", "noun_id", "row_key", "code", "pair", "row_before", "row_after"}


class Mask(NamedTuple):
    """A value of another's row that repeats their words, and the value without them."""

    table: str
    key: Key
    column: str
    value: str


@dataclass
class Plan:
    """Everything that a withdrawal touches; found without changing anything."""

    asked: Asked
    texts: Texts = field(repr=False)
    reached: Reached = field(repr=False)
    trimmed: list[Trimmed]
    masks: list[Mask] = field(repr=False)
    #: Codes whose names are made of their words, and the names that they get.
    codes: dict[str, str]
    #: Entries of the history whose side rows go.
    entries: set[str]
    theirs: Words = field(repr=False)

    def counts(self) -> dict[str, int]:
        """How many rows go, by table, and how many of others' stay without the words."""
        gone = {name: self.reached.count(name) for name in sorted(self.reached.rows)}
        changed = {f"{name} changed": 0 for name in sorted({mask.table for mask in self.masks})}
        for mask in self.masks:
            changed[f"{mask.table} changed"] += 1
        found = {
            "turns": self.texts.turns,
            **gone,
            "trimmed": len(self.trimmed_shorter()),
            **changed,
            "codes renamed": len(self.codes),
            "history entries": len(self.entries),
        }
        return {name: number for name, number in found.items() if number}

    def trimmed_shorter(self) -> list[Trimmed]:
        """Those that stay and lose some of their words."""
        return [item for item in self.trimmed if item.shorter]


def plan(connection: Connection, asked: Asked, find: Find) -> Plan:
    """Find everything that a withdrawal touches."""
    texts, theirs = find_texts(connection, asked, find)
    reached, trimmed = find_rows(connection, asked, texts)
    codes = _codes(connection, theirs)
    masks = list(_masks(connection, reached, trimmed, theirs))
    found = Plan(asked, texts, reached, trimmed, masks, codes, set(), theirs)
    found.entries = set(_entries(connection, found))
    return found


def _codes(connection: Connection, theirs: Words) -> dict[str, str]:
    """Codes that somebody named with their words: they stay, under a name that says nothing."""
    found = {}
    for row in connection.execute(select(tables.codes).order_by(tables.codes.c.position)):
        own = row.codebook is None
        if any(theirs.quoted_in(name, whole=own) for name in (row.id, row.name)):
            found[row.id] = f"code-{new_id()[:6]}"
    return found


def _masks(
    connection: Connection, reached: Reached, trimmed: Iterable[Trimmed], theirs: Words
) -> Iterator[Mask]:
    moved = {(item.table, item.id) for item in trimmed}
    codings = reached.ids("codings")
    for name, held in WORDS.items():
        table = tables.metadata.tables[name]
        columns = [column for column in held.columns if _is_free(table, column)]
        if held.reach == "text" or not columns:
            continue
        keys = [column.name for column in table.primary_key.columns]
        for row in connection.execute(select(table)):
            key = tuple(row._mapping[column] for column in keys)  # noqa: SLF001 - SQLAlchemy's public name
            if key in reached.rows.get(name, ()):
                continue
            shown = name == "paper_items" and row.coding in codings
            for column in columns:
                if column in _AROUND and (name, key[0]) in moved:
                    continue
                old = row._mapping[column]  # noqa: SLF001
                new = _masked(old, theirs, whole=(name, column) in _WHOLE)
                if shown and old and column in _SHOWN:
                    new = TAKEN_OUT
                if new != old:
                    yield Mask(name, key, column, new)


def _is_free(table: Table, column: str) -> bool:
    """Whether a column is words alone, and no name that other rows know it by."""
    here = table.c[column]
    return column not in _NAMES and not here.primary_key and not here.foreign_keys


def _masked(value: str | None, theirs: Words, *, whole: bool) -> str:
    if not value:
        return value or ""
    if value[0] in "[{":
        try:
            return as_json(_masked_inside(json.loads(value), theirs, whole=whole))
        except ValueError:
            pass
    return theirs.masked(value, whole=whole)


def _masked_inside(value: Any, theirs: Words, *, whole: bool) -> Any:
    if isinstance(value, str):
        return theirs.masked(value, whole=whole)
    if isinstance(value, list):
        return [_masked_inside(item, theirs, whole=whole) for item in value]
    if isinstance(value, dict):
        return {key: _masked_inside(item, theirs, whole=whole) for key, item in value.items()}
    return value


def _entries(connection: Connection, found: Plan) -> Iterator[str]:
    """Entries of the history whose side rows hold their words, or rows that go or move with them."""
    documents = found.texts.whole | set(found.texts.numbers)
    gone = {table: keys for table, keys in found.reached.rows.items() if table != "changes"}
    for row in connection.execute(select(tables.changes)):
        images = [image for image in (row.row_before, row.row_after) if image]
        if any(
            _concerns(row.table_name, json.loads(image), documents, gone, found) for image in images
        ) or any(found.theirs.quoted_in(image, whole=False) for image in images):
            yield row.history


def _concerns(
    table: str, image: dict[str, Any], documents: set[str], gone: dict[str, set[Key]], found: Plan
) -> bool:
    keys = [column.name for column in tables.metadata.tables[table].primary_key.columns]
    if tuple(image.get(key) for key in keys) in gone.get(table, ()):
        return True
    if image.get("document") in documents or (table == "documents" and image.get("id") in documents):
        return True
    if found.asked.kind == "all" and _is_persons(table, image, found.asked.participant):
        return True
    held = WORDS.get(table)
    for link in held.through if held is not None and held.reach == "row" else ():
        column, _, target = link.partition(" -> ")
        if (image.get(column),) in gone.get(target, ()):
            return True
    return image.get("code") in found.codes or (table == "codes" and image.get("id") in found.codes)


def _is_persons(table: str, image: dict[str, Any], participant: str) -> bool:
    if table == "memos" and (image.get("about"), image.get("target")) == ("participant", participant):
        return True
    held = WORDS.get(table)
    return held is not None and held.reach == "person" and image.get(held.through[0]) == participant


def carry_out(journal: Journal, found: Plan, exports: Sequence[str], answers: Iterable[Consent]) -> str:
    """Take it all out, leave a tombstone without words, and give the tombstone's id."""
    connection = journal.connection
    names = _names_gone(connection, found)
    _write_masks(connection, found.masks)
    write_texts(connection, found.texts)
    write_trimmed(connection, found.texts, found.trimmed)
    _empty_entries(connection, found, names)
    found.reached.delete()
    _rename_codes(connection, found.codes)
    forget_reckoned(connection)
    _ask_for_cleaning(connection)
    last = connection.execute(select(func.max(tables.withdrawals.c.position))).scalar()
    row = {
        "id": new_id(),
        "participant": found.asked.participant,
        "kind": found.asked.kind,
        "counts": as_json(found.counts()),
        "answers": as_json([[a.scope, a.given, a.recorded_at, a.version] for a in answers]),
        "exports": as_json(list(exports)),
        "coder": journal.act.coder,
        "at": now(),
        "position": 0 if last is None else last + 1,
    }
    journal.insert(tables.withdrawals, row)
    return str(row["id"])


def _names_gone(connection: Connection, found: Plan) -> dict[str, str]:
    """Names in the history that go: of codes made of their words, of documents that were theirs alone."""
    documents = select(tables.documents.c.name).where(tables.documents.c.id.in_(sorted(found.texts.whole)))
    return {**dict.fromkeys(connection.execute(documents).scalars(), "withdrawn"), **found.codes}


def _write_masks(connection: Connection, masks: Iterable[Mask]) -> None:
    for mask in masks:
        table = tables.metadata.tables[mask.table]
        where = [column == value for column, value in zip(table.primary_key.columns, mask.key, strict=True)]
        connection.execute(table.update().where(*where).values({mask.column: mask.value}))


def _empty_entries(connection: Connection, found: Plan, names: dict[str, str]) -> None:
    history, changes = tables.history, tables.changes
    for entry in sorted(found.entries):
        connection.execute(changes.delete().where(changes.c.history == entry))
        connection.execute(
            history.update().where(history.c.id == entry).values(hash_before=None, hash_after=None)
        )
    for old, new in names.items():
        values = {"noun_id": new, "hash_before": None, "hash_after": None}
        connection.execute(history.update().where(history.c.noun_id == old).values(values))
    for row in connection.execute(select(history.c.id, history.c.noun_id)).all():
        if found.theirs.quoted_in(row.noun_id, whole=False):
            values = {"noun_id": "withdrawn", "hash_before": None, "hash_after": None}
            connection.execute(history.update().where(history.c.id == row.id).values(values))


def _rename_codes(connection: Connection, codes: dict[str, str]) -> None:
    """A new row under the new id, everything that points to the old one on it, and the old one gone."""
    for old, new in codes.items():
        row = connection.execute(select(tables.codes).where(tables.codes.c.id == old)).one()
        fresh = {**row._mapping, "id": new, "name": f"To be named anew ({new})"}  # noqa: SLF001
        connection.execute(tables.codes.insert(), fresh)
        for table in tables.metadata.tables.values():
            for column in table.columns:
                if _names_a_code(column):
                    connection.execute(table.update().where(column == old).values({column.name: new}))
        memos = tables.memos
        about = (memos.c.about == "code", memos.c.target == old)
        connection.execute(memos.update().where(*about).values(target=new))
        connection.execute(tables.codes.delete().where(tables.codes.c.id == old))
    for row in connection.execute(select(tables.codes.c.id, tables.codes.c.pair)).all():
        pair = [codes.get(name, name) for name in json.loads(row.pair)]
        if as_json(pair) != row.pair:
            connection.execute(
                tables.codes.update().where(tables.codes.c.id == row.id).values(pair=as_json(pair))
            )


def _names_a_code(column: Any) -> bool:
    points = {key.column.table.name for key in column.foreign_keys}
    return "codes" in points or (column.name == "code" and not points)


def _ask_for_cleaning(connection: Connection) -> None:
    known = select(tables.study.c.key).where(tables.study.c.key == CLEANING)
    if connection.execute(known).first() is None:
        connection.execute(tables.study.insert(), {"key": CLEANING, "value": now()})


def read_withdrawals(connection: Connection) -> list[dict[str, Any]]:
    """Every withdrawal, oldest first: who, what, when, by whom, counts; no words."""
    withdrawals, coders = tables.withdrawals, tables.coders
    rows = connection.execute(
        select(withdrawals, coders.c.name)
        .join(coders, coders.c.id == withdrawals.c.coder)
        .order_by(withdrawals.c.position)
    )
    return [
        {
            "id": row.id,
            "participant": row.participant,
            "kind": row.kind,
            "counts": json.loads(row.counts),
            "answers": json.loads(row.answers),
            "exports": json.loads(row.exports),
            "coder": row.name,
            "at": row.at,
        }
        for row in rows
    ]


def have_withdrawn(connection: Connection) -> frozenset[str]:
    """The ids of those who took everything back: nothing of theirs comes in again."""
    gone = select(tables.withdrawals.c.participant).where(tables.withdrawals.c.kind == "all")
    return frozenset(connection.execute(gone).scalars())
