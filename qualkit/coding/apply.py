"""Laying a code on words, or a coding on other words: what there is already, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualkit.model import Coding


@dataclass(frozen=True)
class Plan:
    """What to write: one coding to keep, and those that it takes in.

    `is_new` says whether `keep` must be added or stands in the study already;
    `absorbed` are to be removed, their memos moving to `keep`.
    """

    keep: Coding
    is_new: bool
    absorbed: tuple[Coding, ...] = ()


def plan_apply(coding: Coding, existing: Iterable[Coding]) -> Plan:
    """Decide what becomes of a new coding.

    The same code twice on overlapping words by the same coder is one coding: the oldest one grows to cover
    all, and the others go into it. Its polarity and sentence become the new ones where the new one states any.

    Parameters
    ----------
    coding
        What the coder asked for.
    existing
        Codings that may meet it; those of another coder, code or text are left alone.

    Examples
    --------
    >>> from qualkit.model import Coding, Segment
    >>> text = "They never asked me, not once."
    >>> old = Coding("a", Segment.of("P1", text, 0, 19), "judged-or-ignored", "Ana")
    >>> new = Coding("b", Segment.of("P1", text, 11, 30), "judged-or-ignored", "Ana")
    >>> plan = plan_apply(new, [old])
    >>> plan.keep.id, plan.keep.segment, plan.is_new
    ('a', Segment(P1 0:30), False)
    """
    met = sorted(_meeting(coding, existing), key=lambda other: (other.created_at, other.id))
    if not met:
        return Plan(coding, is_new=True)
    segment = coding.segment
    for other in met:
        segment |= other.segment
    oldest, *rest = met
    keep = replace(
        oldest,
        segment=segment,
        polarity=coding.polarity or oldest.polarity,
        interpretation=coding.interpretation or oldest.interpretation,
        important=coding.important or any(other.important for other in met),
    )
    return Plan(keep, is_new=False, absorbed=tuple(rest))


def plan_resize(coding: Coding, existing: Iterable[Coding]) -> Plan:
    """Decide what becomes of a coding that now lies on other words: it stays itself and takes in those that it meets.

    Parameters
    ----------
    coding
        As it is to be, on its new segment.
    existing
        Codings that may meet it; those of another coder, code or text are left alone.

    Examples
    --------
    >>> from qualkit.model import Coding, Segment
    >>> text = "They never asked me, not once."
    >>> one = Coding("a", Segment.of("P1", text, 0, 4), "judged-or-ignored", "Ana")
    >>> other = Coding("b", Segment.of("P1", text, 11, 30), "judged-or-ignored", "Ana")
    >>> plan = plan_resize(replace(one, segment=Segment.of("P1", text, 0, 19)), [one, other])
    >>> plan.keep.id, plan.keep.segment, [gone.id for gone in plan.absorbed]
    ('a', Segment(P1 0:30), ['b'])
    """
    near = tuple(existing)
    plan = plan_apply(coding, near)
    if plan.is_new:
        return plan
    taken = plan.keep
    keep = replace(
        coding,
        segment=taken.segment,
        polarity=taken.polarity,
        interpretation=taken.interpretation,
        important=taken.important,
    )
    return Plan(keep, is_new=False, absorbed=tuple(_meeting(coding, near)))


def _meeting(coding: Coding, existing: Iterable[Coding]) -> list[Coding]:
    """The codings that meet it, also by way of one another."""
    same = [
        other
        for other in existing
        if (other.coder, other.code) == (coding.coder, coding.code) and other.id != coding.id
    ]
    covered = coding.segment
    met: list[Coding] = []
    while True:
        more = [other for other in same if other not in met and other.segment.overlaps(covered)]
        if not more:
            return met
        for other in more:
            covered |= other.segment
        met += more
