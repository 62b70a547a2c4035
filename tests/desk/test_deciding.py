"""A decision names who, what was, what is and why; it has its effect everywhere, and nothing is written over."""

from __future__ import annotations

import pytest

from qualkit.errors import NotFound, ReturnError
from qualkit.model import ADJUSTMENTS
from tests.fixtures import papers

WORDS = "nobody asked me what had happened"


def _retype(project, answers, **about):
    token, code = papers.number_of(project, "P1")
    received = project.checks.enter(token, code, answers, **about)
    if received.fate == "second":
        project.checks.confirm(received.id)


def _interpretations(project):
    return dict(zip(project.codings()["text"], project.codings()["interpretation"], strict=True))


def test_a_reworded_sentence_stands_from_then_on(answered):
    """The sentence is the new one, the old one stays in the decision, and its coding is to be looked at again."""
    made = answered.checks.decide("P1", 1, "reword", after="You said they asked once.", reason="P1 told us.")

    assert _interpretations(answered)[WORDS] == "You said they asked once."
    row = answered.checks.adjustments().to_dict("records")[0]
    assert (row["kind"], row["before"], row["after"]) == (
        "reword",
        "You said how it was.",
        "You said they asked once.",
    )
    assert (row["decided_by"], row["round"], row["reason"]) == ("Ana", 1, "P1 told us.")
    waiting = answered.checks.to_review()
    assert list(waiting["why"]) == ["reword"]
    assert answered.checks.reviewed(waiting["coding"].item()) == 1
    assert len(answered.checks.to_review()) == 0
    with pytest.raises(NotFound):
        answered.checks.reviewed(made.coding)


def test_masked_words_are_hidden_everywhere(answered, tmp_path):
    """The words that shall be hidden stand in no table, text, search or paper; what stands for them does."""
    answered.checks.decide(
        "P1", 1, "mask-more", before="what had happened", after="[an event]", reason="asked"
    )

    shown = answered.codings()["text"].tolist()
    assert "nobody asked me [an event]" in shown
    assert "what had happened" not in answered.transcripts["P1"].text
    assert answered.find("what had happened") == []
    assert answered.check() == []
    new = answered.transcripts["P1"].find("nobody asked me")
    answered.code(new, "listened-to")
    again = answered.prepare_member_checks(tmp_path / "again")
    assert [item.why_not for item in again] == ["", ""]


def test_words_that_are_not_there_cannot_be_hidden(answered):
    """A slip in the words to hide is refused, and nothing is decided."""
    with pytest.raises(ReturnError, match="not in number 1"):
        answered.checks.decide("P1", 1, "mask_more", before="the moon")
    assert len(answered.checks.adjustments()) == 0


def test_unquoted_words_count_and_are_quoted_nowhere(answered):
    """The coding stays in every count; its words are covered."""
    answered.checks.decide("P1", 1, "unquote")

    table = answered.codings()
    assert len(table) == 3
    assert not table["text"].str.contains("nobody asked").any()


def test_how_far_a_removal_goes_is_asked(asked):
    """Out at once; then `unquote` lets it count again, and only the two answers to the question are taken."""
    _retype(asked, {1: "remove"})
    assert len(asked.codings()) == 2
    for kind in set(ADJUSTMENTS) - {"remove", "unquote"}:
        with pytest.raises(ReturnError, match="last word"):
            asked.checks.decide("P1", 1, kind, after="x", before="nobody", reason="we like it")
    asked.checks.decide("P1", 1, "unquote", reason="They said: do not quote it.")
    assert len(asked.codings()) == 3
    assert not asked.codings()["text"].str.contains("nobody asked").any()
    asked.checks.decide("P1", 1, "remove", reason="They thought again.")
    assert len(asked.codings()) == 2
    assert list(asked.checks.adjustments()["kind"]) == ["unquote", "remove"]
    assert set(asked.checks.to_review()["why"]) == {"unquote", "remove"}


def test_other_codings_on_the_same_words_go_too(asked):
    """Words that go are out of every coder's codings, and a longer passage around them is out as well."""
    other = asked.as_coder("Morag", "researcher")
    other.code(
        other.transcripts["P1"].find("I had nowhere to go, and nobody asked me what had happened"), "ignored"
    )
    _retype(asked, {1: "remove"})

    assert not asked.codings()["text"].str.contains("nobody asked").any()
    assert len(asked.codings()) == 2


def test_dissent_is_kept_beside(answered):
    """The group keeps its sentence; the person's own is kept with it, and why."""
    with pytest.raises(ReturnError, match="--reason"):
        answered.checks.decide("P1", 1, "keep_with_dissent")
    answered.checks.decide("P1", 1, "keep-with-dissent", reason="Three of us heard it so.")

    assert _interpretations(answered)[WORDS] == "You said how it was."
    dissents = answered.checks.dissents().to_dict("records")
    assert [(row["participant"], row["ours"], row["theirs"]) for row in dissents] == [
        ("P1", "You said how it was.", "They did ask, once.")
    ]


def test_what_we_missed_can_be_added(answered):
    """Number 0 is what we missed; it takes `add`, and the person's words are kept with it."""
    with pytest.raises(ReturnError, match="What we missed"):
        answered.checks.decide("P1", 0, "reword", after="x")
    with pytest.raises(ReturnError, match="--after"):
        answered.checks.decide("P1", 0, "add")
    answered.checks.decide("P1", 0, "add", after="The bus was hard, too.")

    assert answered.checks.adjustments()["before"].tolist() == ["The bus."]


def test_silence_cannot_be_decided_on(asked):
    """Without a return there is nothing to decide; a number or paper that is not there is named."""
    with pytest.raises(ReturnError, match="Silence"):
        asked.checks.decide("P2", 1, "none", reason="x")
    _retype(asked, {1: "agree"})
    with pytest.raises(ReturnError, match="no number 7"):
        asked.checks.decide("P1", 7, "none", reason="x")
    with pytest.raises(NotFound):
        asked.checks.decide("P9", 1, "none", reason="x")
    with pytest.raises(NotFound):
        asked.checks.decide("P1", 1, "forget", reason="x")


def test_a_waiting_return_comes_first(asked):
    """While two returns say different things, nothing is decided on either."""
    _retype(asked, {1: "agree"})
    token, code = papers.number_of(asked, "P1")
    asked.checks.enter(token, code, {1: "notquite"})
    with pytest.raises(ReturnError, match="waits for somebody"):
        asked.checks.decide("P1", 1, "none", reason="x")


def test_a_decision_can_be_undone(answered):
    """Undo takes a decision back with its effect."""
    before = answered.codings()
    answered.checks.decide("P1", 1, "remove")
    answered.undo()

    assert answered.codings().equals(before)
    assert len(answered.checks.adjustments()) == 0
    assert len(answered.checks.to_review()) == 0


def test_the_history_has_no_words_of_it(answered):
    """Who decided what kind of thing on which id: no word of the person or the group."""
    answered.checks.decide("P1", 1, "reword", after="the heron by the weir", reason="the swan on the pond")

    shown = answered.history().to_csv()
    assert "heron" not in shown
    assert "swan" not in shown
    assert "asked, once" not in shown
