"""How far the people themselves have checked the reading: counted with denominators, as reports must say it.

The items are those of COREQ (23 and 28; Tong and others 2007), SRQR (O'Brien and others 2014) and the short form of
GRIPP2 (Staniszewska and others 2017).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

#: Beyond the team, a count below this could tell who it was.
SMALL = 5
_BACK = ("returned_full", "returned_part")
_SENT = (*_BACK, "returned_blank", "sent", "reminded", "no_answer", "undelivered")
_AWAY = ("moved", "in_hospital", "died", "no_contact", "undelivered")
_CHANGED = ("reword", "fix_fact", "mask_more", "add")
_REMOVED = ("remove", "unquote")
_HEARD = ("agree", "not_quite", "remove", "own_words_only", "ambiguous")


@dataclass(frozen=True)
class Checked:
    """The counts: people first, then the interpretations that they were shown."""

    people: int
    asked: int
    declined: int
    sent: int
    returned: int
    blank: int
    silent: int
    on_screen: int
    on_paper: int
    by_talk: int
    shown: int
    answered: int
    fitted: int
    changed: int
    removed: int
    contested: int
    away: int = 0

    @property
    def unchecked(self) -> int:
        """Of how many people the reading has not been checked by themselves."""
        return self.people - self.returned


def checked(status: pd.DataFrame, responses: pd.DataFrame, adjustments: pd.DataFrame) -> Checked:
    """Count what `project.checks` holds: its `status()`, `responses()` and `adjustments()`."""
    current = responses[(responses["standing"] == "current") & (responses["item"] > 0)]
    states = [set(found) for _, found in status.groupby("participant")["state"]]
    sent = sum(bool(found & set(_SENT)) for found in states)
    returned = sum(bool(found & set(_BACK)) for found in states)
    blank = sum("returned_blank" in found and not found & set(_BACK) for found in states)
    answered = current[current["answer"].isin(_HEARD)]
    out = current[current["answer"] == "remove"]
    return Checked(
        len(states),
        sum(found != {"not_asked"} for found in states),
        sum("declined" in found for found in states),
        sent,
        returned,
        blank,
        sent - returned - blank,
        *_routes(responses[responses["standing"] == "current"]),
        int(status["items"].sum()),
        len(answered),
        int((answered["answer"] == "agree").sum()),
        len(_items(adjustments, _CHANGED)),
        len(_items(adjustments, _REMOVED) | set(zip(out["paper"], out["item"], strict=True))),
        len(_items(adjustments, ("keep_with_dissent",))),
        sum(bool(found & set(_AWAY)) and not found & set(_BACK) for found in states),
    )


def _routes(current: pd.DataFrame) -> tuple[int, int, int]:
    """How many people answered on a screen, on paper, in a talk; somebody may have done several."""
    by = {source: set(people) for source, people in current.groupby("source")["participant"]}
    screen = set().union(*(by.get(source, set()) for source in ("pdf", "pdf-flat", "html", "docx", "csv")))
    return len(screen), len(by.get("paper", set())), len(by.get("talk", set()))


def _items(adjustments: pd.DataFrame, kinds: Iterable[str]) -> set[tuple[str, int]]:
    wanted = adjustments[adjustments["kind"].isin(list(kinds))]
    return set(zip(wanted["paper"], wanted["number"], strict=True))


def checked_sentence(counts: Checked, *, for_others: bool = False) -> str:
    """The counts as the sentence that belongs into a report."""
    said = _said(counts, for_others=for_others)
    if not counts.sent and not counts.returned:
        return (
            f"None of {counts.people} participants has been sent our reading of their interview yet, "
            "so nothing here has been checked by the people themselves."
        )
    people = (
        f"We asked {said['asked']} of {counts.people} participants whether they wanted to check our reading of "
        f"their own interview; {said['declined']} declined, {said['sent']} were sent it, "
        f"{said['returned']} came back with answers ({said['on_screen']} on screen, "
        f"{said['on_paper']} on paper, {said['by_talk']} by talk), {said['blank']} came back blank "
        f"and {said['silent']} did not come back. Silence was not taken for agreement. "
        f"The reading of {said['unchecked']} was not checked by the people themselves{_away(counts, said)}."
    )
    items = (
        f"Of {counts.shown} interpretations shown, {said['answered']} were answered: {said['fitted']} fitted, "
        f"{said['changed']} were changed and {said['removed']} taken out or no longer quoted; "
        f"{said['contested']} remained contested, and both readings are shown."
    )
    return f"{people} {items}"


def _away(counts: Checked, said: dict[str, str]) -> str:
    if not counts.away:
        return ""
    return (
        f", {said['away']} of them because they had moved, were in hospital, had died or could not be reached"
    )


#: These add up to a figure that is shown, so one of them that is hidden could be worked out from the others.
_ADDING_UP = (("sent", ("returned", "blank", "silent")), ("people", ("returned", "unchecked")))


def _said(counts: Checked, *, for_others: bool) -> dict[str, str]:
    """Each count in words: beyond the team a small one is hidden, and another where the rest would tell it."""
    known = {**asdict(counts), "unchecked": counts.unchecked}
    hidden = {name for name, count in known.items() if for_others and 0 < count < SMALL}
    for total, parts in _ADDING_UP:
        if len(hidden & set(parts)) == 1 and total not in hidden:
            shown = [name for name in parts if name not in hidden and known[name]]
            hidden.add(min(shown, key=known.__getitem__) if shown else total)
    few = f"fewer than {SMALL}"
    return {
        name: str(count) if name not in hidden else few if count < SMALL else "some"
        for name, count in known.items()
    }


def checked_table(counts: Checked, *, for_others: bool = False) -> pd.DataFrame:
    """What reporting guidelines ask about the checks, each with the answer: standard, item, asks, answer."""
    import pandas as pd

    said = _said(counts, for_others=for_others)
    back = f"{said['returned']} of {counts.people} participants"
    rows = (
        (
            "COREQ",
            "23",
            "Were transcripts returned to participants for comment or correction?",
            (
                f"Not the transcripts: passages of each interview, beside our reading of them, were sent to "
                f"{said['sent']} of {counts.people} participants."
            ),
        ),
        (
            "COREQ",
            "28",
            "Did participants give feedback on the findings?",
            f"{back} answered {said['answered']} of {counts.shown} interpretations.",
        ),
        (
            "SRQR",
            "15",
            "Techniques to enhance trustworthiness",
            (
                f"Member checks: {said['fitted']} interpretations fitted, {said['changed']} were changed, "
                f"{said['removed']} taken out or no longer quoted, {said['contested']} stand beside the "
                "participant's own reading."
            ),
        ),
        ("GRIPP2-SF", "1", "Aims", "To let each participant say whether we read their words rightly."),
        (
            "GRIPP2-SF",
            "2",
            "Methods",
            (
                f"Papers in plain language, on screen, on paper or by talk; {said['asked']} of {counts.people} were "
                "asked first whether they wanted one."
            ),
        ),
        (
            "GRIPP2-SF",
            "3",
            "Study results",
            f"{back} answered; {said['changed']} interpretations were changed because of them.",
        ),
        (
            "GRIPP2-SF",
            "4",
            "Discussion and conclusions: how it influenced the study",
            f"{said['contested']} readings stay contested and are shown with both sides. The group says more.",
        ),
        (
            "GRIPP2-SF",
            "5",
            "Reflections and critical perspective",
            (
                f"{said['silent']} papers did not come back, and {said['blank']} came back blank: "
                "these were not checked. The group says what went well and what did not."
            ),
        ),
    )
    return pd.DataFrame(rows, columns=["standard", "item", "asks", "answer"])
