"""The study's own texts on a paper: what each is for, what it says until somebody edits it, all of them as one file.

A text may hold ``{group}`` (who does the inquiry), ``{until}`` (until when words can be taken back).
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import QualkitError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Text(NamedTuple):
    """One text: what it is for, and its words until they are edited; some have none and must be written."""

    about: str
    default: str = ""


#: In the order of the paper.
TEXTS: Mapping[str, Text] = MappingProxyType(
    {
        "paper_opening": Text(
            "what this paper is",
            "Thank you for talking with us. This paper is from {group}. "
            "It shows some of your words, and how we read them.",
        ),
        "paper_need_not": Text(
            "that nobody has to do it, and can stop",
            "You do not have to do this. You can stop at any time. You can leave out what you like. "
            "Nothing changes for you if you say no. You can say that we got it wrong. That helps us.",
        ),
        "what_may_upset": Text(
            "what in the paper may be hard to read; write 'nothing' if you looked and found nothing "
            "(no paper is made without it)",
        ),
        "contact": Text(
            "whom a participant can call for support or with questions (no paper is made without it)"
        ),
        "crisis_line": Text(
            "where there is help at any hour",
            "In an emergency call 999. Samaritans are there at any hour: 116 123.",
        ),
        "no_crisis_line": Text(
            "that the paper itself is no crisis line",
            "This paper is not a crisis line: nobody reads it at once.",
        ),
        "who_reads": Text(
            "who reads the answers, and when", "Only the people in our group read your answers."
        ),
        "paper_time": Text("how it may be done", "You can do it in bits, and somebody can read it with you."),
        "no_answer": Text(
            "what happens with no answer",
            "That is all right. We will not take it as a yes. We will write that you did not check it.",
        ),
        "consent_text": Text("what participants agreed to (no paper is made without it)"),
        "taking_back": Text(
            "how a part, or everything, is taken back",
            "You can take a part back, or everything{until}. Just tell us.",
        ),
        "return_to": Text("how a paper comes back safely", "Give it to the person who gave it to you."),
        "sending_safely": Text(
            "how it is saved on a screen",
            "On a screen: save it “With your changes”. Do not “Save to Google Drive”, or to any shared drive. "
            "Take care if others use the computer.",
        ),
        "how_to_answer": Text(
            "how to answer",
            "Choose one answer for each, or none. “Please take this out” means we stop using those words. "
            "You can write there if we may still use them without a quote.",
        ),
        "thanks": Text("the last words", "Thank you for your time, however far you got."),
    }
)
_NOTHING = frozenset({"nothing", "none", "no"})
_UPSET = "This paper has your own words about your life in it. You may find some of them hard to read."
_HEADING = re.compile(r"\[([\w-]+)\]")


def said(settings: Mapping[str, str]) -> dict[str, str]:
    """Every text as it stands on this study's papers, with what is set filled in."""
    own = {key: settings.get(key, "").strip() or text.default for key, text in TEXTS.items()}
    if own["what_may_upset"].casefold().rstrip(".") in _NOTHING:
        own["what_may_upset"] = _UPSET
    filled = {"{group}": settings.get("group_name", "").strip() or "our group", "{until}": _until(settings)}
    return {key: _filled(text, filled) for key, text in own.items()}


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{\w+\}", lambda found: values.get(found[0], found[0]), text)


def _until(settings: Mapping[str, str]) -> str:
    from qualkit.memberchecks.wording import day_in_words

    day = settings.get("withdraw_until", "").strip()
    return f", until {day_in_words(day)}" if day else ""


def as_file(settings: Mapping[str, str], others: Mapping[str, str]) -> str:
    """All texts as one file to edit: a line in brackets names each, notes begin with ``#``.

    Parameters
    ----------
    settings
        What is set; where a text is not, its default stands there.
    others
        What else can be set, with what it is for.
    """
    about = {**{key: text.about for key, text in TEXTS.items()}, **others}
    blocks = [
        f"# {about[key]}\n[{key}]\n{settings.get(key) or (TEXTS[key].default if key in TEXTS else '')}\n"
        for key in about
    ]
    return (
        "# What the papers of this study say. Edit the words, leave the names in brackets.\n\n"
        + "\n".join(blocks)
    )


def from_file(written: str, name: str) -> dict[str, str]:
    r"""Read such a file again; a text that is empty is left out.

    Raises
    ------
    QualkitError
        Words stand before the first name, or a name stands twice.

    Examples
    --------
    >>> from_file("# a note\n[contact]\nRing Sam.\n\nOr Nell.\n[thanks]\n", "texts.txt")
    {'contact': 'Ring Sam.\n\nOr Nell.'}
    """
    found: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for number, line in enumerate(written.splitlines(), 1):
        heading = _HEADING.fullmatch(line.strip())
        if heading:
            if heading[1] in found:
                raise QualkitError(f"{name}, line {number}: [{heading[1]}] stands twice; nothing was set.")
            lines = found.setdefault(heading[1], [])
        elif line.startswith("#"):
            continue
        elif lines is not None:
            lines.append(line)
        elif line.strip():
            raise QualkitError(
                f"{name}, line {number}: no [name] stands before these words; nothing was set."
            )
    return {key: text for key, body in found.items() if (text := "\n".join(body).strip())}
