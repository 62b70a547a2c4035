"""Tiers of annotation programs (ELAN, Praat): which hold what people say, and which describe it.

Nobody can tell for sure, so which tiers were read is always said, and `columns={"tiers": [...]}`
settles it, by name or by number. Names and types speak: "W-POS" describes, "W-Spch" is speech. A
tier's name may be a person's, so what is said of it names it only where it is a word for a tier.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualkit.model import Utterance

_PIECES = re.compile(r"[A-ZÀ-Þ]{2,}(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿ]+|[A-ZÀ-Þ]+")
_SPEECH = frozenset(
    """utterance utterances utt spch speech transcription transcript transcribed text tx txt orth ortho orthographic
    orthography talk turn turns dialogue dialog sentence sentences phrase phrases speaker conversation verbal
    sprache äußerung äusserung rede phrasal ipu""".split()  # noqa: SIM905
)
_DESCRIBES = frozenset(
    """gesture gestures gest hand hands gaze eye eyes head face facial posture movement movements nod nods body
    rgu rgph rgme rhand lhand comment comments note notes remark remarks observation observations memo todo
    pos gloss glosses glossing translation translations translated trans free ft ge gl mb mot morph morpheme
    morphemes morphology mor lemma lemmas syntax dependency word words wort wörter token tokens phon phone
    phones phoneme phonemes phonetic ipa syll syllable syllables mau kan ort pitch tone tones tobi intonation
    prosody stress accent break breaks noise noises silence silences silent sounding pause pauses vad topic
    topics section sections code codes coding emotion emotions affect event events activity activities context
    laugh laughter phons vowel vowels tonic errors language lang xds vcm lex mwu cds ref refs id rec nr action
    actions phase phases meaning included points""".split()  # noqa: SIM905
)
_SMALL = frozenset({"word", "words", "wort", "wörter", "token", "tokens", "mot", "ort", "mau"})
_FEW = 8
_MOST = 1000
_SINGLE = 0.9
_LISTED = 12


class Tier(NamedTuple):
    """One tier: its own name, its kind, what it hangs below, what stands in it, and where that belongs in time."""

    name: str
    kind: str
    parent: str | None
    said: Sequence[Utterance]
    order: Sequence[tuple[float, int]] = ()

    @property
    def words(self) -> str:
        """Everything that stands in it."""
        return "\n".join(one.text for one in self.said)


class Choice(NamedTuple):
    """Which tiers are turns, and what is said of that."""

    chosen: list[Tier]
    left_out: list[tuple[str, str]]
    doubts: list[str]


def choose(tiers: Sequence[Tier], named: Mapping[str, str | Sequence[str]] | None, file: str) -> Choice:
    """Choose the tiers that are turns.

    Parameters
    ----------
    tiers
        All of the file's.
    named
        ``{"tiers": names}`` where a person has chosen.
    file
        The file's name, for errors.

    Raises
    ------
    LoadError
        None has words, a named one is not there, or none can be told to be speech.
    """
    if len(tiers) > _MOST:
        raise LoadError(f"{file} has {len(tiers):,} tiers; a transcript may have {_MOST:,}: it is not read.")
    full = {at: tier for at, tier in enumerate(tiers, start=1) if tier.said}
    if not full:
        raise LoadError(f"{file} has no tier with words in it: look whether it is the right file.")
    chosen = _named(full, named, file) if named else _guessed(list(full.values()))
    taken = {at: tier for at, tier in full.items() if any(tier is one for one in chosen)}
    rest = {at: tier for at, tier in full.items() if at not in taken}
    left_out = [("a tier that is not read as turns", tier.words) for tier in rest.values()]
    doubt = f"read as turns: {_listed(taken)}; not read as turns: {_listed(rest)}"
    return Choice(chosen, left_out, [doubt] if rest else [])


def _listed(tiers: Mapping[int, Tier]) -> str:
    shown = [f"{_called(at, tier)} ({len(tier.said)})" for at, tier in list(tiers.items())[:_LISTED]]
    more = [f"{len(tiers) - _LISTED} more"] if len(tiers) > _LISTED else []
    return ", ".join(shown + more)


def _called(at: int, tier: Tier) -> str:
    """A tier's number, and its name where that is no person's."""
    pieces = {piece.casefold() for piece in _PIECES.findall(tier.name) if len(piece) > 1}
    return f"tier {at}" + (f" '{tier.name}'" if pieces and pieces <= _SPEECH | _DESCRIBES else "")


def _named(tiers: Mapping[int, Tier], named: Mapping[str, str | Sequence[str]], file: str) -> list[Tier]:
    wanted = named.get("tiers")
    if set(named) != {"tiers"} or not wanted:
        raise LoadError(f"{file} has tiers, not columns: choose with 'tiers', such as tiers=A;B.")
    names = wanted.split(";") if isinstance(wanted, str) else [str(name) for name in wanted]
    for name in names:
        if all(name not in {tier.name, str(at)} for at, tier in tiers.items()):
            raise LoadError(f"{file} has no tier '{name}' with words in it. It has: {_listed(tiers)}.")
    return [tier for at, tier in tiers.items() if tier.name in names or str(at) in names]


def _guessed(tiers: Sequence[Tier]) -> list[Tier]:
    """Tiers that hang below nothing and describe nothing; of these the ones that say they are speech."""
    every = {tier.name for tier in tiers}
    tops = [tier for tier in tiers if tier.parent not in every]
    talk = [tier for tier in tops if not _describes(tier)]
    kinds = {tier.kind for tier in talk if _speaks(tier)}
    speech = [tier for tier in talk if tier.kind in kinds]
    return speech or talk or _below(tiers, tops) or _least_small(tops)


def _below(tiers: Sequence[Tier], tops: Sequence[Tier]) -> list[Tier]:
    """Below a tier of numbers or references, the one that says it is speech."""
    return [tier for tier in tiers if tier.parent in {top.name for top in tops} and _speaks(tier)]


def _least_small(tops: Sequence[Tier]) -> list[Tier]:
    """Where all describe: words, if there are any, or else the one with the longest labels."""
    words = [tier for tier in tops if _is_small(tier)]
    longest = max(tops, key=lambda tier: sum(len(one.text) for one in tier.said) / len(tier.said))
    return words[:1] or [longest]


def is_of_words(tier: Tier) -> bool:
    """Whether what stands in a tier is single words, to be joined to talk."""
    single = sum(1 for one in tier.said if " " not in one.text)
    return single > _SINGLE * len(tier.said) and (len(tier.said) >= _FEW or _is_small(tier))


def _is_small(tier: Tier) -> bool:
    return bool(_SMALL & _pieces(tier.name, tier.kind))


def is_general(name: str) -> bool:
    """Whether a tier's name says what it holds, and nothing of who speaks."""
    pieces = {piece.casefold() for piece in _PIECES.findall(name)}
    return not name or (bool(pieces) and pieces <= _SPEECH | _DESCRIBES)


def _pieces(*names: str) -> frozenset[str]:
    """The words in names. Two letters count when they are small: others are somebody's initials."""
    found = [piece for name in names for piece in _PIECES.findall(name)]
    return frozenset(piece.casefold() for piece in found if len(piece) > 2 or piece.islower())  # noqa: PLR2004


def _speaks(tier: Tier) -> bool:
    return bool(_SPEECH & _pieces(tier.name, tier.kind))


def _describes(tier: Tier) -> bool:
    return bool(_DESCRIBES & _pieces(tier.name, tier.kind))
