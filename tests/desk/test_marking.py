"""What happens outside is written down; nobody is reminded twice, or after a no."""

from __future__ import annotations

import pytest

from qualkit.desk.marking import STATES
from qualkit.errors import NotFound, ReturnError
from tests.fixtures import papers


def _row(project, person):
    return next(row for row in project.checks.status().to_dict("records") if row["participant"] == person)


def test_sent_then_reminded_once(asked):
    """Sent with its day, reminded once, never twice."""
    with pytest.raises(ReturnError, match="not marked as sent"):
        asked.checks.mark("P1", "reminded")
    asked.checks.mark("P1", "sent", on="2027-01-05")
    asked.checks.mark("P1", "reminded", on="2027-01-20")

    assert (_row(asked, "P1")["state"], _row(asked, "P1")["sent_on"]) == ("reminded", "2027-01-05")
    with pytest.raises(ReturnError, match="once is enough"):
        asked.checks.mark("P1", "reminded")


def test_who_said_no_is_left_alone(asked):
    """After a no, and where somebody asked for no contact, nobody sends or reminds."""
    asked.checks.mark("P1", "no-contact")
    with pytest.raises(ReturnError, match="nobody sends"):
        asked.checks.mark("P1", "sent")
    asked.checks.mark("P2", "sent")
    asked.consent("P2", contact=False)
    with pytest.raises(ReturnError, match="not to be contacted"):
        asked.checks.mark("P2", "reminded")


def test_an_answer_is_not_marked_away(answered):
    """What came back stays the paper's state, whatever is noted later; taking the check back does change it."""
    answered.checks.mark("P1", "sent")
    assert _row(answered, "P1")["state"] == "returned_full"
    answered.checks.mark("P1", "withdrew_check")
    assert _row(answered, "P1")["state"] == "withdrew_check"


@pytest.mark.parametrize("state", sorted(set(STATES) - {"reminded"}))
def test_every_state_can_be_marked(asked, state):
    """Each state of the list can be written down, in words with hyphens too, and is then the person's."""
    asked.checks.mark(papers.number_of(asked, "P2")[0], state.replace("_", "-"), note="rang twice")

    assert _row(asked, "P2")["state"] == state


def test_what_is_not_there_is_named(asked):
    """A person, a state or a day that is none is refused."""
    for who, state, on, error in (
        ("P9", "sent", None, NotFound),
        ("P1", "happy", None, NotFound),
        ("P1", "sent", "tomorrow", ReturnError),
    ):
        with pytest.raises(error):
            asked.checks.mark(who, state, on=on)


def test_people_without_a_paper_have_states_too(tmp_path):
    """Somebody who was never sent one can be marked; a paper that is not there cannot be sent."""
    from qualkit.testing import tiny_project

    with tiny_project(tmp_path / "tiny.qualkit") as project:
        project.checks.mark("P1", "moved")
        assert _row(project, "P1")["state"] == "moved"
        with pytest.raises(ReturnError, match="no paper yet"):
            project.checks.mark("P2", "sent")
