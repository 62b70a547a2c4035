"""`Project`: one inquiry, opened. It holds the collections and hands the verbs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.desk import coding as _coding
from qualkit.desk import reading, recording
from qualkit.desk.shelves import Shelves

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    import pandas as pd

    from qualkit.coding import Difference
    from qualkit.desk.arrivals import Added
    from qualkit.desk.papers import Prepared
    from qualkit.desk.pseudonyms import Applied
    from qualkit.desk.suggesting import Suggester
    from qualkit.desk.withdrawing import Withdrawal
    from qualkit.model import Code, Codebook, Coding, Participant, Segment, Suggestion
    from qualkit.privacy import Named
    from qualkit.widgets.reading import CodingPage


class Project(Shelves):
    """One inquiry on disk: transcripts, participants, codebook, codings, history.

    Open one with `create` or `open`; it can be used in a ``with`` statement. Every verb that changes something
    is on disk when it returns, and `undo` takes it back.

    Parameters
    ----------
    store
        The opened study.
    coder
        In whose name the changes are made.
    """

    def pseudonymise(self, decisions: Iterable[Named] | str | Path = ()) -> Applied:
        """Replace names through the whole study, as decided; see `qualkit.desk.names.Names.apply`."""
        return self.names.apply(decisions)

    def info(self) -> dict[str, int]:
        """How many of each noun there are."""
        return reading.info(self._store)

    def check(self) -> list[str]:
        """Look the study over; each fault is one sentence, and an empty list is good news."""
        return reading.faults(self._store)

    def history(self) -> pd.DataFrame:
        """Who did what, when: ids and hashes, nobody's words; oldest first."""
        return reading.history(self._store)

    def codings(self, *, show_covered: bool = False) -> pd.DataFrame:
        """The tidy table: one row a coding, in the order of the text (see ``qualkit.analysis.tidy.COLUMNS``).

        Words that somebody flagged as distressing are covered, unless `show_covered`.
        """
        return reading.codings(self._store, show_covered=show_covered)

    # --- people, texts, codes ------------------------------------------------------------------

    def add_transcripts(
        self, paths: str | Path | Iterable[str | Path], *, participants: str | Path | None = None, **how: Any
    ) -> list[Added]:
        """Load files or whole folders and store the good ones in one change; say what became of each.

        Parameters
        ----------
        paths
            A file, a folder, or several. A folder's own ``participants.csv`` is used.
        participants
            A participants' file; it may also come alone, for texts that are stored already.
        how
            ``format``, ``columns``, ``whole``, ``strict``, ``dry_run``, ``subfolders``, ``originals``, ``seen``,
            ``progress``: see `qualkit.desk.arrivals.Request`.

        Raises
        ------
        LoadError
            The participants' file is wrong, a folder holds nothing, or `strict` and a file is refused.
        """
        from qualkit.desk import arrivals, intake

        found = arrivals.find_files(paths, participants, subfolders=how.pop("subfolders", False))
        request = arrivals.Request(found.files, found.participants, **how)
        return found.left + intake.add_all(self._store, self.coder, request)

    def consent(self, participant: str, *, version: str = "", route: str = "", **scopes: bool) -> Participant:
        """Record what somebody agrees to, scope by scope (see `qualkit.model.SCOPES`), as of now.

        `version` is the consent text that they were shown, if not the one that is set; `route`, one of
        `qualkit.model.CONSENT_ROUTES`, how they answered.

        Raises
        ------
        NotFound
            No such participant, scope or route.
        """
        asked = recording.Asked(version, route)
        return recording.consent(self._store, self.coder, participant, scopes, asked)

    def set(self, key: str, value: str) -> None:
        """Set one thing for the study, such as ``contact``; see `qualkit.desk.recording.SETTINGS`.

        Raises
        ------
        NotFound
            There is no such setting.
        """
        recording.set_one(self._store, self.coder, key, value)

    def add_codebook(self, codebook: str | Path | Codebook) -> Codebook:
        """Add a built-in codebook by its name, a file (YAML, CSV, XLSX), or a `Codebook`.

        Raises
        ------
        NotFound, CodebookError
        """
        return recording.add_codebook(self._store, self.coder, codebook)

    def add_code(self, name: str, **about: Any) -> Code:
        """Make a code, such as of people's own words; `about` are the fields of `Code`.

        Raises
        ------
        CodebookError
            There is one of that name, or its parent or polarity is unknown.
        """
        return recording.add_code(self._store, self.coder, name, about)

    def change_code(self, code: str, **about: Any) -> Code:
        """Write some fields of a code anew: its name, definition, examples, place in the tree.

        Raises
        ------
        NotFound, CodebookError
        """
        return recording.change_code(self._store, self.coder, code, about)

    def move_code(self, code: str, parent: str | None = None, before: str | None = None) -> Code:
        """Put a code, with those under it, elsewhere: under `parent` (None: the top), in front of `before` or last.

        Raises
        ------
        NotFound, CodebookError
        """
        from qualkit.desk import codes

        return codes.move(self._store, self.coder, code, parent, before)

    def save_codebook(self, path: str | Path | None = None) -> Path:
        """Write the codebook to a file (YAML, CSV, XLSX); without a path, to a spreadsheet beside the study.

        Raises
        ------
        CodebookError, NameLeftError
        """
        from qualkit.desk import codes

        return codes.save(self._store, path)

    def update_codebook(
        self, codebook: str | Path | Codebook | None = None, *, dry_run: bool = False
    ) -> list[Difference]:
        """Take a codebook in again, such as the spreadsheet that `save_codebook` wrote; give what is different.

        Codes are changed, added and put in its order; one that is not in it stays. `dry_run` changes nothing.

        Raises
        ------
        CodebookError, NotFound
        """
        from qualkit.desk import codes

        book = codebook or codes.spreadsheet(self._store)
        return codes.take_in(self._store, self.coder, book, dry_run=dry_run)

    # --- coding --------------------------------------------------------------------------------

    def read(self, document: str | None = None, suggester: Suggester | None = None) -> CodingPage:
        """Open an interview (without a name, the first) to read and code it in a notebook.

        `suggester` stands in for `qualkit.assist.suggest`, as in `suggest`.

        Raises
        ------
        NotFound
        """
        from qualkit.widgets import reading as page

        return page.read(self, document, suggester)

    def find(self, words: str, document: str | None = None) -> list[Segment]:
        """Every place where `words` stand, whatever their case."""
        return reading.find(self._store, words, document)

    def code(self, segment: Segment, code: str, **about: Any) -> Coding:
        """Lay a code on a segment.

        Parameters
        ----------
        segment
            From `find`, ``transcript.find`` or ``transcript.segment``.
        code
            The code's id.
        about
            ``polarity`` (the coding's own), ``memo``, ``interpretation`` (the sentence for the
            person's paper), ``important``, ``origin``.

        Returns
        -------
        Coding
            The coding as stored: the same code twice on overlapping words by one coder is one coding.

        Raises
        ------
        NotFound, SegmentError, CodebookError
        """
        return self.code_all([{"segment": segment, "code": code, **about}])[0]

    def code_all(self, requests: Iterable[Mapping[str, Any]]) -> list[Coding]:
        """Lay many codes in one change, all or none; each request has the arguments of `code` by name."""
        wanted = [_coding.CodingRequest(**request) for request in requests]
        return _coding.lay(self._store, self.coder, wanted) if wanted else []

    def recode(self, coding: Coding | str, **change: Any) -> Coding:
        """Change a coding's ``code``, ``polarity``, ``interpretation``, or whether it is ``important``.

        Raises
        ------
        NotFound, CodebookError
        """
        return _coding.recode(self._store, self.coder, _id(coding), change)

    def resize(self, coding: Coding | str, start: int, end: int) -> Coding:
        """Lay a coding on the words from `start` to `end` (in code points) of its document; its id stays.

        Where it then meets another of the same code by the same coder, the two are one.

        Raises
        ------
        NotFound, SegmentError, QualkitError
        """
        return _coding.resize(self._store, self.coder, _id(coding), start, end)

    def remove(self, coding: Coding | str) -> Coding:
        """Take a coding out, with its memos; `undo` brings them back.

        Raises
        ------
        NotFound
        """
        return _coding.remove(self._store, self.coder, _id(coding))

    def memo(self, target: Coding | Code | str, text: str, about: str | None = None) -> str:
        """Write a memo on a coding, a code, a document, a participant or the project; give its id.

        Raises
        ------
        NotFound
            There is no such thing.
        """
        return _coding.note(self._store, self.coder, _coding.memo_on(target, text, about, self.coder.id))

    def undo(self) -> dict[str, Any]:
        """Take back this coder's last change; give its entry in the history.

        Raises
        ------
        UndoError
            There is none, or somebody has built on it since.
        """
        from qualkit.desk import undoing

        return undoing.undo(self._store, self.coder)

    def redo(self) -> dict[str, Any]:
        """Do again what this coder took back last, as long as they have changed nothing since; `undo` takes it back.

        Raises
        ------
        UndoError
            There is nothing to do again, or somebody has built on what came instead.
        """
        from qualkit.desk import undoing

        return undoing.redo(self._store, self.coder)

    # --- suggestions ---------------------------------------------------------------------------

    def suggest(
        self,
        document: str | None = None,
        code: str | None = None,
        limit: int | None = None,
        progress: Callable[[int, int], None] | None = None,
        suggester: Suggester | None = None,
        executor: Executor | None = None,
    ) -> list[Suggestion]:
        """Ask the machine for passages that someone may have missed, surest first.

        `suggester` stands in for `qualkit.assist.suggest` and is called as it is. For a study that is too much for
        one machine, `executor` is any of `concurrent.futures`; people's words go to its workers. Give a limit, too.

        Raises
        ------
        NotFound, SuggestError
        """
        from qualkit.desk import suggesting

        wanted = suggesting.Wanted(document, code, limit)
        return suggesting.suggest(self._store, self.coder, wanted, progress, suggester, executor)

    def suggestion_record(self) -> pd.DataFrame:
        """How often suggestions were kept, by code and model, with an interval (Wilson, 95 in 100)."""
        from qualkit.desk import suggesting

        return suggesting.record(self._store)

    def accept(self, suggestion: Suggestion | str, *, polarity: str | None = None) -> Coding:
        """Make a suggestion this coder's own coding.

        Raises
        ------
        NotFound, SuggestError
        """
        return _coding.decide(self._store, self.coder, [suggestion], accept=True, polarity=polarity)[0]

    def accept_all(self, suggestions: Iterable[Suggestion | str]) -> list[Coding]:
        """Make several suggestions this coder's codings in one change, all or none."""
        return _coding.decide(self._store, self.coder, list(suggestions), accept=True)

    def reject(self, suggestion: Suggestion | str) -> None:
        """Turn a suggestion down; it is not offered again.

        Raises
        ------
        NotFound, SuggestError
        """
        self.reject_all([suggestion])

    def reject_all(self, suggestions: Iterable[Suggestion | str]) -> None:
        """Turn several suggestions down in one change, all or none."""
        _coding.decide(self._store, self.coder, list(suggestions), accept=False)

    def withdraw(self, participant: str, *, dry_run: bool = False, **how: Any) -> Withdrawal:
        """Take somebody's words out of the study for good, or only show what that would touch.

        `how` are ``passage`` (a `Segment`), ``code`` and ``out`` of `qualkit.desk.collections.Participants.withdraw`.

        Raises
        ------
        NotFound, StudyBusy, QualkitError
        """
        return self.participants.withdraw(participant, dry_run=dry_run, **how)

    # --- member checks -------------------------------------------------------------------------

    def prepare_member_checks(
        self,
        out: str | Path,
        participant: str | None = None,
        style: str | None = None,
        progress: Callable[[int, int], None] | None = None,
        *,
        all_parts: bool = False,
        kinds: str | Iterable[str] | None = None,
    ) -> list[Prepared]:
        """Write a paper for each participant who wants one; say of the others why not.

        Each is in the print and the form that its person needs (see `checks.need`), or in the one asked for;
        `kinds` are ``pdf``, ``html``, ``docx`` and ``text``. A paper asks about twelve passages at most;
        further parts wait until `all_parts` asks for them.

        Raises
        ------
        PaperError, NotFound, StudyUnwritable
        """
        from qualkit.desk import papers

        return papers.prepare(
            self._store, self.coder.id, out, participant, style, progress, all_parts=all_parts, kinds=kinds
        )

    def member_checks(self) -> pd.DataFrame:
        """Each paper and its state: participant, paper, state, items and how they were answered."""
        from qualkit.desk import answering

        return answering.member_checks(self._store)


def _id(thing: Coding | str) -> str:
    return thing if isinstance(thing, str) else thing.id
