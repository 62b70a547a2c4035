"""Plain text and Markdown files."""


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
