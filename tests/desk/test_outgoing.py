"""What leaves the team was asked about, and is written down."""

from __future__ import annotations

import pytest

import qualkit as qk
from qualkit.errors import ConsentError, NotFound, StudyUnwritable
from qualkit.report import write_report
from qualkit.testing import tiny_project


@pytest.fixture
def project(study):
    """A tiny study in either database, whose people may be shared and quoted."""
    with tiny_project(study) as project:
        for name in project.participants:
            project.consent(name, share=True, quote=True)
        yield project


def _states(project):
    return [item.state for item in project.outgoing.quotations()]


def test_a_quotation_that_nobody_was_asked_about_does_not_go_out(project):
    """Each starts as not asked; a yes clears one and names who said it, a later no takes it back."""
    first, second, third = (item.coding for item in project.outgoing.quotations())
    assert _states(project) == ["not asked"] * 3

    project.as_coder("Morag").outgoing.decide([first, second[:8]], goes=True, reason="everybody says so")
    project.outgoing.decide([second], goes=False)
    assert _states(project) == ["goes", "stays", "not asked"]
    assert project.outgoing.cleared() == {first}
    assert project.outgoing.quotations()[0].asked.coder == "Morag"
    assert third not in project.outgoing.cleared()


def test_a_decision_is_about_the_words_whoever_marks_them(project):
    """Another coder's mark inside the same words is cleared too; one that reaches further is not."""
    first = project.outgoing.quotations()[0].coding
    project.outgoing.decide([first], goes=True)
    text = project.transcripts["P1"]
    inside = project.as_coder("Morag").code(text.find("asked me"), "listened-to")
    wider = project.as_coder("Morag").code(text.find("and nobody asked me what had happened"), "ignored")

    assert inside.id in project.outgoing.cleared()
    assert wider.id not in project.outgoing.cleared()


def test_nobody_can_decide_against_the_persons_no(project):
    """Who may not be quoted is not on the list, and a yes for them is refused."""
    project.consent("P1", quote=False)
    coding = project.codings().query("participant == 'P1'")["coding_id"].iloc[0]

    assert {item.participant for item in project.outgoing.quotations()} == {"P2"}
    with pytest.raises(ConsentError, match="P1 has not agreed to be quoted"):
        project.outgoing.decide([coding], goes=True)
    with pytest.raises(NotFound):
        project.outgoing.decide(["zzz"], goes=True)


def test_undo_takes_a_decision_back(project):
    """A decision is a change like others."""
    project.outgoing.decide([project.outgoing.quotations()[0].coding], goes=True)
    project.undo()

    assert _states(project) == ["not asked"] * 3


def test_a_report_goes_on_the_register_and_a_withdrawal_names_it(project, tmp_path):
    """What, for whom, where and whose words; to whom it was given; and the withdrawal says that it is out there."""
    write_report(project, tmp_path / "out", for_others=True)
    (made,) = project.outgoing.made()
    project.outgoing.give_to(made.id[:6], "the county library")
    shown = project.withdraw("P1", dry_run=True)

    assert (made.kind, made.audience, made.participants) == ("report", "others", ("P1", "P2"))
    assert len(made.sha256) == 64
    assert len(shown.exports) == 1
    assert "given to the county library" in shown.exports[0]
    with pytest.raises(NotFound):
        project.outgoing.give_to("zzz", "anybody")


def test_the_same_file_made_again_stands_there_once(project, tmp_path):
    """Writing down the same bytes in the same place adds nothing; other bytes do."""
    file = tmp_path / "paper.txt"
    for words in ("a", "a", "b"):
        file.write_text(words, encoding="utf-8")
        project.outgoing.write_down("paper", [file], audience="the person", participants=["P1"], place=file)

    assert len(project.outgoing.made()) == 2


def test_what_could_not_be_written_down_is_not_made_for_others(study, tmp_path):
    """A study opened for reading makes a draft for the team, and nothing for others."""
    with tiny_project(study) as project:
        for name in project.participants:
            project.consent(name, share=True, quote=True)
    with qk.Project.open(study, readonly=True) as reading:
        with pytest.raises(StudyUnwritable, match="register"):
            write_report(reading, tmp_path / "others", for_others=True)
        assert not (tmp_path / "others").exists()
        write_report(reading, tmp_path / "team")
        assert reading.outgoing.made() == ()


def test_nothing_of_it_shows_words(project):
    """Neither the list nor a quotation shows anybody's words by itself."""
    quotation = project.outgoing.quotations()[0]

    assert quotation.text not in repr(quotation) + repr(project.outgoing)
    assert quotation.text not in project.history().to_csv()
