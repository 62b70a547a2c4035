"""XLSX workbooks: the first sheet with words in it, as a table of turns or of answers (see `tables`)."""

from __future__ import annotations

from qualkit.loaders.archives import EACH
from qualkit.loaders.registry import Format, Given, Loaded, register
from qualkit.loaders.sheets import read_xlsx
from qualkit.loaders.tables import read_sheet


def read(given: Given) -> Loaded:
    """Read a workbook's first sheet.

    Raises
    ------
    LoadError
        It is broken, packed like a trap, no table, or a named column is not there.
    """
    return read_sheet(read_xlsx(given.data, given.name), given)


FORMAT = register(Format("workbook", (".xlsx", ".xlsm"), read, EACH))
