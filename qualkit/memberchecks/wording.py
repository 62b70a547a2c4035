"""What the paper says beside the person's own words: plain English, short sentences, active voice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from qualkit.memberchecks.lines import kept_together, tidied
from qualkit.memberchecks.texts import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualkit.model import CheckItem, MemberCheck

TITLE = "Your words, and how we read them"

#: The four answers, by the value that the form's field takes.
OPTIONS = (
    ("agree", "Yes, this is right"),
    ("notquite", "Not quite"),
    ("remove", "Please take this out"),
    ("skip", "Skip this one"),
)

WORDS = {
    "page": "Page",
    "of": "of",
    "checks": "What you said, and how we read it",
    "you-said": "You said",
    "we-read": "We read it like this",
    "fits": "Does this fit?",
    "own": "In your own words, if you like:",
    "missed": "What did we miss?",
    "missed-more": "Is something missing, or wrong, or too much? You can write it here.",
    "qr": "The number of this paper, for a camera",
    "number": "The number of this paper is",
}

_SIDES = {
    "validating": "We put this with the things that were good for you.",
    "invalidating": "We put this with the things that were hard on you.",
    "both": "We put this with the things that were both good and hard.",
    "unclear": "We were not sure if this was good or hard for you.",
}

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_SAVED = "If you filled this in on a screen, save it with your changes first."


def opening(check: MemberCheck, settings: Mapping[str, str]) -> list[str]:
    """The first lines: what this is, and that nobody has to do it."""
    own = said(settings)
    return [kept_together(text) for text in (own["paper_opening"] + _part(check), own["paper_need_not"])]


def _part(check: MemberCheck) -> str:
    return f" This is part {check.part} of {check.parts}. You can do just one." if check.parts > 1 else ""


def sections(check: MemberCheck, settings: Mapping[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """The rest of page one, in the order in which a worried reader needs it."""
    own = said(settings)
    parts = {
        "What may upset you": (own["what_may_upset"],),
        "Who you can call": (own["contact"], own["crisis_line"], own["no_crisis_line"]),
        "Who reads your answers": (own["who_reads"],),
        "How long it takes, and by when": (
            f"{how_long(len(check.items))} {own['paper_time']}",
            f"Please answer by {day_in_words(settings['closing_date'])}.",
        ),
        "If you do not answer": (own["no_answer"],),
        "What you agreed to, and taking it back": (own["consent_text"], own["taking_back"]),
        "How to send it back": (own["return_to"], own["sending_safely"]),
    }
    return [(heading, tuple(map(kept_together, texts))) for heading, texts in parts.items()]


def how_to_answer(settings: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """How the checks are answered."""
    return "How to answer", (kept_together(said(settings)["how_to_answer"]),)


TALK_TITLE = "Talk sheet: their words, and how we read them"


def talk_opening() -> list[str]:
    """The first lines of a talk sheet, for the person who leads the talk."""
    return [
        "Somebody wants to talk instead of reading a paper. You lead the talk with this sheet.",
        "Read it out bit by bit. Go at their speed. They can stop at any time, and leave out what they like.",
    ]


def talk_sections(check: MemberCheck, settings: Mapping[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """What is said before the talk begins: the same as on page one of a paper."""
    own = said(settings)
    parts = {
        "Say first": (own["paper_opening"] + _part(check), own["paper_need_not"]),
        "What may upset them": (own["what_may_upset"],),
        "Whom they can call": (own["contact"], own["crisis_line"]),
        "Who reads the answers": (own["who_reads"],),
        "What they agreed to, and taking it back": (own["consent_text"], own["taking_back"]),
    }
    return [(heading, tuple(map(kept_together, texts))) for heading, texts in parts.items()]


TALK_HOW = (
    "While you talk",
    (
        "Tick what they say. Write down their words as they say them. Read each answer back before you go on.",
        "Do not lead. You can say: you can say no, that helps us. Nothing said is no yes.",
    ),
)
TALK_BACK = (
    "When you are done",
    (
        "Read everything back to them. Ask if they want to change anything.",
        "Then type it in: qualkit member-check enter, with the source talk.",
        "Keep this sheet where nobody else sees it. Shred it when it is typed in.",
    ),
)


def how_long(count: int) -> str:
    """How many things there are, and about how many minutes they take.

    Examples
    --------
    >>> how_long(1)
    'There is one thing to look at. Most people need about 5 minutes.'
    >>> how_long(12)
    'There are 12 things to look at. Most people need about 25 minutes.'
    """
    minutes = max(5, 5 * round(count * 2 / 5))
    things = "is one thing" if count == 1 else f"are {count} things"
    return f"There {things} to look at. Most people need about {minutes} minutes."


def day_in_words(day: str) -> str:
    """A date as people write it; anything else as it is.

    Examples
    --------
    >>> day_in_words("2027-01-29"), day_in_words("the end of May")
    ('29 January 2027', 'the end of May')
    """
    try:
        found = date.fromisoformat(day.strip())
    except ValueError:
        return day.strip()
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def sending_back(settings: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The last words of the paper: thanks, and once more the way back."""
    own = said(settings)
    return "When you are done", tuple(map(kept_together, (own["thanks"], own["return_to"], _SAVED)))


def shown(item: CheckItem) -> dict[str, Any]:
    """One check as the page needs it."""
    return {
        "number": item.number,
        "heading": f"Number {item.number}",
        "question": tidied(_before(item.question)),
        "quote": tidied(item.quote),
        "interpretation": tidied(item.interpretation),
        "side": _SIDES.get(item.polarity or "", ""),
    }


def _before(question: str) -> str:
    """What had been said to the person, called a question only where it was one."""
    said = question.strip()
    if not said:
        return ""
    return f"We had asked: {said}" if said.endswith(("?", "?”", '?"')) else f"We had said: {said}"


def form_words(token: str) -> dict[str, str]:
    """What only the form says, which is filled in and saved on a screen."""
    file = f"answers-{token}.json"
    return {
        "clear": "Clear my answer",
        "save": "Save my answers",
        "saving": f"“Save my answers” makes one file on this computer. Its name is {file}. "
        "Nothing is sent by itself. If you close this page first, your answers are gone.",
        "saved": f"Your answers are in the file {file}. Look in your downloads. Send that file back.",
        "changed": "You changed something. Please save your answers again.",
        "no_script": "Saving does not work in this browser. Please print the page, and answer with a pen.",
    }


def file_words() -> dict[str, str]:
    """What only the Word file says."""
    return {
        "write": "Write here",
        "own": "In your own words",
        "saving": "Write into this file: tick a box, or click where it says “Write here”. Save it, and send it back. "
        "Do not save it to a shared drive. Take care if others use the computer.",
    }
