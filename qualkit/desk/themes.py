"""`project.themes`: the group's own sentences, and the codings gathered for and against each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualkit.desk import reading
from qualkit.desk.distress import covered_table
from qualkit.desk.own_words import repeated
from qualkit.errors import QualkitError
from qualkit.model import SPEAKS, Coding, Theme
from qualkit.store import codings, gathering, themes
from qualkit.store.journal import Act
from qualkit.store.stamps import new_id, now

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd
    from sqlalchemy import Connection

    from qualkit.model import Coder, Speaks
    from qualkit.store.journal import Journal
    from qualkit.store.store import Store

    Codings = Iterable[Coding | str]

_CHANGED = ("sentence", "cycle")
_LONGEST, _MOST_CYCLES = 400, 9999


class Themes(Mapping[str, Theme]):
    """The themes of a study under their ids; a beginning of the id will do.

    Every verb is one change, and ``project.undo()`` takes it back.
    """

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

    def __getitem__(self, theme: str) -> Theme:
        """Read one (NotFound where no id begins so)."""
        with self._store.reading() as connection:
            return _theme(connection, theme)

    def __iter__(self) -> Iterator[str]:
        """The ids, in the order in which the themes were written."""
        with self._store.reading() as connection:
            return iter([theme.id for theme in themes.read_themes(connection)])

    def __len__(self) -> int:
        """How many."""
        return len(list(iter(self)))

    def __repr__(self) -> str:
        """The ids alone."""
        return f"Themes({', '.join(self)})"

    def add(
        self,
        sentence: str,
        codings_for: Codings = (),
        codings_against: Codings = (),
        cycle: int | None = None,
    ) -> Theme:
        """Write a theme.

        Parameters
        ----------
        sentence
            What the group says, in its own words.
        codings_for, codings_against
            Codings or their ids; a column of the tidy table will do.
        cycle
            The number of the cycle it comes from.

        Raises
        ------
        NotFound
            There is no such coding.
        QualkitError
            There is no sentence, the cycle is no number from 1 on, or a coding speaks for and against.
        """
        new = Theme(new_id(), _sentence(sentence), (), (), _cycle(cycle), self._coder.id, now())
        with self._store.changing(Act(self._coder.id, "add", "theme", new.id)) as journal:
            sides = _sides(journal.connection, codings_for, codings_against)
            themes.write_theme(
                journal, replace(new, codings_for=sides["for"], codings_against=sides["against"])
            )
            return _theme(journal.connection, new.id)

    def change(self, theme: Theme | str, **change: Any) -> Theme:
        """Write a theme's ``sentence`` or ``cycle`` anew.

        Raises
        ------
        NotFound, QualkitError
        """
        for name in change:
            if name not in _CHANGED:
                raise QualkitError(
                    f"A theme's '{name}' is not written so; what can be: {', '.join(_CHANGED)}."
                )
        if "sentence" in change:
            change["sentence"] = _sentence(change["sentence"])
        if "cycle" in change:
            change["cycle"] = _cycle(change["cycle"])
        return self._do("change", theme, lambda journal, known: themes.change_theme(journal, known, change))

    def gather(self, theme: Theme | str, codings_for: Codings = (), codings_against: Codings = ()) -> Theme:
        """Lay further codings to a theme; one that is there already speaks as it is said now.

        Raises
        ------
        NotFound, QualkitError
        """

        def lay(journal: Journal, known: str) -> None:
            sides = _sides(journal.connection, codings_for, codings_against)
            for speaks in SPEAKS:
                gathering.gather(journal, known, sides[speaks], speaks)

        return self._do("gather", theme, lay)

    def release(self, theme: Theme | str, codings_out: Codings) -> Theme:
        """Take codings out of a theme; they themselves stay.

        Raises
        ------
        NotFound
        """

        def out(journal: Journal, known: str) -> None:
            gathering.release(journal, known, _whole(journal.connection, codings_out))

        return self._do("release", theme, out)

    def remove(self, theme: Theme | str) -> Theme:
        """Take a theme out; its codings stay.

        Raises
        ------
        NotFound
        """
        gone = self[_id(theme)]
        with self._store.changing(Act(self._coder.id, "remove", "theme", gone.id)) as journal:
            themes.remove_theme(journal, gone.id)
        return gone

    def sentences(self, *, for_others: bool = False) -> dict[str, str]:
        """The sentences by theme; for others without what somebody said in an interview, eight words in a row."""
        with self._store.reading() as connection:
            found = {theme.id: theme.sentence for theme in themes.read_themes(connection)}
            if not for_others:
                return found
            said = repeated(connection, found.values())
        return {theme: said.masked(sentence, whole=False) for theme, sentence in found.items()}

    def table(self, *, show_covered: bool = False) -> pd.DataFrame:
        """Each theme with its sentence, its codings for and against, and how many people speak in them, of how many.

        Words that somebody flagged as distressing are covered, unless `show_covered`.
        """
        from qualkit.analysis.gathered import themes_table

        table = themes_table(reading.codings(self._store), self.values())
        return covered_table(self._store, table, show=show_covered)

    def excerpts(self, theme: Theme | str, *, show_covered: bool = False) -> pd.DataFrame:
        """The tidy table of what a theme gathered, with `speaks` (for, against) before it.

        Words that somebody flagged as distressing are covered, unless `show_covered`.

        Raises
        ------
        NotFound
        """
        from qualkit.analysis.gathered import theme_excerpts

        table = reading.codings(self._store, show_covered=show_covered)
        return theme_excerpts(table, self[_id(theme)])

    def _do(self, verb: str, theme: Theme | str, what: Any) -> Theme:
        """Do one thing to one theme, as one change, and give it as it is then."""
        with self._store.changing(Act(self._coder.id, verb, "theme", "")) as journal:
            known = themes.theme_id(journal.connection, _id(theme))
            journal.act = replace(journal.act, noun_id=known)
            what(journal, known)
            return _theme(journal.connection, known)


def _id(theme: Theme | str) -> str:
    return theme if isinstance(theme, str) else theme.id


def _theme(connection: Connection, theme: str) -> Theme:
    known = themes.theme_id(connection, theme)
    return next(each for each in themes.read_themes(connection) if each.id == known)


def _sentence(sentence: str) -> str:
    if not sentence.strip():
        raise QualkitError("A theme is a sentence of the group's own: there was none. Nothing was written.")
    said = " ".join(sentence.split())
    if len(said) > _LONGEST:
        raise QualkitError(
            f"A theme is a sentence of at most {_LONGEST} characters, so that it stands whole on a poster; "
            f"this has {len(said):,}. Make several of it. Nothing was written."
        )
    return said


def _cycle(cycle: int | None) -> int | None:
    if cycle is not None and (type(cycle) is not int or not 1 <= cycle <= _MOST_CYCLES):
        raise QualkitError(f"Cycles are counted 1, 2, 3 and so on; {cycle} is none. Nothing was written.")
    return cycle


def _whole(connection: Connection, wanted: Codings) -> tuple[str, ...]:
    """The whole ids, each once."""
    ids = [each.id if isinstance(each, Coding) else str(each) for each in _listed(wanted)]
    return tuple(dict.fromkeys(codings.coding_with(connection, each).id for each in ids))


def _listed(wanted: Codings) -> list[Coding | str]:
    """One alone is one, not its letters."""
    return [wanted] if isinstance(wanted, (str, Coding)) else list(wanted)


def _sides(
    connection: Connection, codings_for: Codings, codings_against: Codings
) -> dict[Speaks, tuple[str, ...]]:
    sides = dict(
        zip(SPEAKS, (_whole(connection, codings_for), _whole(connection, codings_against)), strict=True)
    )
    both = sorted(set(sides["for"]) & set(sides["against"]))
    if both:
        raise QualkitError(
            f"The coding {both[0]} is named for and against the theme: it can be gathered on one side. "
            "Lay a second coding on the words that speak against it. Nothing was written."
        )
    return sides
