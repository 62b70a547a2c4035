"""Which labels are believed."""

from qualkit.loaders.evidence import decide, heading_of, is_timed, time_alone
from qualkit.loaders.labels import Line


def labels(*lines, **options):
    return [spot and spot.label for spot in decide([Line(line) for line in lines], **options)[0]]


def test_a_name_is_believed_when_it_repeats():
    """Once alone it is words."""
    assert labels("Jane: Hello.", "Words.", "Jane: Yes.") == ["Jane", None, "Jane"]
    assert labels("Jane: Hello.", "Words.", "More.") == [None, None, None]


def test_a_role_or_id_is_believed_at_once():
    """Transcribers use it for nothing else."""
    assert labels("Interviewer: Hello.", "R12: Yes.") == ["Interviewer", "R12"]


def test_a_small_word_that_repeats_is_no_label():
    """`She said:` is how people tell a story."""
    assert labels("She said: no.", "He left.", "She said: yes.") == [None, None, None]


def test_names_without_capitals_are_labels_where_that_is_the_way_of_the_file():
    """Some type so; a word with a colon here and there is none."""
    assert labels("jane: hello.", "tom: hi.", "jane: so?", "tom: yes.") == ["jane", "tom", "jane", "tom"]
    assert labels("INT: So?", "P1: One.", "trouble: more.", "trouble: again.", "INT: Oh.", "P1: Yes.")[
        2:4
    ] == [None, None]


def test_a_dash_in_speech_is_no_label_beside_labels_with_colons():
    """`I - I mean` is a hesitation."""
    assert labels("INT: So?", "P1: Yes.", "I - I mean it.", "Well - no.", "Well - yes.")[2:] == [
        None,
        None,
        None,
    ]


def test_a_list_of_letters_is_no_interview():
    """`A.` needs a `Q.`."""
    assert labels("A. First option", "B. Second option", "A. Third") == [None, None, None]


def test_captions_may_name_someone_once():
    """Programs write `Name:` where speech has none."""
    assert labels("Jane O'Neill: Hi.", "At 10:30 I go.", "P1: Fine.", captions=True) == [
        "Jane O'Neill",
        None,
        "P1",
    ]


def test_headings_and_times_are_told_from_talk():
    """The small questions that turns asks."""
    assert heading_of("DATE: today") == "date"
    assert heading_of("P1: today") is None
    assert is_timed("[00:05] Hello")
    assert not is_timed("10:30 I left")
    assert time_alone("10:30") is not None


def test_a_role_of_several_words_is_a_label_where_it_repeats():
    """A label such as "Peer supporter:" twice is a speaker, in bold or plain; "She said:" twice is not."""
    from qualkit.loaders.evidence import decide
    from qualkit.loaders.labels import Line

    plain = [Line("P2: Aye."), Line("Peer supporter: Me too."), Line("Key worker: Yes."), Line("P2: No.")]
    again = [
        Line("Peer supporter: Right."),
        Line("Key worker: So."),
        Line("She said: go."),
        Line("She said: stay."),
    ]
    found, _ = decide(plain + again)
    labels = ["P2", "Peer supporter", "Key worker", "P2", "Peer supporter", "Key worker", None, None]

    assert [spot and spot.label for spot in found] == labels
