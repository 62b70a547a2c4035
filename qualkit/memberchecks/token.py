"""Knowing a paper again: a random token for the person, and a code that only this study can make."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualkit.model import CheckItem

#: Letters and digits that look and sound apart: no 0 O, 1 I L, 5 S, 8 B, 2 Z, U V.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
_PRIME = len(ALPHABET)
_TOKEN_LENGTH = 5
_CODE_LENGTH = 9


def new_token() -> str:
    """Draw the token of a new paper: it says nothing about whose paper it is."""
    return "".join(secrets.choice(ALPHABET) for _ in range(_TOKEN_LENGTH))


def paper_id(token: str, version: int = 1) -> str:
    """What is printed on the paper.

    Examples
    --------
    >>> paper_id("7F3K9")
    'QK1-7F3K9-v1'
    """
    return f"QK1-{token}-v{version}"


def keyed_code(key: bytes, identity: str, items: Sequence[CheckItem]) -> str:
    """Nine characters that only this study makes for this paper and these items, and a check character.

    It guards against mix-ups (another study's paper, an older version); it is no signature.
    """
    shown = [[item.number, item.question, item.quote, item.interpretation, item.polarity] for item in items]
    message = json.dumps([identity, shown], ensure_ascii=False).encode("utf-8", "surrogatepass")
    number = int.from_bytes(hmac.new(key, message, hashlib.sha256).digest(), "big")
    code = ""
    for _ in range(_CODE_LENGTH):
        number, place = divmod(number, _PRIME)
        code += ALPHABET[place]
    return code + check_character(code)


def check_character(code: str) -> str:
    """The character that makes the weighted sum divisible by 23: it catches a wrong one and a swap of two.

    The alphabet has a prime number of characters and fewer weights than that, so each single error and each
    swap of two different characters changes the sum (ISO/IEC 7064 uses the same reasoning).

    Examples
    --------
    >>> is_whole("ACDEFGHJK" + check_character("ACDEFGHJK")), is_whole("CADEFGHJK" + check_character("ACDEFGHJK"))
    (True, False)
    """
    total = sum((place + 2) * ALPHABET.index(char) for place, char in enumerate(code))
    return ALPHABET[-total % _PRIME]


def is_whole(code: str) -> bool:
    """Whether a code as typed is one that could have been printed."""
    if len(code) != _CODE_LENGTH + 1 or set(code) - set(ALPHABET):
        return False
    return check_character(code[:-1]) == code[-1]
