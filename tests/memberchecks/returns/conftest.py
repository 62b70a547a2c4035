"""A paper of three checks, and ways to fill it."""

from __future__ import annotations

import pytest

from qualkit.memberchecks import write_pdf
from tests.fixtures.papers import PAPER_SETTINGS
from tests.samples.papers import paper


@pytest.fixture(scope="package")
def check():
    """Three passages of somebody invented."""
    return paper()


@pytest.fixture(scope="package", params=["large", "standard"])
def blank(request, check):
    """The blank paper, in large and in standard print."""
    return write_pdf(check, PAPER_SETTINGS, style=request.param)
