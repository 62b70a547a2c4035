"""Words around a name that give it away, also where nothing is written large: "my mate X", "called X", "X he said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.privacy.finders import cues
from qualkit.privacy.finders.found import over
from qualkit.privacy.wordlists import english, is_plain_word, places, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualkit.privacy.finders.found import Found, Kind
    from qualkit.privacy.spoken import Spoken, Token

FINDER = "context"


#: Two words stand before the "called".
_CALLED_AFTER = 2


def find_in_context(said: Spoken) -> Iterator[Found]:
    """Names that the words around them give away."""
    for at in range(len(said.words)):
        for rule in _RULES:
            yield from rule(said, at)


def _at(said: Spoken, at: int) -> Token | None:
    return said.words[at] if 0 <= at < len(said.words) else None


def _is_name(said: Spoken, word: Token | None, *, any_word: bool = False) -> bool:
    """Whether a word can be a name where one is expected."""
    if (
        word is None
        or not word.joined
        or (not word.low.isalpha() and "'" not in word.low and "’" not in word.low)
    ):
        return False
    if said.is_cased:
        return word.is_capital and word.low != "i"
    if word.low in cues.SMALL:
        return False
    return any_word or word.low in words("first-names") or not is_plain_word(word.low)


def _through(said: Spoken, first: int, at: int) -> list[Token]:
    """The words from `first` over the name at `at`, with a second name after it."""
    last = _at(said, at + 1)
    more = (
        not said.words[at].ending
        and _is_name(said, last)
        and (said.is_cased or (last is not None and last.low not in words("mostly-words")))
    )
    return list(said.words[first : at + 1 + more])


def _titled(said: Spoken, at: int) -> Iterator[Found]:
    low = said.words[at].low
    if low in cues.TITLES | cues.CALLINGS and _is_name(said, _at(said, at + 1), any_word=low in cues.TITLES):
        # A title written small, before a name written large, is no part of the name.
        first = at if not said.is_cased or said.words[at].is_capital else at + 1
        yield over(_through(said, first, at + 1), "person", FINDER)


def _called(said: Spoken, at: int) -> Iterator[Found]:
    low, following = said.words[at].low, at + 1
    if low in cues.NAMED:
        after = _at(said, following)
        if said.words[at].ending != "s":
            if after is None or after.low not in cues.IS:
                return
            following += 1
    elif low not in cues.CALLED:
        return
    after = _at(said, following)
    if low in cues.CALLED and after is not None and after.low in cues.ME:
        following += 1
    if _is_name(said, _at(said, following), any_word=True):
        yield over(_through(said, following, following), "name", FINDER)


def _called_before(said: Spoken, at: int) -> Iterator[Found]:
    """A nickname that comes first: "pop they called him"."""
    if said.words[at].low != "called" or at < _CALLED_AFTER:
        return
    named, who, whom = said.words[at - 2], said.words[at - 1], _at(said, at + 1)
    if who.low in cues.CALLERS and whom is not None and whom.low in cues.ME and named.low not in cues.SMALL:
        yield over([named], "person", FINDER)


def _on_duty(said: Spoken, at: int) -> Iterator[Found]:
    """Somebody told of by their post: "precious on nights"."""
    word, on, post = said.words[at], _at(said, at + 1), _at(said, at + 2)
    on_duty = on is not None and on.low == "on" and post is not None and post.low in cues.POSTS
    if on_duty and word.low in words("first-names"):
        yield over([word], "person", FINDER)


def _kin(said: Spoken, at: int) -> Iterator[Found]:
    if said.words[at].low not in cues.KIN or said.words[at].ending:
        return
    word, after = _at(said, at + 1), _at(said, at + 2)
    told = after is not None and after.low in cues.HE
    if _is_name(said, word, any_word=told):
        yield over(_through(said, at + 1, at + 1), "person", FINDER)


def _spoken_of(said: Spoken, at: int) -> Iterator[Found]:
    """Somebody who then is "he" or "she", or who speaks: "will he said", "hope rang"."""
    word, after, before = said.words[at], _at(said, at + 1), _at(said, at - 1)
    if after is None or not after.joined or word.low not in words("first-names"):
        return
    if said.is_cased and not word.is_capital:
        return
    if word.low in cues.SMALL and (before is None or before.low not in cues.AND):
        return
    if after.low in cues.HE | cues.SPOKEN and after.low not in {"they", "who"}:
        yield over([word], "person", FINDER)


def _paired(said: Spoken, at: int) -> Iterator[Found]:
    """One of two that are named together: "declan and hope"."""
    if said.is_cased or said.words[at].low not in cues.AND:
        return
    before, after = _at(said, at - 1), _at(said, at + 1)
    for one, other in ((before, after), (after, before)):
        if one is None or other is None or other.low in cues.SMALL or not other.low.isalpha():
            continue
        if _is_surely_first(one) and (other.low in words("first-names") or _is_odd(said, at, other is after)):
            yield over([other], "person", FINDER)


def _is_surely_first(word: Token) -> bool:
    return word.low in words("first-names") - words("mostly-words")


def _is_odd(said: Spoken, at: int, follows: bool) -> bool:  # noqa: FBT001 - which side of "and"
    """Whether what is named beside somebody is told of like a person: "ken and sunny they", "baz and boxer were"."""
    after = _at(said, at + 2)
    return follows and after is not None and after.low in cues.HE | cues.TOLD_OF


def _ward(said: Spoken, at: int) -> Iterator[Found]:
    word = said.words[at]
    before, after = _at(said, at - 1), _at(said, at + 1)
    kind: Kind = "place"
    if after is not None and after.joined and after.low in cues.WARDS | cues.HOUSES and not word.ending:
        named = word.is_capital if said.is_cased else _may_name_a_ward(word, after)
        if named and word.low not in cues.NO_WARD:
            yield over([word, after] if said.is_cased and after.is_capital else [word], kind, FINDER)
    if said.is_cased or before is None or word.low not in words("plants-and-birds"):
        return
    plural = before.low == "the" and word.low.endswith("s") and word.low[:-1] in words("plants-and-birds")
    ahead = _at(said, at - 2)
    if before.low in cues.LEADING or (plural and ahead is not None and ahead.low in cues.LEADING):
        yield over([word], kind, FINDER)


def _may_name_a_ward(word: Token, after: Token) -> bool:
    if word.low in cues.SMALL:
        return False
    return after.low in cues.WARDS or word.low in words("plants-and-birds") or not is_plain_word(word.low)


def _ship(said: Spoken, at: int) -> Iterator[Found]:
    if said.words[at].low in cues.SHIPS and _is_name(said, _at(said, at + 1), any_word=True):
        yield over(_through(said, at, at + 1), "name", FINDER)


def _organisation(said: Spoken, at: int) -> Iterator[Found]:
    word, after = said.words[at], _at(said, at + 1)
    if said.is_cased or after is None or not after.joined:
        return
    if word.low in {"saint", "st"} and after.low not in cues.SMALL:
        yield over([word, after], "organisation", FINDER)
    before = _at(said, at - 1)
    named = before is not None and before.low in {"the", "at", "for", "with"}
    if after.low in cues.ORGANISED and named and word.low not in cues.SMALL | cues.NO_WARD:
        yield over([word, after], "organisation", FINDER)


def _street(said: Spoken, at: int) -> Iterator[Found]:
    """The road that somebody names: two plain words, of which the second is "road"."""
    word, after = said.words[at], _at(said, at + 1)
    if said.is_cased or after is None or not after.joined or after.low not in cues.STREETS:
        return
    if (word.low,) in places() or (word.low not in english() and not is_plain_word(word.low)):
        yield over([word, after], "place", FINDER)


_RULES = (
    _titled,
    _called,
    _called_before,
    _on_duty,
    _kin,
    _spoken_of,
    _ward,
    _ship,
    _organisation,
    _paired,
    _street,
)
