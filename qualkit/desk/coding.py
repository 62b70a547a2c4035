"""Coding, recoding, removing and undoing: the plan from `coding`, the rows to `store`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, get_args

from qualkit.coding import plan_apply, plan_resize
from qualkit.errors import NotFound, QualkitError, SegmentError, SuggestError
from qualkit.model import ORIGINS, Code, Coding, Decision, Memo, MemoKind, Segment, polarity_named
from qualkit.store import anchors, codebook, codings, gathering, holds, people, suggestions, talk
from qualkit.store.journal import Act
from qualkit.store.stamps import new_id, now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from qualkit.coding import Plan
    from qualkit.model import Coder, Origin, Suggestion
    from qualkit.store.journal import Journal
    from qualkit.store.store import Store


#: What recoding may change; the place and the coder are what the coding is.
_RECODED = ("code", "polarity", "interpretation", "important")
#: And what anybody may write anew on somebody else's.
_SHARED = {"interpretation"}


@dataclass(frozen=True)
class CodingRequest:
    """What a coder asks for: these words, this code; the rest where there is any."""

    segment: Segment
    code: str
    polarity: str | None = None
    memo: str = field(default="", repr=False)
    interpretation: str = field(default="", repr=False)
    origin: Origin = "manual"
    important: bool = False

    def __post_init__(self) -> None:
        if self.origin not in ORIGINS:
            raise NotFound.among("origin", self.origin, ORIGINS)


def lay(store: Store, coder: Coder, requests: Sequence[CodingRequest]) -> list[Coding]:
    """Store codings in one change; all or none."""
    with store.changing(Act(coder.id, "code", "coding", "", requests[0].origin)) as journal:
        stored = [_lay_one(journal, coder, request, None) for request in requests]
        journal.act = replace(journal.act, noun_id=stored[-1].id)
    return stored


def _lay_one(journal: Journal, coder: Coder, request: CodingRequest, suggestion: str | None) -> Coding:
    connection = journal.connection
    document = talk.document_row(connection, request.segment.document)
    codebook.must_have(connection, request.code)
    segment = standing(connection, document.id, document.revision, request.segment)
    coding = Coding(
        new_id(),
        segment,
        request.code,
        coder.id,
        polarity_named(request.polarity),
        request.origin,
        request.interpretation.strip(),
        suggestion,
        suggestion is not None or suggestions.were_shown(connection, document.id, coder.id),
        created_at=now(),
        important=bool(request.important),
    )
    return _write_planned(journal, coding, document.id, request.memo)


def standing(connection: Connection, document: str, revision: int, segment: Segment) -> Segment:
    """The segment as the stored text has it now, or a refusal: also of what may not be used."""
    if holds.touches(connection, document, segment.start, segment.end, "use"):
        raise SegmentError(
            f"A passage at {segment.document} {segment.start}:{segment.end} is held back, as the person wishes: "
            "it is not coded."
        )
    return words_there(connection, document, revision, segment)


def words_there(connection: Connection, document: str, revision: int, segment: Segment) -> Segment:
    """The segment as the stored text has it now, or a refusal where its words are not those.

    Raises
    ------
    SegmentError
    """
    text = talk.document_text(connection, document, revision)
    stored = Segment.of(segment.document, text, segment.start, segment.end, revision)
    masks = holds.read_masks(connection).get(segment.document, ())
    shown = holds.masked(stored.quote, stored.start, masks, same_length=True)
    if segment.revision != revision or (segment.quote and segment.quote not in (stored.quote, shown)):
        raise SegmentError(
            f"The words at {segment.document} {segment.start}:{segment.end} are not the ones you marked: "
            "the text has changed since. Look them up again with find."
        )
    return stored


def _write_planned(journal: Journal, coding: Coding, document: str, memo: str) -> Coding:
    near = codings.read_meeting(journal.connection, coding, document)
    plan = plan_apply(coding, near)
    if plan.is_new:
        codings.write_codings(journal, [(plan.keep, document)])
    _take_in(journal, plan)
    if not plan.is_new:
        codings.change_coding(journal, plan.keep, document)
    if memo.strip():
        codings.add_memo(journal, Memo("", "coding", plan.keep.id, coding.coder, memo.strip()))
    return plan.keep


def recode(store: Store, coder: Coder, coding: str, change: Mapping[str, Any]) -> Coding:
    """Change a coding's code, polarity or sentence; on meeting its like it becomes one with it."""
    for name in change:
        if name not in _RECODED:
            raise QualkitError(f"A coding's '{name}' stays; what can be changed: {', '.join(_RECODED)}.")
    with store.changing(Act(coder.id, "recode", "coding", "")) as journal:
        old = codings.coding_with(journal.connection, coding)
        if "code" in change:
            codebook.must_have(journal.connection, change["code"])
        if "polarity" in change:
            change = {**change, "polarity": polarity_named(change["polarity"])}
        if change.get("important", False) not in (True, False):
            raise QualkitError("A coding is important or not: say True or False.")
        if "important" in change:
            change = {**change, "important": bool(change["important"])}
        _refuse_others(journal.connection, coder, old, change)
        new = replace(old, **change)
        journal.act = replace(journal.act, noun_id=old.id)
        return rewrite(journal, old, new)


def _refuse_others(connection: Connection, coder: Coder, old: Coding, change: Mapping[str, Any]) -> None:
    """Which code and polarity is its coder's own act; the sentence for a paper is written together."""
    if old.coder == coder.id or set(change) <= _SHARED:
        return
    names = {known.id: known.name for known in people.read_coders(connection)}
    name = names.get(old.coder, "somebody else")
    raise QualkitError(
        f"The coding {old.id} is {name}'s, and stays as {name} made it: lay your own beside it, "
        f"or change it in {name}'s name."
    )


def rewrite(journal: Journal, old: Coding, new: Coding) -> Coding:
    """Write a coding anew; on meeting its like it becomes one with it."""
    document = talk.document_row(journal.connection, old.segment.document).id
    near = codings.read_meeting(journal.connection, new, document)
    plan = plan_apply(new, near)
    if plan.is_new:
        codings.change_coding(journal, new, document)
        return new
    _take_in(journal, replace(plan, absorbed=(old, *plan.absorbed)))
    codings.change_coding(journal, plan.keep, document)
    return plan.keep


def resize(store: Store, coder: Coder, coding: str, start: int, end: int) -> Coding:
    """Lay a coding on other words of its document; it stays itself, and takes in its like where it meets them."""
    with store.changing(Act(coder.id, "resize", "coding", "")) as journal:
        old = codings.coding_with(journal.connection, coding)
        journal.act = replace(journal.act, noun_id=old.id)
        _refuse_others(journal.connection, coder, old, {"segment": (start, end)})
        _refuse_waiting(journal.connection, old)
        document = talk.document_row(journal.connection, old.segment.document)
        asked = Segment(document.name, start, end, document.revision)
        new = replace(old, segment=standing(journal.connection, document.id, document.revision, asked))
        near = codings.read_meeting(journal.connection, new, document.id)
        plan = plan_resize(new, near)
        _take_in(journal, plan)
        codings.change_coding(journal, plan.keep, document.id)
    return plan.keep


def _refuse_waiting(connection: Connection, coding: Coding) -> None:
    if anchors.waits(connection, coding.id) is not None:
        raise SegmentError(
            f"The coding {coding.id} waits for somebody to look, since its words were corrected: "
            "confirm it or move it first, with  qualkit anchors."
        )


def _take_in(journal: Journal, plan: Plan) -> None:
    """What hangs on the codings that go hangs on the one that is kept."""
    for absorbed in plan.absorbed:
        codings.move_memos(journal, absorbed.id, plan.keep.id)
        anchors.hand_over(journal, absorbed.id, plan.keep.id)
        gathering.hand_over(journal, absorbed.id, plan.keep.id)
        codings.remove_coding(journal, absorbed.id)


def remove(store: Store, coder: Coder, coding: str) -> Coding:
    """Take a coding out, with its memos."""
    with store.changing(Act(coder.id, "remove", "coding", "")) as journal:
        old = codings.coding_with(journal.connection, coding)
        journal.act = replace(journal.act, noun_id=old.id)
        codings.remove_coding(journal, old.id)
    return old


def decide(
    store: Store,
    coder: Coder,
    offered: Sequence[Suggestion | str],
    *,
    accept: bool,
    polarity: str | None = None,
) -> list[Coding]:
    """Write down what a named person makes of suggestions, all or none; accepted ones become their codings."""
    verb = "accept" if accept else "reject"
    with store.changing(Act(coder.id, verb, "suggestion", "", "suggestion")) as journal:
        decided = [_decide_one(journal, coder, each, polarity, accept=accept) for each in offered]
    return [coding for coding in decided if coding is not None]


def _decide_one(
    journal: Journal, coder: Coder, offered: Suggestion | str, polarity: str | None, *, accept: bool
) -> Coding | None:
    wanted = offered if isinstance(offered, str) else offered.id
    item = suggestions.suggestion_with(journal.connection, wanted)
    _refuse_decided(journal.connection, item)
    journal.act = replace(journal.act, noun_id=item.id)
    coding = None
    if accept:
        request = CodingRequest(item.segment, item.code, polarity, origin="suggestion")
        coding = _lay_one(journal, coder, request, item.id)
    made = coding.id if coding else None
    words = codebook.words_digest(codebook.read_codebook(journal.connection)[item.code])
    suggestions.decide(
        journal, Decision(item.id, coder.id, "accepted" if accept else "rejected", made), words
    )
    return coding


def _refuse_decided(connection: Connection, suggestion: Suggestion) -> None:
    known = suggestions.decision_on(connection, suggestion.id)
    if known is not None:
        raise SuggestError(
            f"The suggestion {suggestion.id} was {known.verdict} by {known.coder} already; "
            "undo that first to decide anew."
        )


def note(store: Store, coder: Coder, memo: Memo) -> str:
    """Write a memo on anything that is there; give its id."""
    if not memo.text.strip():
        raise QualkitError("A memo needs words: there were none.")
    with store.changing(Act(coder.id, "memo", memo.about, "")) as journal:
        target = _target(journal.connection, memo)
        journal.act = replace(journal.act, noun_id=target)
        return codings.write_memo(journal, replace(memo, target=target))


def _target(connection: Connection, memo: Memo) -> str:
    """The whole id of what the memo is about: a beginning would not be found again."""
    if memo.about == "coding":
        return codings.coding_with(connection, memo.target).id
    if memo.about == "project":
        return memo.about
    if memo.about == "code":
        codebook.must_have(connection, memo.target)
    elif memo.about == "document":
        talk.document_row(connection, memo.target)
    elif memo.about == "participant":
        people.participant_named(connection, memo.target)
    return memo.target


def memo_on(target: Coding | Code | str, text: str, about: str | None, coder: str) -> Memo:
    """Say what a memo is about: told by `about`, or by the kind of the target; a bare id is a coding's."""
    if isinstance(target, Coding | Code):
        kind: MemoKind = "coding" if isinstance(target, Coding) else "code"
        return Memo("", kind, target.id, coder, text)
    named = about or "coding"
    for kind in get_args(MemoKind):
        if named == kind:
            return Memo("", kind, target, coder, text)
    raise NotFound.among("kind of memo", named, get_args(MemoKind))
