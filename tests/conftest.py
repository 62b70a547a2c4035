"""What every test stands on; each fixture is explained where it is made."""

import os

from hypothesis import settings

from tests.fixtures.browser import browser, page
from tests.fixtures.databases import postgresql_server, postgresql_study, sqlite_study, study
from tests.fixtures.network import no_network, shut_off
from tests.fixtures.rights import as_nobody, drop_root
from tests.fixtures.skipping import pytest_make_collect_report, pytest_runtest_makereport

__all__ = [
    "as_nobody",
    "browser",
    "drop_root",
    "no_network",
    "page",
    "postgresql_server",
    "postgresql_study",
    "pytest_make_collect_report",
    "pytest_runtest_makereport",
    "sqlite_study",
    "study",
]

# In CI a change is judged by the same examples as the one before it; at home each run draws new ones.
# How long an example takes is no fact about it: on a busy machine none would hold.
settings.register_profile("home", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "home")

shut_off()
