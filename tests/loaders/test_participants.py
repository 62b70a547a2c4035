"""participants.csv."""

import datetime as dt

import pytest

from qualkit.errors import LoadError
from qualkit.loaders import load_participants

HEADING = "participant,pseudonym,documents,speaker,age,consent_paper,consent_quote,consent_date\n"


@pytest.fixture
def people(tmp_path):
    def write_and_read(content):
        file = tmp_path / "participants.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_participants(file)

    return write_and_read


def test_a_row_is_a_person_with_documents_labels_attributes_and_consents(people):
    """As the contract has it."""
    one, two = people(HEADING + "P1,Rose,P1*; focus-group,P1; Rose,42,yes,no,2026-01-05\nP2,,,,,,,\n")
    assert (one.participant.id, one.participant.pseudonym, one.participant.position) == ("P1", "Rose", 0)
    assert (one.documents, one.speakers) == (("P1*", "focus-group"), ("P1", "Rose"))
    assert one.participant.attributes == {"age": "42"}
    assert (one.participant.may("paper"), one.participant.may("quote"), one.participant.may("share")) == (
        True,
        False,
        None,
    )
    assert [(c.recorded_at, c.recorded_by) for c in one.participant.consents] == [
        ("2026-01-05", "participants.csv")
    ] * 2
    assert two.participant.consents == ()


def test_without_a_date_consent_is_recorded_today(people):
    """When it was read is what is known."""
    (row,) = people("participant,consent_quote\nP1,YES\n")
    assert (
        dt.date.fromisoformat(row.participant.consents[0].recorded_at)
        <= dt.datetime.now().astimezone().date()
    )


def test_semicolons_tabs_and_windows_letters_are_read(people):
    """As spreadsheet programs in Europe save them."""
    (row,) = people("Participant;Pseudonym;Consent Quote\r\nP1;Siân;no\r\n".encode("cp1252"))
    assert (row.participant.pseudonym, row.participant.may("quote")) == ("Siân", False)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEADING + "P1,,,,,,,\nP2,,,,,,,\np1,,,,,,,\n", "line 4: the participant 'p1' stands on line 2 too"),
        ("participant,consent_qoute\nP1,yes\n", "line 1: .*Did you mean 'quote'"),
        (HEADING + "P1,,,,,maybe,,\n", "line 2: 'consent_paper' must be yes, no or empty"),
        (HEADING + "P1,,,,,yes,,5/1/2026\n", "line 2: 'consent_date' must be a date such as 2026-03-14"),
        (HEADING + ",Rose,,,,,,\n", "line 2: no participant"),
        (HEADING + "P1,,,,,,,,,more\n", "line 2: 10 cells, but 8 columns"),
        (HEADING + "P1,,,,,maybe,maybe,\n", r"\(and 1 more\)"),
        (HEADING, "nobody stands below the headings"),
        ("who,age\nP1,4\n", "needs a column 'participant'; it has: who, age"),
        ("participant,age,age\nP1,4,5\n", "the column 'age' stands twice"),
        ("", "is empty"),
    ],
)
def test_what_does_not_hold_together_is_refused_with_its_line(people, content, words):
    """And nothing of it is taken."""
    with pytest.raises(LoadError, match=words):
        people(content)


def test_a_missing_file_is_one_sentence(tmp_path):
    """As for transcripts."""
    with pytest.raises(LoadError, match="There is no file"):
        load_participants(tmp_path / "participants.csv")
