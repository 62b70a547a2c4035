"""What the paper says beside the person's own words: plain English, short sentences, active voice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from qualkit.memberchecks.lines import kept_together, settable

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

_DEFAULTS = {
    "what_may_upset": "This paper has your own words about your life in it. Some may be hard to read.",
    "who_reads": "Only the people in our group read your answers.",
    "crisis_line": "In an emergency call 999. Samaritans are there at any hour: 116 123.",
    "return_to": "Give it to the person who gave it to you.",
}


HOW_TO_ANSWER = {
    "heading": "How to answer",
    "texts": ["Choose one answer for each, or none. “Please take this out” means we stop using those words."],
}
_SAVED = "If you filled this in on a screen, save it with your changes first."
_SAFELY = (
    "On a screen: save it “with your changes”. Do not save it to a shared or cloud drive. "
    "Take care if others use the computer."
)


def opening(check: MemberCheck, settings: Mapping[str, str]) -> list[str]:
    """The first lines: what this is, and that nobody has to do it."""
    who = settings.get("group_name") or "our group"
    texts = [
        (
            f"Thank you for talking with us. This paper is from {who}. "
            f"It shows some of your words, and how we read them.{_part(check)}"
        ),
        (
            "You do not have to do this. You can stop at any time. You can leave out what you like. "
            "Nothing changes for you if you say no. You can say that we got it wrong. That helps us."
        ),
    ]
    return [kept_together(text) for text in texts]


def _part(check: MemberCheck) -> str:
    return f" This is part {check.part} of {check.parts}. You can do just one." if check.parts > 1 else ""


def sections(check: MemberCheck, settings: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rest of page one, in the order in which a worried reader needs it."""
    said = {**_DEFAULTS, **{key: value for key, value in settings.items() if value.strip()}}
    parts = {
        "What may upset you": [said["what_may_upset"]],
        "Who you can call": [
            said["contact"],
            said["crisis_line"],
            "This paper is not a crisis line: nobody reads it at once.",
        ],
        "How long it takes, and by when": [
            f"{how_long(len(check.items))} You can do it in bits, and somebody can read it with you.",
            f"Please answer by {day_in_words(said['closing_date'])}.",
        ],
        "Who reads your answers": [said["who_reads"]],
        "If you do not answer": [
            "That is all right. We will not take it as a yes. We will write that you did not check it.",
        ],
        "What you agreed to, and taking it back": [
            said["consent_text"],
            f"You can take a part back, or everything{_until(said)}. Just tell us.",
        ],
        "How to send it back": [said["return_to"], _SAFELY],
    }
    return [
        {"heading": heading, "texts": [kept_together(text) for text in texts]}
        for heading, texts in parts.items()
    ]


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


def _until(said: Mapping[str, str]) -> str:
    day = said.get("withdraw_until", "").strip()
    return f", until {day_in_words(day)}" if day else ""


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


def sending_back(settings: Mapping[str, str]) -> dict[str, Any]:
    """The last words of the paper: thanks, and once more the way back."""
    where = settings.get("return_to", "").strip() or _DEFAULTS["return_to"]
    texts = ("Thank you for your time, however far you got.", where, _SAVED)
    return {"heading": "When you are done", "texts": [kept_together(text) for text in texts]}


def shown(item: CheckItem) -> dict[str, Any]:
    """One check as the page needs it."""
    return {
        "number": item.number,
        "heading": f"Number {item.number}",
        "question": settable(_before(item.question)),
        "quote": settable(item.quote),
        "interpretation": settable(item.interpretation),
        "side": _SIDES.get(item.polarity or "", ""),
    }


def _before(question: str) -> str:
    """What had been said to the person, called a question only where it was one."""
    said = question.strip()
    if not said:
        return ""
    return f"We had asked: {said}" if said.endswith(("?", "?”", '?"')) else f"We had said: {said}"
