"""A paper of three checks, and ways to fill it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualkit.memberchecks import keyed_code, paper_id, write_pdf
from qualkit.model import CheckItem, MemberCheck
from tests.fixtures.papers import PAPER_SETTINGS


@pytest.fixture(scope="package")
def check():
    """Three passages of somebody invented."""
    items = tuple(
        CheckItem(number, f"c{number}", "Nobody asked me.", "You said nobody asked you.", "ignored")
        for number in (1, 2, 3)
    )
    made = MemberCheck("7F3K9", "P07", 1, 1, items)
    return replace(made, code=keyed_code(b"k" * 32, paper_id("7F3K9"), items))


@pytest.fixture(scope="package", params=["large", "standard"])
def blank(request, check):
    """The blank paper, in large and in standard print."""
    return write_pdf(check, PAPER_SETTINGS, style=request.param)
