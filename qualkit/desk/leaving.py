"""Before anything leaves: whether a real name is left in it. Places are said, never the name."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from qualkit.desk.pseudonyms import is_ours
from qualkit.errors import KeyFileError, NameLeftError
from qualkit.model import Coder
from qualkit.store import renaming

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from qualkit.desk.names import Names
    from qualkit.privacy.residual import Watch
    from qualkit.store.store import Store

#: As many places as a line can hold.
_SAID = 6


def watch_for(names: Names, *, for_others: bool) -> tuple[Watch | None, str]:
    """What looks for left names, and a sentence where it cannot; neither where nobody has decided about names yet.

    Raises
    ------
    NameLeftError
        The key is not here or cannot be opened, and it is for others: then nobody could tell.
    """
    if not names.were_replaced:
        return None, ""
    try:
        return names.watch(), ""
    except KeyFileError as error:
        said = f"Nobody could look for real names that are left: {error}"
        if for_others:
            raise NameLeftError(f"{said} Nothing was written.") from None
        return None, said


def refuse_left(store: Store, names: Names, *, for_others: bool) -> str:
    """Refuse where a known real name is left anywhere in the study; else give what a draft should say, or nothing.

    Raises
    ------
    NameLeftError
    """
    watch, warning = watch_for(names, for_others=for_others)
    if watch:
        with store.reading() as connection:
            _refuse(list(_left(connection, watch)))
    return warning


def refuse_for(store: Store) -> None:
    """Refuse to write anything that a participant or another reader gets, where a known real name is left.

    Raises
    ------
    NameLeftError
    """
    from qualkit.desk.names import Names

    Names(store, Coder("", "")).refuse_left(for_others=True)


def refuse_left_in(files: Iterable[Path], watch: Watch | None) -> None:
    """The same for tables that have been written, row by row.

    Raises
    ------
    NameLeftError
    """
    if watch:
        _refuse([place for file in files if file.suffix == ".csv" for place in _left_in_table(file, watch)])


def _refuse(places: list[str]) -> None:
    if places:
        more = f" and in {len(places) - _SAID} more places" if len(places) > _SAID else ""
        raise NameLeftError(
            f"A known real name, or one like it, is left: {'; '.join(places[:_SAID])}{more}. Nothing was written. "
            "Look with  qualkit pseudonymise STUDY --show , then decide (--review, --apply) or repeat (--again)."
        )


def _left(connection: Connection, watch: Watch) -> Iterator[str]:
    for number, text in enumerate(renaming.read_texts(connection), 1):
        name = f"document {number}" if watch.left(text.name) else text.name
        if name != text.name:
            yield f"the name of {name}"
        for turn in text.turns:
            said = (text.text[turn["start_at"] : turn["end_at"]], turn["label"], turn["question"] or "")
            if any(map(watch.left, said)):
                yield f"{name}, turn {turn['number']}"
    for table in renaming.KEYS:
        for number, key in enumerate(renaming.keys_of(connection, table), 1):
            if watch.left(key):
                yield f"{table}, the id of number {number}"
    for number, field in enumerate(renaming.fields(connection), 1):
        if is_ours(field) and watch.left(field.value):
            row = ", ".join(str(value) for value in field.key.values())
            yield f"{field.table}, {field.column}, row {number if watch.left(row) else row}"


def _left_in_table(file: Path, watch: Watch) -> Iterator[str]:
    with file.open(encoding="utf-8-sig", newline="") as table:
        for number, row in enumerate(csv.reader(table), 1):
            if any(map(watch.left, row)):
                yield f"{file.name}, row {number}"
