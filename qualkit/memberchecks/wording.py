"""What the paper says beside the person's own words: plain English, short sentences, active voice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

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
    "asked": "We had asked:",
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


def opening(check: MemberCheck, settings: Mapping[str, str]) -> list[str]:
    """The first lines: what this is, and that nobody has to do it."""
    who = settings.get("group_name") or "our group"
    part = [f"This is part {check.part} of {check.parts}."] if check.parts > 1 else []
    return [
        f"You talked with us. This paper is from {who}. It shows some of your words, and how we read them.",
        *part,
        (
            "You do not have to do this. You can stop at any time. You can leave out what you like. "
            "Nothing changes for you if you say no."
        ),
        "You can say that we got it wrong. That helps us.",
    ]


def sections(check: MemberCheck, settings: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rest of page one, in the order in which a worried reader needs it."""
    said = {**_DEFAULTS, **{key: value for key, value in settings.items() if value.strip()}}
    minutes = max(10, 5 * round(len(check.items) * 2 / 5))
    until = day_in_words(said.get("withdraw_until", ""))
    back = (
        f"You can take a part back, or everything, until {until}."
        if until
        else "You can take a part back, or everything."
    )
    return [
        {"heading": "What may upset you", "texts": [said["what_may_upset"]]},
        {
            "heading": "Who you can call",
            "texts": [
                said["contact"],
                said["crisis_line"],
                "This paper is not a crisis line: nobody reads it at once.",
            ],
        },
        {
            "heading": "How long it takes, and by when",
            "texts": [
                (
                    f"There are {len(check.items)} things to look at. Most people need about {minutes} minutes. "
                    "You can do it in bits, and somebody can read it with you."
                ),
                f"Please answer by {day_in_words(said['closing_date'])}.",
            ],
        },
        {
            "heading": "Who reads your answers",
            "texts": [said["who_reads"]],
        },
        {
            "heading": "If you do not answer",
            "texts": [
                "That is all right. We will not take it as a yes. We will write that you did not check it.",
            ],
        },
        {
            "heading": "What you agreed to, and taking it back",
            "texts": [said["consent_text"], f"{back} Just tell us."],
        },
    ]


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


BEFORE_CHECKS = (
    "Choose one answer for each, or none. You can also write in your own words, and you can do both.",
)


def sending_back(settings: Mapping[str, str]) -> dict[str, Any]:
    """How the paper comes back without going astray."""
    where = settings.get("return_to", "").strip() or _DEFAULTS["return_to"]
    return {
        "heading": "Sending it back",
        "texts": [
            where,
            (
                "On a screen: save it with your changes. Do not save it to a shared or cloud drive, "
                "and take care on a computer that others use."
            ),
        ],
    }


def shown(item: CheckItem) -> dict[str, Any]:
    """One check as the page needs it."""
    return {
        "number": item.number,
        "heading": f"Number {item.number}",
        "question": item.question,
        "quote": item.quote,
        "interpretation": item.interpretation,
        "side": _SIDES.get(item.polarity or "", ""),
    }
