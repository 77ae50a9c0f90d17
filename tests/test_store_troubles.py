"""What goes wrong with databases: it is said in words, and nothing that was acknowledged is lost."""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy as sa

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.session.events import Box, NewEvent
from kpi_workshop.store import Store, connect

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from kpi_workshop.session.events import Event

SESSION = "s-1"


def event(command: str, **data: object) -> NewEvent:
    return NewEvent(id=command, kind="said", data=data)


def append(store: Store, command: str, **data: object) -> Event:
    with store.turn(SESSION) as turn:
        return turn.append(event(command, **data))


@contextlib.contextmanager
def opened(url: str) -> Iterator[Store]:
    with contextlib.closing(connect(url)) as store:
        yield store


@contextlib.contextmanager
def problem(key: str) -> Iterator[None]:
    """The block must raise that problem, and there must be words for it in every language."""
    with pytest.raises(Problem) as caught:
        yield
    assert caught.value.key == key
    for language in content.languages():
        assert caught.value.text(language)


def impatient(url: str) -> str:
    """The same database, for one that waits a tenth of a second for a lock."""
    return url + ("?timeout=0.1" if url.startswith("sqlite") else "&options=-c%20lock_timeout%3D100ms")


def test_a_database_that_stays_locked_is_a_problem(begun: Store, store_url: str) -> None:
    with opened(impatient(store_url)) as other:
        with begun.turn(SESSION) as turn:
            turn.append(event("a"))
            with problem("store.busy"):
                append(other, "b")
        assert append(other, "b").seq == 3


def test_a_database_of_a_newer_program_is_refused_and_left_alone(begun: Store, store_url: str) -> None:
    begun.close()
    engine = sa.create_engine(store_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '999' WHERE key = 'schema'")
        connection.exec_driver_sql("ALTER TABLE boxes RENAME TO crates")
    with problem("store.newer"):
        connect(store_url)
    assert "boxes" not in sa.inspect(engine).get_table_names()
    engine.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "kpi.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///kpi.db?mode=ro",
        "sqlite:///kpi.db?timeout=long",
        "mysql://host/name",
        "postgresql://host:port/name",
    ],
)
def test_an_address_that_is_none_is_a_problem(url: str) -> None:
    with problem("store.address"):
        connect(url)


def test_a_password_is_never_shown() -> None:
    for address in (
        "mysql://{}host/name",
        "postgres:{}host",
        f"postgresql://{{}}127.0.0.1:{free_port()}/name",
    ):
        with pytest.raises(Problem) as caught:
            connect(address.format("user:geheim@"))
        assert "geheim" not in str(caught.value)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def test_a_server_that_does_not_answer_is_a_problem(postgres_url: str) -> None:
    for url in (
        f"postgresql://postgres@127.0.0.1:{free_port()}/workshop",
        postgres_url.replace("/workshop_", "/no_such_"),
        postgres_url.replace("postgres:@", "no_such_user:@"),
    ):
        with problem("store.unreachable"):
            connect(url)


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    with problem("store.cannot-open"):
        connect(f"sqlite:///{tmp_path}/no/such/folder/kpi.db")
    with problem("store.cannot-open"):
        connect(f"sqlite:///{tmp_path}")
    (tmp_path / "sheet.csv").write_text("KPI;Mục tiêu\n" * 100, encoding="utf-8")
    with problem("store.not-a-database"):
        connect(f"sqlite:///{tmp_path}/sheet.csv")
    assert (tmp_path / "sheet.csv").read_text(encoding="utf-8").startswith("KPI;")


def drop_much(store: Store) -> None:
    with store.turn(SESSION) as turn:
        turn.drop("ideas", "k", "x" * 50_000)


def test_a_full_disk_loses_nothing_that_was_acknowledged(sqlite_url: str) -> None:
    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=60")

    sa.event.listen(sa.Pool, "connect", limit)
    try:
        with opened(sqlite_url) as store:
            store.create(SESSION, "1", event("first"))
            kept = ["first"]
            with problem("store.full"):
                for n in range(1000):
                    kept += [append(store, f"c-{n}", text="x" * 1000).id]
            assert 10 < len(kept) < 1000
            assert [known.id for known in store.read(SESSION)] == kept
            with problem("store.full"):
                drop_much(store)
            assert store.box(SESSION, "ideas") == Box()
    finally:
        sa.event.remove(sa.Pool, "connect", limit)
    with opened(sqlite_url) as store:  # room was made
        assert append(store, "again").seq == len(kept) + 1
        drop_much(store)
        assert len(store.box(SESSION, "ideas").slips) == 1


@contextlib.contextmanager
def unprivileged() -> Iterator[None]:
    """Root may write everywhere; for the length of the block, be somebody who may not."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_not_be_written_is_a_problem() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/kpi.db"
        with opened(url) as store:
            store.create(SESSION, "1", event("first"))
        for path in Path(folder).iterdir():
            path.chmod(0o444)
        Path(folder).chmod(0o555)
        with unprivileged(), problem("store.read-only"):
            connect(url)
        Path(folder).chmod(0o755)


def test_a_server_that_only_reads_is_a_problem(postgres_url: str) -> None:
    with opened(postgres_url) as store:
        store.create(SESSION, "1", event("first"))
    with opened(postgres_url + "&options=-c%20default_transaction_read_only%3Don") as store:
        assert len(store.read(SESSION)) == 1
        with problem("store.read-only"):
            append(store, "a")


@pytest.mark.parametrize(
    ("state", "key"),
    [
        ("53100", "full"),
        ("53300", "crowded"),
        ("42501", "not-allowed"),
        ("40P01", "busy"),
        ("57P01", "lost"),
        ("58030", "disk"),
        ("XX001", "damaged"),
    ],
)
def test_what_a_server_complains_about_is_explained(postgres_url: str, state: str, key: str) -> None:
    with opened(postgres_url) as store:
        store.create(SESSION, "1", event("first"))
        with psycopg.connect(postgres_url, autocommit=True) as operator:
            operator.execute(
                "CREATE FUNCTION complain() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
            )
            operator.execute("CREATE TRIGGER t BEFORE INSERT ON events EXECUTE FUNCTION complain()")
        with problem(f"store.{key}"):
            append(store, "a")
        assert len(store.read(SESSION)) == 1


def test_a_fault_of_the_program_is_not_explained_away(begun: Store) -> None:
    with pytest.raises(sa.exc.IntegrityError), begun.turn(SESSION) as turn:
        turn.append(NewEvent(id="a", kind=None))  # type: ignore[arg-type]  # such a fault


def terminate_connections(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as operator:
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        operator.execute(f"SELECT pg_terminate_backend(pid) {others}")
        while operator.execute(f"SELECT 1 {others}").fetchone():
            time.sleep(0.01)


def test_a_connection_that_was_cut_is_made_anew(postgres_url: str) -> None:
    with opened(postgres_url) as store:
        store.create(SESSION, "1", event("first"))
        terminate_connections(postgres_url)
        assert append(store, "a").seq == 2
        with problem("store.lost"), store.turn(SESSION) as turn:
            turn.append(event("b"))
            terminate_connections(postgres_url)
        assert [known.id for known in store.read(SESSION)] == ["first", "a"]
        assert append(store, "b").seq == 3


def test_a_damaged_presence_file_is_made_anew(sqlite_url: str, tmp_path: Path) -> None:
    with opened(sqlite_url) as store:
        store.create(SESSION, "1", event("first"))
    (tmp_path / "kpi-presence.db").write_bytes(b"power cut " * 1000)
    with opened(sqlite_url) as store:
        store.here(SESSION, "lan")
        assert store.present(SESSION) == {"lan": ""}
        assert len(store.read(SESSION)) == 1
