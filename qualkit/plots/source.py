"""What can be drawn: a table of codings, or anything that has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

import pandas as pd

from qualkit.errors import NotFound

if TYPE_CHECKING:
    from typing import Any


@runtime_checkable
class HasCodings(Protocol):
    """A project, or whatever else gives a tidy table."""

    def codings(self) -> Any:
        """The tidy table, a row a coding."""


def table_of(source: pd.DataFrame | HasCodings) -> pd.DataFrame:
    """The tidy table of a project, or the table itself.

    Raises
    ------
    NotFound
        It is neither.
    """
    if isinstance(source, pd.DataFrame):
        return source
    if isinstance(source, HasCodings):
        table = source.codings()
        if isinstance(table, pd.DataFrame):
            return table
    raise NotFound(
        f"There are no codings to draw in a {type(source).__name__}: "
        "give a project, or a DataFrame such as project.codings()."
    )
