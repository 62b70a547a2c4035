"""Clock times as transcribers write them, in seconds."""

from __future__ import annotations

import re

#: A clock time without brackets: ``0:02``, ``00:01:02``, ``1:02:03.5``, f4's ``00:00:07-3``.
CLOCK = r"(?:\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,3}|(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3}|-\d(?=[#\]\)]))?)"
_PARTS = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2}(?:[.,-]\d{1,6})?)")
_PLAIN = re.compile(r"\d{1,9}(?:[.,]\d{1,6})?")


def seconds(written: str) -> float | None:
    """Read a time; None where it is none.

    Examples
    --------
    >>> seconds("01:02:03"), seconds("0:02"), seconds("00:00:07-3"), seconds("12,5"), seconds("noon")
    (3723.0, 2.0, 7.3, 12.5, None)
    """
    bare = written.strip().strip("[]()<>{}#").strip()
    clock = _PARTS.fullmatch(bare)
    if clock:
        hours, minutes, rest = clock.groups()
        return round(int(hours or 0) * 3600 + int(minutes) * 60 + _number(rest), 3)
    return round(_number(bare), 3) if _PLAIN.fullmatch(bare) else None


def _number(written: str) -> float:
    return float(written.replace(",", ".").replace("-", "."))
