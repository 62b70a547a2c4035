"""Where every character of a source went: the proof that reading it lost nothing.

A reader says in `Loaded.source` which characters it had before it, and gives each of them a place:
the words of a turn, its label and times (`marks`), the header, or a reason for leaving it out. What
has no place is counted here, and said aloud.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualkit.model import Account

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualkit.loaders.registry import Loaded


def account_for(loaded: Loaded) -> Account:
    """Count where the characters of a source are now; white space does not count.

    Returns
    -------
    Account
        In characters. Where the reader names no source, `lost` and `added` cannot be known and are None.

    Examples
    --------
    >>> from qualkit.loaders.registry import Loaded
    >>> from qualkit.model import Utterance
    >>> account_for(Loaded([Utterance("P1", "It was long.")], marks=("P1:",), source="P1: It was long. !?"))
    Account(said=10, marks=3, header=0, left_out=(), lost=2, added=0)
    """
    places = [_count(said.text for said in loaded.utterances), _count(loaded.marks), _count(loaded.header)]
    reasons: dict[str, Counter[str]] = {}
    for reason, what in (*loaded.left_out, *loaded.withheld):
        reasons.setdefault(reason, Counter()).update(_visible(what))
    said, marks, header = (place.total() for place in places)
    left_out = tuple((reason, what.total()) for reason, what in reasons.items())
    if not loaded.source:
        return Account(said, marks, header, left_out)
    source = Counter(_visible(loaded.source))
    placed: Counter[str] = Counter()
    for place in (*places, *reasons.values()):
        placed.update(place)
    return Account(said, marks, header, left_out, (source - placed).total(), (placed - source).total())


def exchanged(before: str, after: str) -> tuple[str, str]:
    """Which characters a rewriting took away, and which it brought.

    For words in which something stands for something else, such as the ``&#39;`` of a web page: what was
    taken is left out with a reason, and what came is added to the source.

    Examples
    --------
    >>> exchanged("that&#39;s", "that's")
    ('&#39;', "'")
    """
    old, new = Counter(before), Counter(after)
    return "".join((old - new).elements()), "".join((new - old).elements())


def _count(texts: Iterable[str]) -> Counter[str]:
    return Counter(_visible("".join(texts)))


def _visible(text: str) -> str:
    return "".join(text.split())
