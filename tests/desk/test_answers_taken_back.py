"""Whoever takes their words back has their answers back too."""

from __future__ import annotations

from pathlib import Path

from qualkit.cli import main
from tests.fixtures import papers

SECRET = "the heron stood by the old stone weir at dusk alone"


def test_withdrawal_takes_answers_decisions_and_marks(asked, capsys):
    """After a withdrawal no answer, decision, mark or kept file of the person is left in any byte of the study."""
    token, code = papers.number_of(asked, "P1")
    asked.checks.enter(token, code, {1: "notquite", 2: "remove"}, words={1: SECRET}, more=f"{SECRET} again")
    asked.checks.decide("P1", 1, "reword", after=f"You said {SECRET}", reason=f"because {SECRET}")
    asked.checks.decide("P1", 2, "remove")
    asked.checks.mark("P1", "sent", note=SECRET)
    asked.checks.told("P1")
    study = asked.study
    asked.close()

    assert main(["withdraw", study, "P1", "--yes"]) == 0
    assert "no eight words in a row are left" in capsys.readouterr().out
    assert b"stone weir" not in Path(study).read_bytes()
