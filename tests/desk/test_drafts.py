"""Sentences for papers: drafted, edited, and stood for by somebody with a name."""

from __future__ import annotations

import pytest

from qualkit.errors import NotFound, PaperError
from qualkit.testing import tiny_project


@pytest.fixture
def project(study):
    """The tiny study: none of its codings has a sentence yet."""
    with tiny_project(study) as opened:
        yield opened


def test_a_draft_goes_nowhere_by_itself(project, tmp_path):
    """Passages without a sentence are listed with a draft; the study is as it was, and no paper is made of it."""
    for key in ("contact", "consent_text", "what_may_upset", "closing_date"):
        project.set(key, "nothing")
    project.consent("P1", paper=True)
    listed = project.checks.drafts("P1")
    made = {item.participant: item for item in project.prepare_member_checks(tmp_path)}

    assert listed[0].draft == "You told us about this: judged or ignored."
    assert listed[0].text not in repr(listed)
    assert made["P1"].files == ()
    with pytest.raises(NotFound):
        project.checks.drafts("P9")


def test_who_approves_stands_for_it(project, tmp_path):
    """A second person's approval puts their name behind the sentence; it leaves the list, and undo brings it back."""
    first = project.checks.drafts("P1")[0]
    done = project.as_coder("Morag").checks.approve(first.coding[:6])

    assert (done.coding, done.how) == (first.coding, "approved")
    assert first.coding not in {one.coding for one in project.checks.drafts()}
    project.as_coder("Morag").undo()
    assert first.coding in {one.coding for one in project.checks.drafts()}


def test_a_hard_sentence_is_warned_about_and_kept(project):
    """More than fifteen words are warned about; the sentence stands, and that it was let stand is recorded."""
    first = project.checks.drafts("P1")[0]
    done = project.checks.word(first.coding, "You said " + "so and so " * 8)
    with project._store.reading() as connection:
        from qualkit.store.needs import read_standings

        kept = read_standings(connection)[first.coding]

    assert done.warnings == ("sentence 1 has 26 words; 15 are enough",)
    assert kept.overridden == done.warnings[0]
    with pytest.raises(PaperError, match="needs words"):
        project.checks.word(first.coding, "  ")
