"""Who asks, who takes part, who is nobody in particular."""

import pytest

from qualkit.loaders import role_of


@pytest.mark.parametrize(
    "label",
    [
        "INT",
        "Int 2",
        "Interviewer",
        "I",
        "Q",
        "Q1",
        "Researcher",
        "FACILITATOR 2",
        "Moderator",
        "Ana (peer researcher)",
        "س",
    ],
)
def test_who_asks(label):
    """The contract's labels and the like."""
    assert role_of(label) == "interviewer"


@pytest.mark.parametrize(
    "label", ["P1", "A", "Interviewee", "Respondent 3", "R", "Jane", "Irene", "Quentin", "SPEAKER_00", None]
)
def test_who_takes_part(label):
    """Whoever is not known to ask."""
    assert role_of(label) == "participant"


@pytest.mark.parametrize("label", ["All", "Several voices", "Transcriber", "GROUP"])
def test_who_is_nobody_in_particular(label):
    """Their words are no one person's."""
    assert role_of(label) == "other"
