"""The codebook put in another order, and out and in again as a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.coding import differences, moved, taken_in
from qualkit.desk import leaving
from qualkit.desk.distress import covering
from qualkit.errors import CodebookError
from qualkit.model import Codebook
from qualkit.store import codebook as codes
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from qualkit.coding import Difference
    from qualkit.model import Code, Coder
    from qualkit.store.store import Store


def move(store: Store, coder: Coder, code: str, parent: str | None, before: str | None) -> Code:
    """Put a code, and what stands under it, in another place of the tree."""
    with store.changing(Act(coder.id, "move", "code", code)) as journal:
        book = moved(codes.read_codebook(journal.connection), code, parent, before)
        codes.arrange(journal, book)
    return book[code]


def take_in(
    store: Store, coder: Coder, codebook: str | Path | Codebook, *, dry_run: bool
) -> list[Difference]:
    """Write the codes as a file has them; no code is taken out, however little the file holds."""
    if not isinstance(codebook, Codebook):
        from qualkit.loaders import load_codebook

        codebook = load_codebook(codebook)
    with store.reading() as connection:
        old = codes.read_codebook(connection)
        codebook = covering(connection).uncovered(codebook, old)
    new = taken_in(old, codebook)
    if not dry_run:
        with store.changing(Act(coder.id, "update", "codebook", codebook.id)) as journal:
            codes.arrange(journal, taken_in(codes.read_codebook(journal.connection), codebook))
    return differences(old, new)


def spreadsheet(store: Store) -> Path:
    """Where the codebook's spreadsheet lies: beside the study, or here when the study is on a server."""
    study = Path(store.study)
    return (
        study.with_name(f"{study.stem}-codebook.xlsx") if study.is_file() else Path("codebook.xlsx").resolve()
    )


def save(store: Store, path: str | Path | None, *, show_covered: bool = False) -> Path:
    """Write the codebook to a file; the spreadsheet beside the study is not written over while it says more.

    Words that are flagged as distressing are covered in it, unless `show_covered`; taking it in again keeps them.

    Raises
    ------
    CodebookError
        The spreadsheet beside the study was worked on and has not been taken in.
    NameLeftError
        A known real name is left in the study.
    """
    from qualkit.loaders import load_codebook, save_codebook

    with store.reading() as connection:
        book = codes.read_codebook(connection)
        cover, shown = covering(connection), covering(connection, show=show_covered)
    leaving.refuse_for(store)
    target = Path(path) if path else spreadsheet(store)
    if path is None and target.exists():
        given = cover.uncovered(load_codebook(target), book)
        if differences(book, taken_in(book, given)):
            raise CodebookError(
                f"{target} says other things than the study's codebook: take it in first, or move it elsewhere. "
                "Nothing was written."
            )
    return save_codebook(shown.codebook(book), target)
