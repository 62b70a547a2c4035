"""Codebooks as files: YAML, CSV or XLSX, and the ones that come with qualkit by their names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qualkit.errors import CodebookError, LoadError, NotFound
from qualkit.loaders.codebook_drafts import Drafts, Problem, first_of
from qualkit.loaders.codebook_tables import csv_text, read_table, xlsx_bytes
from qualkit.loaders.codebook_yaml import read_yaml, yaml_text
from qualkit.loaders.decode import decode
from qualkit.loaders.registry import read_bytes
from qualkit.loaders.sheets import read_csv, read_xlsx
from qualkit.model import built_in_codebooks

if TYPE_CHECKING:
    from qualkit.model import Codebook

_ENDINGS = (".yaml", ".yml", ".csv", ".tsv", ".xlsx")
#: As big as a codebook may be.
CODEBOOK_LIMIT = 5_000_000


def load_codebook(name_or_path: str | os.PathLike[str]) -> Codebook:
    """Read a codebook.

    Parameters
    ----------
    name_or_path
        A file, or the name of one that comes with qualkit.

    Raises
    ------
    NotFound
        There is no such file or built-in codebook.
    CodebookError
        It does not hold together: the first problem with its line, and how many more there are.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "small.yaml")
    ...     _ = file.write_text("codes: [{id: home, name: Home, definition: Where one lives.}]", encoding="utf-8")
    ...     load_codebook(file)["home"].name
    'Home'
    """
    return _drafts(_found(name_or_path)).codebook()


def check_codebook(name_or_path: str | os.PathLike[str]) -> list[Problem]:
    """Everything that is wrong with a codebook, in the order of its lines; an empty list is good.

    Raises
    ------
    NotFound
        There is no such file or built-in codebook.
    CodebookError
        It cannot be read at all.
    """
    return _drafts(_found(name_or_path)).check()


def _found(name_or_path: str | os.PathLike[str]) -> Path:
    """The file that is meant: anything with an ending or a folder is a path, the rest a name."""
    written = os.fspath(name_or_path)
    path = Path(written)
    is_name = not isinstance(name_or_path, os.PathLike) and path.name == written
    if is_name and path.suffix.casefold() not in _ENDINGS and not path.is_file():
        built_in = built_in_codebooks()
        if written not in built_in:
            raise NotFound.among("built-in codebook", written, built_in, "A file needs its ending.")
        return built_in[written]
    if not _exists(path):
        raise NotFound(f"There is no codebook file {written}: look at its spelling and its folder.")
    return path


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _drafts(path: Path) -> Drafts:
    ending = path.suffix.casefold()
    if ending not in _ENDINGS and not path.is_dir():
        raise CodebookError(
            f"{path.name} is no codebook by its ending. These are read: {', '.join(_ENDINGS)}."
        )
    try:
        data = read_bytes(path, CODEBOOK_LIMIT)
        if ending == ".xlsx":
            return read_table(read_xlsx(data, path.name), path.name)
        if ending in {".csv", ".tsv"}:
            return read_table(read_csv(data, path.name), path.name)
        return read_yaml(decode(data, path.name).text, path.name)
    except LoadError as error:
        raise CodebookError(str(error)) from None


def codebook_text(book: Codebook, kind: Literal["yaml", "csv"] = "yaml") -> str:
    """Write a codebook as text, so that reading it gives the same one.

    Parameters
    ----------
    book
        The codebook.
    kind
        ``"yaml"`` or ``"csv"``.

    Examples
    --------
    >>> from qualkit.model import Code, Codebook
    >>> print(codebook_text(Codebook((Code("home", "Home", "Where one lives."),)), "csv"), end="")
    id,name,definition
    home,Home,Where one lives.
    """
    if kind not in {"yaml", "csv"}:
        raise CodebookError(f"A codebook is written as yaml or csv, not '{kind}'.")
    return yaml_text(book) if kind == "yaml" else csv_text(book)


def save_codebook(book: Codebook, path: str | os.PathLike[str]) -> Path:
    """Write a codebook into a file, as its ending says: .yaml, .csv or .xlsx.

    Raises
    ------
    CodebookError
        The ending is none of these, or the file cannot be written.
    """
    where = Path(path)
    ending = where.suffix.casefold()
    if ending not in {".yaml", ".yml", ".csv", ".xlsx"}:
        raise CodebookError(f"A codebook is saved as .yaml, .csv or .xlsx; {where.name} is none of these.")
    data = _bytes(book, ending)
    try:
        where.write_bytes(data)
    except OSError as error:
        raise CodebookError(f"{where} cannot be written: {error.strerror or error}.") from None
    return where


def _bytes(book: Codebook, ending: str) -> bytes:
    if ending == ".xlsx":
        return xlsx_bytes(book)
    if ending == ".csv":  # the mark tells spreadsheet programs that it is UTF-8
        return csv_text(book).encode("utf-8-sig")
    return yaml_text(book).encode()


__all__ = ["Problem", "check_codebook", "codebook_text", "first_of", "load_codebook", "save_codebook"]
