"""`project.findings`: the second check, of all findings taken together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.desk.distress import covered_table
from qualkit.store import pooled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from qualkit.desk.second_check import Poster
    from qualkit.model import Coder
    from qualkit.store.store import Store

COLUMNS = (
    "sheet", "number", "about", "target", "name", "voice", "said", "count", "words", "route", "session",
    "participant", "recorded_by", "on",
)  # fmt: skip


class Findings:
    """Themes and trees, shown to staff, peers and participants without anyone's words, and what they say to them."""

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

    def __repr__(self) -> str:
        """Name the study, nobody's words."""
        return f"Findings({self._store.shown})"

    def prepare(self, out: str | Path, *, poster: bool = False) -> Poster:
        """Make the paper (A4, large print) or the poster (A3, to be read from two metres), and a plain text.

        On it stand the group's themes and the two trees, numbered: codes and sentences with how many people spoke of
        them, "some people" where fewer than five did. Only people who agreed to be shared are counted; the others are
        named in ``left_out``, with no one's words anywhere.

        Parameters
        ----------
        out
            The folder to write into.
        poster
            For a wall.

        Raises
        ------
        ReturnError
            Nothing has been coded yet.
        ConsentError
            Nobody has agreed to be shared beyond the team.
        PaperError
            A theme or a code repeats eight words in a row that somebody said.
        NameLeftError, StudyUnwritable
        """
        from qualkit.desk import second_check

        return second_check.prepare(self._store, self._coder, out, poster=poster)

    def give(self, sheet: str, voice: str, count: int, *, on: str | None = None) -> None:
        """Write down to how many of one voice a sheet was handed (or who stood before the poster): the "of N".

        Raises
        ------
        NotFound, ReturnError
        """
        from qualkit.desk import second_check

        second_check.give(self._store, self._coder, sheet, voice, count, on)

    def answer(self, sheet: str, answers: Mapping[int, str], **about: Any) -> int:
        """Record what was said to numbers of a sheet: ``fits``, ``not_quite``, ``unsure`` or ``dissent``.

        Parameters
        ----------
        sheet
            Its number, from the footer.
        answers
            By number.
        about
            ``voice`` (participants, peers, staff, session), ``count`` (how many say so), ``words`` by number, ``more``
            (what we missed), ``route`` (paper, poster, talk, message), ``on``.

        Returns
        -------
        int
            How many answers were recorded, all or none.

        Raises
        ------
        NotFound, ReturnError
        """
        from qualkit.desk import second_check

        return second_check.answer(self._store, self._coder, sheet, second_check.Answered(answers, **about))

    def hold_session(
        self, sheet: str, documents: str | Sequence[str], there: Sequence[str], *, on: str | None = None
    ) -> str:
        """Record a session of people who were interviewed as a group; give its id.

        Parameters
        ----------
        sheet
            What lay on the table: its number.
        documents
            The interview of that group, or several.
        there
            Who came: participants who speak in it.
        on
            The day, as ``2027-01-29``; today where it is not given.

        Raises
        ------
        NotFound, ReturnError
        """
        from qualkit.desk import sessions

        named = [documents] if isinstance(documents, str) else list(documents)
        return sessions.hold(self._store, self._coder, sheet, named, list(there), on)

    def say_in_session(
        self, session: str, number: int, said: str, who: str | Sequence[str] = (), **about: Any
    ) -> None:
        """Record what members said to one number: ``fits``, ``not_quite``, ``unsure`` or ``dissent``.

        Parameters
        ----------
        session
            Its id, or the beginning of it.
        number
            Which number; 0 is what we missed.
        said
            The answer.
        who
            Those who let themselves be named.
        about
            ``unnamed`` (how many say it who stay unnamed), ``words`` (of one member, named or not).

        Raises
        ------
        NotFound, ReturnError
        """
        from qualkit.desk import sessions

        named = (who,) if isinstance(who, str) else tuple(who)
        sessions.say(self._store, self._coder, session, sessions.Voiced(number, said, named, **about))

    def sessions(self) -> pd.DataFrame:
        """A row a session: of how many members how many were there, how many answers agreed, how many dissented."""
        from qualkit.desk import sessions

        return sessions.listed(self._store)

    def beside(self) -> pd.DataFrame:
        """Everybody interviewed in a group: their own paper, and beside it what they said by name in its sessions."""
        from qualkit.desk import sessions

        return sessions.beside(self._store)

    def answers(self, *, show_covered: bool = False) -> pd.DataFrame:
        """Everything that was said, against the theme or the code that each number is about.

        Words flagged as distressing are covered, unless `show_covered`.
        """
        import pandas as pd

        with self._store.reading() as connection:
            table = pd.DataFrame(pooled.read_answers(connection), columns=list(COLUMNS))
        return covered_table(self._store, table, show=show_covered)

    def counts(self) -> pd.DataFrame:
        """For each number and voice: how many said what, of how many who were asked."""
        import pandas as pd

        from qualkit.analysis.second_checked import second_check_counts

        with self._store.reading() as connection:
            sheets, given = pooled.read_sheets(connection), pooled.read_given(connection)
        items = [{"sheet": token, **item._asdict()} for token, held in sheets.items() for item in held]
        columns = ["sheet", *pooled.Numbered._fields]
        counts = second_check_counts(pd.DataFrame(items, columns=columns), self.answers(), given)
        return covered_table(self._store, counts)

    def sentence(self, *, for_others: bool = False) -> str:
        """The counts as the sentence that belongs into a report."""
        from qualkit.analysis.second_checked import second_check_sentence

        return second_check_sentence(self.counts(), self.sessions(), for_others=for_others)
