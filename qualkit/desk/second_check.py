"""The second check, of the pooled picture: a sheet of what was found, and what each group says to it.

Somebody who spoke in a group answers twice: on their own paper, and in the group's session. Who disagreed in a session
is recorded as dissent against the same number; nobody has to be named.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from qualkit.desk.leaving import refuse_for
from qualkit.errors import NotFound, ReturnError, StudyUnwritable
from qualkit.memberchecks.pooled import SIDES, PooledItem, pooled_sheet
from qualkit.memberchecks.sheet import sheet_pdf, sheet_text
from qualkit.memberchecks.token import new_token
from qualkit.store import people, pooled, settings
from qualkit.store.journal import Act

if TYPE_CHECKING:
    import pandas as pd

    from qualkit.model import Coder
    from qualkit.store.store import Store

#: Who answers: those who were interviewed, their peers, staff, or a session of a group.
Voice = Literal["participants", "peers", "staff", "session"]
VOICES: tuple[Voice, ...] = get_args(Voice)
#: What they say to a finding.
SAID = ("fits", "not_quite", "unsure", "dissent")
COLUMNS = ("sheet", "number", "target", "name", "voice", "said", "count", "words", "recorded_by", "on")
_FEW = 5
#: So many of each side stand on a sheet: more, and nobody reads it.
_A_SIDE = 12


@dataclass(frozen=True)
class Poster:
    """A sheet as it was made: its number, what stands on it, and its files."""

    token: str
    items: tuple[PooledItem, ...]
    files: tuple[Path, ...]


def prepare(
    store: Store, coder: Coder, table: pd.DataFrame, out: str | Path, *, poster: bool = False
) -> Poster:
    """Make a sheet of what people spoke of most, of both sides; it holds counts and codes, and nobody's words."""
    refuse_for(store)
    items = _items(table)
    if not items:
        raise ReturnError("There is nothing to show yet: no participant's words have been coded.")
    with store.changing(Act(coder.id, "prepare", "sheet", "")) as journal:
        known = settings.read_settings(journal.connection)
        names = [p.pseudonym for p in people.read_participants(journal.connection) if p.pseudonym]
        token = new_token()
        journal.act = replace(journal.act, noun_id=token)
        pooled.write_sheet(journal, token, [(i.number, i.target, i.name) for i in items], coder.id)
        sheet = pooled_sheet(token, items, known)
        files = _put(
            Path(out),
            token,
            sheet_pdf(sheet, "poster" if poster else "large", names),
            sheet_text(sheet, names).encode("utf-8"),
        )
    return Poster(token, tuple(items), files)


def _items(table: pd.DataFrame) -> list[PooledItem]:
    """What most people spoke of, side by side, numbered as it is read."""
    own = table[table["speaker_role"] == "participant"] if len(table) else table
    book = table.attrs.get("codebook")
    if book is None or not len(own):
        return []
    everybody = len(table.attrs.get("participants", ()))
    counted = own.groupby("code")["participant"].nunique().sort_values(ascending=False, kind="stable")
    sides: dict[str, list[PooledItem]] = {side: [] for side in (*SIDES, "")}
    for code, count in counted.items():
        known = book[str(code)]
        side = known.polarity if known.polarity in SIDES else ""
        of = f"{count} of {everybody} people spoke of it." if count >= _FEW else "Some people spoke of it."
        if len(sides[side]) < _A_SIDE:
            sides[side].append(PooledItem(0, known.id, known.name, known.definition, side, of))
    ordered = [item for items in sides.values() for item in items]
    return [replace(item, number=number) for number, item in enumerate(ordered, 1)]


def _put(out: Path, token: str, pdf: bytes, text: bytes) -> tuple[Path, ...]:
    paths = (out / f"findings-{token}.pdf", out / f"findings-{token}.txt")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, content in zip(paths, (pdf, text), strict=True):
            path.write_bytes(content)
    except OSError as error:
        raise StudyUnwritable(
            f"{out} could not be written to ({error.strerror}): choose a folder that you may write to."
        ) from None
    return paths


@dataclass(frozen=True)
class Said:
    """What one voice says to one number: how many, and in which words."""

    number: int
    said: str
    voice: str = "participants"
    count: int = 1
    words: str = field(default="", repr=False)
    on: str | None = None


def answer(store: Store, coder: Coder, sheet: str, given: Said) -> None:
    """Record what was said to one number of a sheet; 0 is what we missed."""
    from qualkit.desk.returning import day_of

    if given.voice not in VOICES:
        raise NotFound.among("voice", given.voice, VOICES)
    if given.said not in SAID and given.number:
        raise NotFound.among("answer", given.said, SAID)
    if given.count < 1:
        raise ReturnError("At least one person says it: the count is 1 or more.")
    with store.changing(Act(coder.id, "answer", "sheet", sheet)) as journal:
        known = pooled.read_items(journal.connection, sheet)
        if given.number and given.number not in {number for number, _, _ in known}:
            raise ReturnError(
                f"The sheet {sheet} has no number {given.number}; it goes from 1 to {len(known)}."
            )
        pooled.write_answer(
            journal,
            {
                "sheet": sheet,
                "number": given.number,
                "voice": given.voice,
                "said": given.said if given.number else "",
                "people": given.count,
                "words": given.words.strip(),
                "on_date": day_of(given.on),
                "recorded_by": coder.id,
            },
        )


def answers(store: Store) -> pd.DataFrame:
    """Everything that was said to the sheets, against the code that each number is about."""
    import pandas as pd

    with store.reading() as connection:
        return pd.DataFrame(pooled.read_answers(connection), columns=list(COLUMNS))
