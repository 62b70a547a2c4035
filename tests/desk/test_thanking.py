"""Thanks and payment are kept beside the study, for anybody, whether they answered or not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualkit.errors import NotFound, ReturnError


def test_thanks_stand_beside_the_study(asked):
    """Offered and made are kept in a file of its owner's alone; no byte of it is in the study."""
    asked.checks.thank("P2", "a voucher of 20 pounds", on="2027-01-05")
    asked.checks.thank("P2", "a voucher of 20 pounds", "made", on="2027-01-06")

    assert [(row["participant"], row["state"], row["on"]) for row in asked.checks.thanks()] == [
        ("P2", "offered", "2027-01-05"),
        ("P2", "made", "2027-01-06"),
    ]
    assert b"voucher" not in Path(asked.study).read_bytes()
    if os.name == "posix":
        assert Path(asked.study).with_name("tiny.thanks.csv").stat().st_mode & 0o077 == 0


def test_what_is_not_there_is_named(asked):
    """Nobody unknown is thanked, with nothing, or in a state that is none; without a file there are no thanks."""
    assert asked.checks.thanks() == []
    with pytest.raises(NotFound):
        asked.checks.thank("P9", "tea")
    with pytest.raises(NotFound):
        asked.checks.thank("P1", "tea", "promised")
    with pytest.raises(ReturnError):
        asked.checks.thank("P1", "  ")


def test_a_withdrawal_reaches_the_file_beside_the_study(asked):
    """Whoever takes everything back is told of their lines before, has them taken out, and others' lines stay."""
    asked.checks.thank("P1", "A voucher of 20 pounds", "made")
    asked.checks.thank("P2", "Cake", "offered")
    told = asked.withdraw("P1", dry_run=True).beside
    assert told == ("1 line about thanks or payment, in tiny.thanks.csv",)
    assert len(asked.checks.thanks()) == 2
    done = asked.withdraw("P1")

    assert [line["participant"] for line in asked.checks.thanks()] == ["P2"]
    assert "about thanks or payment" in done.certificate[0].read_text(encoding="utf-8")
    assert not any("thanks" in copy for copy in done.copies)
