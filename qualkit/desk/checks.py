"""`project.checks`: everything that happens after a paper has been made, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.desk.distress import covered_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from qualkit.desk.drafts import Draft, Worded
    from qualkit.desk.replying import Reply
    from qualkit.desk.returning import Received
    from qualkit.model import Adjustment, Coder, MemberCheck, Need
    from qualkit.store.store import Store


class Checks:
    """What people said about how their words were read, and what the group made of it.

    Reading keeps proposals; a named person confirms, decides and replies. A person who wants words out has them
    out from the moment their answer is read.
    """

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

    def __repr__(self) -> str:
        """Name the study, nobody's words."""
        return f"Checks({self._store.shown})"

    def need(self, participant: str, **change: Any) -> Need:
        """Record what somebody needs: ``format``, ``language``, ``reader``, ``must_not_see``.

        Raises
        ------
        NotFound
            There is no such participant, form (see `qualkit.model.FORMATS`) or field.
        """
        from qualkit.desk import needs

        return needs.record(self._store, self._coder, participant, change)

    def drafts(self, participant: str | None = None) -> list[Draft]:
        """Passages without a sentence for the person's paper, each with a draft that goes nowhere by itself."""
        from qualkit.desk import drafts

        return drafts.drafts(self._store, participant)

    def word(self, coding: str, sentence: str) -> Worded:
        """Write the sentence for a passage, in this coder's name; give what makes it hard to read.

        Raises
        ------
        NotFound, PaperError
        """
        from qualkit.desk import drafts

        return drafts.word(self._store, self._coder, coding, sentence)

    def approve(self, coding: str) -> Worded:
        """Stand for the sentence as it is, or for the draft where there is none.

        Raises
        ------
        NotFound
        """
        from qualkit.desk import drafts

        return drafts.approve(self._store, self._coder, coding)

    def reading_copy(self, participant: str, path: str | Path) -> Path:
        """Write somebody's own interview, lightly tidied, without other people's words, as a text file.

        Raises
        ------
        NotFound, ConsentError, StudyUnwritable
        """
        from qualkit.desk import reading_copies

        written = reading_copies.write(self._store, participant, path)
        self._noted("reading copy", participant, [written])
        return written

    def needs(self) -> list[dict[str, Any]]:
        """Everybody: whether they want a paper, in which form, and who must not see it."""
        from qualkit.desk import needs

        return needs.listing(self._store)

    def papers(self, participant: str | None = None) -> tuple[MemberCheck, ...]:
        """Every paper that was made, or one person's, with what it asks about."""
        from qualkit.desk import answering

        return answering.all_papers(self._store, participant)

    def read(
        self,
        files: str | Path | Iterable[str | Path],
        *,
        participant: str | None = None,
        received: str | None = None,
        keep: bool = False,
        confirmed: bool = False,
    ) -> list[Received]:
        """Take in what came back: filled PDFs, forms, Word files, tables, or folders of them.

        Parameters
        ----------
        files
            A file, a folder, or several.
        participant
            Whose paper it must be; anybody's where it is not given.
        received
            The day it came, as ``2027-01-29``; today where it is not given.
        keep
            Whether the study keeps the files themselves too.
        confirmed
            Whether this coder has looked at every one of them.

        Returns
        -------
        list of Received
            What became of each. One that is put aside changes nothing.
        """
        from qualkit.desk import returning

        wishes = returning.Wishes(participant, received, keep, confirmed)
        return returning.read_all(self._store, self._coder, files, wishes)

    def responses(self, *, show_covered: bool = False) -> pd.DataFrame:
        """Every answer that came, a row an item; what we missed is item 0."""
        from qualkit.desk import answering

        return covered_table(self._store, answering.responses(self._store), show=show_covered)

    def status(self) -> pd.DataFrame:
        """Each person's state: a row a paper, and a row for each person who has none."""
        from qualkit.desk import answering

        return answering.status(self._store)

    def confirm(self, returned: str, answers: Mapping[int, str] | None = None) -> Received:
        """Say that this coder has looked at a return, and that it counts; put right what was read wrongly.

        Parameters
        ----------
        returned
            The return's id, or its beginning.
        answers
            By item number, the answer that the paper really has.

        Raises
        ------
        NotFound, ReturnError
        """
        from qualkit.desk import confirming

        return confirming.confirm(self._store, self._coder, returned, answers or {})

    def paper(self, paper: str, code: str) -> MemberCheck:
        """The paper whose number and code somebody types, with what it asks about.

        Raises
        ------
        NotFound, ReturnError
            There is no such paper, or the code is mistyped or another paper's.
        """
        from qualkit.desk import entering

        return entering.paper_to_type(self._store, paper, code)

    def enter(self, paper: str, code: str, answers: Mapping[int, str], **about: Any) -> Received:
        """Type a paper in, or a talk: `answers` by item number (agree, notquite, remove, skip).

        Parameters
        ----------
        paper, code
            As they stand in the footer.
        answers
            The answer to each number; what is left out is no answer.
        about
            ``words`` by item number, ``more``, ``source`` (``paper`` or ``talk``), ``typed_by``, ``received``.

        Raises
        ------
        NotFound, ReturnError
        """
        from qualkit.desk import entering

        return entering.enter(self._store, self._coder, paper, code, entering.Typed(answers, **about))

    def compare(self, paper: str, code: str, answers: Mapping[int, str], **about: Any) -> list[int]:
        """A second pass over a paper that was typed in: the numbers at which the two differ; nothing changes."""
        from qualkit.desk import entering

        typed = entering.Typed(answers, **about)
        return entering.compare(self._store, paper, code, typed, self._coder)

    def decide(
        self, paper: str, number: int, kind: str, *, after: str = "", before: str = "", reason: str = ""
    ) -> Adjustment:
        """Make something of an answer: one of `qualkit.model.ADJUSTMENTS`.

        Parameters
        ----------
        paper
            Its number, or the participant.
        number
            Which item; 0 is what we missed.
        kind
            ``reword``, ``fix_fact``, ``mask_more``, ``unquote``, ``remove``, ``add``, ``keep_with_dissent``, ``none``.
        after
            What it says now; for ``mask_more``, what stands in place of the hidden words.
        before
            For ``mask_more``, which words are hidden; else what it said.
        reason
            Why; the person is told.

        Raises
        ------
        NotFound, ReturnError
        """
        from qualkit.desk import deciding

        ruling = deciding.Ruling(paper, number, kind, after, before, reason)
        return deciding.decide(self._store, self._coder, ruling)

    def adjustments(self, *, show_covered: bool = False) -> pd.DataFrame:
        """What was decided, in the order of deciding, with the words before and after."""
        from qualkit.desk import adjusted

        return covered_table(self._store, adjusted.adjustments(self._store), show=show_covered)

    def dissents(self, *, show_covered: bool = False) -> pd.DataFrame:
        """Where the group keeps another reading: both stand side by side."""
        from qualkit.desk import adjusted

        return covered_table(self._store, adjusted.dissents(self._store), show=show_covered)

    def to_review(self) -> pd.DataFrame:
        """The codings that somebody should look at again, because of what was decided."""
        from qualkit.desk import adjusted

        return adjusted.to_review(self._store)

    def reviewed(self, coding: str) -> int:
        """Say that this coder has looked at a coding again; give how many marks that settled.

        Raises
        ------
        NotFound
        """
        from qualkit.desk import adjusted

        return adjusted.reviewed(self._store, self._coder, coding)

    def mark(self, who: str, state: str, *, on: str | None = None, note: str = "") -> str:
        """Write down what happened outside: see `qualkit.desk.marking.STATES`.

        Parameters
        ----------
        who
            A participant, or the number of one of their papers.
        state
            Such as ``sent``, ``reminded`` (once at most), ``declined``, ``undelivered``, ``moved``.
        on
            The day, as ``2027-01-29``; today where it is not given.
        note
            The group's own note; no report shows it.

        Raises
        ------
        NotFound, ReturnError
        """
        from qualkit.desk import marking

        return marking.mark(self._store, self._coder, who, state, on=on, note=note)

    def reply(self, out: str | Path, participant: str | None = None, *, style: str = "large") -> list[Reply]:
        """Write the letters back into a folder, as PDF in large print and as plain text.

        Raises
        ------
        PaperError, QualkitError, StudyUnwritable
        """
        from qualkit.desk import replying

        written = replying.reply(self._store, out, participant, style)
        for each in written:
            if each.files:
                self._noted("letter", each.participant, each.files)
        return written

    def _noted(self, kind: str, participant: str, files: Sequence[Path]) -> None:
        """Put what holds somebody's words, and goes to them, on the register."""
        from qualkit.desk.outgoing import Outgoing

        register = Outgoing(self._store, self._coder)
        register.write_down(kind, files, audience="the person", participants=[participant], place=files[0])

    def told(self, who: str, *, on: str | None = None) -> str:
        """Write down the day on which somebody was told what became of their answers.

        Raises
        ------
        NotFound, ReturnError
        """
        from qualkit.desk import replying

        return replying.told(self._store, self._coder, who, on)

    def counts(self, *, for_others: bool = False) -> tuple[pd.DataFrame, str]:
        """What reports must say of the checks (COREQ 23 and 28, SRQR, GRIPP2), as a table and as a sentence.

        For others a count below five is hidden.
        """
        from qualkit.desk import answering

        return answering.reported(self._store, for_others=for_others)

    def thank(
        self,
        participant: str,
        what: str,
        state: str = "offered",
        *,
        on: str | None = None,
        file: str | None = None,
    ) -> None:
        """Write thanks or payment (``offered``, ``made``, ``declined``) into a file beside the study, not into it.

        Raises
        ------
        NotFound, ReturnError, StudyUnwritable
        """
        from qualkit.desk import thanking

        thanking.thank(self._store, self._coder, participant, what, state, on, file)

    def thanks(self, file: str | None = None) -> list[dict[str, str]]:
        """Thanks and payment as they were written down."""
        from qualkit.desk import thanking

        return thanking.thanks(self._store, file)
