"""The letter back: what we changed because of somebody, what we did not and why. In plain words, to them alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualkit.memberchecks.lines import kept_together
from qualkit.memberchecks.sheet import Line, Sheet, SheetPart
from qualkit.memberchecks.token import paper_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualkit.model import Adjustment

TITLE = "What became of your answers"
#: Kinds with which the group keeps what it had.
_KEPT = ("keep_with_dissent", "none")
_SAID = {
    "remove": "We took your words out. We use them nowhere any more.",
    "unquote": "We still count what you told us. We quote your words nowhere.",
    "mask_more": "We hide some of your words now, wherever they are shown.",
}


@dataclass(frozen=True)
class LetterFacts:
    """What a letter is about: one paper, its decisions, how many things fitted, which are still open."""

    token: str
    adjustments: Sequence[Adjustment] = field(repr=False)
    agreed: int = 0
    waiting: tuple[int, ...] = ()
    own_words: Mapping[int, str] = field(default_factory=dict, repr=False)
    #: By number, how the passage begins that it was about.
    passages: Mapping[int, str] = field(default_factory=dict, repr=False)


def letter(facts: LetterFacts, settings: Mapping[str, str]) -> Sheet:
    """The letter as a sheet."""
    group = settings.get("group_name", "").strip() or "our group"
    opening = (
        f"Thank you for looking at what we wrote. This letter is from {group}.",
        "It says what we changed because of you, what we did not change, and why. You need not do anything.",
    )
    return Sheet(TITLE, opening, tuple(_parts(facts, settings)), paper_id(facts.token))


def _parts(facts: LetterFacts, settings: Mapping[str, str]) -> Iterator[SheetPart]:
    changed = [made for made in facts.adjustments if made.kind not in _KEPT]
    kept = [made for made in facts.adjustments if made.kind in _KEPT]
    if changed:
        yield SheetPart("What we changed")
        yield from (SheetPart(_heading(made), tuple(_changed(made, facts)), minor=True) for made in changed)
    if kept:
        yield SheetPart("What we did not change, and why")
        yield from (SheetPart(_heading(made), tuple(_kept(made, facts)), minor=True) for made in kept)
    if facts.agreed:
        things = "one thing" if facts.agreed == 1 else f"{facts.agreed} things"
        yield SheetPart("What fits", (Line("text", f"You said yes to {things}. They stay as they are."),))
    if facts.waiting:
        numbers = ", ".join(map(str, facts.waiting))
        said = f"We are still talking about number {numbers}. We will tell you what comes of it."
        yield SheetPart("What is still open", (Line("text", said),))
    yield SheetPart("If something is not right", tuple(_ending(settings)))


def _heading(made: Adjustment) -> str:
    return f"Number {made.number}" if made.number else "What we missed"


def _passage(made: Adjustment, facts: LetterFacts) -> Iterator[Line]:
    """How the passage begins; what was taken out or is quoted no more is not said again."""
    begins = facts.passages.get(made.number, "")
    if begins and made.kind not in _SAID:
        yield Line("quote", begins, "Where you said")


def _changed(made: Adjustment, facts: LetterFacts) -> Iterator[Line]:
    yield from _passage(made, facts)
    if made.kind in _SAID:
        yield Line("text", _SAID[made.kind])
    elif made.kind == "add":
        yield Line("text", "You told us of something that was missing. Thank you.")
        yield Line("quote", made.after, "We added")
    else:
        yield Line("quote", made.before, "It said")
        yield Line("quote", made.after, "Now it says")
    if made.reason:
        yield Line("text", f"Why: {made.reason}")


def _kept(made: Adjustment, facts: LetterFacts) -> Iterator[Line]:
    yield from _passage(made, facts)
    if made.kind == "none":
        yield Line("text", "We left this as it is.")
    else:
        own = made.after or facts.own_words.get(made.number, "")
        yield Line("quote", made.before, "We still read it like this")
        if own:
            yield Line("quote", own, "You say")
        yield Line("text", "Both stand side by side wherever we show it.")
    if made.reason:
        yield Line("text", f"Why: {made.reason}")


def _ending(settings: Mapping[str, str]) -> Iterator[Line]:
    yield Line("text", "You can still change your mind. You can say that we got it wrong again.")
    for key in ("contact", "crisis_line"):
        if settings.get(key, "").strip():
            yield Line("text", kept_together(settings[key].strip()))
