"""How a word was said: plainly, with a no, as something gone or wished for, or in someone else's mouth.

"I had no friends", "I used to have friends", "if only I had friends" and "they said I had friends"
share a word and not a meaning. Rules for English speech, small enough to be read: a cue opens a
scope that runs to the end of the clause. Irony is seen only where words mark it ("some choice", "so-called").
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
#: What is said to go without a place to go to is lost: "my confidence just goes", "all hope had gone".
GONE = listed("goes went gone vanished disappeared evaporated vanishes disappears shot")
AFTER_GONE = listed("completely altogether entirely totally overnight somehow to out")
WHERE_TO = listed("pieces bits window")
AUXILIARIES = listed("have had has do did does was were is are am would could can will 've 'd 'm")
#: Said after something, these take it back.
TAKEN_BACK = (
    ("yeah", "right"),
    ("my", "arse"),
    ("my", "foot"),
    ("they", "called", "it"),
    ("they", "call", "it"),
)
#: "They hadn't" and "she never once did" are whole answers.
_SHORTEST_NO, _LONGEST_NO = 2, 4
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
    for at in range(len(words)):
        if taken := _taken_back(words, at):
            said.difference_update(taken)  # it is the speaker who denies
            for within in taken:
                denied[within].append(words[at].start)
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


def _taken_back(words: Sequence[Heard], at: int) -> range:
    """What a cue at `at` denies that stands before it, or right after it: gone, answered with a no, or mocked."""
    if _gone(words, at):
        return _before(words, at, clause=True)
    if _answered_no(words, at):
        return _before(words, at, clause=False)
    if any(tuple(_form(words, at + on) for on in range(len(cue))) == cue for cue in TAKEN_BACK):
        return _before(words, at, clause=False)
    if _mocked(words, at):
        return range(at + 1, min(len(words), at + 3))
    return range(0)


def _gone(words: Sequence[Heard], at: int) -> bool:
    """Whether something "just goes", or "went out of the window"; not "went to Spain", nor "I have gone"."""
    if words[at].form not in GONE or _form(words, at - 1) in SUBJECTS:
        return False
    if at + 1 >= len(words) or words[at + 1].mark:
        return at > 0
    after = [_form(words, at + on) for on in (1, 2, 3, 4)]
    return after[0] in AFTER_GONE and (after[0] not in {"to", "out"} or not WHERE_TO.isdisjoint(after))


def _answered_no(words: Sequence[Heard], at: int) -> bool:
    """Whether a short end of the sentence begins at `at` that denies it: "..., but they hadn't", "and I never did"."""
    if words[at].form not in {"but", "and", "only"}:
        return False
    end = next((on for on in range(at + 1, len(words)) if words[on].mark == "sentence"), len(words))
    tail = [word.form for word in words[at + 1 : end]]
    if not _SHORTEST_NO <= len(tail) <= _LONGEST_NO or any(word.mark for word in words[at + 1 : end]):
        return False
    denies = tail[-1] in {"n't", "n’t", "not"} and tail[-2] in AUXILIARIES
    return denies or (tail[-2] == "never" and tail[-1] in AUXILIARIES)


def _mocked(words: Sequence[Heard], at: int) -> bool:
    """Whether what follows is named in mockery: "Some choice.", "so-called help"."""
    if words[at].form in {"so-called", "supposedly"}:
        return True
    if words[at].form == "called" and [_form(words, at - back) for back in (1, 2)] == ["-", "so"]:
        return True
    first = at == 0 or words[at - 1].mark == "sentence"
    return words[at].form == "some" and first and at + 2 < len(words) and words[at + 2].mark == "sentence"


def _before(words: Sequence[Heard], at: int, *, clause: bool) -> range:
    """The places of the clause, or of the sentence, before `at`."""
    first = at
    while first > 0 and words[first - 1].mark != "sentence":
        before = words[first - 1]
        if clause and (before.mark or before.form in CLAUSE_ENDS or before.form == "and"):
            break
        first -= 1
    return range(first, at)


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
    if form in {"supposed", "meant"} and after == "to" and _form(words, at - 1) in PASSIVE:
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
