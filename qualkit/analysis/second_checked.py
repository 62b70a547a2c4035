"""The second check in numbers: what each voice said to each finding, of how many who were asked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from qualkit.analysis.checked import SMALL
from qualkit.model import FINDING_ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLUMNS = (
    "sheet",
    "number",
    "about",
    "target",
    "name",
    "voice",
    *FINDING_ANSWERS,
    "answered",
    "asked",
    "no_answer",
)
_WHOLE = (*FINDING_ANSWERS, "answered", "asked", "no_answer")


def second_check_counts(
    items: pd.DataFrame, answers: pd.DataFrame, given: Iterable[Mapping[str, Any]]
) -> pd.DataFrame:
    """Count the answers to each number of each sheet, by voice.

    Parameters
    ----------
    items
        What stands on the sheets: sheet, number, about, target, name.
    answers
        What was said: sheet, number, voice, said, count.
    given
        To how many people of a voice a sheet was handed: sheet, voice, people.

    Returns
    -------
    pandas.DataFrame
        A row a number and voice that was asked or that answered. The four answers add up to `answered`; `asked` and
        `no_answer` are missing where nobody wrote down how many were asked, or more answered than that.
    """
    asked: dict[tuple[str, str], int] = {}
    for row in given:
        asked[row["sheet"], row["voice"]] = asked.get((row["sheet"], row["voice"]), 0) + int(row["people"])
    said: Counter[tuple[str, int, str, str]] = Counter()
    for each in answers[answers["number"] > 0].to_dict("records"):
        said[each["sheet"], each["number"], each["voice"], each["said"]] += int(each["count"])
    heard = {(sheet, voice) for sheet, _, voice, _ in said}
    rows = [
        _row(item, voice, said, asked.get((item["sheet"], voice)))
        for item in items.to_dict("records")
        for voice in sorted({voice for sheet, voice in heard | set(asked) if sheet == item["sheet"]})
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(_WHOLE, "Int64"))


def _row(item: Mapping[Any, Any], voice: str, said: Counter[Any], asked: int | None) -> dict[str, Any]:
    counts = {answer: said[item["sheet"], item["number"], voice, answer] for answer in FINDING_ANSWERS}
    answered = sum(counts.values())
    silent = asked - answered if asked is not None and asked >= answered else None
    return {**item, "voice": voice, **counts, "answered": answered, "asked": asked, "no_answer": silent}


def second_check_sentence(
    counts: pd.DataFrame, sessions: pd.DataFrame | None = None, *, for_others: bool = False
) -> str:
    """The counts as the sentence that belongs into a report; for others a count of people below five is hidden.

    `sessions` has a row for each session of an interview group: members, there, answers, agreed, dissents.
    """
    if not len(counts):
        return "The findings taken together have not been shown to anybody for a second check yet."
    answered = counts.groupby(["sheet", "number"])[
        ["answered", "fits", "unsure", "not_quite", "dissent"]
    ].sum()
    heard = answered[answered["answered"] > 0]
    argued = int(((heard["not_quite"] + heard["dissent"]) > 0).sum())
    fitted = int((heard["fits"] == heard["answered"]).sum())
    return (
        f"We showed the findings taken together, without anyone's words, to {_voices(counts, for_others)}. "
        f"Of {len(answered)} themes and conditions shown, {len(heard)} were answered: {fitted} fitted for all who "
        f"answered, {argued} did not quite fit for somebody or met dissent, "
        f"{len(heard) - fitted - argued} left somebody unsure. Silence was not taken for agreement."
        f"{_sessions(sessions, for_others)}"
    )


def _sessions(sessions: pd.DataFrame | None, for_others: bool) -> str:  # noqa: FBT001 - one caller, beside it
    if sessions is None or not len(sessions):
        return ""
    count = {
        name: int(sessions[name].sum()) for name in ("members", "there", "answers", "agreed", "dissents")
    }
    few = f"fewer than {SMALL}"
    told = {name: few if for_others and 0 < number < SMALL else str(number) for name, number in count.items()}
    met = "One group" if len(sessions) == 1 else f"{len(sessions)} groups"
    return (
        f" {met} that had been interviewed together also met, with {told['there']} of {told['members']} members: of "
        f"{told['answers']} answers given there {told['agreed']} agreed and {told['dissents']} dissented; each dissent "
        "is kept."
    )


def _voices(counts: pd.DataFrame, for_others: bool) -> str:  # noqa: FBT001 - one caller, beside it
    told = []
    for voice, rows in counts.groupby("voice", sort=True):
        most = rows.groupby("sheet")[["asked", "answered"]].max()
        people = int(most["asked"].fillna(most["answered"]).sum())
        shown = f"fewer than {SMALL}" if for_others and people < SMALL else str(people)
        told.append(f"{voice} ({shown})")
    return ", ".join(told)
