"""The session without a browser: messages in, messages out, the study between them."""

from __future__ import annotations

import random

import pytest

from qualkit.widgets.session import Session


@pytest.fixture
def told():
    """What the session sent."""
    return []


@pytest.fixture
def session(project, told):
    """Bo at P1."""
    return Session(project, "P1", told.append)


def act(verb, key, **details):
    """An act of the page."""
    return {"kind": "act", "view": "v", "verb": verb, "key": key, "revision": 1, **details}


def laying(project, start, end, code="ignored"):
    """What the page sends when somebody lays a code."""
    return {"start": start, "end": end, "quote": project.transcripts["P1"].text[start:end], "code": code}


def test_an_act_is_done_once(session, project, told):
    """Asked for twice under one name, also by another session after a restart, an act is done once and acknowledged twice."""
    message = act("code", "a" * 20, **laying(project, 19, 24))
    session.receive(message)
    session.receive(message)
    Session(project, "P1", told.append).receive(message)

    assert [each["kind"] for each in told] == ["changes"] * 3
    assert len(project.codings()[lambda table: table.coder == "Bo"]) == 1
    assert (project.history().id == "a" * 20).sum() == 1


def test_what_was_just_laid_can_be_named_by_its_act(session, project, told):
    """Before the page has heard a coding's id it names the coding by the act that laid it, also after a restart."""
    session.receive(act("code", "b" * 20, **laying(project, 19, 24)))
    session.receive(act("recode", "c" * 20, coding="b" * 20, polarity="both"))
    again = Session(project, "P1", told.append)
    again.receive(act("code", "b" * 20, **laying(project, 19, 24)))
    again.receive(act("memo", "d" * 20, coding="b" * 20, text="Later."))

    row = project.codings()[lambda table: table.coder == "Bo"].iloc[0]
    assert (row.polarity, row.memo) == ("both", "Later.")
    assert {each["kind"] for each in told} == {"changes"}


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"kind": "act"},
        {"kind": "act", "verb": "drop_everything", "key": "e" * 20},
        {"kind": "act", "verb": "code", "key": "../../etc"},
        {"kind": "act", "verb": "change_code", "key": "f" * 20, "code": "ignored", "about": {"id": "x"}},
        {"kind": "act", "verb": "change_code", "key": "f" * 20, "code": "ignored", "about": "x"},
        {"kind": "turn_to", "document": "P99"},
        {"kind": "act", "verb": "remove", "key": "g" * 20, "coding": ["x"]},
        {"kind": "act", "verb": "memo", "key": "g" * 20, "coding": "zz", "text": "x"},
        {"kind": "act", "verb": "undo", "key": "h" * 20},
    ],
)
def test_whatever_comes_is_answered_and_nothing_is_half_done(session, project, told, message):
    """A message that is not one, or that asks for what cannot be, is refused in a sentence; the study stays as it was."""
    before = (project.codings().to_dict("records"), project.codebook)
    session.receive(message)

    assert told[0]["kind"] == "refused"
    assert told[0]["message"].endswith((".", "?"))
    assert (project.codings().to_dict("records"), project.codebook) == before


def test_what_another_program_does_is_seen_with_the_next_act(session, project, told):
    """Another session's changes of the codebook and of this coder's codings come with the next answer."""
    project.code(project.transcripts["P1"].find("garden"), "ignored")
    project.add_code("Cup of tea")
    session.receive(act("code", "i" * 20, **laying(project, 19, 24)))

    assert len(told[0]["codings"]) == 2
    assert "cup-of-tea" in {code["id"] for code in told[0]["codes"]}


def test_a_changed_text_is_sent_anew(session, project, told):
    """After a correction the page gets the interview whole before it is told of anything on it."""
    project.transcripts.correct("P1", "garden", "garden shed")
    session.receive(act("new_code", "j" * 20, name="Shed"))

    assert [each["kind"] for each in told] == ["page", "changes"]
    assert "garden shed" in told[0]["turns"][3][5]


def test_random_acts_leave_what_was_told_and_study_equal(session, project, told):
    """After 250 acts of every kind, what the messages add up to is what the study holds."""
    draw = random.Random(7)
    text = project.transcripts["P1"].text
    shown = {}
    number = 0
    for step in range(250):
        ids = sorted(shown)
        verb = draw.choice(["code"] * 4 + ["recode", "resize", "important", "remove", "memo", "undo", "redo"])
        start = draw.randrange(len(text) - 12)
        about = laying(project, start, start + draw.randrange(3, 12), draw.choice(list(project.codebook)).id)
        about |= {
            "important": draw.random() < 0.5,
            "text": f"memo {step}",
            "polarity": draw.choice(["both", "unclear"]),
        }
        if verb == "recode":
            about.pop(draw.choice(["code", "polarity"]))
        if verb not in {"code", "undo", "redo"}:
            if not ids:
                continue
            about["coding"] = draw.choice(ids)
        told.clear()
        session.receive(act(verb, f"{step:020d}", **about))
        for message in told:
            assert message["kind"] in {"changes", "refused", "page"}
            if message["kind"] == "page":
                shown = {coding["id"]: coding for coding in message["codings"]}
            elif message["kind"] == "changes":
                for coding in message["gone"]:
                    shown.pop(coding, None)
                shown |= {coding["id"]: coding for coding in message["codings"]}
                assert message["number"] >= number
                number = message["number"]

    table = project.codings()[lambda found: (found.coder == "Bo") & (found.document == "P1")]
    stored = {
        row.coding_id: (row.start, row.end, row.code, set(row.memo.split("\n")), bool(row.important))
        for row in table.itertuples()
    }
    seen = {
        each["id"]: (
            *(each["start"], each["end"], each["code"]),
            set(f"{each['notes']}\n{each['memo']}".strip().split("\n")),
            each["important"],
        )
        for each in shown.values()
    }
    assert seen == stored
    assert len(stored) > 3
