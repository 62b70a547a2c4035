"""Whatever two coders do, the way back leads through every table as it was."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qualkit as qk
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
    ids = list(table[own]["coding_id"] if verb in ("recode", "turn") else table["coding_id"])
    if not ids:
        return
    coding = ids[what % len(ids)]
    if verb == "recode":
        project.recode(coding, code=how)
    elif verb == "turn":
        project.recode(coding, polarity=how)
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


@settings(max_examples=20, deadline=None)
@given(steps=STEPS)
def test_undoing_everything_leads_back_through_every_table(born, steps):
    """Two coders code, recode, remove and write memos; after each step codings are apart, each undo restores the table."""
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

        while len(states) > 1:
            who, _ = states.pop()
            coders[who].undo()
            assert _table(ana) == states[-1][1]
        assert ana.check() == []
