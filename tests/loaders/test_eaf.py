"""ELAN files."""

import pytest

from qualkit.errors import LoadError


def annotation(number, text, where):
    if isinstance(where, str):
        inner = f'<REF_ANNOTATION ANNOTATION_ID="a{number}" ANNOTATION_REF="{where}">'
    else:
        inner = f'<ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}" TIME_SLOT_REF1="ts{where[0]}" TIME_SLOT_REF2="ts{where[1]}">'
    end = inner.split(" ")[0].replace("<", "</")
    return f"<ANNOTATION>{inner}<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE>{end}></ANNOTATION>"


def eaf(*tiers, slots=(0, 1000, 2000, 3000)):
    """A file of tiers, each a name, its attributes, and its annotations."""
    times = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{at}"' + (f' TIME_VALUE="{time}"' if time is not None else "") + "/>"
        for at, time in enumerate(slots)
    )
    made = "".join(f'<TIER TIER_ID="{name}" {more}>{"".join(inside)}</TIER>' for name, more, *inside in tiers)
    return f"<ANNOTATION_DOCUMENT><TIME_ORDER>{times}</TIME_ORDER>{made}</ANNOTATION_DOCUMENT>"


def said(transcript):
    return [(turn.speaker, turn.text) for turn in transcript]


def test_tiers_are_speakers_and_turns_stand_in_the_order_of_time(read):
    """Overlaps too: who begins first comes first."""
    file = eaf(
        ("B", "", annotation(1, "Yes.", (1, 2)), annotation(2, "So.", (3, 3))),
        ("A", 'PARTICIPANT="Ana"', annotation(3, "Well?", (0, 3)), annotation(4, "Mm.", (2, 3))),
    )
    transcript = read("a.eaf", file)
    assert said(transcript) == [("Ana", "Well?"), ("B", "Yes."), ("Ana", "Mm."), ("B", "So.")]
    assert [(turn.start_time, turn.end_time) for turn in transcript][:2] == [(0.0, 3.0), (1.0, 2.0)]


def test_a_slot_without_a_time_keeps_its_place(read):
    """ELAN leaves times out between others; the turn has none, and that is said."""
    transcript = read(
        "a.eaf",
        eaf(("A", "", annotation(1, "One.", (0, 1)), annotation(2, "Three.", (2, 3)), annotation(3, "Two.", (1, 2))), slots=(0, None, 2000, 3000)),
    )  # fmt: skip
    assert [(turn.text, turn.start_time, turn.end_time) for turn in transcript] == [
        ("One.", 0.0, None),
        ("Two.", None, 2.0),
        ("Three.", 2.0, 3.0),
    ]
    assert "1 turns have no time in the file: placed between their neighbours" in transcript.source.doubts


@pytest.mark.parametrize(
    "name", ["A-Gesture", "POS", "A_words", "A-IPA", "ft@A", "Translation A", "gazeB", "Notes"]
)
def test_a_tier_that_describes_is_left_out_whole(read, name):
    """With everything in it, and its name in a doubt."""
    source = read(
        "a.eaf", eaf(("A", "", annotation(1, "Yes.", (0, 1))), (name, "", annotation(2, "xyz", (0, 1))))
    ).source
    assert source.left_out == (("a tier that is not read as turns", "xyz"),)
    assert source.doubts[0].startswith("read as turns: tier 1 (1); not read as turns: tier 2")


def test_initials_are_people(read):
    """MB is somebody; mb is a morpheme break."""
    file = eaf(("MB", "", annotation(1, "Yes.", (0, 1))), ("GE", "", annotation(2, "No.", (1, 2))))
    assert said(read("a.eaf", file)) == [("MB", "Yes."), ("GE", "No.")]


def test_a_child_tier_is_no_turn_whatever_its_name(read):
    """It says the same again."""
    file = eaf(
        ("A", "", annotation(1, "Yes.", (0, 1))), ("A-more", 'PARENT_REF="A"', annotation(2, "Yes", "a1"))
    )
    assert said(read("a.eaf", file)) == [("A", "Yes.")]


def test_below_a_tier_of_references_the_spoken_one_is_read_with_its_times(read):
    """As Toolbox and FLEx write it."""
    file = eaf(("ref", "", annotation(1, "t.001", (0, 1))), ("tx", 'PARENT_REF="ref"', annotation(2, "Yes so", "a1")), ("mb", 'PARENT_REF="tx"', annotation(3, "ye-s", "a2")))  # fmt: skip
    transcript = read("a.eaf", file)
    assert [(turn.text, turn.start_time, turn.end_time) for turn in transcript] == [("Yes so", 0.0, 1.0)]


def test_a_person_can_name_the_tiers(read):
    """And is told which there are."""
    file = eaf(("A", "", annotation(1, "Yes.", (0, 1))), ("Notes", "", annotation(2, "a door", (1, 2))))
    assert said(read("a.eaf", file, columns={"tiers": ["Notes"]})) == [("Notes", "a door")]
    assert len(read("a.eaf", file, columns={"tiers": "1;Notes"}).turns) == 2
    with pytest.raises(
        LoadError, match="no tier 'B' with words in it. It has: tier 1 .1., tier 2 'Notes' .1."
    ):
        read("a.eaf", file, columns={"tiers": "B"})
    with pytest.raises(LoadError, match="tiers, not columns"):
        read("a.eaf", file, columns={"text": "B"})


def test_annotations_that_refer_to_each_other_end(read):
    """A ring has no time, and is no trap."""
    file = eaf(
        ("A", "", annotation(1, "Yes.", "a2"), annotation(2, "No.", "a1"), annotation(3, "So.", "gone"))
    )
    assert [turn.start_time for turn in read("a.eaf", file)] == [None, None, None]


@pytest.mark.parametrize("time", ["-5", "1e3", "x", "9" * 40, "٣", ""])
def test_a_time_that_is_none_is_none(read, time):
    """The words stay."""
    assert (
        read("a.eaf", eaf(("A", "", annotation(1, "Yes.", (0, 1))), slots=(time, 1000))).turns[0].start_time
        is None
    )


def test_where_the_recording_lies_is_not_kept(samples):
    """Paths hold people's names; their kinds are listed."""
    from qualkit.loaders import load_transcript

    source = load_transcript(samples / "eaf" / "handmade_interview.eaf").source
    assert source.stripped == ("author", "media url")
    assert "Nobody_Real" not in str(source)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("<TEI/>", "no ELAN file"),
        ("hello", "not XML"),
        ("<ANNOTATION_DOCUMENT>\n<TIER>\n</ANNOTATION_DOCUMENT>", "line 3"),
        ("<ANNOTATION_DOCUMENT/>", "no tier with words"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>', "document type"),
    ],
)
def test_what_is_no_elan_file_is_refused(read, file, message):
    """With the line where there is one."""
    with pytest.raises(LoadError, match=message):
        read("a.eaf", file)


def test_words_outside_any_annotation_are_counted_and_an_accent_that_an_entity_made_is_composed(read):
    """Nothing of the file is without a place."""
    file = eaf(("A", "", annotation(1, "Sia&#x302;n", (0, 1)), "stray")).replace(
        "</TIME_ORDER>", "more</TIME_ORDER>"
    )
    transcript = read("a.eaf", file)
    assert transcript.text == "Siân"
    left_out = "".join(what for _, what in transcript.source.left_out)
    assert sorted("".join(left_out.split())) == sorted("straymore")
    assert (transcript.source.account.lost, transcript.source.account.added) == (0, 0)


def test_a_tier_within_a_tier_is_counted_once(read):
    """What a broken file nests is a turn or left out, and never both."""
    inner = f'<TIER TIER_ID="P2">{annotation(2, "No, not at all.", (2, 3))}</TIER>'
    text = eaf(("P1", "", annotation(1, "Yes, I was there.", (0, 1)), inner))
    account = read("a.eaf", text).source.account
    assert (account.lost or 0, account.added or 0) == (0, 0)
