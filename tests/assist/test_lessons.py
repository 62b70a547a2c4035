from dataclasses import replace

import pytest

from qualkit.assist.lessons import PASSED_OVER, lessons
from qualkit.assist.passages import passages

FIRST = "I was on my own in that hostel for the whole winter, I was."
SECOND = "They came round on a Tuesday with the forms and went away."
THIRD = "Then the choir started up and I was at it every single week."


@pytest.fixture
def talk(interview):
    return interview("P1", ("INT", "Tell me about the winter."), ("P1", f"{FIRST} {SECOND} {THIRD}"))


@pytest.fixture
def learn(book):
    def learn(transcript, codings, allowed=lambda _: True):
        known = {transcript.document: transcript}
        return lessons(book, known, codings, passages(transcript, longest=1), allowed)

    return learn


def test_each_stretch_is_one_lesson_with_all_its_codes(talk, coded, learn):
    """Two coders' codes on the same words teach together, once."""
    codings = [
        coded(talk, FIRST, "nowhere-to-dwell"),
        coded(talk, FIRST, "nowhere-to-dwell", coder="Ben"),
        coded(talk, "on my own in that hostel", "no-one-to-love", coder="Ben"),
    ]
    taught = learn(talk, codings)
    assert sorted(taught.texts, key=len) == ["on my own in that hostel", FIRST]
    assert set(taught.code_ids) == {frozenset({"nowhere-to-dwell", "no-one-to-love"})}


def test_what_was_passed_over_counts_for_less_and_what_is_ahead_for_nothing(talk, coded, learn):
    """Uncoded words before the last coding teach a little that nothing holds; words after it teach nothing."""
    taught = learn(talk, [coded(talk, SECOND, "ignored")])
    quotes = [getattr(text, "quote", text) for text in taught.texts]
    assert quotes == [SECOND, FIRST]
    assert taught.code_ids == (frozenset({"ignored"}), frozenset())
    assert taught.weights == (1.0, PASSED_OVER)
    assert taught.groups == ("P1", "P1")


def test_a_refusal_is_not_learnt_from(talk, coded, learn):
    """Codings on the words of someone who refused teach nothing."""
    assert learn(talk, [coded(talk, FIRST, "ignored")], lambda person: person != "P1").code_ids == ()


def test_interviewers_words_teach_nothing(talk, coded, learn):
    """A coding on a question, or that runs from a question into an answer, teaches nothing."""
    across = coded(talk, "winter.\nI was on my own", "ignored")
    assert learn(talk, [coded(talk, "about the winter", "ignored"), across]).texts == ()


def test_what_cannot_be_placed_teaches_nothing(talk, coded, learn):
    """Codings of unknown documents, earlier revisions and codes that are gone are left aside."""
    known = coded(talk, FIRST, "ignored")
    elsewhere = replace(known, segment=replace(known.segment, document="P9"))
    earlier = replace(known, segment=replace(known.segment, revision=7))
    assert learn(talk, [elsewhere, earlier, replace(known, code="gone")]).texts == ()
