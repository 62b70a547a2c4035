"""The JSON of speech services: AssemblyAI, Deepgram, AWS Transcribe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.loaders.decode import one_line
from qualkit.loaders.recognised import (
    Heard,
    Word,
    adapter_turns,
    dict_at,
    dicts,
    interleaved,
    label_of,
    runs,
    text_of,
    time_of,
)
from qualkit.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Sequence

_MILLI = 0.001
_MADE = "made by the service, said by nobody"


def is_assemblyai(document: object) -> bool:
    """Whether it has AssemblyAI's keys."""
    if not isinstance(document, dict) or "results" in document or "segments" in document:
        return False
    own = {"audio_url", "acoustic_model", "language_model", "audio_duration", "speaker_labels"}
    parts = any(isinstance(document.get(key), list) for key in ("utterances", "words"))
    return parts or ("text" in document and bool(own & set(document)))


def read_assemblyai(document: dict[str, object]) -> Heard:
    """Read utterances as turns; without any, what the words say.

    Raises
    ------
    Odd
        Something in it is not as AssemblyAI writes it.
    """
    whole = text_of(document.get("text"), "text")
    turns = adapter_turns(dicts(document.get("utterances"), "utterances"), _assemblyai_turn)
    if not turns:
        turns = runs(_assemblyai_word(word) for word in dicts(document.get("words"), "words"))
    if not turns and whole:
        turns = [Utterance(None, whole)]
    return Heard(turns, _summaries(document), whole=whole)


def _assemblyai_turn(one: dict[str, object]) -> Utterance:
    speaker = label_of(one.get("speaker"), "speaker") or _channel(one)
    times = time_of(one.get("start"), "start", _MILLI), time_of(one.get("end"), "end", _MILLI)
    return Utterance(speaker, text_of(one.get("text"), "text"), *times)


def _assemblyai_word(word: dict[str, object]) -> Word:
    turn = _assemblyai_turn(word)
    return Word(turn.text, turn.start_time, turn.end_time, turn.speaker)


def _channel(one: dict[str, object]) -> str | None:
    channel = label_of(one.get("channel"), "channel")
    return f"channel {channel}" if channel else None


def _summaries(document: dict[str, object]) -> list[tuple[str, str]]:
    made = [text_of(document.get("summary"), "summary")] if isinstance(document.get("summary"), str) else []
    chapters = document.get("chapters")
    for chapter in chapters if isinstance(chapters, list) else []:
        if isinstance(chapter, dict):
            made += [text_of(chapter.get(key), "chapters") for key in ("gist", "headline", "summary")]
    return [(_MADE, "\n".join(filter(None, made)))] if any(made) else []


def is_deepgram(document: object) -> bool:
    """Whether it has results in channels."""
    results = document.get("results") if isinstance(document, dict) else None
    return isinstance(results, dict) and isinstance(results.get("channels"), list)


def read_deepgram(document: dict[str, object]) -> Heard:
    """Read words that are given to speakers as turns; without speakers, utterances or paragraphs.

    Raises
    ------
    Odd
        Something in it is not as Deepgram writes it.
    """
    results = dict_at(document, "results")
    every = [dicts(one.get("alternatives"), "alternatives") for one in dicts(results["channels"], "channels")]
    best = [alternatives[0] if alternatives else {} for alternatives in every]
    many = len(best) > 1
    words = [
        [_deepgram_word(word, at if many else None) for word in _words(one)] for at, one in enumerate(best)
    ]
    other = [
        text_of(one.get("transcript"), "transcript") for alternatives in every for one in alternatives[1:]
    ]
    heard = Heard([], [("what it may have heard instead", text) for text in other if text])
    heard.whole = one_line(" ".join(text_of(one.get("transcript"), "transcript") for one in best))
    spoken = any(word.speaker for channel in words for word in channel)
    heard.utterances = (interleaved(words) if many else runs(words[0])) if spoken else []
    heard.utterances = heard.utterances or _deepgram_stretches(results, best, words) or _whole(heard.whole)
    return heard


def _whole(text: str) -> list[Utterance]:
    return [Utterance(None, text)] if text.strip() else []


def _words(alternative: dict[str, object]) -> list[dict[str, object]]:
    return dicts(alternative.get("words"), "words")


def _deepgram_word(word: dict[str, object], channel: int | None) -> Word:
    written = text_of(word.get("punctuated_word", word.get("word")), "word")
    speaker = label_of(word.get("speaker"), "speaker")
    if channel is not None:
        speaker = f"channel {channel} speaker {speaker}" if speaker else f"channel {channel}"
    return Word(written, time_of(word.get("start"), "start"), time_of(word.get("end"), "end"), speaker)


def _deepgram_stretches(
    results: dict[str, object], best: Sequence[dict[str, object]], words: Sequence[Sequence[Word]]
) -> list[Utterance]:
    """Without speakers: utterances, or else paragraphs, or else the words."""
    turns = adapter_turns(dicts(results.get("utterances"), "utterances"), _deepgram_utterance)
    if not turns:
        listed = [
            one for each in best for one in dicts(dict_at(each, "paragraphs").get("paragraphs"), "paragraphs")
        ]
        turns = adapter_turns(listed, _deepgram_paragraph)
    return turns or [turn for channel in words for turn in runs(channel)]


def _deepgram_utterance(one: dict[str, object]) -> Utterance:
    times = time_of(one.get("start"), "start"), time_of(one.get("end"), "end")
    return Utterance(
        label_of(one.get("speaker"), "speaker"), text_of(one.get("transcript"), "transcript"), *times
    )


def _deepgram_paragraph(one: dict[str, object]) -> Utterance:
    sentences = [text_of(each.get("text"), "text") for each in dicts(one.get("sentences"), "sentences")]
    times = time_of(one.get("start"), "start"), time_of(one.get("end"), "end")
    return Utterance(label_of(one.get("speaker"), "speaker"), " ".join(sentences), *times)


def is_aws(document: object) -> bool:
    """Whether it has AWS Transcribe's results."""
    results = document.get("results") if isinstance(document, dict) else None
    return isinstance(results, dict) and bool({"transcripts", "items", "channel_labels"} & set(results))


def read_aws(document: dict[str, object]) -> Heard:
    """Read words by speaker, or channels phrase by phrase in the order in which they begin.

    Raises
    ------
    Odd
        Something in it is not as AWS Transcribe writes it.
    """
    results = dict_at(document, "results")
    transcripts = dicts(results.get("transcripts"), "transcripts")
    heard = Heard(
        [], whole=one_line(" ".join(text_of(one.get("transcript"), "transcript") for one in transcripts))
    )
    channels = dicts(dict_at(results, "channel_labels").get("channels"), "channels")
    if channels:
        heard.utterances = interleaved([_aws_channel(channel) for channel in channels])
    else:
        words = _aws_words(dicts(results.get("items"), "items"), _aws_speakers(results))
        heard.utterances = [] if not any(word.speaker for word in words) else runs(words)
        heard.utterances = heard.utterances or _aws_segments(results) or runs(words)
    heard.utterances = heard.utterances or _whole(heard.whole)
    return heard


def is_call(document: object) -> bool:
    """Whether it is a call that AWS has analysed: a list of what each party said."""
    return isinstance(document, dict) and isinstance(document.get("Transcript"), list)


def read_call(document: dict[str, object]) -> Heard:
    """Read each utterance of a call as a turn of its party.

    Raises
    ------
    Odd
        Something in it is not as AWS Transcribe writes it.
    """
    return Heard(adapter_turns(dicts(document["Transcript"], "Transcript"), _call_turn))


def _call_turn(one: dict[str, object]) -> Utterance:
    speaker = label_of(one.get("ParticipantRole", one.get("ParticipantId")), "ParticipantRole")
    start, end = (time_of(one.get(key), key, _MILLI) for key in ("BeginOffsetMillis", "EndOffsetMillis"))
    return Utterance(speaker, text_of(one.get("Content"), "Content"), start, end)


def _aws_channel(channel: dict[str, object]) -> list[Word]:
    label = label_of(channel.get("channel_label"), "channel_label")
    words = _aws_words(dicts(channel.get("items"), "items"), {})
    return [word._replace(speaker=label) for word in words]


def _aws_speakers(results: dict[str, object]) -> dict[float | None, str | None]:
    """Who speaks at which time: older results say it in a list of its own."""
    segments = dicts(dict_at(results, "speaker_labels").get("segments"), "segments")
    return {
        time_of(item.get("start_time"), "start_time"): label_of(item.get("speaker_label"), "speaker_label")
        for segment in segments
        for item in dicts(segment.get("items"), "items")
    }


def _aws_words(items: Sequence[dict[str, object]], speakers: dict[float | None, str | None]) -> list[Word]:
    words: list[Word] = []
    for item in items:
        alternatives = dicts(item.get("alternatives"), "alternatives")
        text = text_of(alternatives[0].get("content"), "content") if alternatives else ""
        start = time_of(item.get("start_time"), "start_time")
        end = time_of(item.get("end_time"), "end_time")
        joins = item.get("type") == "punctuation"
        named = label_of(item.get("speaker_label"), "speaker_label")
        speaker = None if joins else named or (speakers.get(start) if start is not None else None)
        if text:
            words.append(Word(text, start, end, speaker, joins))
    return words


def _aws_segments(results: dict[str, object]) -> list[Utterance]:
    return adapter_turns(dicts(results.get("audio_segments"), "audio_segments"), _aws_segment)


def _aws_segment(one: dict[str, object]) -> Utterance:
    times = time_of(one.get("start_time"), "start_time"), time_of(one.get("end_time"), "end_time")
    return Utterance(
        label_of(one.get("speaker_label"), "speaker_label"),
        text_of(one.get("transcript"), "transcript"),
        *times,
    )
