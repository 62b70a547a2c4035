"""What somebody's consent allows; what nobody recorded is no yes."""

from __future__ import annotations

import pytest

from qualkit.model import Consent, Participant
from qualkit.privacy import may_be_quoted, why_no_paper


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
