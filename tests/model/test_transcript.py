"""What was said, laid end to end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.errors import SegmentError
from qualkit.model import Transcript, Utterance

TALK = st.lists(
    st.tuples(st.sampled_from(["INT", "P1", None]), st.text(alphabet="ab é👩\u0301我", min_size=1)),
    max_size=12,
)


@given(TALK)
def test_turns_cover_the_text_exactly(talk):
    """Each turn's offsets hold its words, the turns follow one another, and between two is one line feed."""
    transcript = Transcript.of("P1", [Utterance(speaker, text) for speaker, text in talk])

    assert transcript.text == "\n".join(text for _, text in talk)
    at = 0
    for turn, (speaker, text) in zip(transcript.turns, talk, strict=True):
        assert (turn.start, turn.text, turn.speaker) == (at, text, speaker)
        assert transcript.text[turn.start : turn.end] == text
        assert transcript.turn_at(turn.start) == turn
        at = turn.end + 1


def test_find_counts_occurrences():
    """`find` gives the nth place, in a turn and in the text, and says when there is none."""
    transcript = Transcript.of("P1", [Utterance("INT", "no?"), Utterance("P1", "no, and no")])

    assert transcript.find("no", nth=3).start == 12
    assert transcript.turns[1].find("no", nth=2).start == 12
    for looked in (transcript, transcript.turns[0]):
        with pytest.raises(SegmentError) as refused:
            looked.find("secretword")
        assert "secretword" not in str(refused.value)


def test_speakers_are_counted_in_order():
    """Each label and its turns, in the order of appearance; words are counted at white space."""
    transcript = Transcript.of(
        "P1", [Utterance("INT", "so then"), Utterance("P1", "no"), Utterance("INT", "ah")]
    )

    assert transcript.speakers == {"INT": 2, "P1": 1}
    assert (transcript.words, len(transcript), repr(transcript)) == (
        4,
        13,
        "Transcript(P1, 3 turns, 4 words)",
    )
