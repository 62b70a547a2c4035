"""What a command prints: lines, rows as a table or as JSON, and a progress bar for long work."""

from __future__ import annotations

import json
import math
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

#: A column of cells no longer than this keeps its width.
_SHORT = 12
#: Spaces between two columns.
_BETWEEN = 2
#: Seconds of work before a bar appears.
_PATIENCE = 1.0


def _as_it_is(shown: Any) -> Any:
    return shown


#: What every line and row goes through: it covers passages that are flagged as distressing.
_cover: Callable[[Any], Any] = _as_it_is


def cover_with(cover: Callable[[Any], Any] | None) -> None:
    """Have everything that is printed from now on go through `cover`; None: it is printed as it is."""
    global _cover  # noqa: PLW0603 - a command prints into one terminal, for one study
    _cover = cover or _as_it_is


def say(line: str = "") -> None:
    """Print a line."""
    print(clean(_cover(line)))  # noqa: T201


def warn(line: str) -> None:
    """Print a line that should not get mixed with rows: on standard error."""
    print(clean(_cover(line)), file=sys.stderr)  # noqa: T201


def clean(text: str) -> str:
    """Show control characters as a mark, so that nothing in a transcript can steer the terminal."""
    return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)


def rows(items: Iterable[Mapping[str, Any]], columns: Sequence[str], *, as_json: bool, empty: str) -> None:
    """Print rows: JSON lines with everything, or a table of some columns."""
    found = [_cover(dict(item)) for item in items]
    if as_json:
        for item in found:
            print(json.dumps(_plain(item), ensure_ascii=False))  # noqa: T201
        return
    if not found:
        say(empty)
        return
    _table(found, columns)


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    """Values that JSON knows; a missing one is null, also where pandas calls it no number."""
    return {key: _value(value) for key, value in item.items()}


def _value(value: Any) -> Any:
    if value is None or type(value).__name__ == "NAType" or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value


def _table(found: list[Mapping[str, Any]], columns: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    needed = 0
    for place, column in enumerate(columns):
        # What a row is known by, and a heading's words, are never broken: they are to be read and copied.
        heading = max(map(len, column.split("_")))
        widest = max(heading, *(len(_cell(item[column])) for item in found))
        # Nor are short cells: a column narrowed below its heading would push the last one over the edge.
        whole = not place or widest <= _SHORT
        table.add_column(column.replace("_", " "), overflow="fold", no_wrap=whole, min_width=heading)
        needed += (max(widest, len(column)) if whole else max(_SHORT, heading)) + _BETWEEN
    for item in found:
        table.add_row(*(Text(_cell(item[column])) for column in columns))
    # In a terminal that is too narrow for that, its lines run on: no letter is cut off.
    Console(width=max(Console().width, needed - _BETWEEN)).print(table)


def _cell(value: Any) -> str:
    plain = _value(value)
    return "" if plain is None else clean(str(plain))


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function to call with how much is done, of how much; a bar shows once it takes a second."""
    from rich.console import Console
    from rich.progress import Progress

    begun = time.monotonic()
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=None, visible=False)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=time.monotonic() - begun > _PATIENCE)
            if done >= total:  # what is printed next must not get mixed with the bar
                bar.stop()
            elif not bar.live.is_started:
                bar.start()

        yield show
