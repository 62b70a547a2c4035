"""Whisper's JSON and that of its kin: whisper-timestamped, WhisperX, faster-whisper, whisper.cpp."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from qualkit.loaders.recognised import (
    Heard,
    Odd,
    Word,
    adapter_turns,
    bare,
    carried_on,
    dict_at,
    dicts,
    label_of,
    text_of,
    time_of,
)
from qualkit.loaders.times import seconds
from qualkit.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Sequence


def is_whisper(document: object) -> bool:
    """Whether it has segments with words (or is a list of such), or a text and nothing like markup."""
    if isinstance(document, list):
        return bool(document) and all(
            isinstance(one, dict) and "text" in one and "start" in one for one in document
        )
    if not isinstance(document, dict):
        return False
    segments = document.get("segments")
    if isinstance(segments, list):
        return all(isinstance(one, dict) and "text" in one for one in segments)
    text = document.get("text")
    return isinstance(text, str) and not text.lstrip().startswith("<") and "result" not in document


def read_whisper(document: object) -> Heard:
    """Read segments as turns; where only words say who speaks, a segment is cut between them.

    Raises
    ------
    Odd
        Something in it is not as Whisper writes it.
    """
    if isinstance(document, dict):
        listed = dicts(document.get("segments"), "segments")
        whole = text_of(document.get("text"), "text")
    else:
        listed, whole = dicts(document, "the list"), ""
    heard = Heard([], whole=whole)
    mixed = 0
    for segment in listed:
        turns, several = _segment(segment)
        heard.utterances += turns
        mixed += several
    if not listed and whole:
        heard.utterances = [Utterance(None, whole)]
    if mixed:
        heard.doubts.append(
            f"{mixed} segments hold words of more than one speaker: read as the segment's own"
        )
    heard.utterances = carried_on(heard.utterances, heard.doubts, "segment")
    return heard


def _segment(segment: dict[str, object]) -> tuple[list[Utterance], bool]:
    text = text_of(segment.get("text"), "text")
    start, end = time_of(segment.get("start"), "start"), time_of(segment.get("end"), "end")
    speaker = label_of(segment.get("speaker"), "speaker")
    words = [_word(one) for one in dicts(segment.get("words"), "words")]
    named = {word.speaker for word in words if word.speaker}
    if speaker is None and named:
        return _cut(text, words, start, end), False
    if not text:
        return [], False
    return [Utterance(speaker, text, start, end)], len(named | {speaker}) > 1 and len(named) > 1


def _word(word: dict[str, object]) -> Word:
    written = word.get("word", word.get("text"))
    times = time_of(word.get("start"), "start"), time_of(word.get("end"), "end")
    return Word(text_of(written, "word"), *times, label_of(word.get("speaker"), "speaker"))


def _cut(text: str, words: Sequence[Word], start: float | None, end: float | None) -> list[Utterance]:
    """Cut a segment's text between the words of different speakers, keeping its own spaces."""
    speaker = next(word.speaker for word in words if word.speaker)
    followed: list[Word] = []
    for word in words:
        speaker = word.speaker or speaker
        followed.append(word._replace(speaker=speaker))
    groups = [list(group) for _, group in groupby(followed, key=lambda word: word.speaker)]
    if len(groups) == 1 or bare(text) != bare("".join(word.text for word in words)):
        names = [word.speaker for word in followed]
        return [Utterance(max(set(names), key=names.count), text, start, end)] if text else []
    return _sliced(text, groups)


def _sliced(text: str, groups: Sequence[Sequence[Word]]) -> list[Utterance]:
    turns: list[Utterance] = []
    at = 0
    for group in groups:
        wanted = len(bare("".join(word.text for word in group)))
        begin = at
        while wanted:
            wanted -= not text[at].isspace()
            at += 1
        starts = [word.start for word in group if word.start is not None]
        ends = [word.end for word in group if word.end is not None]
        turns.append(
            Utterance(
                group[0].speaker, text[begin:at].strip(), min(starts, default=None), max(ends, default=None)
            )
        )
    return [turn for turn in turns if turn.text]


def is_chunks(document: object) -> bool:
    """Whether it has the list that Hugging Face's Whisper calls `chunks`."""
    return isinstance(document, dict) and isinstance(document.get("chunks"), list)


def read_chunks(document: dict[str, object]) -> Heard:
    """Read what speakers are given, or else the chunks; times stand in pairs.

    Raises
    ------
    Odd
        Something in it is not as Whisper writes it.
    """
    heard = Heard([], whole=text_of(document.get("text"), "text"))
    spoken = document.get("speakers") or document["chunks"]
    heard.utterances = adapter_turns(dicts(spoken, "chunks"), _chunk)
    heard.utterances = carried_on(heard.utterances, heard.doubts, "chunk")
    return heard


def _chunk(chunk: dict[str, object]) -> Utterance:
    pair = chunk.get("timestamp") or [None, None]
    if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004 - from and to
        raise Odd("timestamp")
    start, end = (time_of(each, "timestamp") for each in pair)
    return Utterance(
        label_of(chunk.get("speaker"), "speaker"), text_of(chunk.get("text"), "text"), start, end
    )


def is_whisper_cpp(document: object) -> bool:
    """Whether it has the list that whisper.cpp calls `transcription`."""
    return isinstance(document, dict) and isinstance(document.get("transcription"), list)


def read_whisper_cpp(document: dict[str, object]) -> Heard:
    """Read whisper.cpp's segments, whose times are milliseconds or clock times.

    Raises
    ------
    Odd
        Something in it is not as whisper.cpp writes it.
    """
    return Heard(adapter_turns(dicts(document["transcription"], "transcription"), _cpp_segment))


def _cpp_segment(segment: dict[str, object]) -> Utterance:
    clocks, offsets = dict_at(segment, "timestamps"), dict_at(segment, "offsets")
    start, end = (
        time_of(offsets.get(key), "offsets", 0.001) if key in offsets else seconds(str(clocks.get(key, "")))
        for key in ("from", "to")
    )
    speaker = label_of(segment.get("speaker"), "speaker")
    return Utterance(speaker, text_of(segment.get("text"), "text"), start, end)
