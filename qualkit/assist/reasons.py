"""The parts of a score in words that a person can check against the passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualkit.model import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualkit.assist.language import Reading
    from qualkit.assist.lexicon import Lexicon, Match

_SHOWN_WORDS = 4
_EXCERPT = 160


def words_reason(
    lexicon: Lexicon, reading: Reading, column: int, weight: float, names: Sequence[str]
) -> Iterator[Reason]:
    """What the codebook's listed words add; nothing where none was said."""
    parts = [(match, float(lexicon.evidence(match)[column])) for match in lexicon.matches(reading)]
    told = [(match, part) for match, part in parts if part != 0]
    if told:
        told.sort(key=lambda pair: -abs(pair[1]))
        yield Reason("words", _words_text(told, column, names), weight)


def definition_reason(shared: Sequence[tuple[str, float]], weight: float) -> Reason:
    """What closeness to the definition and the examples adds or takes."""
    if not shared:
        return Reason("definition", "shares no telling word with what the codebook says of it", weight)
    words = _quoted([word for word, _ in shared])
    near = (
        "close to what the codebook says of it" if weight > 0 else "a little of what the codebook says of it"
    )
    return Reason("definition", f"{near}: {words}", weight)


def example_reasons(
    alike: np.ndarray, pull: np.ndarray, held: np.ndarray, read: Sequence[Reading]
) -> Iterator[Reason]:
    """What codings add: the passage with this code that adds most, by name, and all others in one."""
    parts = alike * pull
    if not len(parts):
        return
    nearest = int(np.argmax(np.where(held > 0, parts, -np.inf)))
    rest = float(parts.sum())
    if held[nearest] > 0 and parts[nearest] > 0:
        rest -= float(parts[nearest])
        yield Reason(
            "example", f"like a passage that was coded so: “{_excerpt(read[nearest])}”", float(parts[nearest])
        )
    if np.any(parts):
        yield Reason("example", f"what it shares with others of the {len(parts)} passages learnt from", rest)


def _words_text(told: Sequence[tuple[Match, float]], column: int, names: Sequence[str]) -> str:
    ways: dict[str, list[str]] = {}
    for match, part in told:
        ways.setdefault(_way(match, part, column, names), []).append(match.said)
    return "; ".join(f"{how.format(_quoted(said))}" for how, said in ways.items())


def _way(match: Match, part: float, column: int, names: Sequence[str]) -> str:
    if match.owner == column:
        return "says {}" if part > 0 else "says {} only to deny it"
    name = names[match.owner].replace("{", "(").replace("}", ")")
    return f"says {{}}, a word for “{name}”, as not so" if part > 0 else f"says {{}}, a word for “{name}”"


def _quoted(words: Sequence[str]) -> str:
    shown = list(dict.fromkeys(word.lower() for word in words))
    quoted = [f"“{word}”" for word in shown[:_SHOWN_WORDS]]
    more = ["more"] if len(shown) > _SHOWN_WORDS else []
    return " and ".join(filter(None, [", ".join([*quoted, *more][:-1]), [*quoted, *more][-1]]))


def _excerpt(reading: Reading) -> str:
    words = " ".join(reading.quote.split())
    return words if len(words) <= _EXCERPT else words[:_EXCERPT].rsplit(" ", 1)[0] + " …"
