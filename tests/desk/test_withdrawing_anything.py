"""Whatever a study holds: after a withdrawal nothing of the person's is in it, and everything of the others' is."""

from __future__ import annotations

import os
import re
import shutil
import signal
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.engine import Engine

import qualkit as qk
from qualkit.model import CheckItem, MemberCheck, Reason, Suggestion
from qualkit.store import cleaning, papers, tables
from qualkit.store.journal import Act
from qualkit.store.searching import stored_texts
from qualkit.testing import TINY_CODEBOOK, ScriptedSuggester

WHO = ("A", "B", "C")
CODES = [code.id for code in TINY_CODEBOOK]
SHARED = ["the", "and", "we", "it", "was", "there", "then", "so"]

#: Each speaker has words of their own and words that all share, so that runs of eight are mostly somebody's own.
TURNS = st.lists(
    st.tuples(
        st.sampled_from([*WHO, "INT"]), st.lists(st.integers(0, 19), min_size=1, max_size=24), st.booleans()
    ),
    min_size=1,
    max_size=7,
)
PLACES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 400), st.integers(1, 120), st.sampled_from(CODES)), max_size=6
)


def _word(speaker, number):
    return SHARED[number] if number < len(SHARED) else f"{speaker.lower()}{'aeiou'[number % 5]}l{number}ka"


def _said(turns):
    """The turns as (speaker, words); an interviewer may repeat the turn before."""
    said = []
    for speaker, numbers, echo in turns:
        if said and said[-1][0] == speaker:
            continue
        words = " ".join(_word(speaker, number) for number in numbers)
        if speaker == "INT" and echo and said:
            words = f"You say {said[-1][1].upper()} is that right"
        said.append((speaker, words))
    return said


def _build(study, folder, documents, places, quoting):
    folder.mkdir()
    names = []
    for number, turns in enumerate(documents):
        said = _said(turns)
        if any(speaker in WHO for speaker, _ in said):
            names.append(f"d{number}")
            text = "\n\n".join(f"{speaker}: {words}." for speaker, words in said)
            (folder / f"d{number}.txt").write_text(text, encoding="utf-8")
    rows = "".join(f"{who},name{who},{';'.join(names)},{who}\n" for who in WHO)
    (folder / "participants.csv").write_text(
        "participant,pseudonym,documents,speaker\n" + rows, encoding="utf-8"
    )
    project = qk.Project.create(study, coder="Ana")
    project.add_codebook(TINY_CODEBOOK)
    project.add_transcripts(
        [folder / f"{name}.txt" for name in names], participants=folder / "participants.csv"
    )
    _work(project, places, quoting)
    return project


def _work(project, places, quoting):
    texts = [project.transcripts[name] for name in project.transcripts]
    morag = project.as_coder("Morag")
    for number, (document, start, length, code) in enumerate(places):
        text = texts[document % len(texts)] if texts else None
        if text is None or not text.text[start : start + length].strip():
            continue
        segment = text.segment(start, min(start + length, len(text.text)))
        coding = (project, morag)[number % 2].code(segment, code, interpretation=segment.quote)
        morag.memo(coding, f"See also: {quoting and texts[0].text[:150]} and more")
        if number == 1:
            project.remove(project.code(segment, CODES[0], memo=segment.quote))
            morag.participants.hold_back(text.turn_at(start).participant, passage=segment) if text.turn_at(
                start
            ).participant and text.turn_at(start).end >= segment.end else None
    if texts and texts[0].text.strip():
        _machine_and_paper(project, texts[0])
        project.add_code(" ".join(texts[0].text.split()[:9]) + " x")
        project.set("what_may_upset", f"Somebody said {texts[0].text[:200]}")


def _machine_and_paper(project, text):
    turn = next(turn for turn in text.turns if turn.participant)
    item = Suggestion("s-1", turn.segment(), CODES[0], 0.5, (Reason("example", text.text[:90], 1.0),), "m")
    project.suggest(suggester=ScriptedSuggester((item,)))
    with project._store.changing(Act(project.coder.id, "prepare", "papers", "t1")) as journal:
        shown = CheckItem(1, "none", turn.text, turn.text, CODES[0], "Name", None, "Asked?", "Ana")
        papers.write_paper(journal, MemberCheck("t1", turn.participant, 1, 1, (shown,), code="k"))


def _runs(text):
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {" ".join(words[at : at + 8]) for at in range(len(words) - 7)}


def _turns_of(project):
    return [turn for name in project.transcripts for turn in project.transcripts[name].turns]


def _in_bytes(project):
    if project.study.startswith("postgresql"):
        with project._store.reading() as connection:
            raw = "\n".join(stored_texts(connection))
    else:
        with open(project.study, "rb") as file:
            raw = file.read().decode("utf-8", "replace")
    return " ".join(re.findall(r"[a-z0-9]+", raw.replace("\\n", " ").lower()))


def _facts(project):
    """What others said and marked: turns by speaker and document, codings with their words."""
    turns = {}
    for turn in _turns_of(project):
        turns.setdefault((turn.document, turn.participant), []).append(turn.text)
    return turns, project.codings().set_index("coding_id")


def _check(project, who, folder):
    before, table = _facts(project)
    theirs = set().union(*(_runs(turn.text) for turn in _turns_of(project) if turn.participant == who))
    done = project.withdraw(who, out=folder)
    after, left = _facts(project)
    staying = set().union(set(), *(_runs(project.transcripts[name].text) for name in project.transcripts))

    scanned = _in_bytes(project)
    assert [run for run in theirs - staying if run in scanned] == []
    assert done.found == 0
    assert project.check() == []
    assert who not in project.participants
    for (document, person), texts in before.items():
        if person not in (None, who):
            assert after[document, person] == texts
    for row in table.itertuples():
        if row.participant not in ("", who) and row.Index in left.index:
            assert left.loc[row.Index, "code"] == row.code or left.loc[row.Index, "code"].startswith("code-")
            assert row.text.startswith(left.loc[row.Index, "text"][:1])
    return table, left, before


def _wholly_others(table, before, who):
    """Codings whose words lie within one turn of somebody else."""
    for row in table.itertuples():
        if row.participant not in ("", who) and any(
            row.text in said for said in before[row.document, row.participant]
        ):
            yield row


#: Each example is a whole study, so none is made smaller once it has failed.
@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    documents=st.lists(TURNS, min_size=1, max_size=3),
    places=PLACES,
    quoting=st.booleans(),
    who=st.sampled_from(WHO),
)
def test_nothing_of_theirs_and_everything_of_the_others(tmp_path_factory, documents, places, quoting, who):
    """No eight words of theirs stand in any byte; the others' turns, codings and quotes are what they were."""
    folder = tmp_path_factory.mktemp("any")
    with _build(folder / "s.qualkit", folder / "in", documents, places, quoting) as project:
        table, left, before = _check(project, who, folder)
        for row in _wholly_others(table, before, who):
            assert left.loc[row.Index, "text"] == row.text


def test_on_a_server_too(postgresql_study, tmp_path):
    """The same on PostgreSQL, where every value of every table is looked at."""
    documents = [
        [("A", list(range(18)), False), ("INT", [1], True), ("B", list(range(19, 3, -1)), False)],
        [("C", list(range(5, 19)), False), ("A", list(range(3, 19)), False), ("INT", [2, 3], False)],
    ]
    places = [(0, 0, 60, CODES[0]), (1, 10, 90, CODES[1]), (0, 30, 120, CODES[2]), (1, 0, 20, CODES[0])]
    with _build(postgresql_study, tmp_path / "in", documents, places, quoting=True) as project:
        _check(project, "A", tmp_path)


@pytest.fixture(scope="module")
def born(tmp_path_factory):
    """A study to copy and to stop in the middle."""
    folder = tmp_path_factory.mktemp("born")
    documents = [
        [("A", list(range(18)), False), ("INT", [1], True), ("B", list(range(19, 3, -1)), False)],
        [("A", list(range(3, 19)), False), ("INT", [2, 3], False)],
    ]
    places = [(0, 0, 60, CODES[0]), (1, 10, 90, CODES[1]), (0, 30, 120, CODES[2])]
    _build(folder / "s.qualkit", folder / "in", documents, places, quoting=True).close()
    return folder / "s.qualkit"


def _withdraw_and_stop(study, stop_at, inside_cleaning):
    """In a process of its own: withdraw A, and be killed after so many statements."""
    seen = 0

    def count(*_):
        nonlocal seen
        seen += 1
        if seen == stop_at:
            os.kill(os.getpid(), signal.SIGKILL)

    with qk.Project.open(study, coder="Ana") as project:
        if inside_cleaning:
            _stop_inside_vacuum(stop_at)
        else:
            event.listen(Engine, "after_cursor_execute", count)
            event.listen(Engine, "commit", count)
        project.withdraw("A", out=study.parent)


def _stop_inside_vacuum(stop_at):
    def vacuum(engine):
        raw = engine.raw_connection()
        cursor = raw.cursor()
        steps = iter(range(10**6))
        raw.driver_connection.set_progress_handler(
            lambda: os.kill(os.getpid(), signal.SIGKILL) if next(steps) == stop_at else 0, 20
        )
        cursor.execute("VACUUM")
        raw.close()

    cleaning._vacuum_file = vacuum


def _stopped(study, stop_at, *, inside_cleaning=False):
    """Fork, withdraw, be killed; True where it was killed and did not get through."""
    child = os.fork()
    if child == 0:
        try:
            _withdraw_and_stop(study, stop_at, inside_cleaning)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] != 0


def _whole(study):
    """Old or new, and nothing between: "old", "new", or what is wrong."""
    with qk.Project.open(study, coder="Ana") as project:
        with project._store.reading() as connection:
            due = cleaning.is_due(connection)
            tombstones = len(connection.execute(tables.withdrawals.select()).all())
        there = "A" in project.participants
        left = [run for run in _runs(" ".join(_word("A", number) for number in range(3, 18)))
                if run in _in_bytes(project)]  # fmt: skip
        faults = project.check()
    return (
        {(False, 0, True): "old", (False, 1, False): "new"}.get((due, tombstones, there)),
        bool(left),
        faults,
    )


if hasattr(os, "fork"):

    def test_killed_anywhere_it_is_old_or_new(born):
        """SIGKILL after every other statement leaves all of it or none of it; the next opening finishes the cleaning."""
        states = []
        for stop_at in range(1, 1000, 2):
            study = shutil.copy(born, born.with_name("killed.qualkit"))
            killed = _stopped(study, stop_at)
            states.append(_whole(study))
            study.with_name("killed.qualkit-journal").unlink(missing_ok=True)
            if not killed:
                break

        assert set(map(str, states)) == {str(("old", True, [])), str(("new", False, []))}
        assert [a for a, b in pairwise(states) if a[0] == "new" and b[0] == "old"] == []
        assert len(states) > 20

    @pytest.mark.parametrize("stop_at", [0, 1, 3, 10, 40])
    def test_killed_while_cleaning_the_next_opening_cleans(born, stop_at):
        """SIGKILL inside VACUUM loses nothing: the words are out already, and the file is cleaned when next opened."""
        study = shutil.copy(born, born.with_name(f"cleaned-{stop_at}.qualkit"))
        _stopped(study, stop_at, inside_cleaning=True)

        assert _whole(study) == ("new", False, [])
