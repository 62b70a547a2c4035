"""Typed in, a paper says what it would have said read by machine; whoever mistypes its code is told."""

from __future__ import annotations

import json

import pytest

from qualkit.errors import NotFound, ReturnError
from qualkit.memberchecks.returns import write_answers
from qualkit.memberchecks.token import ALPHABET
from qualkit.model import Answer, Return
from tests.fixtures import papers


def test_typed_and_talked_answers_are_kept_with_who(asked):
    """A paper and a talk come into the same table, with their route and who typed them."""
    for person, source in (("P1", "paper"), ("P2", "talk")):
        token, code = papers.number_of(asked, person)
        asked.checks.enter(token, code, {1: "agree"}, source=source, typed_by="Ben", received="2027-01-05")

    table = asked.checks.responses()
    assert table.groupby("participant")["source"].unique().map(list).to_dict() == {
        "P1": ["paper"],
        "P2": ["talk"],
    }
    assert set(table["received_on"]) == {"2027-01-05"}


def test_every_mistyped_code_is_refused(asked):
    """Each single wrong character of the code, and each swap, is refused before anything is kept."""
    token, code = papers.number_of(asked, "P1")
    wrong = {code[:at] + char + code[at + 1 :] for at in range(10) for char in ALPHABET} - {code}
    wrong |= {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(9)} - {code}
    for typed in wrong:
        with pytest.raises(ReturnError, match="check character"):
            asked.checks.paper(token, typed)
    with pytest.raises(ReturnError, match="another paper"):
        asked.checks.paper(token, papers.number_of(asked, "P2")[1])
    assert asked.checks.paper(f"qk1-{token.lower()}-v1", f" {code[:5].lower()} {code[5:]} ").token == token


def test_wrong_items_and_sources_are_refused(asked):
    """A number that the paper does not have, an answer that it does not offer and an unknown route are named."""
    token, code = papers.number_of(asked, "P1")
    with pytest.raises(ReturnError, match="no number 9"):
        asked.checks.enter(token, code, {9: "agree"})
    with pytest.raises(NotFound):
        asked.checks.enter(token, code, {1: "perhaps"})
    with pytest.raises(NotFound):
        asked.checks.enter(token, code, {1: "agree"}, source="rumour")
    assert len(asked.checks.responses()) == 0


def test_a_second_pass_compares_and_keeps_nothing(answered):
    """Typed a second time, the numbers that differ are named and nothing changes."""
    token, code = papers.number_of(answered, "P1")
    same = {"words": {1: "They did ask, once."}, "more": "The bus."}
    entries = len(answered.history())

    assert answered.checks.compare(token, code, {1: "notquite", 2: "agree"}, **same) == []
    assert answered.checks.compare(token, code, {1: "agree", 2: "agree"}, **same) == [1]
    assert answered.checks.compare(token, code, {1: "notquite", 2: "agree"}, more="The train.") == [0, 1]
    assert len(answered.history()) == entries
    with pytest.raises(ReturnError, match="type it in once"):
        answered.checks.compare(*papers.number_of(answered, "P2"), {1: "agree"})


ROUTES = ("pdf", "html", "docx", "csv", "paper", "talk")
CHOSEN, SAID, MISSED = {1: "notquite", 2: "remove"}, {1: "=They did ask; “once”."}, "The bus."


def _by(route, project, folder):
    token, code = papers.number_of(project, "P1")
    doc = f"QK1-{token}-v1"
    if route == "pdf":
        (folder / "in.pdf").write_bytes(
            papers.fill((folder / "papers" / f"check-{token}.pdf").read_bytes(), CHOSEN, SAID, MISSED)
        )
    elif route == "docx":
        project.prepare_member_checks(folder / "word", "P1", kinds=("docx",))
        blank = (folder / "word" / f"check-{token}.docx").read_bytes()
        (folder / "in.docx").write_bytes(papers.fill_word(blank, CHOSEN, SAID, MISSED))
    elif route == "html":
        fields = {"c1_answer": "notquite", "c1_own": SAID[1], "c2_answer": "remove", "c2_own": ""}
        saved = {
            "format": "qualkit-answers 1",
            "doc": doc,
            "code": code,
            "answers": fields,
            "all_more": MISSED,
        }
        (folder / "in.json").write_text(json.dumps(saved), encoding="utf-8")
    elif route == "csv":
        said = Return(
            "csv", doc, code, (Answer.of(1, "notquite", SAID[1]), Answer.of(2, "remove", "")), MISSED
        )
        (folder / "in.csv").write_text("\ufeff" + write_answers([said]), encoding="utf-8")
    if route in ("paper", "talk"):
        return project.checks.enter(token, code, CHOSEN, words=SAID, more=MISSED, source=route)
    return project.checks.read(next(folder.glob("in.*")))[0]


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_gives_the_same_answers_and_adjustments(route, asked, tmp_path):
    """The same answers by PDF, form, Word file, table, typing or talk are the same answers, and lead to the same decisions."""
    received = _by(route, asked, tmp_path)
    asked.checks.decide("P1", 1, "reword", after="You said they asked once.")
    asked.checks.decide("P1", 2, "unquote", reason="asked")

    assert (received.fate, received.state) == ("taken", "returned_full")
    table = asked.checks.responses()
    assert list(zip(table["item"], table["answer"], table["words"], strict=True)) == [
        (1, "not_quite", SAID[1]),
        (2, "remove", ""),
        (0, "", MISSED),
    ]
    assert set(table["source"]) == {route}
    made = asked.checks.adjustments()
    assert [tuple(row) for row in made[["number", "kind", "before", "after"]].to_numpy()] == [
        (1, "reword", "You said how it was.", "You said they asked once."),
        (2, "unquote", "", ""),
    ]
