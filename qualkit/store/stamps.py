"""What every stored row is stamped with: an id, a time, a hash."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

#: Crockford's alphabet: no i, l, o or u, so that an id can be read aloud and typed in.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 16


def new_id() -> str:
    """Draw a random id of 80 bits, the same in every copy of the study.

    Examples
    --------
    >>> len(new_id()), set(new_id()) <= set(ALPHABET)
    (16, True)
    """
    return "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))


def now() -> str:
    """The time, in UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_json(row: Mapping[str, Any] | list[Any]) -> str:
    """One spelling for one value, so that images and hashes can be compared."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a text, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
