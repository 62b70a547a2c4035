"""oTranscribe's own files."""

import json

import pytest

from qualkit.errors import LoadError


def otr(text, **beside):
    return json.dumps({"text": text, "media": "", "media-time": 1, **beside})


def stamped(moment, shown):
    return f'<span class="timestamp" contenteditable="false" data-timestamp="{moment}">{shown}</span>'


def test_times_are_those_of_the_spans_and_not_the_ones_shown(read):
    """Also where no space stands between a time and a label, and in the older writing."""
    transcript = read(
        "a.otr",
        otr(
            f"{stamped('0.4831', '00:00')}INT: So?<br />{stamped('01:02', '01:02')}&nbsp;P1: Yes.<br><br>INT: Ah."
        ),
    )
    assert [(turn.speaker, turn.start_time, turn.text) for turn in transcript] == [
        ("INT", 0.483, "So?"),
        ("P1", 62.0, "Yes."),
        ("INT", None, "Ah."),
    ]


def test_a_paragraph_without_a_label_names_nobody_and_is_said(read):
    """It may go on with the speaker before; a person says so, not the machine."""
    transcript = read("a.otr", otr("<p>INT: So?</p><p>P1: Yes.<br>And no.</p><p>Or so.</p>"))
    assert [(turn.speaker, turn.text) for turn in transcript] == [
        ("INT", "So?"),
        ("P1", "Yes. And no."),
        (None, "Or so."),
    ]
    assert transcript.source.doubts == (
        "1 paragraph without a label: say who speaks, or join to the turn before",
    )


def test_times_alone_begin_paragraphs_where_nobody_is_named(read):
    """Most people who use oTranscribe type times first and names later."""
    transcript = read(
        "a.otr", otr(f"<p>{stamped(1.5, '0:01')} So how was it?</p><p>{stamped(4, '0:04')} Long.</p>")
    )
    assert [(turn.start_time, turn.text) for turn in transcript] == [(1.5, "So how was it?"), (4.0, "Long.")]


def test_the_recording_s_name_is_stripped_and_listed(read):
    """By kind, not by value."""
    transcript = read(
        "a.otr", otr("<p>INT: So?</p>", media="Winifred Oduya.mp3", **{"media-source": "https://x.test/a"})
    )
    assert transcript.source.stripped == ("name of the recording", "address of the recording")
    assert "Oduya" not in str(vars(transcript.source))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"text": 3}',
        b'{"text": ""}',
        b'{"text": "\\ud800 INT: So?"}',
        b"[" * 100_000,
        b'{"text": ' + b"[" * 100_000,
        b"PK\x03\x04",
    ],
)
def test_what_is_no_such_file_is_refused_in_one_sentence(read, data):
    """Whatever is wrong with it."""
    with pytest.raises(LoadError) as refused:
        read("a.otr", data)
    assert "\n" not in str(refused.value)
