"""What was said, laid end to end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.errors import SegmentError
from qualkit.model import Source, Transcript, Utterance

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


def test_offsets_count_code_points():
    """A family of three is five code points, a combining accent is one, Arabic letters one each."""
    talk = [Utterance("INT", "👩‍👩‍👧?"), Utterance("P1", "e\u0301, عربي")]
    transcript = Transcript.of("P1", talk)

    assert (transcript.turns[1].start, len(transcript)) == (7, 15)
    assert transcript.segment(7, 9).quote == "e\u0301"
    assert transcript.find("عربي").end == 15
    assert transcript.turns[1].segment() == transcript.segment(7, 15)


@given(TALK, st.data())
def test_what_is_found_in_a_turn_stands_there_in_the_text(talk, data):
    """Any stretch of any turn, looked up in the turn, has the same words at its offsets in the whole text."""
    transcript = Transcript.of("P1", [Utterance(speaker, text) for speaker, text in talk])
    for turn in transcript:
        left = data.draw(st.integers(0, len(turn.text) - 1))
        words = turn.text[left:]
        if words.strip():
            found = turn.find(words)
            assert transcript.text[found.start : found.end] == words == found.quote
            assert turn.start <= found.start < found.end <= turn.end


def test_a_place_outside_is_no_turn():
    """The sentence says how long the text is."""
    transcript = Transcript.of("P1", [Utterance("P1", "no")])
    for offset in (-1, 3):
        with pytest.raises(SegmentError, match=f"has 2 characters; {offset} is not"):
            transcript.turn_at(offset)


def test_what_a_loader_read_is_counted_not_shown():
    """Utterances, turns and sources keep words out of their repr."""
    said = Utterance("P1", "heron in the reeds")
    source = Source("P1.txt", header=("heron",), left_out=(("time", "heron"),))
    shown = [repr(said), repr(Transcript.of("P1", [said]).turns), repr(source)]

    assert shown[0] == "Utterance(P1, 18 characters)"
    assert not [text for text in shown if "heron" in text]
