"""What every test stands on; each fixture is explained where it is made."""

from tests.fixtures.browser import browser, page
from tests.fixtures.network import no_network, shut_off
from tests.fixtures.rights import as_nobody, drop_root
from tests.fixtures.skipping import pytest_make_collect_report, pytest_runtest_makereport

__all__ = [
    "as_nobody",
    "browser",
    "drop_root",
    "no_network",
    "page",
    "pytest_make_collect_report",
    "pytest_runtest_makereport",
]

shut_off()
