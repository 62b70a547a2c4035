"""Several interviews in one file."""

import pytest

from qualkit.loaders import split_interviews

TALK = "INT: How was {0}?\n\nP{1}: Well, {0} was long.\n\nINT: Oh.\n\nP{1}: Yes, {0}.\n\n"
WORDS = ["the bus", "the ward", "the garden"]


def file(title, end=""):
    return "".join(
        f"{title.format(n)}\n\n{TALK.format(words, n)}{end}\n\n" for n, words in enumerate(WORDS, start=1)
    )


@pytest.mark.parametrize(
    "title",
    [
        "Interview {}",
        "INTERVIEW NO. {}",
        "*** Interview with P{} ***",
        "Transcript: P0{}",
        "Participant {}",
        "DATE: {} March\nPLACE: Bristol",
        "Interview {}\nDate: 3 March\nInterviewer: Ana",
        "Focus group {} - north",
    ],
)
def test_each_interview_of_a_file_is_found(read, title):
    """By a title that comes again with another number, or a block of headings that comes again; its words are all there."""
    whole = read("talk.txt", file(title))
    parts = split_interviews(whole)

    assert [part.document for part in parts] == ["talk 1", "talk 2", "talk 3"]
    assert [list(part.speakers) for part in parts] == [["INT", "P1"], ["INT", "P2"], ["INT", "P3"]]
    assert [len(part.turns) for part in parts] == [4, 4, 4]
    assert "\n".join(part.text for part in parts) == whole.text
    assert (whole.source.account.lost, whole.source.account.added) == (0, 0)
    assert any("3 interviews stand in the file" in doubt for doubt in whole.source.doubts)


def test_what_stands_between_two_interviews_is_nobodys_words(read):
    """Closing remarks are left out, titles are headers."""
    whole = read("talk.txt", file("Interview {}", end="[End of interview]"))

    assert whole.source.header == ("Interview 1", "Interview 2", "Interview 3")
    assert [reason for reason, _ in whole.source.left_out] == ["written under the talk"] * 3
    assert whole.turns[3].text == "Yes, the bus."


@pytest.mark.parametrize(
    "text",
    [
        "Interview 1\n\n" + TALK.format("it", 1),
        TALK.format("it", 1) + "Interview 2\n\n" + TALK.format("that", 1),
        "Interview 1\n\n" + TALK.format("it", 1) + "Interview 1\n\n" + TALK.format("that", 1),
        "Interview 1\n\n" + TALK.format("it", 1) + "P1: I had\n\nInterview 2\n\nand then no more.\n",
        "Participant 1\nHello there.\n\nParticipant 2\nOh hello.\n\nParticipant 1\nSo.\n\nParticipant 2\nYes.\n",
    ],
)
def test_one_interview_stays_one(read, text):
    """One title, the same title twice, a title within the talk, and labels that look like titles prove nothing."""
    assert split_interviews(read("a.txt", text)) == (read("a.txt", text),)


def test_a_thousand_titles_take_no_time(read):
    """Each is looked at once."""
    assert (
        len(
            split_interviews(
                read("a.txt", "".join(f"Interview {n}\n\nINT: So?\nP1: Yes {n}.\n\n" for n in range(5_000)))
            )
        )
        == 5_000
    )
