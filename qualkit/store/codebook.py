"""The study's codebook: codes added, changed and read, in order."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from qualkit.errors import CodebookError, NotFound
from qualkit.model import Code, Codebook
from qualkit.store import tables
from qualkit.store.stamps import as_json, digest

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from qualkit.store.journal import Journal


def read_codebook(connection: Connection) -> Codebook:
    """Every code of the study, each after its parent; title and source of the codebooks it began with."""
    books = connection.execute(select(tables.codebooks).order_by(tables.codebooks.c.position)).all()
    rows = connection.execute(select(tables.codes).order_by(tables.codes.c.position))
    codes = _parents_first([_code(row._mapping) for row in rows])  # noqa: SLF001 - SQLAlchemy's public name
    return Codebook(
        codes,
        "; ".join(book.id for book in books),
        "; ".join(book.title for book in books),
        "; ".join(book.source for book in books),
        "; ".join(book.version for book in books),
        " ".join(book.note for book in books if book.note),
    )


def words_digest(code: Code) -> str:
    """A fingerprint of what a code means: its name, its definition, when to use it and when not."""
    return digest(as_json([code.name, code.definition, code.include, code.exclude]))


def _parents_first(codes: list[Code]) -> tuple[Code, ...]:
    below: dict[str | None, list[Code]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)
    ordered: list[Code] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        code = waiting.pop()
        ordered.append(code)
        waiting += below.get(code.id, [])[::-1]
    return tuple(ordered)


def _code(row: RowMapping) -> Code:
    fields = {field.name: row[field.name] for field in dataclasses.fields(Code)}
    lists = {name: tuple(json.loads(fields[name])) for name in ("examples", "words", "pair")}
    return Code(**{**fields, **lists})


def code_row(code: Code, codebook: str | None, position: int) -> dict[str, object]:
    """A code as its row."""
    return {
        "id": code.id,
        "name": code.name,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "examples": as_json(list(code.examples)),
        "words": as_json(list(code.words)),
        "kind": code.kind,
        "polarity": code.polarity,
        "part": code.part,
        "pair": as_json(list(code.pair)),
        "area": code.area,
        "parent": code.parent,
        "codebook": codebook,
        "position": position,
    }


def add_codes(journal: Journal, codes: tuple[Code, ...], codebook: str | None = None) -> None:
    """Append codes, parents before children.

    Raises
    ------
    CodebookError
        One of their ids is taken.
    """
    known = set(journal.connection.execute(select(tables.codes.c.id)).scalars())
    taken = [code.id for code in codes if code.id in known]
    if taken:
        raise CodebookError(
            f"The study has a code '{taken[0]}' already{_and_more(taken)}: give the new one another id."
        )
    last = journal.connection.execute(select(func.max(tables.codes.c.position))).scalar()
    start = 0 if last is None else last + 1
    journal.insert(
        tables.codes, *(code_row(code, codebook, start + place) for place, code in enumerate(codes))
    )


def _and_more(names: list[str]) -> str:
    return f" (and {len(names) - 1} more)" if len(names) > 1 else ""


def add_codebook(journal: Journal, codebook: Codebook) -> None:
    """Add a whole codebook: what it says of itself, and its codes.

    Raises
    ------
    CodebookError
        One of its codes is there already.
    """
    count = journal.connection.execute(select(func.count()).select_from(tables.codebooks)).scalar_one()
    known = set(journal.connection.execute(select(tables.codebooks.c.id)).scalars())
    name = codebook.id or "codebook"
    if name in known:
        raise CodebookError(f"The codebook '{name}' is in the study already.")
    row = {"id": name, "title": codebook.title, "source": codebook.source, "version": codebook.version}
    journal.insert(tables.codebooks, {**row, "note": codebook.note, "position": count})
    add_codes(journal, codebook.codes, name)


def must_have(connection: Connection, code: str) -> None:
    """Make sure that there is a code of that id.

    Raises
    ------
    NotFound
        There is none; the message names the nearest.
    """
    ids = tables.codes.c.id
    if connection.execute(select(ids).where(ids == code)).first() is None:
        raise NotFound.among("code", code, connection.execute(select(ids)).scalars())


def change_code(journal: Journal, code: Code) -> None:
    """Write a code anew in its old place."""
    row = code_row(code, None, 0)
    del row["codebook"], row["position"]
    journal.update(tables.codes, {"id": code.id}, row)


def arrange(journal: Journal, codebook: Codebook) -> None:
    """Write the codes as this codebook has them: fields, places in the tree and order; new ones are added.

    A code that it does not have is left as it is.
    """
    known = {row.id: row for row in journal.connection.execute(select(tables.codes))}
    for position, code in enumerate(codebook):
        if code.id in known:
            row = code_row(code, known[code.id].codebook, position)
            journal.update(tables.codes, {"id": code.id}, row)
        else:
            journal.insert(tables.codes, code_row(code, None, position))
