"""Runs of characters, bold or not, become lines: what Word, OpenDocument, web pages, RTF and PDF share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualkit.loaders.decode import normalise
from qualkit.loaders.labels import Line

if TYPE_CHECKING:
    from collections.abc import Iterable


class Run(NamedTuple):
    """Characters that are set alike; a line feed among them ends a line."""

    text: str
    bold: bool = False


class Lines:
    """Makes lines of runs, and remembers what was evened out in all of them together."""

    def __init__(self) -> None:
        self._odd: list[str] = []

    def of(self, runs: Iterable[Run]) -> list[Line]:
        r"""Cut a paragraph's runs into lines, each with its bold beginning.

        Examples
        --------
        >>> [(line.text, line.bold) for line in Lines().of([Run("INT", bold=True), Run(" So?\nYes.")])]
        [('INT So?', 3), ('Yes.', 0)]
        """
        lines: list[list[Run]] = [[]]
        for run in runs:
            first, *others = run.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            lines[-1].append(Run(first, run.bold))
            lines += [[Run(text, run.bold)] for text in others]
        return [self._line(each) for each in lines]

    def _line(self, runs: list[Run]) -> Line:
        text = "".join(run.text for run in runs)
        bold = _bold_beginning(runs)
        if text.isascii():
            return Line(text, bold)
        self._odd.append(text)
        return Line(normalise(text)[0], len(normalise(text[:bold])[0]))

    @property
    def normalised(self) -> tuple[str, ...]:
        """What was evened out; see `qualkit.loaders.decode.normalise`."""
        return normalise("\n".join(self._odd))[1]


def _bold_beginning(runs: list[Run]) -> int:
    length = 0
    for run in runs:
        if run.text.strip() and not run.bold:
            break
        length += len(run.text)
    return length if any(run.bold and run.text.strip() for run in runs) else 0
