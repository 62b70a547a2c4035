"""Which column is what."""

from qualkit.loaders.columns import Columns, guess_columns, is_answer_column, meaning, turns_in_rows


def test_headings_say_what_a_column_holds():
    """In any capitals, with underscores or colons."""
    assert [meaning(heading) for heading in ("Start_Time", "WHO:", "Utterance", "Q1")] == [
        "start",
        "speaker",
        "text",
        None,
    ]


def test_a_table_of_facts_is_no_table_of_turns():
    """It has no speakers that repeat."""
    assert guess_columns([["Date", "3 March"], ["Place", "Bristol"]]).text is None
    assert guess_columns([]).text is None


def test_a_row_without_a_speaker_goes_on_with_the_turn_before():
    """As transcribers leave the cell empty."""
    rows = [["P1", "One."], ["", "Two."], ["INT", ""], ["INT", "So?"]]
    turns, left_out, marks, _ = turns_in_rows(rows, Columns(0, 1))
    assert [(turn.speaker, turn.text) for turn in turns] == [("P1", "One. Two."), ("INT", "So?")]
    assert left_out == [("a row without words", "INT")]
    assert marks == ["P1", "", "INT"]


def test_answers_are_told_from_facts_by_their_length_or_question():
    """An age is no answer."""
    assert is_answer_column("Why?", ["No."])
    assert is_answer_column("q3", ["I was never asked by anyone."])
    assert not is_answer_column("age", ["34", "57"])
