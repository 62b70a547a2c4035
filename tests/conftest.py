"""What every test stands on: no network, and in CI no skipping."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

_LOOPBACK = ("127.", "::1", "localhost")
_NOBODY = 65534


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Refuse every connection that would leave this machine: qualkit may not need one."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(_LOOPBACK):
            raise AssertionError(f"qualkit tried to reach {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def as_nobody():
    """Run Python code as a user without rights; root's own are dropped first."""

    def run(code, *arguments):
        def drop():
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(_NOBODY)
                os.setuid(_NOBODY)

        environment = {**os.environ, "HOME": "/nonexistent", "MPLCONFIGDIR": "/nonexistent"}
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            preexec_fn=drop,
            check=False,
            capture_output=True,
            text=True,
            env=environment,
        )

    if os.name != "posix":
        pytest.fail("rights are dropped in the POSIX way only")
    return run


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """With CI=true a skipped test is a failed test."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and in CI nothing is: {report.longrepr}"
    return report
