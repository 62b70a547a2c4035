"""First names, surnames after them, and places, from the lists that come with qualkit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.privacy.finders.found import over
from qualkit.privacy.wordlists import english, is_plain_word, places, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualkit.privacy.finders.found import Found
    from qualkit.privacy.spoken import Spoken, Token

FINDER = "gazetteer"
_LONGEST_PLACE = 3
_BEFORE_PLACES = frozenset(
    ["in", "from", "to", "near", "at", "of", "through", "around", "outside", "via", "round"]
)


def find_listed(said: Spoken) -> Iterator[Found]:
    """Words that stand in the lists; a word with another meaning needs its capital or a word that leads to it."""
    yield from _first_names(said)
    yield from _places(said)


def _first_names(said: Spoken) -> Iterator[Found]:
    names, surnames = words("first-names"), words("surnames")
    for at, word in enumerate(said.words):
        if word.low in names and _may_be_name(said, word):
            last = said.words[at + 1] if at + 1 < len(said.words) else None
            whole = last is not None and last.joined and last.low in surnames and _fits(said, last)
            yield over(said.words[at : at + 1 + whole], "person", FINDER)


def _may_be_name(said: Spoken, word: Token) -> bool:
    if said.is_cased:
        return word.is_capital and (
            not word.begins or word.low not in words("mostly-words") or word.low not in english()
        )
    return word.low not in words("mostly-words")


def _fits(said: Spoken, word: Token) -> bool:
    return word.is_capital if said.is_cased else not is_plain_word(word.low)


def _places(said: Spoken) -> Iterator[Found]:
    known = places()
    for at, word in enumerate(said.words):
        if said.is_cased and not word.is_capital:
            continue
        for length in range(_LONGEST_PLACE, 0, -1):
            stretch = said.words[at : at + length]
            if tuple(each.low for each in stretch) in known and all(each.joined for each in stretch[1:]):
                if length > 1 or _may_be_place(said, at):
                    yield over(stretch, "place", FINDER)
                break


def _may_be_place(said: Spoken, at: int) -> bool:
    word = said.words[at]
    if said.is_cased or word.low not in words("places-that-are-words"):
        return True
    before: Sequence[Token] = said.words[at - 1 : at] if at else ()
    return any(each.low in _BEFORE_PLACES for each in before)
