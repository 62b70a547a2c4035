"""How often the machine was right in this project, code by code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How sure the interval is to hold the share that would be kept of very many like these.
SURE = 0.95


@dataclass(frozen=True)
class Record:
    """What became of the suggestions of one model for one code.

    `low` and `high` bound the share of decided ones that are kept (Wilson, Journal of the American
    Statistical Association 22, 1927, at 95 in 100); both are None where nothing was decided.
    """

    code: str
    model: str
    offered: int
    kept: int
    changed: int
    rejected: int
    low: float | None
    high: float | None

    @property
    def decided(self) -> int:
        """How many somebody has looked at."""
        return self.kept + self.changed + self.rejected

    def __str__(self) -> str:
        """In plain words.

        Examples
        --------
        >>> print(record([("home", "m", "kept")] * 3 + [("home", "m", "rejected"), ("home", "m", None)])[0])
        3 of 4 were kept
        """
        return f"{self.kept} of {self.decided} were kept" if self.decided else "none decided yet"


def record(outcomes: Iterable[tuple[str, str, str | None]]) -> list[Record]:
    """Count what became of suggestions.

    Parameters
    ----------
    outcomes
        For each suggestion its code, its model, and ``"kept"``, ``"changed"``, ``"rejected"`` or None.

    Returns
    -------
    list of Record
        One for each code and model, by code, then model.

    Examples
    --------
    >>> one = record([("home", "m", "kept")] * 3 + [("home", "m", "rejected")])[0]
    >>> one.kept, one.rejected, round(one.low, 2), round(one.high, 2)
    (3, 1, 0.3, 0.95)
    """
    counts: dict[tuple[str, str], Counter[str | None]] = {}
    for code, model, verdict in outcomes:
        counts.setdefault((code, model), Counter())[verdict] += 1
    return [_record(code, model, counts[code, model]) for code, model in sorted(counts)]


def _record(code: str, model: str, verdicts: Counter[str | None]) -> Record:
    kept, changed, rejected = (verdicts[each] for each in ("kept", "changed", "rejected"))
    low, high = _wilson(kept, kept + changed + rejected)
    return Record(code, model, verdicts.total(), kept, changed, rejected, low, high)


def _wilson(kept: int, decided: int) -> tuple[float | None, float | None]:
    from scipy.stats import binomtest  # type: ignore[import-untyped]  # scipy has no types

    if not decided:
        return None, None
    found = binomtest(kept, decided).proportion_ci(SURE, method="wilson")
    return float(found.low), float(found.high)
