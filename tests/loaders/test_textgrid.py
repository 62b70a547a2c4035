"""Praat TextGrids."""

import pytest

from qualkit.errors import LoadError


def grid(*tiers, head='File type = "ooTextFile"\nObject class = "TextGrid"\n'):
    """A short TextGrid of tiers, each a name and its intervals (or, with one time, points)."""
    lines = [head, "0", "9", "<exists>", str(len(tiers))]
    for name, *entries in tiers:
        kind = "IntervalTier" if all(len(entry) == 3 for entry in entries) else "TextTier"
        lines += [f'"{kind}"', f'"{name}"', "0", "9", str(len(entries))]
        for *times, text in entries:
            lines += [*map(str, times), '"' + text.replace('"', '""') + '"']
    return "\n".join(lines) + "\n"


def said(transcript):
    return [(turn.speaker, turn.text, turn.start_time, turn.end_time) for turn in transcript]


def test_tiers_are_speakers_and_turns_stand_in_the_order_of_time(read):
    """Overlaps keep both."""
    file = grid(
        ("Ana", (0, 2, "So?"), (2, 3, ""), (5, 6, "Oh.")), ("Tom", (1, 4, "Yes, I did."), (7, 8, "Mm."))
    )
    assert said(read("a.TextGrid", file)) == [
        ("Ana", "So?", 0.0, 2.0),
        ("Tom", "Yes, I did.", 1.0, 4.0),
        ("Ana", "Oh.", 5.0, 6.0),
        ("Tom", "Mm.", 7.0, 8.0),
    ]


def test_quotation_marks_line_ends_numbers_and_flags_in_labels_are_words(read):
    """Whatever stands between quotation marks was typed by somebody."""
    file = grid(("Ana", (0, 2, 'she said "no"\nat 10 <exists> 4')))
    assert read("a.TextGrid", file).turns[0].text == 'she said "no" at 10 <exists> 4'


def test_words_and_sounds_are_no_turns_where_somebody_s_talk_stands_beside_them(read):
    """They say the same again, and are listed."""
    file = grid(
        ("words", (0, 1, "so"), (1, 2, "yes")),
        ("phones", (0, 1, "s")),
        ("P1", (0, 2, "so yes")),
        ("", (1, "H*")),
    )
    transcript = read("a.TextGrid", file)
    assert said(transcript) == [("P1", "so yes", 0.0, 2.0)]
    assert [reason for reason, _ in transcript.source.left_out] == ["a tier that is not read as turns"] * 3
    assert transcript.source.doubts == (
        "read as turns: tier 3 (1); not read as turns: tier 1 'words' (2), tier 2 'phones' (1), tier 4 (1)",
    )


def test_words_alone_are_joined_from_silence_to_silence(read):
    """And marks of silence are no words."""
    words = [(at, at + 1, f"w{at}") for at in range(8)] + [(8, 8.4, "sp"), (8.4, 9, "then"), (10, 11, "so")]
    transcript = read("a.TextGrid", grid(("P1", *words)))
    assert said(transcript) == [("P1", "w0 w1 w2 w3 w4 w5 w6 w7 then", 0.0, 9.0), ("P1", "so", 10.0, 11.0)]
    assert transcript.source.left_out == (("marks of silence among words", "sp"),)
    assert "a tier holds single words: they are joined from silence to silence" in transcript.source.doubts


def test_a_person_can_name_the_tier(read):
    """Also one that says the same again."""
    file = grid(("P1", (0, 2, "so yes")), ("gloss", (0, 2, "ainsi oui")))
    assert read("a.TextGrid", file, columns={"tiers": "gloss"}).text == "ainsi oui"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_praat_s_encodings_and_line_ends_are_read(read, encoding):
    """UTF-16 is what Praat writes as soon as there is an accent."""
    file = grid(("Siân", (0, 2, "é"))).replace("\n", "\r\n").encode(encoding)
    assert said(read("a.TextGrid", file)) == [("Siân", "é", 0.0, 2.0)]


def test_the_older_short_form_is_read(read):
    """It names itself differently."""
    assert (
        len(
            read(
                "a.TextGrid", grid(("A", (0, 2, "Yes.")), head='File type = "ooTextFile short"\n"TextGrid"\n')
            )
        )
        == 4
    )


@pytest.mark.parametrize(
    "file",
    [
        "hello",
        "ooBinaryFile\x08TextGrid",
        'File type = "ooTextFile"\nObject class = "Pitch 1"\n',
        grid(("A", (0, 1, "x")))[:-8],
        grid(("A", (0, 1, "x"))).replace('"IntervalTier"', '"FormantTier"'),
        grid(("A", (0, "1e999", "x"))),
        grid(("A", (0, 1, "x"))).replace("\n1\n", "\n-1\n", 1),
        grid(("A", (0, 1, "x"))).replace("\n1\n", "\n99999999\n", 1),
        grid(("A", (0, 1, ""))),
        grid(),
        grid().replace("<exists>", "<absent>"),
    ],
)
def test_what_is_no_textgrid_is_refused(read, file):
    """In one sentence."""
    with pytest.raises(LoadError, match=r"no TextGrid|not laid out|no tier with words|is not text"):
        read("a.TextGrid", file)
