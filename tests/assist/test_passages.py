from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.assist.language import language
from qualkit.assist.passages import MOST_SENTENCES, MOST_WORDS, passages
from qualkit.model import Transcript, Utterance

WORDS = st.sampled_from(
    [
        "I was low.",
        "No.",
        "They said, um, never again!",
        "Siân 🙂",
        "…",
        "and so on and on it went",
        "\n",
        "e\u0301t\u00e9?",
    ]
)
TURNS = st.lists(
    st.tuples(
        st.sampled_from(["INT", "P1"]), st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=20)
    ),
    max_size=6,
)


def _transcript(talk):
    transcript = Transcript.of("P1", [Utterance(speaker, words) for speaker, words in talk])
    turns = tuple(
        replace(turn, role="interviewer" if turn.speaker == "INT" else "participant")
        for turn in transcript.turns
    )
    return replace(transcript, turns=turns)


@settings(max_examples=60, deadline=None)
@given(talk=TURNS, longest=st.integers(1, 4))
def test_passages_lie_where_they_say(talk, longest):
    """Every passage is a stretch of its text, trimmed, within one participant's turn, with words in it."""
    transcript = _transcript(talk)
    for passage in passages(transcript, longest=longest):
        where = passage.segment
        turn = transcript.turn_at(where.start)
        assert where.quote == transcript.text[where.start : where.end] == passage.reading.quote
        assert where.quote == where.quote.strip()
        assert passage.reading.words
        assert (turn.role, turn.start <= where.start < where.end <= turn.end) == ("participant", True)


@settings(max_examples=40, deadline=None)
@given(talk=TURNS)
def test_units_hold_every_word_once(talk):
    """Side by side, passages hold each of a participant's words exactly once."""
    transcript = _transcript(talk)
    units = passages(transcript, longest=1)
    assert all(unit.unit for unit in units)
    held = [word for unit in units for word in unit.reading.words]
    spoken = language().read([turn.text for turn in transcript.turns if turn.role == "participant"])
    assert held == [word for reading in spoken for word in reading.words]
    ends = [unit.segment.end for unit in units]
    assert all(end <= unit.segment.start for end, unit in zip(ends, units[1:], strict=False))


def test_a_short_turn_is_one_passage(interview):
    """A turn of a few words is not cut, though it has several sentences."""
    transcript = interview("P1", ("INT", "How was it?"), ("P1", "Hard. Really hard. Lonely."))
    assert [passage.segment.quote for passage in passages(transcript)] == ["Hard. Really hard. Lonely."]


def test_interviewers_words_give_no_passage(interview):
    """An interviewer's question is never offered for coding, nor the words of others in the room."""
    transcript = interview("P1", ("INT", "Were you lonely?"), ("P1", "Yes."))
    turns = (transcript.turns[0], replace(transcript.turns[1], role="other"))
    assert passages(replace(transcript, turns=turns)) == []


def test_runs_are_short(interview):
    """Runs are of a few sentences, and of no more words than a person would mark."""
    said = " ".join(
        f"Then on day number {n} there was nothing at all to be had from them by anyone." for n in range(9)
    )
    found = passages(interview("P1", ("P1", said)))
    runs = [passage for passage in found if not passage.unit]
    assert max(passage.segment.quote.count(".") for passage in found) <= MOST_SENTENCES
    assert max(len(passage.reading.words) for passage in runs) <= MOST_WORDS


@pytest.mark.parametrize("said", ["", "   ", "…", "?!"])
def test_a_turn_without_words_gives_none(interview, said):
    """Silence and bare marks are no passages."""
    assert passages(interview("P1", ("P1", said))) == []
