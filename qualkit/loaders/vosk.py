"""What Kaldi and Vosk write: one result, or results one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.loaders.recognised import Heard, Odd, Word, dict_at, dicts, said, text_of, time_of
from qualkit.model import Utterance

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEYS = ("text", "result", "alternatives", "partial", "status", "hypotheses")


def is_vosk(documents: Sequence[object]) -> bool:
    """Whether each is a result, a partial one, or a line of a Kaldi server."""
    return bool(documents) and all(_is_result(one) for one in documents)


def _is_result(one: object) -> bool:
    if not isinstance(one, dict) or "results" in one or "segments" in one:
        return False
    text = one.get("text")
    markup = isinstance(text, str) and text.lstrip().startswith("<")
    return not markup and any(key in one for key in _KEYS)


def read_vosk(documents: Sequence[dict[str, object]]) -> Heard:
    """Read each result as a turn; what was only guessed before a result is left out.

    Raises
    ------
    Odd
        Something in it is not as Kaldi writes it.
    """
    heard = Heard([])
    guessed: list[str] = []
    for one in documents:
        if "partial" in one and "text" not in one:
            guessed.append(text_of(one["partial"], "partial"))
            continue
        best, others = _best(one)
        turn = _turn(one, best)
        if turn.text:
            heard.utterances.append(turn)
        heard.left_out += [("what it may have heard instead", text) for text in others if text]
    if any(guessed):
        heard.left_out.append(("guessed before the result was there", "\n".join(filter(None, guessed))))
    return heard


def _best(one: dict[str, object]) -> tuple[dict[str, object], list[str]]:
    """The likeliest of what may have been said, and the words of the rest."""
    result = one.get("result")
    if isinstance(result, dict):  # a Kaldi server
        listed = dicts(result.get("hypotheses"), "hypotheses")
    else:
        listed = dicts(one.get("alternatives") or one.get("hypotheses"), "alternatives")
    if not listed:
        return one, []
    return listed[0], [_text(other) for other in listed[1:]]


def _text(best: dict[str, object]) -> str:
    for key in ("text", "transcript", "utterance"):
        if key in best:
            return text_of(best[key], key)
    return ""


def _turn(one: dict[str, object], best: dict[str, object]) -> Utterance:
    text = _text(best)
    listed = best.get("result") if isinstance(best.get("result"), list) else best.get("words")
    words = [_word(word) for word in dicts(listed, "result")]
    if words:
        turn = said(words)
        return turn._replace(text=text or turn.text)
    start = time_of(one.get("segment-start"), "segment-start")
    length = time_of(one.get("segment-length"), "segment-length")
    end = start + length if start is not None and length is not None else None
    return Utterance(None, text, start, end)


def _word(word: dict[str, object]) -> Word:
    written = text_of(word.get("word"), "word")
    return Word(written, time_of(word.get("start"), "start"), time_of(word.get("end"), "end"))


def is_monologues(document: object) -> bool:
    """Whether it has the list that Rev.ai and Vosk's own command call `monologues`."""
    return isinstance(document, dict) and isinstance(document.get("monologues"), list)


def read_monologues(document: dict[str, object]) -> Heard:
    """Read each monologue as a turn.

    Raises
    ------
    Odd
        Something in it is not as it should be.
    """
    turns: list[Utterance] = []
    for one in dicts(document["monologues"], "monologues"):
        words = [_term(term) for term in dicts(one.get("elements") or one.get("terms"), "elements")]
        text = "".join(raw for raw, _ in words)
        if not text.strip():
            continue
        spoken = said([word for _, word in words])
        turns.append(spoken._replace(speaker=_who(one), text=text_of(text, "elements")))
    return Heard(turns, whole=text_of(document.get("text"), "text"))


def _who(one: dict[str, object]) -> str | None:
    from qualkit.loaders.recognised import label_of

    speaker = one.get("speaker")
    if isinstance(speaker, dict):
        named = dict_at(one, "speaker")
        found = label_of(named.get("name") or named.get("id"), "speaker")
        return None if found == "unknown" else found
    return label_of(speaker, "speaker")


def _term(term: dict[str, object]) -> tuple[str, Word]:
    """A word with its spaces: Rev.ai writes them out, Vosk does not."""
    written = term.get("value", term.get("text"))
    if not isinstance(written, str):
        raise Odd("elements")
    raw = written if "value" in term else f"{written} "
    start = time_of(term.get("ts", term.get("start")), "ts")
    return raw, Word(
        text_of(written, "elements"), start, time_of(term.get("end_ts", term.get("end")), "end_ts")
    )
