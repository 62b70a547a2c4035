"""A word without its endings, so that "lonely" and "loneliness" meet."""

from __future__ import annotations

from functools import lru_cache

#: Ending, what takes its place, and how much must be left. "less" stays: homeless is not home.
_ENDINGS: tuple[tuple[str, str, int], ...] = (
    ("iness", "y", 3),
    ("ness", "", 3),
    ("ational", "ate", 3),
    ("ation", "ate", 4),
    ("ition", "ite", 4),
    ("ional", "ion", 3),
    ("ally", "al", 4),
    ("fully", "ful", 3),
    ("ies", "y", 3),
    ("ied", "y", 3),
    ("ily", "y", 3),
    ("ing", "", 3),
    ("ly", "", 3),
    ("ion", "", 5),
    ("ed", "", 3),
    ("es", "e", 3),
)
_SHORTEST = 4
_KEPT_DOUBLES = "lsz"
#: Forms of speech that are one word for a theme.
_SAME = {
    "nobody": "noone",
    "anybody": "anyone",
    "somebody": "someone",
    "everybody": "everyone",
    "n't": "not",
    "n’t": "not",
    "ca": "can",
    "could": "can",
    "wo": "will",
    "would": "will",
    "mum": "mother",
    "mom": "mother",
    "dad": "father",
}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Take a word's endings off.

    Examples
    --------
    >>> stem("Loneliness"), stem("lonely"), stem("isolation") == stem("isolated"), stem("homeless")
    ('lone', 'lone', True, 'homeless')
    """
    word = word.lower().replace("’", "'")
    if word in _SAME:
        return _SAME[word]
    for _ in range(3):
        shorter = _shorter(word)
        if shorter == word:
            break
        word = shorter
    return word


def _shorter(word: str) -> str:
    if len(word) <= _SHORTEST or not word.isalpha():
        return word
    for ending, instead, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return _tidy(word[: -len(ending)] + instead)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _tidy(word[:-1])
    return _tidy(word)


def _tidy(word: str) -> str:
    if len(word) > _SHORTEST and word.endswith("e"):
        return word[:-1]
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in _KEPT_DOUBLES:
        return word[:-1]
    return word
