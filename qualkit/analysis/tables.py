"""Tables I, II and III of a study: who took part, what came of it, and the areas of living."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from qualkit.analysis.counting import frequencies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualkit.model import Code, Codebook, Participant

OUTCOMES = "outcomes"
NONE_RECORDED = "none recorded"
FRAMEWORK_COLUMNS = (
    "area",
    "validating",
    "validating_participants",
    "validating_codings",
    "invalidating",
    "invalidating_participants",
    "invalidating_codings",
    "of",
)
#: With more different words than this in a column, the last row says only how many there are.
_WORDS_IN_A_CELL = 4


def participants_table(participants: Sequence[Participant], *, at_least: int = 1) -> pd.DataFrame:
    """Table I: who took part, with their attributes as recorded, and the range of each.

    Parameters
    ----------
    participants
        In the order of the study.
    at_least
        In the last row, words that fewer people share are counted together as "other": one word can tell who it is.

    Returns
    -------
    pandas.DataFrame
        A row a participant and a last row for all: numbers as "27 to 57", words as counts. What was
        not recorded stays empty; outcomes stand in `outcomes_table`.

    Examples
    --------
    >>> from qualkit.model import Participant
    >>> table = participants_table([Participant("P1", "Jo", {"age": "42"}), Participant("P2", "Al", {"age": "27"})])
    >>> table.values.tolist()
    [['P1', 'Jo', '42'], ['P2', 'Al', '27'], ['all 2', '', '27 to 42']]
    """
    fields = dict.fromkeys(name for person in participants for name in person.attributes if name != OUTCOMES)
    with_names = any(person.pseudonym for person in participants)
    columns = ["participant", *(["pseudonym"] if with_names else []), *fields]
    rows = [
        {**person.attributes, "participant": person.id, "pseudonym": person.pseudonym}
        for person in participants
    ]
    table = pd.DataFrame(rows, columns=columns, dtype=object).fillna("")
    if not participants:
        return table
    everybody = {"participant": f"all {len(participants)}", "pseudonym": ""}
    last = {**everybody, **{name: _range(list(table[name]), at_least) for name in fields}}
    return pd.concat([table, pd.DataFrame([last], columns=columns)], ignore_index=True)


def _range(cells: Sequence[str], at_least: int) -> str:
    """What a column holds, in a few words."""
    told = [str(cell).strip() for cell in cells if str(cell).strip()]
    missing = f", {len(cells) - len(told)} not recorded" if len(told) < len(cells) else ""
    numbers = [number for number in map(_number, told) if number is not None]
    if not told:
        return "not recorded"
    if len(numbers) == len(told):
        low, high = min(numbers), max(numbers)
        return (f"{low:g}" if low == high else f"{low:g} to {high:g}") + missing
    return _told(Counter(told), at_least) + missing


def _told(counts: Counter[str], at_least: int) -> str:
    if len(counts) > _WORDS_IN_A_CELL:
        return f"{len(counts)} different"
    shown = [(number, word) for word, number in counts.most_common() if number >= at_least]
    rest = counts.total() - sum(number for number, _ in shown)
    return ", ".join(f"{number} {word}" for number, word in [*shown, *([(rest, "other")] if rest else [])])


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return None


def outcomes_table(participants: Sequence[Participant]) -> pd.DataFrame:
    """Table II: what came of it. A person may have several outcomes, or none that was recorded.

    Parameters
    ----------
    participants
        Each may have an attribute ``outcomes``, with ``;`` between several.

    Returns
    -------
    pandas.DataFrame
        `outcome`, `participants` (how many), `of`, and `who`; the last row counts those of whom none
        is recorded, so that nobody is missing from the table.

    Examples
    --------
    >>> from qualkit.model import Participant
    >>> outcomes_table([Participant("P1", attributes={"outcomes": "work; study"}), Participant("P2")]).values.tolist()
    [['work', 1, 2, 'P1'], ['study', 1, 2, 'P1'], ['none recorded', 1, 2, 'P2']]
    """
    who: dict[str, list[str]] = {}
    for person in participants:
        for outcome in _outcomes(person):
            who.setdefault(outcome, []).append(person.id)
    found = sorted(who.items(), key=lambda item: -len(item[1]))
    none = [person.id for person in participants if not _outcomes(person)]
    rows = [
        (name, len(ids), len(participants), ", ".join(ids)) for name, ids in [*found, (NONE_RECORDED, none)]
    ]
    return pd.DataFrame(rows if participants else [], columns=["outcome", "participants", "of", "who"])


def _outcomes(person: Participant) -> tuple[str, ...]:
    words = (word.strip() for word in person.attributes.get(OUTCOMES, "").split(";"))
    return tuple(dict.fromkeys(word for word in words if word))


def framework_table(
    codings: pd.DataFrame, codebook: Codebook | None = None, of: int | None = None
) -> pd.DataFrame:
    """Table III: the areas of living, each line with its validating and its invalidating side.

    Parameters
    ----------
    codings
        The tidy table.
    codebook
        Its conditions (codes of kind "condition" that have an area) make the lines, each with the
        condition that is its pair. Left out: the study's own, where the table carries it.
    of
        How many people were interviewed, where the table does not say it.

    Returns
    -------
    pandas.DataFrame
        `FRAMEWORK_COLUMNS`: for each side its name, how many people spoke of it and how many codings
        there are. A line of which nobody spoke shows zeros. Empty where a codebook has no such pairs.
    """
    book = codebook if codebook is not None else codings.attrs.get("codebook")
    sides = {
        side: frequencies(codings, of=of, codebook=book, side=side).set_index("code")
        for side in ("validating", "invalidating")
    }
    total = sides["validating"].attrs["of"]
    rows = [
        (good.area, *_pole(good, sides["validating"]), *_pole(bad, sides["invalidating"]), total)
        for good, bad in _lines(book or ())
    ]
    return pd.DataFrame(rows, columns=list(FRAMEWORK_COLUMNS))


def _lines(codes: Iterable[Code]) -> Iterator[tuple[Code, Code]]:
    conditions = {code.id: code for code in codes if code.kind == "condition" and code.area}
    for code in conditions.values():
        if code.polarity == "validating":
            for pair in code.pair:
                other = conditions.get(pair)
                if other is not None and other.polarity == "invalidating":
                    yield code, other


def _pole(code: Code, counts: pd.DataFrame) -> tuple[str, int, int]:
    if code.id not in counts.index:
        return code.name, 0, 0
    spoken, codings = counts.loc[[code.id], ["participants", "codings"]].to_numpy()[0].tolist()
    return code.name, spoken, codings
