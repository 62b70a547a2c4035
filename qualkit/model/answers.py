"""What came back: a `Return` of `Answer`s, and the `Adjustment` that a named person makes of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from qualkit.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

Route = Literal["pdf", "pdf-flat", "html", "docx", "csv", "paper", "talk"]
ROUTES: tuple[Route, ...] = get_args(Route)

#: What became of one item. Nothing chosen is no answer: it is never taken for a yes.
ItemState = Literal["agree", "not_quite", "remove", "skip", "own_words_only", "ambiguous", "unanswered"]
ITEM_STATES: tuple[ItemState, ...] = get_args(ItemState)

#: The values that the form's fields take, and the state that each stands for.
VALUES: Mapping[str, ItemState] = MappingProxyType(
    {"agree": "agree", "notquite": "not_quite", "remove": "remove", "skip": "skip"}
)

AdjustmentKind = Literal[
    "reword", "fix_fact", "mask_more", "unquote", "remove", "add", "keep_with_dissent", "none"
]
#: What a group can make of an answer, and what each means.
ADJUSTMENTS: Mapping[AdjustmentKind, str] = MappingProxyType(
    {
        "reword": "the sentence says it otherwise now",
        "fix_fact": "a fact in the sentence is put right",
        "mask_more": "some of the words are hidden wherever the passage is shown",
        "unquote": "the passage counts, and is quoted nowhere",
        "remove": "the passage is used nowhere",
        "add": "something is added that we had missed",
        "keep_with_dissent": "the group keeps its reading; the person's own stands beside it",
        "none": "nothing changes",
    }
)
#: The number under which a return holds "What did we miss?".
MORE = 0


def answer_named(name: str) -> ItemState:
    """Read an answer as a person types it or a form holds it; empty is no answer.

    Raises
    ------
    NotFound
        It is none of the four.

    Examples
    --------
    >>> answer_named("notquite"), answer_named("Not quite"), answer_named("")
    ('not_quite', 'not_quite', 'unanswered')
    """
    plain = "".join(char for char in name.casefold() if char.isalpha())
    if plain in ("", "unanswered"):
        return "unanswered"
    if plain == "yes":
        return "agree"
    if plain not in VALUES:
        raise NotFound.among("answer", name, VALUES)
    return VALUES[plain]


def adjustment_named(name: str) -> AdjustmentKind:
    """Read a kind of adjustment, with `-` or `_`.

    Raises
    ------
    NotFound
        It is none of `ADJUSTMENTS`.
    """
    plain = name.strip().casefold().replace("-", "_").replace(" ", "_")
    for kind in ADJUSTMENTS:
        if kind == plain:
            return kind
    raise NotFound.among("kind of adjustment", name, ADJUSTMENTS)


@dataclass(frozen=True)
class Answer:
    """The answer to one item: a state, the person's own words beside it, and what is doubtful about it.

    Examples
    --------
    >>> Answer.of(1, "", "It was spring."), Answer.of(2, "agree", "")
    (Answer(number=1, state='own_words_only', doubt=''), Answer(number=2, state='agree', doubt=''))
    """

    number: int
    state: ItemState = "unanswered"
    words: str = field(default="", repr=False)
    doubt: str = ""
    #: A picture (PNG) of the box, where the words were read off a page.
    picture: bytes = field(default=b"", repr=False, compare=False)

    @classmethod
    def of(cls, number: int, answer: str, words: str, doubt: str = "") -> Answer:
        """An answer as a form holds it: words without a choice are a state of their own."""
        state = answer_named(answer)
        if state == "unanswered" and words.strip() and number != MORE:
            state = "own_words_only"
        return cls(number, state, words.strip(), doubt)


@dataclass(frozen=True)
class Return:
    """One paper that came back, as it was read; nothing in it has been applied.

    `answers` are in the order of the items; `more` is what the person says we missed.
    """

    #: A picture says whose paper it is and no more, so that it is never kept.
    source: Route | Literal["picture"]
    doc: str
    code: str
    answers: tuple[Answer, ...]
    more: str = field(default="", repr=False)
    doubts: tuple[str, ...] = ()
    sha256: str = ""
    entered_by: str = ""
    received_on: str = ""

    @property
    def said(self) -> tuple[tuple[int, str, str], ...]:
        """What it says, whatever it was written on: to know the same answers again."""
        told = tuple((answer.number, answer.state, answer.words) for answer in self.answers)
        return (*told, (MORE, "", self.more))

    @property
    def state(self) -> str:
        """Whether all was answered, or a part, or nothing: a blank paper is never a yes.

        Words without a choice leave their item open, so a full paper has a choice for each.
        """
        states = [answer.state for answer in self.answers]
        if not self.more and all(state == "unanswered" for state in states):
            return "returned_blank"
        open_items = {"unanswered", "own_words_only"} & set(states)
        return "returned_part" if open_items else "returned_full"


@dataclass(frozen=True)
class Adjustment:
    """What a named person made of one answer: what was, what is now, and why. Never changed afterwards."""

    id: str
    paper: str
    number: int
    kind: AdjustmentKind
    coding: str = ""
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)
    decided_by: str = ""
    decided_at: str = ""
    round: int = 1
