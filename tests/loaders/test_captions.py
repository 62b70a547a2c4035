"""Captions become turns."""

import pytest

from qualkit.loaders.captions import Cue, read_captions


def spoken(*voices):
    cues = [Cue(float(at), at + 1.0) for at in range(len(voices))]
    return read_captions(cues, [[each] for each in voices])


def said(*voices):
    return [(one.speaker, one.text) for one in spoken(*voices).utterances]


def test_captions_cut_in_mid_sentence_are_one_turn_of_their_speaker():
    """With the first one's start and the last one's end."""
    talk = spoken(
        ("P1", "So I went"), ("P1", "home. Then"), ("P1", "I slept."), ("P1", "And woke."), ("INT", "Mm.")
    )
    assert talk.utterances[0] == ("P1", "So I went home. Then I slept. And woke.", 0.0, 4.0, None)
    assert len(talk.utterances) == 2


def test_captions_that_are_whole_utterances_stay_apart():
    """Where none is cut, each has its own time."""
    assert len(said(("P1", "Yes."), ("P1", "No."), ("INT", "Mm."))) == 3


def test_captions_without_a_name_go_on_with_the_speaker_before():
    """And how many is said."""
    talk = spoken(("P1", "Yes."), (None, "I did."), ("INT", "Mm."))
    assert [one.speaker for one in talk.utterances] == ["P1", "P1", "INT"]
    assert talk.doubts == ["1 captions name no speaker: given to the one before"]


def test_captions_without_any_name_stay_turns_of_nobody():
    """And that is said."""
    talk = spoken((None, "when the moon"), (None, "hits your eye"))
    assert [one.speaker for one in talk.utterances] == [None, None]
    assert talk.doubts == ["no speakers were found: read as 2 unlabelled captions"]


def test_rolling_captions_are_said_once():
    """Programs show each line twice; people said it once."""
    rolled = ["so", "so\nI was", "I was\nat home", "at home", "at home\nwith you"]
    talk = spoken(*((None, text) for text in rolled))
    assert [one.text for one in talk.utterances] == ["so", "I was", "at home", "with you"]
    assert talk.left_out == [("words that rolling captions repeat", "so\nI was\nat home\nat home")]


def test_people_who_repeat_themselves_are_not_taken_for_rolling_captions():
    """Twice is no proof; it is said and kept."""
    talk = spoken((None, "Yes."), (None, "Yes.\nYes."), (None, "No."), (None, "Oh."))
    assert len(talk.utterances) == 4
    assert "kept; look whether they roll" in talk.doubts[0]


def test_names_with_a_colon_are_speakers_of_captions():
    """Also two in one caption."""
    assert said((None, "Ana: So?\nTom: Yes."), (None, "Tom: I did."), (None, "Ana: Oh.")) == [
        ("Ana", "So?"),
        ("Tom", "Yes."),
        ("Tom", "I did."),
        ("Ana", "Oh."),
    ]


def test_an_hour_without_a_full_stop_is_cut_where_a_caption_ends():
    """Or it would have one time only."""
    talk = spoken(*[("P1", "word " * 40)] * 400)
    assert 2 <= len(talk.utterances) <= 10


def timed(*captions):
    cues = [Cue(start, end) for start, end, _, _ in captions]
    talk = read_captions(cues, [[(name, text)] for _, _, name, text in captions])
    return [one.text for one in talk.utterances]


def test_nothing_goes_on_after_a_silence():
    """Half a sentence and, a minute later, another are two turns."""
    assert timed((0.0, 1.0, "P1", "So I went"), (1.0, 2.0, "P1", "home and"), (60.0, 61.0, "P1", "then")) == [
        "So I went home and",
        "then",
    ]


def test_a_stretch_of_whole_sentences_stays_apart_in_a_file_where_others_are_cut():
    """What one speaker's captions do does not join another's."""
    cut = [(float(at), at + 1.0, "P1", "and so on") for at in range(20)]
    whole = [(20.0 + at, at + 21.0, "INT", "So it was.") for at in range(10)]
    assert len(timed(*cut, *whole)) == 1 + 10


def test_an_aside_at_the_end_ends_a_sentence():
    """What others say in between, and laughter, come after the full stop."""
    assert timed(
        (0.0, 1.0, "P1", "Yes. //P2: No. //"), (1.0, 2.0, "P1", "I did. (laughs)"), (2.0, 3.0, "P1", "So")
    ) == [
        "Yes. //P2: No. //",
        "I did. (laughs)",
        "So",
    ]


def test_a_name_in_small_letters_is_a_name_where_the_recorder_names_most_captions():
    """People choose how they are called in a call."""
    said_ = said((None, "Jane Smith: So."), (None, "ali: yes"), (None, "Jane Smith: Oh."), (None, "ali: mm"))
    assert [name for name, _ in said_] == ["Jane Smith", "ali", "Jane Smith", "ali"]
    assert said((None, "so I said"), (None, "well: no"), (None, "and he"), (None, "well: yes"))[1] == (
        None,
        "well: no",
    )


@pytest.mark.parametrize("label", ["[SPEAKER_00]", "(SPEAKER_00)", "[Speaker 0]"])
def test_a_speaker_in_brackets_needs_no_colon(label):
    """Some programs leave it away."""
    assert said((None, f"{label} So."), (None, f"{label.replace('0', '1')} Yes."), (None, f"{label} Oh."))[
        0
    ] == (
        label[1:-1],
        "So.",
    )
