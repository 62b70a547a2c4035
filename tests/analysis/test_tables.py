from qualkit.analysis import framework_table, outcomes_table, participants_table
from qualkit.analysis.tables import FRAMEWORK_COLUMNS
from qualkit.loaders import load_codebook
from qualkit.model import Code, Codebook, Participant
from tests.analysis.frames import BOOK, table

PEOPLE = [
    Participant("P1", "Jo", {"age": "42", "gender": "woman", "outcomes": "employment"}),
    Participant("P2", "Al", {"age": "27", "gender": "man", "outcomes": "education; employment; education"}),
    Participant("P3", "Di", {"age": "", "gender": "woman", "outcomes": " "}),
]


def test_table_one_keeps_what_was_recorded():
    """Attributes stand as recorded; the last row gives ranges and counts, and says what is missing."""
    found = participants_table(PEOPLE)
    assert list(found.columns) == ["participant", "pseudonym", "age", "gender"]
    assert found["age"].tolist() == ["42", "27", "", "27 to 42, 1 not recorded"]
    assert found.iloc[-1].tolist() == ["all 3", "", "27 to 42, 1 not recorded", "2 woman, 1 man"]


def test_table_one_without_pseudonyms_or_people():
    """Nobody's pseudonym makes no column, and nobody at all an empty table."""
    assert list(participants_table([Participant("P1")]).columns) == ["participant"]
    assert participants_table([]).empty


def test_many_different_words_are_only_counted():
    """A column in which nearly everybody differs is summed up by how many there are."""
    people = [Participant(f"P{n}", attributes={"place": f"place {n}"}) for n in range(6)]
    assert participants_table(people)["place"].tolist()[-1] == "6 different"


def test_table_two_counts_people():
    """A person with several outcomes counts in each, once, and those with none have a row."""
    assert outcomes_table(PEOPLE).to_numpy().tolist() == [
        ["employment", 2, 3, "P1, P2"],
        ["education", 1, 3, "P2"],
        ["none recorded", 1, 3, "P3"],
    ]
    assert outcomes_table([]).empty


def test_table_three_has_a_line_for_each_pair_of_conditions():
    """Each line shows both sides with their people and codings; an unspoken one shows zeros."""
    coded = table(
        ("P1", "P1", "Ana", "home", 0, 5),
        ("P2", "P2", "Ana", "home", 0, 5),
        ("P1", "P1", "Ana", "no-home", 0, 5),
        ("P1", "P1", "Morag", "no-home", 0, 5),
    )
    assert framework_table(coded).to_numpy().tolist() == [
        ["home", "Somewhere to dwell: safe and warm", 2, 2, "Nowhere to dwell: homeless", 1, 2, 3],
        ["communication", "Heard and understood", 0, 0, "Judged or ignored", 0, 0, 3],
    ]


def test_table_three_counts_the_side_that_was_read():
    """A passage read against its code's side is not counted on that side."""
    coded = table(("P1", "P1", "Ana", "home", 0, 5), polarity=["invalidating"])
    assert framework_table(coded).iloc[0, 2] == 0


def test_a_codebook_without_pairs_gives_no_lines():
    """Another study's codebook is no error: the table has its columns and no row."""
    plain = Codebook(
        (Code("a", "A"), Code("b", "B", kind="condition", area="home", polarity="validating", pair=("a",)))
    )
    for book in (plain, Codebook()):
        found = framework_table(table(book=book), book)
        assert found.empty
        assert tuple(found.columns) == FRAMEWORK_COLUMNS
    assert len(framework_table(table(book=plain), BOOK)) == 2


def test_table_three_of_the_built_in_codebook():
    """The study that qualkit began with has eight lines in six areas of living."""
    found = framework_table(table(), load_codebook("validation-invalidation"))
    areas = [
        "home",
        "activity",
        "relationships",
        "money",
        "money",
        "belonging",
        "communication",
        "communication",
    ]
    assert found["area"].tolist() == areas


def test_a_word_that_few_share_is_not_said():
    """With a least number, rarer words are counted together, so that one word tells nobody who it is."""
    people = [
        Participant(f"P{n}", attributes={"place": "town" if n < 6 else f"village {n}"}) for n in range(8)
    ]

    assert participants_table(people, at_least=5)["place"].tolist()[-1] == "6 town, 2 other"
