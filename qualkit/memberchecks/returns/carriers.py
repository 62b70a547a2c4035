"""Which paper it is: its number and code are carried in fields, metadata, footers and a QR code.

Each carrier is lost by some program; all at once never were. Two numbers in one file are two papers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualkit.errors import ReturnError
from qualkit.memberchecks.token import ALPHABET

if TYPE_CHECKING:
    from collections.abc import Iterable

_DOC = rf"QK1-[{ALPHABET}]{{5}}-v\d{{1,3}}"
_CODE = rf"[{ALPHABET}]{{10}}"
_NUMBER = re.compile(_DOC)
_BOTH = re.compile(rf"({_DOC})[\s,/]+({_CODE})(?![{ALPHABET}])")


class Carried(NamedTuple):
    """The numbers and codes that one carrier holds."""

    docs: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


def carried_in(text: str) -> Carried:
    """The numbers and codes in a text.

    Examples
    --------
    >>> carried_in("QK1-7F3K9-v1   ACDEFGHJK3 Page 1 of 4")
    Carried(docs=frozenset({'QK1-7F3K9-v1'}), codes=frozenset({'ACDEFGHJK3'}))
    """
    return Carried(frozenset(_NUMBER.findall(text)), frozenset(found[2] for found in _BOTH.finditer(text)))


def the_one(carriers: Iterable[Carried], name: str) -> tuple[str, str]:
    """The one number and code that all carriers agree on; the code is empty where none has it.

    Raises
    ------
    ReturnError
        There is no number, or more than one number or code.
    """
    found = list(carriers)
    docs = {doc for carrier in found for doc in carrier.docs}
    codes = {code for carrier in found for code in carrier.codes}
    if not docs:
        raise ReturnError(
            f"{name} has no paper's number in it, so nobody can tell whose it is. If it is a paper of this study, "
            "type it in:  qualkit member-check enter STUDY PAPER"
        )
    if len(docs) > 1:
        raise ReturnError(
            f"{name} holds the numbers of {len(docs)} papers ({', '.join(sorted(docs))}): it is put aside. "
            "Take it apart, and read each paper by itself."
        )
    if len(codes) > 1:
        raise ReturnError(
            f"{name} has two different codes for one paper: it is put aside. Somebody may have changed it; ask."
        )
    return docs.pop(), codes.pop() if codes else ""
