"""The second check, of the pooled picture: making its paper and poster, and recording what each group says to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from qualkit.desk import reading
from qualkit.desk.leaving import refuse_for
from qualkit.desk.own_words import repeated
from qualkit.errors import ConsentError, NotFound, PaperError, ReturnError, StudyUnwritable
from qualkit.memberchecks.pooled import (
    Pooled,
    PooledItem,
    how_many,
    in_order,
    pooled_pdf,
    pooled_text,
    settings_of,
)
from qualkit.memberchecks.token import new_token
from qualkit.model import FINDING_ANSWERS
from qualkit.store import people, pooled, settings, themes
from qualkit.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    from sqlalchemy import Connection

    from qualkit.model import Coder, Participant
    from qualkit.store.journal import Journal
    from qualkit.store.store import Store

#: Who answers: those who were interviewed, their peers, staff, or a session of a group.
Voice = Literal["participants", "peers", "staff", "session"]
VOICES: tuple[Voice, ...] = get_args(Voice)
#: How it came: on the paper, as dots and notes on the poster, in a talk, in a message.
ROUTES = ("paper", "poster", "talk", "message")
#: So many codes of each side stand on a sheet: more, and nobody reads it.
_A_SIDE = 12
_MOST_PEOPLE = 100_000


@dataclass(frozen=True)
class Poster:
    """A sheet as it was made: its number, what stands on it, its files, and who or what is not counted on it."""

    token: str
    items: tuple[PooledItem, ...]
    files: tuple[Path, ...]
    left_out: tuple[str, ...] = ()


def prepare(store: Store, coder: Coder, out: str | Path, *, poster: bool = False) -> Poster:
    """Make a paper or a poster of the themes and of what people spoke of most; it holds nobody's words.

    Raises
    ------
    ReturnError, ConsentError, PaperError, NameLeftError, StudyUnwritable
    """
    refuse_for(store)
    table = reading.codings(store)
    with store.changing(Act(coder.id, "prepare", "sheet", "")) as journal:
        everybody = people.read_participants(journal.connection)
        shared, left_out = _shared(table, everybody)
        items, more = _items(journal.connection, shared)
        if not items:
            raise ReturnError("There is nothing to show yet: no participant's words have been coded.")
        _refuse_words(journal.connection, items)
        token = new_token()
        journal.act = replace(journal.act, noun_id=token)
        numbered = [pooled.Numbered(item.number, item.about, item.target, item.name) for item in items]
        pooled.write_sheet(journal, token, numbered, coder.id)
        known = settings_of(settings.read_settings(journal.connection))
        made = Pooled(token, tuple(items), len(shared.attrs["participants"]), more, **known)
        names = [person.pseudonym for person in everybody if person.pseudonym]
        pdf = pooled_pdf(made, "poster" if poster else "large", names)
        files = _put(Path(out), token, pdf, pooled_text(made, names).encode("utf-8"))
    return Poster(token, tuple(items), files, left_out)


def _shared(table: pd.DataFrame, everybody: Sequence[Participant]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The table of those who agreed to be shared beyond the team, and who else there is.

    Raises
    ------
    ConsentError
        Nobody has agreed.
    """
    agreed = [person.id for person in everybody if person.may("share")]
    others = tuple(person.id for person in everybody if person.id not in agreed)
    if others and not agreed:
        raise ConsentError(
            "Nobody has agreed yet to be shared beyond the team, so there is nothing for a second check to show. "
            f"Ask, then record it:  qualkit consent STUDY {others[0]} share=yes"
        )
    kept = table[table["participant"].isin(agreed)].copy()
    kept.attrs = {**table.attrs, "participants": tuple(agreed)}
    return kept, others


def _items(connection: Connection, table: pd.DataFrame) -> tuple[list[PooledItem], int]:
    """Themes and what most people spoke of, numbered as they are read, and how many codes there are besides."""
    from qualkit.analysis import frequencies, themes_table

    counts = frequencies(table)
    rows = counts[counts["participants"] > 0].to_dict("records")
    shown = [_code(table, {str(key): value for key, value in row.items()}) for row in rows]
    kept = [item for place, item in enumerate(shown) if _place_on_side(shown, place) < _A_SIDE]
    told = themes_table(table, themes.read_themes(connection)).to_dict("records")
    own = [_theme(row) for row in told if row["people"]]
    ordered = in_order([*own, *kept])
    return [replace(item, number=number) for number, item in enumerate(ordered, 1)], len(shown) - len(kept)


def _place_on_side(items: Sequence[PooledItem], place: int) -> int:
    return sum(item.side == items[place].side for item in items[:place])


def _code(table: pd.DataFrame, row: Mapping[str, Any]) -> PooledItem:
    known = table.attrs["codebook"][row["code"]]
    said = how_many(int(row["participants"]), int(row["of"]))
    part, area = known.part.strip().casefold(), known.area.strip()
    return PooledItem(
        0, "code", known.id, known.name, known.definition, known.polarity or "", part, area, said
    )


def _theme(row: Mapping[Any, Any]) -> PooledItem:
    told = [
        f"{how_many(int(row[f'people_{speaks}']), int(row['of']))} speak {speaks} it.".capitalize()
        for speaks in ("for", "against")
        if row[f"people_{speaks}"]
    ]
    return PooledItem(0, "theme", row["theme"], row["sentence"], people=" ".join(told))


def _refuse_words(connection: Connection, items: Sequence[PooledItem]) -> None:
    """Refuse what repeats eight words in a row that somebody said; the message names the theme or the code's place.

    Raises
    ------
    PaperError
    """
    said = repeated(connection, [text for item in items for text in (item.name, item.meaning)])
    for item in items:
        if any(said.quoted_in(text, whole=False) for text in (item.name, item.meaning)):
            what = f"The theme {item.target}" if item.about == "theme" else "The name or definition of a code"
            place = "" if item.about == "theme" else f" (it would be number {item.number})"
            raise PaperError(
                f"{what}{place} repeats eight words in a row of an interview, and the second check holds nobody's "
                "words. Write it in the group's own words:  qualkit theme change, qualkit codebook change"
            )


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
class Answered:
    """What one voice says to numbers of a sheet: the answers, the words beside them, how many say it, how it came."""

    answers: Mapping[int, str]
    words: Mapping[int, str] = field(default_factory=dict, repr=False)
    voice: str = "participants"
    count: int = 1
    route: str = "paper"
    on: str | None = None
    more: str = field(default="", repr=False)

    def rows(self) -> Iterator[tuple[int, str, str]]:
        """Number, answer and words of each; number 0 is what we missed."""
        for number in sorted({*self.answers, *self.words} - {0}):
            yield number, self.answers.get(number, "").strip().replace("-", "_"), self.words.get(number, "")
        missed = self.more or self.words.get(0, "")
        if missed.strip():
            yield 0, "", missed


def give(store: Store, coder: Coder, sheet: str, voice: str, count: int, on: str | None) -> None:
    """Record that so many people of one voice were handed a sheet, or asked before the poster."""
    from qualkit.desk.returning import day_of

    _refuse_unknown(voice, count)
    with store.changing(Act(coder.id, "give", "sheet", sheet)) as journal:
        pooled.read_items(journal.connection, sheet)
        row = {
            "sheet": sheet,
            "voice": voice,
            "people": count,
            "on_date": day_of(on),
            "recorded_by": coder.id,
        }
        pooled.write_given(journal, row)


def answer(store: Store, coder: Coder, sheet: str, given: Answered) -> int:
    """Record what was said to a sheet, all of it or nothing; give how many answers that were."""
    _refuse_unknown(given.voice, given.count, given.route)
    rows = list(given.rows())
    if not rows:
        raise ReturnError("There is no answer to record: say to which number, and what.")
    with store.changing(Act(coder.id, "answer", "sheet", sheet)) as journal:
        known = {item.number for item in pooled.read_items(journal.connection, sheet)}
        for number, said, words in rows:
            refuse_answer(sheet, number, said, known)
            _write(journal, coder, sheet, given, (number, said, words))
    return len(rows)


def _write(journal: Journal, coder: Coder, sheet: str, given: Answered, row: tuple[int, str, str]) -> None:
    from qualkit.desk.returning import day_of

    number, said, words = row
    about = {"voice": given.voice, "people": given.count, "route": given.route, "on_date": day_of(given.on)}
    what = {"sheet": sheet, "number": number, "said": said, "words": words.strip()}
    pooled.write_answer(journal, {**what, **about, "recorded_by": coder.id})


def refuse_answer(sheet: str, number: int, said: str, known: set[int]) -> None:
    """Refuse a number that is not on the sheet, and an answer that is none.

    Raises
    ------
    NotFound, ReturnError
    """
    if number and number not in known:
        raise ReturnError(f"The sheet {sheet} has no number {number}; it goes from 1 to {len(known)}.")
    if number and said not in FINDING_ANSWERS:
        raise NotFound.among("answer", said, FINDING_ANSWERS)


def _refuse_unknown(voice: str, count: int, route: str = "paper") -> None:
    if voice not in VOICES:
        raise NotFound.among("voice", voice, VOICES)
    if route not in ROUTES:
        raise NotFound.among("route", route, ROUTES)
    if not 1 <= count <= _MOST_PEOPLE:
        raise ReturnError(f"At least one person says it: the count is 1 or more, up to {_MOST_PEOPLE:,}.")
