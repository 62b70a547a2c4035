"""Whatever two coders do, the way back leads through every table as it was."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qualkit as qk
from qualkit.errors import UndoError
from qualkit.testing import TINY_CODEBOOK, tiny_project

CODES = st.sampled_from([code.id for code in TINY_CODEBOOK])
PLACES = st.tuples(st.sampled_from(["P1", "P2"]), st.integers(0, 150), st.integers(1, 40))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["Ana", "Morag"]),
        st.one_of(
            st.tuples(st.just("code"), PLACES, CODES),
            st.tuples(st.just("code"), PLACES, CODES),
            st.tuples(st.just("recode"), st.integers(0, 9), CODES),
            st.tuples(st.just("turn"), st.integers(0, 9), st.sampled_from(["both", "unclear", None])),
            st.tuples(st.just("resize"), st.integers(0, 9), st.integers(-30, 30)),
            st.tuples(st.just("mark"), st.integers(0, 9), st.booleans()),
            st.tuples(st.just("remove"), st.integers(0, 9), st.none()),
            st.tuples(st.just("memo"), st.integers(0, 9), st.sampled_from(["heron", "reeds"])),
        ),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def born(tmp_path_factory):
    """A tiny study to copy, with both coders known."""
    path = tmp_path_factory.mktemp("undo") / "born.qualkit"
    with tiny_project(path) as project:
        project.as_coder("Morag").memo("project", "Begun.", about="project")  # a coder is known by a change
    return path


def _table(project):
    return project.codings().to_dict("records")


def _do(project, verb, what, how):
    if verb == "code":
        document, start, length = what
        text = project.transcripts[document]
        end = min(start + length, len(text))
        if text.text[start:end].strip():
            project.code(text.segment(start, end), how)
        return
    table = project.codings()
    # What a coding says is its coder's; removing it and writing on it is anybody's.
    own = table["coder"] == project.coder.name
    mine = verb in ("recode", "turn", "resize", "mark")
    ids = list(table[own]["coding_id"] if mine else table["coding_id"])
    if not ids:
        return
    coding = ids[what % len(ids)]
    if verb == "recode":
        project.recode(coding, code=how)
    elif verb == "turn":
        project.recode(coding, polarity=how)
    elif verb == "mark":
        project.recode(coding, important=how)
    elif verb == "resize":
        row = table.set_index("coding_id").loc[coding]
        start, end = max(0, row["start"] + min(how, 0)), row["end"] + max(how, 0)
        if end <= len(project.transcripts[row["document"]]):
            assert project.resize(coding, start, end).id == coding
    elif verb == "remove":
        project.remove(coding)
    else:
        project.memo(coding, how)


def _apart(table):
    """Whether no two codings of one code and coder overlap, and each quotes its place."""
    ends = {}
    for row in table:
        key = (row["document"], row["coder"], row["code"])
        if row["start"] < ends.get(key, 0) or len(row["text"]) != row["end"] - row["start"]:
            return False
        ends[key] = row["end"]
    return True


@settings(max_examples=12, deadline=None)
@given(steps=STEPS)
def test_undoing_everything_leads_back_through_every_table(born, steps):
    """Two coders code, recode, resize, mark, remove, write memos: codings stay apart; each undo and each redo gives the table it should."""
    study = shutil.copy(born, born.with_name("copy.qualkit"))
    with qk.Project.open(study, coder="Ana") as ana:
        coders = {"Ana": ana, "Morag": ana.as_coder("Morag")}
        states, entries = [(None, _table(ana))], len(ana.history())
        for who, step in steps:
            _do(coders[who], *step)
            if len(ana.history()) > entries:
                states.append((who, _table(ana)))
                entries += 1
            assert _table(ana) == states[-1][1]
            assert _apart(_table(ana))

        taken = []
        for way in ("back", "on", "back"):
            for _ in range(len(states) - 1 if way == "back" else len(taken)):
                if way == "back":
                    taken.append(states.pop())
                    coders[taken[-1][0]].undo()
                else:
                    states.append(taken.pop())
                    coders[states[-1][0]].redo()
                assert _table(ana) == states[-1][1]
        assert ana.check() == []


WALK = st.lists(
    st.sampled_from(["heron", "reeds", "otter", "undo", "undo", "redo", "redo", "Morag"]), max_size=25
)


@settings(max_examples=15, deadline=None)
@given(walk=WALK)
def test_undo_and_redo_walk_as_in_any_editor(born, walk):
    """Whatever one changes, takes back and does again, the words are those of an editor with two stacks; a colleague's work in between changes nothing of it."""
    study = shutil.copy(born, born.with_name("walk.qualkit"))
    with qk.Project.open(study, coder="Ana") as ana:
        morag, coding = ana.as_coder("Morag"), ana.codings()["coding_id"].iloc[0]
        past, future, now = [], [], ""
        for step in walk:
            if step == "Morag":
                morag.memo("P1", f"seen {len(past)} {len(future)}", about="document")
            elif step in ("undo", "redo"):
                source, other = (past, future) if step == "undo" else (future, past)
                if source:
                    getattr(ana, step)()
                    other.append(now)
                    now = source.pop()
                elif step == "redo":
                    with pytest.raises(UndoError, match="done again"):
                        ana.redo()
            elif step != now:
                ana.memo(coding, step)
                past.append(now)
                future, now = [], step
            assert _table(ana)[0]["memo"] == now


@pytest.fixture
def project(study):
    """A tiny study in each database."""
    with tiny_project(study) as project:
        yield project


def test_what_was_done_again_names_the_change(project):
    """Undo and redo give the entry of the change itself, however often it went back and forth; the history keeps each."""
    coding = project.code(project.transcripts["P2"].find("And I cook"), "something-to-do")
    for _ in range(3):
        assert project.undo()["noun_id"] == coding.id
        again = project.redo()
        assert (again["verb"], again["noun_id"]) == ("code", coding.id)

    assert list(project.history()["verb"][-6:]) == ["undo", "redo"] * 3
    assert len(project.codings()) == 4


def test_a_new_change_ends_redoing(project):
    """After another change, what was taken back before it stays so, and the refusal says why."""
    project.code(project.transcripts["P2"].find("And I cook"), "something-to-do")
    project.undo()
    project.code(project.transcripts["P2"].find("rings every week"), "listened-to")
    before = _table(project)
    with pytest.raises(UndoError, match="after a new change"):
        project.redo()
    assert _table(project) == before

    project.undo()
    project.redo()
    assert _table(project) == before


def test_what_somebody_built_on_is_not_done_again(project):
    """A redo that would lose a colleague's change is refused, and nothing changes."""
    coding = project.codings()["coding_id"].iloc[0]
    project.memo(coding, "mine")
    project.undo()
    project.as_coder("Morag").remove(coding)
    before = _table(project)
    with pytest.raises(UndoError):
        project.redo()

    assert _table(project) == before


def test_a_coding_done_again_stands_on_the_corrected_text(project):
    """A correction in between carries what is done again to where its words are now."""
    project.code(project.transcripts["P2"].find("And I cook on Tuesdays"), "something-to-do")
    project.undo()
    project.as_coder("Morag").transcripts.correct("P2", "Well, um, ", "Well, ")
    project.redo()
    row = _table(project)[-1]

    assert row["text"] == "And I cook on Tuesdays"
    assert project.transcripts["P2"].text[row["start"] : row["end"]] == row["text"]
    assert project.check() == []


def test_a_correction_done_again_still_keeps_its_transcript(project, tmp_path):
    """Somebody adds a transcript; a colleague's correction of it that was taken back and done again stands in the way of its going."""
    (tmp_path / "P7.txt").write_text("INT: And?\n\nP7: A heron in the reads.\n", encoding="utf-8")
    project.add_transcripts(tmp_path / "P7.txt")
    morag = project.as_coder("Morag")
    morag.transcripts.correct("P7", "reads", "reeds")
    morag.undo()
    morag.redo()
    with pytest.raises(UndoError, match="put that transcript"):
        project.undo()

    assert "reeds" in project.transcripts["P7"].text


def test_a_transcript_taken_out_is_added_again_from_its_file(project, tmp_path):
    """Its words are nowhere in the study once the adding is taken back, so that redo says where to get them."""
    (tmp_path / "P7.txt").write_text("INT: And?\n\nP7: A heron in the reeds.\n", encoding="utf-8")
    project.add_transcripts(tmp_path / "P7.txt")
    project.undo()
    with pytest.raises(UndoError, match="add it again from its file"):
        project.redo()


def test_withdrawn_words_do_not_come_back(project):
    """What was taken back before a withdrawal by somebody else cannot be done again: its words are gone."""
    project.code(
        project.transcripts["P2"].find("And I cook"), "something-to-do", memo="And I cook on Tuesdays"
    )
    project.undo()
    project.as_coder("Morag").withdraw("P2")
    with pytest.raises(UndoError, match="deleted"):
        project.redo()
