"""The lists of `lists/`, each read once, when it is first asked for."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from qualkit.privacy.folding import fold

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: What a person's name can be written like and is seldom meant by.
_LISTS = "qualkit.privacy.lists"


def _file(name: str) -> Traversable:
    return files(_LISTS).joinpath(name)


@cache
def words(name: str) -> frozenset[str]:
    """The words of one list, folded.

    Examples
    --------
    >>> "declan" in words("first-names"), "kettle" in words("first-names")
    (True, False)
    """
    lines = _file(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


@cache
def english() -> frozenset[str]:
    """The words of British English that are written small.

    Examples
    --------
    >>> "kettle" in english(), "todmorden" in english()
    (True, False)
    """
    text = gzip.decompress(_file("english.txt.gz").read_bytes()).decode("ascii")
    return frozenset(text.split()) | {"a", "i"}


@cache
def places() -> frozenset[tuple[str, ...]]:
    """Places, each as its folded words.

    Examples
    --------
    >>> ("isle", "of", "wight") in places()
    True
    """
    lines = _file("places.txt").read_text(encoding="utf-8").splitlines()
    named = [place for line in lines if not line.startswith("#") for place in line.split(";")]
    return frozenset(tuple(fold(place).replace("-", " ").split()) for place in named if place.strip())


def is_plain_word(word: str) -> bool:
    """Whether a folded word is one that anybody might say without naming somebody.

    Examples
    --------
    >>> is_plain_word("hope"), is_plain_word("siobhan"), is_plain_word("cpn")
    (True, False, True)
    """
    return word in english() or word in words("speech") or not word.isalpha()
