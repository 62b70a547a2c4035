"""CSV tables as transcripts."""

import pytest

from qualkit.errors import LoadError


def said(transcript):
    return [(turn.speaker, turn.text, turn.question) for turn in transcript]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_usual_separator_is_read(read, mark):
    """Also where the ending promises another."""
    transcript = read(
        "a.csv",
        f"speaker{mark}text{mark}start{mark}end\nINT{mark}So?{mark}0:01{mark}0:02.5\nP1{mark}Yes.{mark}3{mark}4\n",
    )
    assert [(turn.start_time, turn.end_time) for turn in transcript] == [(1.0, 2.5), (3.0, 4.0)]
    assert transcript.speakers == {"INT": 1, "P1": 1}


def test_windows_text_with_a_line_break_in_a_cell_is_one_turn(read):
    """And what looks like a formula is words."""
    data = 'speaker;text\r\nINT;"It’s £5;\r\nyes?"\r\nP1;=1+1 he said\r\n'.encode("cp1252")
    assert [turn.text for turn in read("a.csv", data)] == ["It’s £5; yes?", "=1+1 he said"]


def test_how_the_columns_were_read_is_said(read):
    """A person can check it."""
    assert read("a.csv", "Who,Said,n\nINT,So?,1\n").source.doubts == (
        "a row a turn; columns: speaker from 'Who', text from 'Said'",
    )


def test_a_table_without_headings_is_read_by_its_content(read):
    """Aloud."""
    transcript = read("a.csv", "0:01,INT,So how was it?\n0:03,P1,Long.\n0:05,INT,Oh really?\n")
    assert transcript.speakers == {"INT": 2, "P1": 1}
    assert "no heading row; columns guessed" in transcript.source.doubts[0]


def test_named_columns_are_taken_and_nothing_is_guessed(read):
    """A mapping settles it."""
    data = "a,b,c\nINT,x,So?\nP1,y,Yes.\n"
    transcript = read("a.csv", data, columns={"speaker": "a", "text": "c"})
    assert said(transcript) == [("INT", "So?", None), ("P1", "Yes.", None)]
    assert transcript.source.doubts == ()
    assert ("a column that is no part of a turn", "x\ny") in transcript.source.left_out


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"text": "spoken"}, "Did you mean 'spoke'"),
        ({"speaker": "who"}, "holds the words"),
        ({"txt": "spoke"}, "no part of a turn"),
        ({"respondent": "who", "text": "spoke"}, "has no use"),
    ],
)
def test_a_wrong_mapping_is_refused(read, columns, words):
    """With the nearest name."""
    with pytest.raises(LoadError, match=words):
        read("a.csv", "who,spoke\nINT,So?\n", columns=columns)


SURVEY = "id,age,What helped?,What harmed?\nR1,34,My friends did.,Nothing\nR2,57,,The waiting and the forms\n"


def test_a_survey_is_a_turn_an_answer_with_its_question(read):
    """Facts are no answers, and are listed as left out."""
    transcript = read("a.csv", SURVEY)
    assert said(transcript) == [
        ("R1", "My friends did.", "What helped?"),
        ("R1", "Nothing", "What harmed?"),
        ("R2", "The waiting and the forms", "What harmed?"),
    ]
    assert ("a column that holds no answers", "34\n57") in transcript.source.left_out
    assert "answers from columns 3, 4" in transcript.source.doubts[0]


def test_respondents_without_an_id_are_their_rows(read):
    """`row 1` is no name, and says so."""
    assert said(read("a.csv", "What helped?,What harmed?\nFriends,Forms\n"))[0] == (
        "row 1",
        "Friends",
        "What helped?",
    )


def test_answer_columns_may_be_named(read):
    """The others are left out."""
    transcript = read("a.csv", SURVEY, columns={"respondent": "id", "answers": ["What helped?"]})
    assert said(transcript) == [("R1", "My friends did.", "What helped?")]


def test_a_row_an_answer_with_its_question_in_a_column_is_read(read):
    """The long form of a survey."""
    data = "participant,question,answer\nR1,What helped?,Friends\nR1,And harmed?,Forms\n"
    assert said(read("a.csv", data)) == [("R1", "Friends", "What helped?"), ("R1", "Forms", "And harmed?")]


@pytest.mark.parametrize(
    ("data", "words"), [("just words\nand more\n", "has no columns"), ("speaker,text\n", "no words")]
)
def test_what_is_no_table_is_refused(read, data, words):
    """With what to do."""
    with pytest.raises(LoadError, match=words):
        read("a.csv", data)
