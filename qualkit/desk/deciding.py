"""An answer becomes an adjustment: what a named person makes of it, with what was and what is now, and why.

About their own words and about what shall go the person has the last word; about what it adds up to the group may keep
its reading, and then the person's stands beside it. Nothing decided is ever written over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualkit.desk import holding_back
from qualkit.errors import NotFound, ReturnError
from qualkit.model import MORE, Adjustment, Segment, adjustment_named
from qualkit.store import adjustments, codings, papers, returns
from qualkit.store.journal import Act
from qualkit.store.stamps import new_id, now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from qualkit.model import AdjustmentKind, Answer, CheckItem, Coder, Coding, MemberCheck
    from qualkit.store.journal import Journal
    from qualkit.store.returns import Kept
    from qualkit.store.store import Store

#: What may follow when the person wants the words out: only how far they go.
_AFTER_REMOVE: tuple[AdjustmentKind, ...] = ("remove", "unquote")
_NEEDS_AFTER: tuple[AdjustmentKind, ...] = ("reword", "fix_fact", "add")
_NEEDS_REASON: tuple[AdjustmentKind, ...] = ("keep_with_dissent", "none")
#: What can be made of "What did we miss?".
_ON_MORE: tuple[AdjustmentKind, ...] = ("add", "keep_with_dissent", "none")


@dataclass(frozen=True)
class Ruling:
    """What somebody decides: on which paper and item, what kind, the words before and after, and why."""

    paper: str
    number: int
    kind: str
    after: str = field(default="", repr=False)
    before: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)


def decide(store: Store, coder: Coder, ruling: Ruling) -> Adjustment:
    """Write a decision and let it have its effect, in one change."""
    kind = adjustment_named(ruling.kind)
    with store.changing(Act(coder.id, "decide", "adjustment", "")) as journal:
        check = paper_named(journal.connection, ruling.paper)
        kept = _return_that_counts(journal.connection, check)
        item, answer = _asked(check, kept, ruling.number)
        _refuse(kind, ruling, answer)
        made = _adjustment(journal.connection, check, item, kind, ruling, coder)
        made = replace(made, before=made.before or (answer.words if answer else kept.returned.more))
        adjustments.write_adjustment(journal, made, kept.id)
        journal.act = replace(journal.act, noun_id=made.id)
        if item is not None:
            changed = _take_effect(journal, check, item, made)
            adjustments.mark_for_review(journal, made.id, [coding.id for coding in changed])
    return replace(made, decided_by=coder.name)


def paper_named(connection: Connection, name: str) -> MemberCheck:
    """The paper of that token or number, or the newest of that participant.

    Raises
    ------
    NotFound
    """
    known = papers.read_papers(connection)
    plain = name.strip()
    token = plain.upper().removeprefix("QK1-").partition("-")[0]
    for check in reversed(known):
        if check.token == token or check.participant == plain:
            return check
    raise NotFound.among("paper", name, [check.token for check in known])


def _return_that_counts(connection: Connection, check: MemberCheck) -> Kept:
    found = returns.read_returns(connection, check.token)
    waiting = next((kept for kept in found if kept.standing in ("second", "proposed")), None)
    if waiting is not None:
        raise ReturnError(
            f"A return of the paper {check.token} waits for somebody to look at it; say which one counts first:  "
            f"qualkit member-check confirm STUDY {waiting.id[:8]}"
        )
    counting = next((kept for kept in found if kept.standing == "current"), None)
    if counting is None:
        raise ReturnError(
            f"Nothing has come back of the paper {check.token}, so there is nothing to decide. Silence is no answer."
        )
    return counting


def _asked(check: MemberCheck, kept: Kept, number: int) -> tuple[CheckItem | None, Answer | None]:
    if number == MORE and kept.returned.more:
        return None, None
    item = next((item for item in check.items if item.number == number), None)
    answer = next((answer for answer in kept.returned.answers if answer.number == number), None)
    if item is None or answer is None:
        asked = ", ".join(str(item.number) for item in check.items)
        raise ReturnError(f"The paper {check.token} has no number {number}; it asks about {asked}.")
    return item, answer


def _refuse(kind: AdjustmentKind, ruling: Ruling, answer: Answer | None) -> None:
    where = f"number {ruling.number} of the paper {ruling.paper}"
    if answer is None and kind not in _ON_MORE:
        raise ReturnError(f"What we missed can be {', '.join(_ON_MORE)}; not {kind}.")
    if answer is not None and answer.state == "ambiguous":
        raise ReturnError(
            f"The answer to {where} is not clear: ask, and put it right first:  "
            f"qualkit member-check confirm STUDY RETURN --item {ruling.number}=ANSWER"
        )
    if answer is not None and answer.state == "remove" and kind not in _AFTER_REMOVE:
        raise ReturnError(
            f"The person wants the words of {where} out, and has the last word on that: "
            "ask whether not to quote them (unquote) or not to use them at all (remove)."
        )
    if kind in _NEEDS_AFTER and not ruling.after.strip():
        raise ReturnError(f"To {kind.replace('_', ' ')}, say what it says now: --after WORDS.")
    if kind == "mask_more" and not ruling.before.strip():
        raise ReturnError(
            "To mask more, say which words: --before WORDS, and --after WORDS for what stands there."
        )
    if kind in _NEEDS_REASON and not ruling.reason.strip():
        raise ReturnError(f"Say why: --reason WORDS. The person is told, for {kind.replace('_', ' ')} too.")


def _adjustment(
    connection: Connection,
    check: MemberCheck,
    item: CheckItem | None,
    kind: AdjustmentKind,
    ruling: Ruling,
    coder: Coder,
) -> Adjustment:
    before = ruling.before.strip()
    if item is not None and kind in ("reword", "fix_fact", "keep_with_dissent"):
        before = before or item.interpretation
    mine = [
        known.token for known in papers.read_papers(connection, check.participant) if known.part == check.part
    ]
    return Adjustment(
        new_id(),
        check.token,
        ruling.number,
        kind,
        item.coding if item else "",
        before,
        ruling.after.strip(),
        ruling.reason.strip(),
        coder.id,
        now(),
        1 + mine.index(check.token),
    )


def _take_effect(journal: Journal, check: MemberCheck, item: CheckItem, made: Adjustment) -> Sequence[Coding]:
    """Do what was decided; give the codings that are to be looked at again."""
    place = holding_back.segment_of(journal.connection, check, item)
    if made.kind in ("remove", "unquote"):
        holding_back.hold(journal, check, item, "use" if made.kind == "remove" else "quote")
    elif made.kind == "mask_more":
        _mask(journal, check, made, place)
    elif made.kind in ("reword", "fix_fact"):
        return _reword(journal, item, made, place)
    else:
        return ()
    return _on(journal.connection, place)


def _on(connection: Connection, place: Segment | None) -> list[Coding]:
    """Every coding that has some of these words."""
    if place is None:
        return []
    return [
        coding
        for coding in codings.read_codings(connection, held=True)
        if coding.segment.document == place.document and coding.segment.overlaps(place)
    ]


def _reword(journal: Journal, item: CheckItem, made: Adjustment, place: Segment | None) -> list[Coding]:
    """The sentence says it otherwise wherever it stood on these words."""
    changed = [
        coding
        for coding in _on(journal.connection, place)
        if coding.interpretation.strip() in (item.interpretation, made.before)
    ]
    for coding in changed:
        codings.change_interpretation(journal, coding.id, made.after)
    return changed


def _mask(journal: Journal, check: MemberCheck, made: Adjustment, place: Segment | None) -> None:
    """Hide some of the passage's words, wherever in it they stand."""
    found = [] if place is None else _places_of(made.before, place)
    if not found:
        raise ReturnError(
            f"The words to hide are not in number {made.number} of the paper {check.token}: "
            "write them as they stand there."
        )
    for segment in found:
        holding_back.write(journal, check, made.number, segment, "mask", why_id=made.id)


def _places_of(words: str, place: Segment) -> list[Segment]:
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [
        Segment(place.document, place.start + found.start(), place.start + found.end(), place.revision)
        for found in re.finditer(pattern, place.quote, re.IGNORECASE)
    ]
