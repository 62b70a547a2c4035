"""Capitals inside a sentence, and words that no dictionary knows."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from qualkit.privacy.finders import cues
from qualkit.privacy.finders.found import over
from qualkit.privacy.wordlists import english, is_plain_word, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualkit.privacy.finders.found import Found
    from qualkit.privacy.spoken import Spoken, Token

CAPITALS = "capitals"
UNKNOWN = "no dictionary"
_SHORTEST = 2


def find_capitals(said: Spoken) -> Iterator[Found]:
    """Every run of words with a capital that no sentence's beginning explains."""
    if not said.is_cased:
        return
    for is_run, group in groupby(_marked(said), key=lambda pair: pair[1] > 0):
        if is_run:
            for run in _runs([word for word, _ in group]):
                yield over(run, "name", CAPITALS)


def _marked(said: Spoken) -> list[tuple[Token, int]]:
    """Each word, and 1 where its capital tells."""
    return [(word, int(_tells(word))) for word in said.words]


def _tells(word: Token) -> bool:
    if not word.is_capital or len(word.low) < _SHORTEST or word.low in words("speech") | cues.SMALL:
        return False
    return (
        not word.begins
        or not is_plain_word(word.low)
        or word.low in words("first-names") - words("mostly-words")
    )


def _runs(group: list[Token]) -> Iterator[list[Token]]:
    """Cut a run where punctuation or a possessive stands between two words."""
    run: list[Token] = []
    for word in group:
        if run and (not word.joined or run[-1].ending):
            yield run
            run = []
        run.append(word)
    yield run


def find_unknown(said: Spoken) -> Iterator[Found]:
    """Words that stand in no dictionary; in a text with capitals only those that have one."""
    for word in said.words:
        if len(word.low) < _SHORTEST or is_plain_word(word.low) or not word.low.isascii():
            continue
        if word.is_capital if said.is_cased else not _is_known_form(word.low):
            yield over([word], "name", UNKNOWN)


def _is_known_form(low: str) -> bool:
    """Whether it is a known word with an everyday ending that the dictionary leaves out."""
    known = english() | words("speech")
    return any(
        low.endswith(ending) and low[: -len(ending)] + more in known
        for ending, more in (
            ("s", ""),
            ("in", "ing"),
            ("in", "e"),
            ("y", ""),
            ("ish", ""),
            ("ies", "y"),
            ("ed", ""),
        )
    )
