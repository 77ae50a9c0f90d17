"""What the files of a database may not tell: who wrote or voted what, and in which order."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
import struct
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
import sqlalchemy as sa

from kpi_workshop.session.events import NewEvent
from kpi_workshop.store import Store, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

SESSION = "s-1"


def event(command: str, **data: object) -> NewEvent:
    return NewEvent(id=command, kind="said", data=data)


def drop(store: Store, box: str, key: str, slip: object, voter: str = "") -> None:
    with store.turn(SESSION) as turn:
        turn.drop(box, key, slip, voter)


def withdraw(store: Store, box: str, key: str) -> None:
    with store.turn(SESSION) as turn:
        turn.withdraw(box, key)


@contextlib.contextmanager
def opened(url: str) -> Iterator[Store]:
    with contextlib.closing(connect(url)) as store:
        yield store


def test_a_box_does_not_remember_the_order(store_url: str) -> None:
    """Whoever dropped first: the row in the database is the same, character by character."""

    def row(session: str, votes: list[tuple[str, str]]) -> str:
        with opened(store_url) as store:
            store.create(session, session, event("first"))
            for key, voter in votes:
                with store.turn(session) as turn:
                    turn.drop("vote", key, f"ballot {key}", voter)
        rows = [row for row in dump(store_url)["boxes"] if row[0] == session]
        assert len(rows) == 1
        return str(rows[0][1:])

    votes = [("k3", "lan"), ("k1", "minh"), ("k2", "an")]
    assert row("s-1", votes) == row("s-2", votes[::-1])


def dump(url: str) -> dict[str, list[Any]]:
    """Every row of every table, as an operator could read it."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        names = sa.inspect(connection).get_table_names()
        found = {name: list(connection.exec_driver_sql(f"SELECT * FROM {name}")) for name in names}
    engine.dispose()
    return found


def raw(url: str) -> bytes:
    """Every byte of a SQLite database and its journal.

    Read by another process: closing a file that SQLite has open would drop this process's locks on it.
    """
    path = url.removeprefix("sqlite:///")
    files = [name for name in (path, f"{path}-wal") if Path(name).exists()]
    return subprocess.run(["cat", *files], check=True, capture_output=True).stdout


def test_the_files_hold_no_earlier_image_of_a_box(sqlite_url: str) -> None:
    with opened(sqlite_url) as store, opened(sqlite_url) as other:
        store.create(SESSION, "1", event("first"))
        drop(store, "vote", "k-2", "ballot-two", voter="lan")
        other.revision(SESSION)
        drop(other, "vote", "k-1", "ballot-one", voter="minh")
        found = raw(sqlite_url)
        assert found.count(b"ballot-two") == found.count(b"ballot-one") == 1
        assert found.count(b"lan") == found.count(b"minh") == found.count(b'"voters"') == 1

        drop(store, "vote", "k-2", "changed", voter="lan")
        assert b"ballot-two" not in raw(sqlite_url)
        withdraw(store, "vote", "k-1")
        assert b"ballot-one" not in raw(sqlite_url)


@pytest.mark.parametrize("longest", [400, 800])
def test_no_old_slip_survives_however_the_pages_are_shuffled(sqlite_url: str, longest: int) -> None:
    """Many boxes that grow make SQLite move rows between pages, where it would leave copies behind."""
    chance = random.Random(longest)
    slips: dict[tuple[str, str], str] = {}
    gone: list[str] = []
    with opened(sqlite_url) as store:
        store.create(SESSION, "1", event("first"))
        for _ in range(110):
            name, key = f"box-{chance.randrange(25)}", chance.choice("abcdefgh")
            gone += [slips.pop((name, key))] if (name, key) in slips else []
            if chance.random() < 0.1:
                withdraw(store, name, key)
            else:
                filler = "-" * chance.randrange(longest)
                slips[name, key] = chance.randbytes(8).hex() + filler + chance.randbytes(8).hex()
                drop(store, name, key, slips[name, key])
            found = raw(sqlite_url)
            assert [old for old in gone if old[:16].encode() in found or old[-16:].encode() in found] == []
            assert [slip for slip in slips.values() if found.count(slip[:16].encode()) > 1] == []
    assert gone


def test_sweeping_empties_a_journal_that_somebody_was_reading(sqlite_url: str) -> None:
    journal = Path(sqlite_url.removeprefix("sqlite:///") + "-wal")
    with opened(sqlite_url) as store:
        store.create(SESSION, "1", event("first"))
        drop(store, "vote", "k", "ballot-one")
        assert journal.stat().st_size == 0
        reader = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM boxes").fetchall()
        drop(store, "vote", "k", "ballot-two")
        store.sweep()
        assert journal.stat().st_size > 0
        reader.close()
        store.sweep()
        assert journal.stat().st_size == 0
        assert b"ballot-one" not in raw(sqlite_url)


def test_sweeping_removes_dead_rows_of_boxes(postgres_url: str) -> None:
    with opened(postgres_url) as store, psycopg.connect(postgres_url, autocommit=True) as operator:
        store.create(SESSION, "1", event("first"))
        for n in range(5):
            drop(store, "vote", f"k-{n}", n, voter=f"p-{n}")
        assert rows_in_the_file(operator, "boxes") > 1
        store.sweep()
        assert rows_in_the_file(operator, "boxes") == 1
        drop(store, "vote", "k-1", "changed")
        store.sweep()
        assert rows_in_the_file(operator, "boxes") == 1


def rows_in_the_file(operator: psycopg.Connection, table: str) -> int:
    """How many rows, dead ones included, the pages of a table point to (line pointers in state "normal")."""
    operator.execute("CHECKPOINT")
    folder, name = operator.execute(
        "SELECT current_setting('data_directory'), pg_relation_filepath(%s)", (table,)
    ).fetchone() or ("", "")
    pages = Path(folder, name).read_bytes()
    count = 0
    for page in (pages[start : start + 8192] for start in range(0, len(pages), 8192)):
        (lower,) = struct.unpack_from("H", page, 12)
        pointers = struct.unpack_from(f"{(lower - 24) // 4}I", page, 24) if lower else ()
        count += sum((pointer >> 15) & 3 == 1 for pointer in pointers)
    return count


def test_the_presence_table_is_spared_from_the_servers_journal(postgres_url: str) -> None:
    with opened(postgres_url), psycopg.connect(postgres_url) as operator:
        found = operator.execute("SELECT relpersistence FROM pg_class WHERE relname = 'presence'").fetchone()
    assert found == ("u",)


def test_boxes_are_plain_json_for_the_operator(begun: Store, store_url: str) -> None:
    drop(begun, "vote", "k", {"kpi": "Tăng"}, voter="p-1")
    ((_, name, contents),) = dump(store_url)["boxes"]
    assert (name, json.loads(contents)) == ("vote", {"slips": {"k": {"kpi": "Tăng"}}, "voters": ["p-1"]})


def test_presence_leaves_the_journal_alone(sqlite_url: str) -> None:
    with opened(sqlite_url) as store:
        store.create(SESSION, "1", event("first"))
        store.sweep()
        before = raw(sqlite_url)
        store.here(SESSION, "lan", "step-1")
        assert raw(sqlite_url) == before
