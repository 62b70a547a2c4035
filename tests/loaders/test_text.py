"""Plain text and Markdown files."""

import pytest


def test_markdown_labels_in_bold_are_labels(read):
    """Whichever side of the mark the colon stands."""
    transcript = read("a.md", "**INT:** How was it?\n\n**P1**: *Long*.\n\n__INT:__ Oh.\n\n- **P1:** Yes.")
    assert [(turn.speaker, turn.text) for turn in transcript] == [
        ("INT", "How was it?"),
        ("P1", "*Long*."),
        ("INT", "Oh."),
        ("P1", "Yes."),
    ]


def test_markdown_headings_above_the_talk_are_its_header(read):
    """And rules are left out."""
    transcript = read("a.md", "# Interview 3\n\n---\n\n**INT:** So?\n\n**P1:** Yes.")
    assert transcript.source.header == ("Interview 3",)
    assert transcript.source.left_out == (
        ("marks of layout", "#"),
        ("a rule in Markdown", "---"),
        ("marks of layout", "****"),
        ("marks of layout", "****"),
    )


def test_markdown_headings_may_be_labels(read):
    """Where they repeat."""
    transcript = read("a.md", "## Jane\nHello.\n\n## Tom\nHi.\n\n## Jane\nBye.\n\n## Tom\nYes.")
    assert transcript.speakers == {"Jane": 2, "Tom": 2}


def test_bold_words_in_speech_stay(read):
    """Emphasis is the transcriber's."""
    assert read("a.txt", "INT: So?\nP1: **Never** again.").turns[1].text == "**Never** again."


def test_a_text_without_labels_is_loaded_and_doubted(read):
    """It is not refused."""
    transcript = read("a.txt", "Just words.\n\nAnd more.")
    assert transcript.speakers == {None: 2}
    assert "no speakers' labels" in transcript.source.doubts[0]


def test_one_long_line_is_one_turn(read):
    """As speech recognition writes it."""
    assert len(read("a.txt", "AND THEN I WENT " * 2000).turns) == 1


STYLES = {
    "a role in brackets": "[INT] So?\n[P1] Yes.\n[INT] Oh.\n[P1] No.\n",
    "a role in round brackets": "(INT) So?\n(P1) Yes.\n(INT) Oh.\n(P1) No.\n",
    "a role in angle brackets": "<INT> So?\n<P1> Yes.\n<INT> Oh.\n<P1> No.\n",
    "numbered turns": "1. INT: So?\n2. P1: Yes.\n3. INT: Oh.\n4. P1: No.\n",
    "numbered lines": "1 INT: So?\n2 P1: Yes.\n3 INT: Oh.\n4 P1: No.\n",
    "times behind": "INT: So? [00:00:03]\nP1: Yes. [00:00:08]\nINT: Oh. [00:00:09]\nP1: No. [00:01:00]\n",
    "a semicolon-free tab": "INT\tSo?\nP1\tYes.\nINT\tOh.\nP1\tNo.\n",
    "small letters": "int: So?\np1: Yes.\nint: Oh.\np1: No.\n",
    "a time above": "[00:00:05]\nINT: So?\n\n[00:00:08]\nP1: Yes.\n\n[00:00:09]\nINT: Oh.\n\n[00:01:00]\nP1: No.\n",
    "a time between": "INT [00:01]: So?\nP1 [00:02]: Yes.\nINT [00:03]: Oh.\nP1 [00:04]: No.\n",
}


@pytest.mark.parametrize("text", STYLES.values(), ids=STYLES)
def test_transcribers_styles_are_read(read, text):
    """Whatever stands round a label, its words are the same, and so are the labels."""
    transcript = read("a.txt", text)
    assert [(turn.speaker.upper(), turn.text) for turn in transcript] == [
        ("INT", "So?"),
        ("P1", "Yes."),
        ("INT", "Oh."),
        ("P1", "No."),
    ]
    assert (transcript.source.account.lost, transcript.source.account.added) == (0, 0)


@pytest.mark.parametrize("heading", ["Notes", "ENDNOTES:", "Footnotes", "--- Notes ---"])
@pytest.mark.parametrize("note", ["[{}] A home.", "{}. A home.", "{} A home.", "[^{}]: A home."])
def test_endnotes_are_nobodys_words(read, heading, note):
    """They are listed as left out; the last speaker does not say them."""
    notes = "\n".join(note.format(number) for number in (1, 2))
    transcript = read(
        "a.txt", f"INT: So?\nP1: The home[1] then.\nINT: Oh.\nP1: Yes.[2]\n\n{heading}\n\n{notes}\n"
    )

    assert transcript.turns[-1].text == "Yes.[2]"
    assert [reason for reason, _ in transcript.source.left_out] == ["endnotes"] * 3


def test_what_people_count_up_stays_theirs(read):
    """A list in a turn, or a heading "Notes" that no note follows, is said by somebody."""
    text = "INT: So?\nP1: Three things.\n1. The bus\n2. The ward\n3. The tea\nINT: Oh.\nP1: Notes\nP1: And more.\n"
    assert read("a.txt", text).turns[1].text == "Three things. 1. The bus 2. The ward 3. The tea"


def test_an_interview_in_capitals_without_a_full_stop_is_read_whole(read):
    """28,000 characters of speech recognition in one line are one turn of nobody, and that is said."""
    words = "AND THEN SHE SAID TO ME WELL YOU CAN GO HOME NOW " * 570
    transcript = read("a.txt", words)

    assert (len(transcript.turns), transcript.text) == (1, words.strip())
    assert "no speakers' labels" in transcript.source.doubts[0]
