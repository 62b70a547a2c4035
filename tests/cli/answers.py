"""Reading what a command answered, and what a study holds."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing


def ok(answer):
    """What a command printed that did its work and complained of nothing."""
    code, out, err = answer
    assert (code, err) == (0, "")
    return out


def refused(answer):
    """The one line of a command that was refused, without its beginning."""
    code, _, err = answer
    assert code == 1
    assert err.startswith("qualkit: ")
    assert len(err.splitlines()) == 1
    return err.removeprefix("qualkit: ").strip()


def objects(answer):
    """The objects that a command printed, one a line; NaN and Infinity are no JSON."""
    return [json.loads(line, parse_constant=_no_json) for line in ok(answer).splitlines()]


def _no_json(word):
    raise AssertionError(f"{word} is no JSON")


def kept(study):
    """Every row of a study's file, but who has it open just now and the random number for its papers' codes."""
    own = ('INSERT INTO "holders"', "INSERT INTO \"study\" VALUES('paper_key'")
    with closing(sqlite3.connect(study)) as connection:
        return [line for line in connection.iterdump() if not line.startswith(own)]
