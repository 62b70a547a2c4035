"""People interviewed as a group answer twice: on their own papers and in a session, and who dissents is kept."""

from __future__ import annotations

import pytest

from qualkit.errors import NotFound, ReturnError
from tests.desk.test_withdrawing import rich_project

WORDS = "For me it was never the kettle, zyxkettle, it was the door that opened."


@pytest.fixture
def project(study, tmp_path):
    """Two interviews and one of a group (P3, P4), in either database; the group agreed to be shared."""
    with rich_project(study, tmp_path / "in") as project:
        for person in project.participants:
            project.consent(person, share=True, paper=True)
        project.themes.add("A kettle that is on is an open door.", project.codings()["coding_id"])
        yield project


@pytest.fixture
def sheet(project, tmp_path):
    """The sheet that lies on the table."""
    return project.findings.prepare(tmp_path / "out").token


@pytest.fixture
def met(project, sheet):
    """A session of the group with both members there."""
    return project.findings.hold_session(sheet, "group", ["P3", "P4"], on="2027-03-01")


def test_a_session_says_which_group_who_was_there_and_who_dissented(project, sheet, met):
    """Named and unnamed answers are kept as each member wishes, with one's own words, against the sheet's numbers."""
    project.findings.say_in_session(met[:8], 1, "fits", "P3")
    project.findings.say_in_session(met, 1, "dissent", unnamed=1, words="Not for all of us.")
    project.findings.say_in_session(met, 2, "dissent", ["P4"], words=WORDS)
    project.findings.say_in_session(met, 0, "", unnamed=1, words="The bus.")

    answers = project.findings.answers()
    told = answers[["number", "said", "participant", "count", "voice", "session", "on"]].values.tolist()
    assert told == [
        [1, "fits", "P3", 1, "session", met, "2027-03-01"],
        [1, "dissent", "", 1, "session", met, "2027-03-01"],
        [2, "dissent", "P4", 1, "session", met, "2027-03-01"],
        [0, "", "", 1, "session", met, "2027-03-01"],
    ]
    row = project.findings.sessions().loc[0]
    assert row[["documents", "members", "there", "answers", "agreed", "dissents"]].tolist() == [
        "group",
        2,
        2,
        3,
        1,
        2,
    ]
    assert project.check() == []


def test_papers_and_sessions_stand_beside_each_other(project, met):
    """Each member's own paper stays as it is; beside it stands what they said by name, and no unnamed answer."""
    before = project.checks.status().drop(columns="sessions")
    project.findings.say_in_session(met, 1, "fits", "P3")
    project.findings.say_in_session(met, 1, "dissent", unnamed=1)
    status = project.checks.status().set_index("participant")

    assert project.checks.status().drop(columns="sessions").equals(before)
    assert status["sessions"].to_dict() == {"P1": 0, "P2": 0, "P3": 1, "P4": 1}
    rows = project.findings.beside().set_index("participant")
    assert rows["document"].to_dict() == {"P3": "group", "P4": "group"}
    assert rows.loc["P3", ["paper_state", "there", "session_agreed", "session_dissents"]].tolist() == [
        "not_asked", True, 1, 0,
    ]  # fmt: skip
    assert rows.loc["P4", ["there", "session_agreed", "session_dissents"]].tolist() == [True, 0, 0]


def test_before_any_session_the_papers_stand_alone(project):
    """Members of a group without a session are listed too: nobody there yet."""
    rows = project.findings.beside()
    assert rows["session"].tolist() == [None, None]
    assert not rows["there"].any()


def test_the_sentence_for_reports_tells_of_sessions(project, met):
    """How many of the members came, agreed and dissented stands in the sentence; for others small counts do not."""
    project.findings.say_in_session(met, 1, "fits", "P3")
    project.findings.say_in_session(met, 1, "not-quite", unnamed=1)
    assert project.findings.sentence().endswith(
        "One group that had been interviewed together also met, with 2 of 2 members: of 2 answers given there 1 agreed "
        "and 1 dissented; each dissent is kept."
    )
    assert "with fewer than 5 of fewer than 5 members" in project.findings.sentence(for_others=True)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"documents": "P1", "there": ["P1"]}, ReturnError),
        ({"documents": [], "there": ["P1"]}, ReturnError),
        ({"documents": "group", "there": []}, ReturnError),
        ({"documents": "group", "there": ["P1"]}, NotFound),
        ({"documents": "nowhere", "there": ["P3"]}, NotFound),
        ({"sheet": "ZZZZZ"}, NotFound),
        ({"on": "tomorrow"}, ReturnError),
    ],
)
def test_no_session_of_strangers(project, sheet, wrong, error):
    """A session is of an interview in which several spoke, with people who spoke in it; else nothing is recorded."""
    with pytest.raises(error):
        project.findings.hold_session(**{"sheet": sheet, "documents": "group", "there": ["P3"], **wrong})
    assert len(project.findings.sessions()) == 0


@pytest.mark.parametrize(
    ("number", "said", "who", "about", "error"),
    [
        (1, "fits", "P1", {}, NotFound),
        (1, "fits", (), {}, ReturnError),
        (1, "fits", (), {"unnamed": 3}, ReturnError),
        (1, "fits", ["P3", "P3"], {}, ReturnError),
        (1, "fits", (), {"unnamed": -1}, ReturnError),
        (1, "dissent", ["P3", "P4"], {"words": WORDS}, ReturnError),
        (1, "dissent", (), {"unnamed": 2, "words": WORDS}, ReturnError),
        (99, "fits", "P3", {}, ReturnError),
        (1, "maybe", "P3", {}, NotFound),
    ],
)
def test_nobody_is_made_to_say_more_than_they_did(project, met, number, said, who, about, error):
    """Strangers, nobody, more answers than people, words of two, unknown numbers and answers: refused, nothing kept."""
    with pytest.raises(error) as refused:
        project.findings.say_in_session(met, number, said, who, **about)
    assert "zyxkettle" not in str(refused.value)
    assert len(project.findings.answers()) == 0


def test_a_member_answers_a_number_once(project, met):
    """A second answer of the same member to the same number is refused; undo makes room for another."""
    project.findings.say_in_session(met, 1, "fits", "P3")
    with pytest.raises(ReturnError, match="undo"):
        project.findings.say_in_session(met, 1, "dissent", "P3")
    project.undo()
    project.findings.say_in_session(met, 1, "dissent", "P3")
    assert project.findings.answers()["said"].tolist() == ["dissent"]


def test_a_withdrawal_takes_a_members_answers_and_presence(project, met, tmp_path):
    """What P4 said by name goes with P4, and that P4 was there; what others said stays, and no byte holds the words."""
    project.findings.say_in_session(met, 1, "fits", "P3")
    project.findings.say_in_session(met, 2, "dissent", "P4", words=WORDS)
    shown = project.withdraw("P4", dry_run=True)
    assert {"1 answer in a second check", "1 presence in a group's session"} <= set(shown.lines)
    done = project.withdraw("P4", out=tmp_path)

    assert done.found == 0
    assert project.findings.answers()["participant"].tolist() == ["P3"]
    assert project.findings.sessions().loc[0, "there"] == 1
    assert project.check() == []
    if not project.study.startswith("postgresql"):
        assert b"zyxkettle" not in (tmp_path / "study.qualkit").read_bytes()


def test_a_withdrawal_of_the_group_leaves_the_session_without_its_interview(project, met, tmp_path):
    """When everybody of a group has gone, the session stands with nobody there and no interview, and nothing hangs."""
    project.findings.say_in_session(met, 1, "dissent", unnamed=1)
    for person in ("P3", "P4"):
        project.withdraw(person, out=tmp_path)
    row = project.findings.sessions().loc[0]
    assert (row["documents"], row["there"], row["dissents"]) == ("", 0, 1)
    assert project.check() == []


def test_no_words_in_the_history(project, met):
    """Who recorded what for which session, by its id; the words stand in no history."""
    project.findings.say_in_session(met, 2, "dissent", "P4", words=WORDS)
    assert met in project.history().to_csv()
    assert "zyxkettle" not in project.history().to_csv()
