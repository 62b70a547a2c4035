"""How a word was said: plainly, with a no, as something gone or wished for, or in someone else's mouth.

"I had no friends", "I used to have friends", "if only I had friends" and "they said I had friends"
share a word and not a meaning. Rules for English speech, small enough to be read: a cue opens a
scope that runs to the end of the clause. They know nothing of irony.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.assist.wordlists import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NO_WORDS = listed(
    "no not n't n’t never nobody none nothing nowhere neither nor without hardly barely scarcely nae"
)
#: Verbs that take away what follows: "lost my job", "stopped seeing friends".
LOSS_VERBS = listed("lose lack stop quit lost stopped")
#: After these a "not" denies nothing: "not only", "no doubt", "I don't know, ...".
NOT_DENIED = listed("only just merely simply necessarily doubt wonder matter know sure mind")
CLAUSE_ENDS = listed(
    "but because cos coz cause until till unless except although though so then when while whereas if"
)
SUBJECTS = listed("i he she it we they you there that this")
OTHERS_VERBS = listed("say tell reckon claim insist said told says tells reckoned")
SELF = listed("i we")
PASSIVE = listed("was were been being got get is are be 's 'm 're")
_NO_REACH = 8
_UNREAL_REACH = 10
_SAID_REACH = 16


@dataclass(frozen=True, slots=True)
class Heard:
    """A word as the rules see it: lower-case form, lemma, whether a sentence or clause mark."""

    form: str
    lemma: str
    start: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """How one word was said.

    `denied_by` are the places of the cues that deny it (two of them cancel out); `unreal` is for
    "used to", "if only", "I wish"; `said` for what others are reported to have said.
    """

    denied_by: tuple[int, ...] = ()
    unreal: bool = False
    said: bool = False


PLAIN = Stance()


def stances(words: Sequence[Heard]) -> list[Stance]:
    """Say how each word was said.

    Examples
    --------
    >>> said = [Heard(word, word, at) for at, word in enumerate("i had no friends but work".split())]
    >>> [stance.denied_by for stance in stances(said)]
    [(), (), (), (2,), (), ()]
    """
    denied: list[list[int]] = [[] for _ in words]
    unreal, said = set[int](), set[int]()
    for at in range(len(words)):
        if _denies(words, at):
            for within in _clause(words, at, _NO_REACH):
                denied[within].append(words[at].start)
        if (first := _unreal_from(words, at)) is not None:
            unreal.update(_clause(words, first, _UNREAL_REACH))
        if _others_say(words, at):
            said.update(_sentence(words, at, _SAID_REACH))
    return [
        Stance(tuple(cues), at in unreal, at in said) if cues or at in unreal or at in said else PLAIN
        for at, cues in enumerate(denied)
    ]


def _form(words: Sequence[Heard], at: int) -> str:
    return words[at].form if 0 <= at < len(words) else ""


def _denies(words: Sequence[Heard], at: int) -> bool:
    word = words[at]
    if word.form not in NO_WORDS and word.lemma not in NO_WORDS and word.lemma not in LOSS_VERBS:
        return False
    return _form(words, at + 1) not in NOT_DENIED


def _clause(words: Sequence[Heard], cue: int, reach: int) -> Iterator[int]:
    for at in range(cue + 1, min(len(words), cue + 1 + reach)):
        form = words[at].form
        if words[at].mark or form in CLAUSE_ENDS:
            return
        if form == "and" and (_form(words, at + 1) in SUBJECTS or _form(words, at + 1) == "then"):
            return
        yield at


def _sentence(words: Sequence[Heard], cue: int, reach: int) -> Iterator[int]:
    for at in range(cue + 1, min(len(words), cue + 1 + reach)):
        if words[at].mark == "sentence" or words[at].form == "but":
            return
        yield at


def _unreal_from(words: Sequence[Heard], at: int) -> int | None:
    """Where the unreal begins, when a cue for it stands at `at`."""
    form, after = words[at].form, _form(words, at + 1)
    if form == "used" and after == "to" and _form(words, at - 1) not in PASSIVE:
        return at + 1
    if form == "if" and after == "only":
        return at + 1
    if form in {"wish", "wished"}:
        return at
    if form in {"should", "could", "would"} and after in {"have", "'ve", "’ve", "of"}:
        return at + 1
    return None


def _others_say(words: Sequence[Heard], at: int) -> bool:
    """Whether somebody else's words begin after `at`: "they said", "I was told", not "I said"."""
    if words[at].lemma not in OTHERS_VERBS and words[at].form not in OTHERS_VERBS:
        return False
    before = [_form(words, at - back) for back in (1, 2, 3)]
    if any(form in PASSIVE for form in before[:2]):
        return True
    return bool(before[0]) and not SELF.intersection(before)
