"""JSON of speech recognisers."""

import json
import time

import pytest

from qualkit.errors import LoadError


@pytest.fixture
def heard(read):
    """Read a value as a recogniser's JSON."""
    return lambda value: read("a.json", json.dumps(value))


def said(transcript):
    return [(turn.speaker, turn.text) for turn in transcript]


def words(text, speaker=None, start=0.0, **more):
    listed = []
    for at, word in enumerate(text.split()):
        times = {"start": start + at * 0.3, "end": start + at * 0.3 + 0.2}
        listed.append(
            {"word": word, **times, **({"speaker": speaker} if speaker is not None else {}), **more}
        )
    return listed


def test_a_segment_without_a_speaker_goes_with_the_turn_before_and_its_time_is_said(heard):
    """Nobody is left out, and a person can look."""
    segments = [
        {"start": 0, "end": 1, "text": " So?", "speaker": "SPEAKER_00"},
        {"start": 61.5, "end": 62, "text": " Yes."},
        {"start": 63, "end": 64, "text": " Good.", "speaker": "SPEAKER_01"},
    ]
    transcript = heard({"segments": segments})
    assert said(transcript) == [("SPEAKER_00", "So? Yes."), ("SPEAKER_01", "Good.")]
    assert "1 segment names no speaker (at 1:01): added to the turn before" in transcript.source.doubts


def test_a_segment_before_anybody_is_named_is_nobody_s(heard):
    """It has no turn before it."""
    segments = [{"start": 0, "text": "So?"}, {"start": 1, "text": "Yes.", "speaker": "A"}]
    assert said(heard({"segments": segments})) == [(None, "So?"), ("A", "Yes.")]


def test_where_only_words_say_who_speaks_a_segment_is_cut_between_them(heard):
    """With the segment's own spaces, as languages without spaces need it."""
    pair = [{"word": "好", "speaker": "B"}, {"word": "吗", "speaker": "B"}, {"word": "好", "speaker": "A"}]
    assert said(heard({"segments": [{"start": 0, "end": 2, "text": "好吗好", "words": pair}]})) == [
        ("B", "好吗"),
        ("A", "好"),
    ]


def test_words_that_are_not_the_segment_s_text_lose_nothing(heard):
    """The text stays whole, with whoever says most of it."""
    segment = {"text": "one two three", "words": [{"word": "one", "speaker": "A"}, {"word": "two", "speaker": "B"}, {"word": "x", "speaker": "B"}]}  # fmt: skip
    assert said(heard({"segments": [segment]})) == [("B", "one two three")]


def test_a_segment_s_speaker_stands_above_its_words(heard):
    """And that they differ is said."""
    segment = {"text": "one two", "speaker": "A", "words": words("one", "A") + words("two", "B")}
    transcript = heard({"segments": [segment]})
    assert said(transcript) == [("A", "one two")]
    assert any("more than one speaker" in doubt for doubt in transcript.source.doubts)


def test_whisper_cpp_and_a_bare_list_and_a_bare_text_are_whisper_too(heard):
    """Its kin leave parts away."""
    cpp = {"transcription": [{"timestamps": {"from": "00:00:01,500", "to": "00:00:02,000"}, "text": " Yes."}]}
    assert [(turn.text, turn.start_time, turn.end_time) for turn in heard(cpp)] == [("Yes.", 1.5, 2.0)]
    offsets = {"transcription": [{"offsets": {"from": 1500, "to": 2000}, "text": " Yes."}]}
    assert heard(offsets).turns[0].end_time == 2.0
    assert said(heard([{"start": 0.0, "end": 1.0, "text": "Yes."}])) == [(None, "Yes.")]
    assert said(heard({"text": "Yes."})) == [(None, "Yes.")]


def test_chunks_and_calls_are_read(heard):
    """Hugging Face's Whisper has pairs of times, a call that AWS analysed has parties."""
    chunks = {"text": " So? Yes.", "chunks": [{"timestamp": [0.0, 1.5], "text": " So?"}, {"timestamp": [1.5, None], "text": " Yes."}]}  # fmt: skip
    assert [(turn.text, turn.start_time, turn.end_time) for turn in heard(chunks)] == [
        ("So?", 0.0, 1.5),
        ("Yes.", 1.5, None),
    ]
    spoken = {**chunks, "speakers": [{"speaker": "SPEAKER_00", "timestamp": [0.0, 2.0], "text": "So? Yes."}]}
    assert said(heard(spoken)) == [("SPEAKER_00", "So? Yes.")]
    call = {"Transcript": [{"ParticipantRole": "AGENT", "Content": "So?", "BeginOffsetMillis": 500, "EndOffsetMillis": 900}, {"ParticipantRole": "CUSTOMER", "Content": "Yes."}]}  # fmt: skip
    assert said(heard(call)) == [("AGENT", "So?"), ("CUSTOMER", "Yes.")]
    assert heard(call).turns[0].start_time == 0.5


def test_deepgram_s_channels_take_turns_phrase_by_phrase(heard):
    """Each keeps its sentence when the other says something meanwhile."""
    channels = [
        {
            "alternatives": [
                {"transcript": "", "words": words("So you moved?", start=0.0) + words("When?", start=5.0)}
            ]
        },
        {"alternatives": [{"transcript": "", "words": words("Mm.", start=0.4) + words("I did.", start=2.0)}]},
    ]
    transcript = heard({"results": {"channels": channels}})
    assert said(transcript) == [
        ("channel 0", "So you moved?"),
        ("channel 1", "Mm. I did."),
        ("channel 0", "When?"),
    ]


def test_deepgram_without_speakers_gives_paragraphs_where_there_are_no_utterances(heard):
    """What the service has cut is not cut anew."""
    paragraphs = [{"start": 0.0, "end": 1.0, "sentences": [{"text": "One."}, {"text": "Two."}]}, {"start": 2.0, "end": 3.0, "sentences": [{"text": "Three."}]}]  # fmt: skip
    alternative = {"transcript": "One. Two. Three.", "words": words("One. Two. Three."), "paragraphs": {"paragraphs": paragraphs}}  # fmt: skip
    transcript = heard({"results": {"channels": [{"alternatives": [alternative, {"transcript": "Won"}]}]}})
    assert said(transcript) == [(None, "One. Two."), (None, "Three.")]
    assert ("what it may have heard instead", "Won") in transcript.source.left_out


def test_assemblyai_without_utterances_is_built_from_its_words(heard):
    """Times are milliseconds."""
    listed = [{"text": "So?", "start": 100, "end": 400, "speaker": "A"}, {"text": "Yes.", "start": 900, "end": 1400, "speaker": "B"}]  # fmt: skip
    transcript = heard(
        {"text": "So? Yes.", "words": listed, "utterances": None, "audio_url": "https://x.invalid/?sig=1"}
    )
    assert said(transcript) == [("A", "So?"), ("B", "Yes.")]
    assert transcript.turns[1].end_time == 1.4
    assert transcript.source.stripped == ("audio_url",)


def test_what_a_service_made_of_the_talk_is_left_out_by_name(heard):
    """A summary was said by nobody."""
    transcript = heard({"utterances": [{"speaker": "A", "text": "Yes."}], "summary": "They agree."})
    assert ("made by the service, said by nobody", "They agree.") in transcript.source.left_out


def test_aws_reads_labels_on_the_items_too_and_segments_without_speakers(heard):
    """Newer results have both."""
    item = {
        "type": "pronunciation",
        "start_time": "0.1",
        "end_time": "0.5",
        "alternatives": [{"content": "Yes"}],
    }
    mark = {"type": "punctuation", "alternatives": [{"content": "."}], "speaker_label": "spk_9"}
    labelled = {
        "results": {
            "items": [{**item, "speaker_label": "spk_1"}, mark],
            "transcripts": [{"transcript": "Yes."}],
        }
    }
    assert said(heard(labelled)) == [("spk_1", "Yes.")]
    parts = [{"start_time": "0.0", "end_time": "1.0", "transcript": "Yes."}, {"transcript": "No."}]
    assert said(heard({"results": {"items": [item], "transcripts": [], "audio_segments": parts}})) == [
        (None, "Yes."),
        (None, "No."),
    ]


def test_a_kaldi_server_s_lines_are_turns(read):
    """Its times are the segment's."""
    line = {"status": 0, "segment-start": 1.5, "segment-length": 2.0, "result": {"final": True, "hypotheses": [{"transcript": "so yes."}, {"transcript": "so yet."}]}}  # fmt: skip
    transcript = read("a.jsonl", json.dumps(line) + "\n" + json.dumps(line))
    assert [(turn.text, turn.start_time, turn.end_time) for turn in transcript] == [("so yes.", 1.5, 3.5)] * 2
    assert transcript.source.left_out == (("what it may have heard instead", "so yet."),) * 2


def test_monologues_keep_the_spaces_that_they_write_out(heard):
    """Rev.ai writes punctuation and spaces as elements."""
    elements = [{"type": "text", "value": "So", "ts": 0.5, "end_ts": 0.8}, {"type": "punct", "value": ", "}, {"type": "text", "value": "yes", "ts": 1.0, "end_ts": 1.2}, {"type": "punct", "value": "."}]  # fmt: skip
    transcript = heard({"monologues": [{"speaker": 1, "elements": elements}]})
    assert said(transcript) == [("1", "So, yes.")]
    assert (transcript.turns[0].start_time, transcript.turns[0].end_time) == (0.5, 1.2)


def test_links_paths_and_names_of_jobs_are_named_by_kind_only(heard):
    """They lead to the recording, or to a person."""
    value = {"jobName": "ward-7-mary", "accountId": "1", "media": {"uri": "s3://ward/mary.mp3"}, "results": {"transcripts": [{"transcript": "Yes."}], "items": []}}  # fmt: skip
    source = heard(value).source
    assert source.stripped == ("accountId", "jobName", "uri")
    assert "mary" not in str(source)


def test_a_whole_text_that_differs_from_its_parts_is_kept_beside_them(heard):
    """Nothing that the recogniser wrote is lost."""
    transcript = heard({"text": "One two three.", "segments": [{"text": "One two."}]})
    assert (
        "the recogniser's whole text, which differs from its parts",
        "One two three.",
    ) in transcript.source.left_out


def test_a_long_talk_of_nobody_is_cut_where_sentences_end(heard):
    """Or an hour would have one time only."""
    talk = {"results": {"channels": [{"alternatives": [{"words": words("I went there again. " * 400)}]}]}}
    turns = heard(talk).turns
    assert 3 <= len(turns) <= 5
    assert all(turn.text.endswith("again.") and turn.start_time is not None for turn in turns)


UNKNOWN = [
    "{}",
    "[]",
    '{"a": 1}',
    "17",
    '"words"',
    '{"text": "<p>an otr</p>", "media": "x"}',
    "[1, 2]",
    '{"results": {}}',
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_json_of_nobody_known_says_whose_is_read(read, text):
    """And what to do instead."""
    with pytest.raises(LoadError, match=r"no recogniser that is known. These are read: Whisper|no words"):
        read("a.json", text)


ODD = [
    '{"segments": [{"text": 5}]}',
    '{"segments": [{"text": "a", "start": NaN}]}',
    '{"segments": [{"text": "a", "start": 1e999}]}',
    '{"segments": [{"text": "a", "start": true}]}',
    '{"segments": [{"text": "a", "start": "soon"}]}',
    '{"segments": [{"text": "a", "end": 99999999999}]}',
    '{"segments": [{"text": "a", "start": ' + "9" * 5000 + "}]}",
    '{"segments": [{"text": "a", "speaker": {}}]}',
    '{"segments": [{"text": "a", "words": {}}]}',
    '{"segments": [{"text": "a", "words": [7]}]}',
    '{"segments": [{"text": "\\ud800"}]}',
    '{"segments": [{"text": "\\u0000"}]}',
    '{"results": {"channels": [1]}}',
    '{"results": {"channels": [{"alternatives": {}}]}}',
    '{"results": {"items": "x"}}',
    '{"results": {"transcripts": [{"transcript": []}]}}',
    '{"utterances": [{"text": {}}], "words": []}',
    '{"monologues": [{"elements": [{}]}]}',
    '{"transcription": [{"offsets": []}]}',
    '{"chunks": [{"text": "a", "timestamp": [1]}]}',
    '{"chunks": [{"text": "a", "timestamp": {}}], "speakers": "x"}',
    '{"Transcript": [{"Content": 1}]}',
    '{"text": "a", "result": [{"word": 1}]}',
    '{"result": {"hypotheses": 1}}',
]


@pytest.mark.parametrize("text", ODD)
def test_a_wrong_type_or_number_is_refused_and_its_place_is_named(read, text):
    """Without the words of anybody."""
    with pytest.raises(LoadError, match=r"is not as that writes it|is none, or too long"):
        read("a.json", text)


@pytest.mark.parametrize(
    "text", ['{"segments": [', '{"segments": nope}', "{'text': 'a'}", "hello", '{"text": "a"} x']
)
def test_what_is_no_json_is_refused_with_its_line(read, text):
    """So that somebody can look."""
    with pytest.raises(LoadError, match="is not JSON from line 1, character"):
        read("a.json", text)


@pytest.mark.parametrize("piece", ["[", '{"a":', '{"segments":[', "[{},", "{}", "{}\n", '"x",', '"x" '])
def test_deep_nesting_and_endless_lists_are_refused_at_once(read, piece):
    """Nothing is opened that grows in memory."""
    began = time.process_time()
    with pytest.raises(LoadError):
        read("a.json", piece * (2_000_000 // len(piece)))
    assert time.process_time() - began < 2


def test_an_hour_loads_in_half_a_second(heard, tmp_path):
    """Nine thousand words, each with times, a speaker and three times over."""
    listed = [
        word
        for at in range(900)
        for word in words("so I went there and I said it again, yes.", at % 2, at * 4.0)
    ]
    document = {"results": {"channels": [{"alternatives": [{"words": listed}]}], "utterances": [{"words": listed, "transcript": "x"}]}}  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(document))
    from qualkit.loaders import load_transcript

    began = time.process_time()
    assert len(load_transcript(tmp_path / "a.json").turns) == 900
    assert time.process_time() - began < 1.5
