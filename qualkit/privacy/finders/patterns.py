"""What is written by a rule: dates of birth, telephone numbers, e-mail, postcodes, NHS numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualkit.privacy.finders.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualkit.privacy.finders.found import Kind
    from qualkit.privacy.spoken import Spoken

FINDER = "pattern"
_NHS_DIGITS = 10
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:{_DAY}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\.?,?\s+{_YEAR}"
    rf"|{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}"
    rf"|{_DAY}[./-](?:0?[1-9]|1[0-2])[./-](?:{_YEAR}|\d\d))"
)
#: As the Royal Mail writes them: BS7666.
_POSTCODE = (
    r"(?<!\w)(?:GIR ?0AA|[A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRVWXY]?)"
    r"\s*\d[ABD-HJLNP-UW-Z]{2})(?!\w)"
)
_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("e-mail", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("date of birth", re.compile(rf"(?<!\w){_DATE}(?!\w)", re.IGNORECASE)),
    (
        "date of birth",
        re.compile(
            rf"(?<=born )(?:on |in )?(?:the )?{_DAY}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?!\w)", re.IGNORECASE
        ),
    ),
    (
        "postcode",
        re.compile(_POSTCODE, re.IGNORECASE),
    ),
    (
        "phone",
        re.compile(r"(?<![\w.])(?:\+\d{1,3}[\s-]?(?:\(0\)[\s-]?)?|\(?0)(?:[\s()-]{0,2}\d){8,11}(?!\w)"),
    ),
)
_TEN_DIGITS = re.compile(r"(?<![\w.])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\w)")


def find_patterns(said: Spoken) -> Iterator[Found]:
    """Whatever follows one of the rules; of a date its whole, of an NHS number one whose check digit is right.

    Examples
    --------
    >>> from qualkit.privacy.spoken import Spoken
    >>> [found.kind for found in find_patterns(Spoken("943 476 5919, of S10 2TN, 0161 496 0000"))]
    ['NHS number', 'postcode', 'phone']
    """
    plain = said.plain
    for match in _TEN_DIGITS.finditer(plain.text):
        if is_nhs_number(match[0]):
            yield Found(*plain.span(*match.span()), "NHS number", FINDER)
    for kind, pattern in _RULES:
        for match in pattern.finditer(plain.text):
            yield Found(*plain.span(*match.span()), kind, FINDER)


def is_nhs_number(written: str) -> bool:
    """Whether ten digits are an NHS number: the last is the check on the other nine (modulus 11).

    The rule is that of the NHS Data Dictionary.

    Examples
    --------
    >>> is_nhs_number("943 476 5919"), is_nhs_number("943 476 5918")
    (True, False)
    """
    digits = [int(char) for char in written if char.isdecimal()]
    if len(digits) != _NHS_DIGITS:
        return False
    check = -sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check == digits[-1]
