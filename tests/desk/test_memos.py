"""Memos: written anew, taken out, and the way back."""

from __future__ import annotations

import pytest

from qualkit.errors import NotFound, QualkitError
from qualkit.testing import tiny_project


@pytest.fixture
def project(study):
    """A tiny study in each database."""
    with tiny_project(study) as project:
        yield project


def _first(project):
    return project.codings()["coding_id"].iloc[0]


def test_a_memo_is_written_anew_in_its_place(project):
    """Its id stays, the table shows the new words, and undo brings back the earlier ones, step by step."""
    memo = project.memo(_first(project), "a thought")
    for words in ("another", "a third"):
        assert project.memos.rewrite(memo[:9], words).id == memo
    assert project.codings()["memo"].iloc[0] == "a third"

    for words in ("another", "a thought", "another"):
        project.redo() if words == "another" and project.memos.of()[0].text == "a thought" else project.undo()
        assert [each.text for each in project.memos] == [words]


def test_a_memo_is_taken_out_and_comes_back(project):
    """Removing leaves the other memos; undo puts the same one back under its id."""
    project.memo("P1", "on the text", about="document")
    memo = project.memo(_first(project), "a thought")
    project.memos.remove(memo)
    assert [each.about for each in project.memos] == ["document"]

    project.undo()
    assert project.memos.of(_first(project), "coding")[0].id == memo


def test_a_memo_is_its_writers(project):
    """Somebody else's is neither rewritten nor removed, and nothing is half done."""
    memo = project.memo(_first(project), "a thought")
    before = len(project.history())
    morag = project.as_coder("Morag")
    for change in (lambda: morag.memos.rewrite(memo, "mine"), lambda: morag.memos.remove(memo)):
        with pytest.raises(QualkitError, match="Ana's"):
            change()
    with pytest.raises(QualkitError, match="needs words"):
        project.memos.rewrite(memo, "  ")
    with pytest.raises(NotFound):
        project.memos.remove("zzz")

    assert len(project.history()) == before
    assert [each.text for each in project.memos] == ["a thought"]


def test_no_words_of_a_memo_are_in_the_history_or_shown_by_themselves(project):
    """The history names the memo by its id; `repr` counts."""
    memo = project.memo(_first(project), "zyxthought")
    project.memos.rewrite(memo, "zyxother")
    project.memos.remove(memo)

    assert list(project.history()["noun_id"][-2:]) == [memo, memo]
    assert "zyx" not in project.history().to_csv()
    assert "zyx" not in repr(project.memos)


def test_a_memo_on_words_that_may_not_be_used_is_not_listed(project):
    """Once its passage is kept out of everything, its memo is not read out either."""
    project.memo(_first(project), "a thought")
    project.consent("P1", quote=True)
    segment = project.transcripts["P1"].find("nobody asked me")
    project.participants.hold_back("P1", passage=segment, strength="use")

    assert list(project.memos) == []
