"""Which passages go on a person's paper, and in which order."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualkit.model import ITEMS_A_PAPER, CheckItem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qualkit.model import Polarity

#: Codes about which a paper neither begins nor ends.
SENSITIVE = frozenset(
    {
        "bullying",
        "crisis-and-hospital",
        "despair",
        "emotional-pain",
        "family-loss",
        "self-harm-and-suicidality",
        "serious-injury",
        "trauma",
    }
)


@dataclass(frozen=True)
class Candidate:
    """A passage of this person's own words with the sentence that a named person wrote for it.

    `order` says where it was spoken: the document's place, then the offset.
    """

    order: tuple[int, int]
    coding: str
    quote: str = field(repr=False)
    interpretation: str = field(repr=False)
    code: str = ""
    code_name: str = ""
    polarity: Polarity | None = None
    question: str = field(default="", repr=False)
    written_by: str = ""
    also: tuple[str, ...] = ()


def select_items(
    candidates: Iterable[Candidate], sensitive: Collection[str] = SENSITIVE
) -> tuple[tuple[CheckItem, ...], ...]:
    """Choose and order what is asked, in parts of at most twelve.

    Only passages with a sentence that a named person wrote are asked about, each sentence about the same words
    once, with the ids of all codings that have it. They come as they were spoken, but a part neither begins nor
    ends with a sensitive one where it has others.

    Returns
    -------
    tuple of tuple of CheckItem
        One inner tuple a paper, numbered on through all parts; empty where there is nothing to ask.
    """
    wanted: dict[tuple[str, str], Candidate] = {}
    codings: dict[tuple[str, str], list[str]] = {}
    for candidate in sorted(candidates, key=lambda c: (c.order, c.coding)):
        if candidate.interpretation.strip() and candidate.written_by.strip():
            same = (candidate.quote, candidate.interpretation.strip())
            codings.setdefault(same, []).append(candidate.coding)
            # Read by one coder as hard, it is hard; its place stays that of the first.
            if same not in wanted or (candidate.code in sensitive and wanted[same].code not in sensitive):
                wanted[same] = candidate
    ordered = [
        replace(one, also=tuple(other for other in codings[same] if other != one.coding))
        for same, one in wanted.items()
    ]
    parts = math.ceil(len(ordered) / ITEMS_A_PAPER)
    papers: list[tuple[CheckItem, ...]] = []
    done = 0
    for part in range(parts):
        size = math.ceil((len(ordered) - done) / (parts - part))
        softened = soften(ordered[done : done + size], sensitive)
        papers.append(tuple(_item(done + place + 1, c) for place, c in enumerate(softened)))
        done += size
    return tuple(papers)


def soften(candidates: Sequence[Candidate], sensitive: Collection[str]) -> list[Candidate]:
    """Move a sensitive first or last passage inwards, as little as possible."""
    ordered = list(candidates)
    calm = [place for place, candidate in enumerate(ordered) if candidate.code not in sensitive]
    if not calm:
        return ordered
    ordered.insert(0, ordered.pop(calm[0]))
    if len(calm) > 1:
        ordered.append(ordered.pop(calm[-1]))
    return ordered


def _item(number: int, candidate: Candidate) -> CheckItem:
    return CheckItem(
        number,
        candidate.coding,
        candidate.quote,
        candidate.interpretation.strip(),
        candidate.code,
        candidate.code_name,
        candidate.polarity,
        candidate.question,
        candidate.written_by,
        candidate.also,
    )
