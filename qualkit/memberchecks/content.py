"""What stands on a paper, whatever it is written as: the PDF, the HTML form and the Word file all say this."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from qualkit.errors import PaperError
from qualkit.memberchecks import wording
from qualkit.memberchecks.lettering import check_letters
from qualkit.memberchecks.lines import tidied
from qualkit.memberchecks.token import paper_id
from qualkit.privacy import names_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualkit.model import MemberCheck

#: Without these no paper is made: whom to call, what was agreed, what may upset, by when.
NEEDED = ("contact", "consent_text", "what_may_upset", "closing_date")


@dataclass(frozen=True)
class Part:
    """A heading and what stands under it."""

    heading: str
    texts: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Check:
    """One check: the words, the reading and where it was put; empty where there is none."""

    number: int
    heading: str
    question: str
    quote: str
    interpretation: str
    side: str


@dataclass(frozen=True, repr=False)
class Content:
    """A whole paper: its number and code, page one, the checks, the end."""

    identity: str
    code: str
    title: str
    language: str
    region: str
    opening: tuple[str, ...]
    sections: tuple[Part, ...]
    how: Part
    checks: tuple[Check, ...]
    back: Part
    words: Mapping[str, str]
    options: tuple[Mapping[str, str], ...]

    @property
    def token(self) -> str:
        """The paper's token alone, for its files' names."""
        return self.identity.split("-")[1]


def missing_settings(settings: Mapping[str, str]) -> list[str]:
    """Which of the settings that a paper needs are not there."""
    return [key for key in NEEDED if not settings.get(key, "").strip()]


def paper_content(
    check: MemberCheck, settings: Mapping[str, str], names: Iterable[str] = (), *, talk: bool = False
) -> Content:
    """Gather what a paper says, and refuse what may not stand on one.

    Parameters
    ----------
    check
        Whose token, which passages, and the keyed code in ``check.code``.
    settings
        The study's own texts.
    names
        Names of other people that must not stand on it.
    talk
        Whether it is a sheet for the person who leads a talk.

    Raises
    ------
    PaperError
        A setting is missing, a name is left in it, no font has one of its characters, or there is nothing to ask.
    """
    refuse_missing(settings)
    if not check.items:
        raise PaperError("No paper is made without a passage to ask about: write a sentence for one first.")
    _check_words(check, list(names))
    content = Content(
        identity=paper_id(check.token),
        code=check.code,
        **(_talk(check, settings) if talk else _paper(check, settings)),
        language="en",
        region="GB",
        checks=tuple(Check(**wording.shown(item)) for item in check.items),
        words=wording.WORDS,
        options=tuple({"value": value, "label": label} for value, label in wording.OPTIONS),
    )
    own = json.dumps({**asdict(content), "checks": []}, ensure_ascii=False)
    check_letters(own, "the study's settings")
    return content


def _paper(check: MemberCheck, settings: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": wording.TITLE,
        "opening": tuple(wording.opening(check, settings)),
        "sections": tuple(Part(*part) for part in wording.sections(check, settings)),
        "how": Part(*wording.how_to_answer(settings)),
        "back": Part(*wording.sending_back(settings)),
    }


def _talk(check: MemberCheck, settings: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": wording.TALK_TITLE,
        "opening": tuple(wording.talk_opening()),
        "sections": tuple(Part(*part) for part in wording.talk_sections(check, settings)),
        "how": Part(*wording.TALK_HOW),
        "back": Part(*wording.TALK_BACK),
    }


def refuse_missing(settings: Mapping[str, str], study: str = "STUDY") -> None:
    """Say what is still to be set, with what to type.

    Raises
    ------
    PaperError
    """
    missing = missing_settings(settings)
    if missing:
        typed = " ; ".join(f'qualkit set {study} {key} "..."' for key in missing)
        raise PaperError(f"No paper is made without {', '.join(missing)}. Type:  {typed}")


def _check_words(check: MemberCheck, known: list[str]) -> None:
    for item in check.items:
        for what, text in (
            ("the words", item.quote),
            ("the sentence", item.interpretation),
            ("the question", item.question),
        ):
            where = f"{what} of number {item.number} ({item.coding})"
            check_letters(tidied(text), where)
            if names_left(text, known):
                raise PaperError(f"Another person's name is left in {where}: mask it; no paper was made.")
