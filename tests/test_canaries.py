"""A canary in every place that can hold words: none sings where it should not."""

from __future__ import annotations

import io
import logging
import warnings
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

import qualkit as qk
from qualkit.cli import main
from qualkit.errors import QualkitError
from qualkit.model import CheckItem, MemberCheck, Reason, Suggestion
from qualkit.report import write_report
from qualkit.store import papers, tables
from qualkit.store.journal import Act
from qualkit.store.words import WORDS
from qualkit.testing import TINY_CODEBOOK, ScriptedSuggester

#: Invented words that stand nowhere else, one a place. Each is one word, so that it survives folding and slugs.
PLANTS = {
    "said by P1": "zyxheron",
    "said by P2": "zyxotter",
    "pseudonym of P1": "zyxdeclan",
    "attribute": "zyxtown",
    "memo": "zyxmemo",
    "interpretation": "zyxreading",
    "code": "zyxcode",
    "definition": "zyxmeaning",
    "example": "zyxexample",
    "setting": "zyxcontact",
    "reason of a suggestion": "zyxwhy",
    "reason of a quotation": "zyxbecause",
    "recipient": "zyxlibrary",
    "shown on a paper": "zyxpaper",
}
#: Registered columns that no canary is planted in here, with the test that looks at them.
ELSEWHERE = {
    "returns": "tests/desk/test_returning.py",
    "responses": "tests/desk/test_returning.py",
    "return_files": "tests/desk/test_returning.py",
    "adjustments": "tests/desk/test_deciding.py",
    "reviews": "tests/desk/test_deciding.py",
    "marks": "tests/desk/test_marking.py",
    "anchors": "tests/desk/test_correcting.py",
    "paper_needs": "tests/desk/test_papers.py",
    "sheet_answers": "tests/desk/test_sessions.py",
}


@pytest.fixture
def study(tmp_path):
    """A study with a canary in every place that a person can write to."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "P1.txt").write_text(
        f"INT: And then?\n\nP1: There was a {PLANTS['said by P1']} in the reeds, every morning at six.\n",
        encoding="utf-8",
    )
    (folder / "P2.txt").write_text(
        f"INT: And then?\n\nP2: We saw an {PLANTS['said by P2']} by the bridge, once, and then no more.\n",
        encoding="utf-8",
    )
    (folder / "participants.csv").write_text(
        f"participant,pseudonym,documents,place\nP1,{PLANTS['pseudonym of P1']},P1,{PLANTS['attribute']}\nP2,,P2,\n",
        encoding="utf-8",
    )
    path = tmp_path / "canary.qualkit"
    with qk.Project.create(path, coder="Ana") as project:
        project.add_transcripts(folder)
        project.add_codebook(TINY_CODEBOOK)
        _plant(project)
    return path


def _plant(project):
    code = project.add_code(
        f"The {PLANTS['code']}", definition=PLANTS["definition"], examples=(f"A {PLANTS['example']} it was.",)
    )
    project.set("contact", f"Ring {PLANTS['setting']}")
    for document in ("P1", "P2"):
        segment = project.transcripts[document].turns[1].segment()
        project.code(segment, "ignored", memo=f"A {PLANTS['memo']}", interpretation=PLANTS["interpretation"])
    project.remove(project.code(project.transcripts["P1"].turns[1].segment(), code.id))
    why = (Reason("words", PLANTS["reason of a suggestion"], 1.0),)
    offered = Suggestion("s-1", project.transcripts["P2"].turns[1].segment(), "listened-to", 0.5, why, "m")
    project.suggest(suggester=ScriptedSuggester((offered,)))
    project.consent("P1", quote=True, share=True, paraphrase=True)
    project.consent("P2", quote=False, share=True, paraphrase=False)
    first = project.outgoing.quotations()[0].coding
    project.outgoing.decide([first], goes=False, reason=PLANTS["reason of a quotation"])
    with project._store.changing(Act(project.coder.id, "prepare", "papers", "t1")) as journal:
        shown = CheckItem(1, first, PLANTS["shown on a paper"], "x", "ignored", "Ignored")
        papers.write_paper(journal, MemberCheck("t1", "P2", 1, 1, (shown,), code="k"))


def _sings(text):
    """Which canaries stand in a text."""
    folded = text.casefold()
    return sorted(place for place, word in PLANTS.items() if word in folded)


def _rows(connection, name):
    return "\n".join(map(str, connection.execute(tables.metadata.tables[name].select()).all()))


def test_a_canary_sits_in_every_table_that_holds_participants_words(study):
    """Each registered table of participants' words is planted here, or said to be looked at elsewhere."""
    with qk.Project.open(study, readonly=True) as project, project._store.reading() as connection:
        silent = {
            name
            for name, held in WORDS.items()
            if held.whose == "participant" and held.columns and not _sings(_rows(connection, name))
        }

    # A label says who speaks; here it is the person's id.
    assert silent - set(ELSEWHERE) <= {"speakers", "turns"}


def test_the_history_holds_none(study):
    """Who did what, when: no canary but the id of a code that somebody named so."""
    with qk.Project.open(study, readonly=True) as project:
        assert set(_sings(project.history().to_csv())) <= {"code"}


def _things(project):
    """Everything that a notebook would show by itself."""
    yield project
    yield project.transcripts
    yield project.participants
    yield project.outgoing
    yield project.names
    yield project.outgoing.quotations()
    yield project.withdraw("P1", dry_run=True)
    for name in project.transcripts:
        yield project.transcripts[name]
        yield project.transcripts[name].turns
        yield project.transcripts[name].turns[1].segment()
    for name in project.participants:
        yield project.participants[name]


def test_nothing_shows_words_by_itself(study):
    """`repr`, what a notebook prints for a name alone, holds nobody's words and no pseudonym."""
    with qk.Project.open(study) as project:
        for thing in _things(project):
            assert _sings(repr(thing)) == [], type(thing).__name__


MISTAKES = (
    lambda p: p.code(p.transcripts["P1"].turns[1].segment(), "no-such-code"),
    lambda p: p.transcripts["P1"].find("words that are not there"),
    lambda p: p.transcripts["P9"],
    lambda p: p.participants["P9"],
    lambda p: p.recode("zzz", code="ignored"),
    lambda p: p.withdraw("P9"),
    lambda p: p.withdraw("P1", passage=p.transcripts["P2"].turns[1].segment()),
    lambda p: p.outgoing.decide(["zzz"], goes=True),
    lambda p: p.add_code("Ignored", parent="nowhere"),
    lambda p: p.consent("P1", everything=True),
    lambda p: write_report(p, Path(p._store.study), for_others=True),
)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_no_error_repeats_words(study, mistake, caplog):
    """Whatever is refused is refused without anybody's words, in the message, its traceback's values and the log."""
    with (
        qk.Project.open(study) as project,
        warnings.catch_warnings(record=True) as warned,
        caplog.at_level(logging.DEBUG),
        pytest.raises(QualkitError) as refused,
    ):
        mistake(project)

    # "Did you mean" names codes, which the group itself has named.
    assert set(_sings(str(refused.value) + repr(refused.value))) <= {"code"}
    assert _sings(caplog.text + str([str(item.message) for item in warned])) == []


QUIET = (
    "info STUDY",
    "check STUDY",
    "history STUDY",
    "consent STUDY P1",
    "consent STUDY P1 --json",
    "quotes STUDY",
    "quotes STUDY --json",
    "exports STUDY",
    "held STUDY",
    "withdraw STUDY P1 --dry-run",
    "withdraw STUDY P1 --dry-run --json",
    "member-check status STUDY",
)


@pytest.mark.parametrize("command", QUIET)
def test_commands_that_only_count_show_none(study, command):
    """What lists ids, states and dates holds nobody's words, on the screen as in JSON."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        assert main(command.replace("STUDY", str(study)).split()) == 0

    assert set(_sings(out.getvalue() + err.getvalue())) <= ({"code"} if "history" in command else set())


def test_a_report_for_others_holds_only_what_it_may(study, tmp_path):
    """Nobody's words who did not agree, no memo, no reason, no name: in no file that leaves the team."""
    with qk.Project.open(study) as project:
        write_report(project, tmp_path / "out", for_others=True)
    sung = set()
    for file in (tmp_path / "out").rglob("*"):
        if file.is_file():
            sung |= set(_sings(file.read_bytes().decode("utf-8", "replace")))

    # The codebook is the group's own. P1's quotation stays, as somebody decided; P2 said no to everything.
    assert sung <= {"code", "definition", "example", "interpretation"}


def test_a_withdrawal_leaves_none_of_theirs(study, tmp_path):
    """After it no canary of the person sits in any byte: neither words nor pseudonym nor attribute."""
    with qk.Project.open(study, coder="Ana") as project:
        done = project.withdraw("P1", out=tmp_path)
    raw = study.read_bytes().decode("utf-8", "replace")

    assert {"said by P1", "pseudonym of P1", "attribute"} & set(_sings(raw)) == set()
    assert "said by P2" in _sings(raw)
    assert _sings("".join(file.read_text(encoding="utf-8") for file in done.certificate)) == []
