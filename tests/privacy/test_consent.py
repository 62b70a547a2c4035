"""What somebody's consent allows; what nobody recorded is no yes."""

from __future__ import annotations

import pytest

from qualkit.model import Consent, Participant
from qualkit.privacy import may_be_paraphrased, may_be_quoted, why_no_paper


def _person(**answers):
    return Participant(
        "P1", consents=tuple(Consent(s, given, "2026-01-05", "Ana") for s, given in answers.items())
    )


def test_a_paper_needs_a_yes():
    """A yes has no reason against; a no says so; nothing recorded says how to record it."""
    assert why_no_paper(_person(paper=True)) == ""
    assert "no paper" in why_no_paper(_person(paper=False))
    assert "qualkit consent STUDY P1 paper=yes" in why_no_paper(_person())


@pytest.mark.parametrize(
    ("answers", "team", "others"),
    [({"quote": True}, True, True), ({"quote": False}, False, False), ({}, True, False)],
)
def test_quoting(answers, team, others):
    """Within the team only a no keeps words out; beyond it only a yes lets them in."""
    assert may_be_quoted(_person(**answers), for_others=False) is team
    assert may_be_quoted(_person(**answers), for_others=True) is others


@pytest.mark.parametrize(
    ("answers", "team", "others"),
    [
        ({"quote": False, "paraphrase": True}, True, True),
        ({"quote": True}, True, True),
        ({"quote": True, "paraphrase": False}, False, False),
        ({"quote": False}, False, False),
        ({}, True, False),
    ],
)
def test_telling_in_other_words(answers, team, others):
    """A yes or no to it decides; where it was not asked, it goes with the quote."""
    assert may_be_paraphrased(_person(**answers), for_others=False) is team
    assert may_be_paraphrased(_person(**answers), for_others=True) is others


def test_the_latest_answer_holds():
    """Somebody who changed their mind is taken at their last word."""
    first, then = Consent("paper", True, "2026-01-05", "Ana"), Consent("paper", False, "2026-02-05", "Ana")

    assert why_no_paper(Participant("P1", consents=(first, then))) != ""
    assert why_no_paper(Participant("P1", consents=(then, first))) == ""
