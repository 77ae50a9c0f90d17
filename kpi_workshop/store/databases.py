"""SQLite and PostgreSQL: how each is opened, locked for writing, and kept from remembering too much."""

from __future__ import annotations

import abc
import contextlib
import os
import re
import selectors
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from kpi_workshop.content import Problem
from kpi_workshop.store import schema
from kpi_workshop.store.troubles import explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from sqlalchemy.engine.interfaces import DBAPIConnection

_PATIENCE = 10  # seconds to wait for whoever is writing
_POOL: dict[str, Any] = {  # one connection is kept; threads may open a few more for a moment
    "pool_size": 1,
    "max_overflow": 8,
    "pool_timeout": _PATIENCE,
    "pool_use_lifo": True,
}


class Database(abc.ABC):
    """One database, opened. Everything that differs between SQLite and PostgreSQL is below this class."""

    place: str
    """Where it is, as its operator knows it; without password."""
    padding = ""
    """White space before a box's contents; see `Sqlite`."""
    writing: sa.Engine
    reading: sa.Engine
    """Each statement on its own, without a transaction around it."""
    presence: sa.Engine
    """Where presence is written, each statement on its own."""

    @abc.abstractmethod
    def lay(self) -> None:
        """Create the schema where it is absent."""

    @abc.abstractmethod
    def begin(self, connection: sa.Connection) -> None:
        """Open a transaction that is going to write."""

    @abc.abstractmethod
    def scrub(self) -> None:
        """Right after a box changed: forget its earlier image, as far as that can be had at once."""

    @abc.abstractmethod
    def sweep(self) -> None:
        """Now and then: forget earlier images that are still around."""

    def close(self) -> None:
        """Give back every connection."""
        for engine in {self.writing, self.presence}:
            engine.dispose()


class Sqlite(Database):
    """A file in WAL mode, and one beside it for presence, which must not touch the first one's journal.

    `secure_delete` overwrites what is deleted, but when SQLite rebalances a tree it leaves copies of rows in
    the gaps of pages. So the contents of a box begin with a page of white space: the tree holds no more than
    the beginning of a row; slips lie in overflow pages, which belong to one row alone and are overwritten.
    """

    _PAGE = 4096
    padding = " " * _PAGE

    def __init__(self, url: sa.URL) -> None:
        path = Path(url.database or "").resolve()
        self.place = str(path)
        self._patience = float(str(url.query.get("timeout", _PATIENCE)))
        self._journal = Path(f"{path}-wal")
        self._presence_file = path.with_name(f"{path.stem}-presence.db")
        self.writing = self.reading = _sqlite_engine(
            url, path, "foreign_keys=ON", "secure_delete=ON", "synchronous=FULL", "temp_store=MEMORY"
        )
        # A journal that is emptied after each write survives a killed process and keeps no earlier mark.
        # Only a power cut can damage this file, and then nobody is present.
        self.presence = _sqlite_engine(
            url, self._presence_file, "journal_mode=TRUNCATE", "secure_delete=ON", "synchronous=OFF"
        )

    def lay(self) -> None:
        self._lay_presence()
        with self.writing.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA page_size={self._PAGE}")  # heeded by a new file only
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            if not (schema.exists(connection) and schema.is_complete(connection)):
                self.begin(connection)
                if not schema.exists(connection):  # nobody else was quicker
                    schema.lay(connection)
                schema.add(connection)
                connection.commit()

    def _lay_presence(self) -> None:
        try:
            self._create_presence()
        except Problem as problem:
            if problem.key not in {"store.damaged", "store.not-a-database"}:
                raise
            self.presence.dispose()
            self._presence_file.unlink(missing_ok=True)
            self._create_presence()

    def _create_presence(self) -> None:
        with explained(str(self._presence_file)), self.presence.connect() as connection:
            if not sa.inspect(connection).has_table(schema.presence.name):
                self.begin(connection)
                schema.lay_presence(connection)
                connection.commit()

    def begin(self, connection: sa.Connection) -> None:
        # Left to itself, SQLite asks for the lock every tenth of a second: in a crowd that votes at the same
        # moment some would wait for a second while others pass.
        driver: Any = connection.connection.driver_connection
        deadline = time.monotonic() + self._patience
        with _waiting(connection, milliseconds=0):
            while time.monotonic() < deadline:
                try:
                    driver.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                        break
                    time.sleep(0.003)
                else:
                    return
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # once more, for its complaint

    def scrub(self) -> None:
        # The turn is committed: what goes wrong from here on must not look as if it weren't.
        with contextlib.suppress(sa.exc.DBAPIError):
            self._empty_journal()

    def sweep(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            if self._journal.stat().st_size:
                self._empty_journal()

    def _empty_journal(self) -> None:
        """Move the journal into the database and empty it, unless others keep using it all the time."""
        with self.reading.connect() as connection, _waiting(connection, milliseconds=10):
            for _ in range(3):
                busy, *_rest = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
                if not busy:
                    return


class Postgres(Database):
    """A server. Earlier images of a box stay as dead rows until vacuumed.

    They stay for longer in the server's write-ahead log and in the gaps of its pages: whoever may read the
    server's own files could tell an order. Those are the operator's to guard.
    """

    def __init__(self, url: sa.URL) -> None:
        url = url.set(drivername="postgresql+psycopg")
        if "connect_timeout" not in url.query:
            url = url.update_query_dict({"connect_timeout": "5"})
        host = url.host or url.query.get("host", "localhost")
        self.place = f"{host}/{url.database}"
        self.writing = sa.create_engine(url, hide_parameters=True, **_POOL)
        sa.event.listen(self.writing, "connect", _limit_waiting)
        sa.event.listen(self.writing, "checkout", _refuse_if_dead)
        self.reading = self.presence = self.writing.execution_options(isolation_level="AUTOCOMMIT")
        self._swept = ""

    def lay(self) -> None:
        with self.writing.begin() as connection:
            if not (schema.exists(connection) and schema.is_complete(connection)):
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(0x6B7069)))  # "kpi"
                if not schema.exists(connection):
                    schema.lay(connection)
                    schema.lay_presence(connection)
                    connection.exec_driver_sql("ALTER TABLE presence SET UNLOGGED")
                schema.add(connection)

    def begin(self, connection: sa.Connection) -> None:
        connection.begin()

    def scrub(self) -> None:
        """Nothing at once: vacuuming is for `sweep`."""

    def sweep(self) -> None:
        with self.reading.connect() as connection:
            images, dead = connection.execute(_IMAGES).one()
            if dead or images != self._swept:
                connection.exec_driver_sql("VACUUM boxes")
                connection.exec_driver_sql("VACUUM presence")
                self._swept = images


_IMAGES = sa.text(
    "SELECT coalesce(md5(string_agg(xmin::text, ' ' ORDER BY session, name)), ''),"
    " pg_stat_get_dead_tuples('boxes'::regclass) FROM boxes"
)


def opened(url: str) -> Database:
    """The database at a URL, not yet connected to. Raises `Problem("store.address")` for others."""
    with contextlib.suppress(sa.exc.ArgumentError, ValueError):
        parsed = sa.make_url(url)
        kind = parsed.get_backend_name()
        if (
            kind == "sqlite"
            and parsed.database not in {None, "", ":memory:"}
            and parsed.query.keys() <= {"timeout"}
        ):
            return Sqlite(parsed)
        if kind in {"postgresql", "postgres"}:
            return Postgres(parsed)
    raise Problem("store.address", address=re.sub(r":[^:/@]*@", ":***@", url))


def _sqlite_engine(url: sa.URL, path: Path, *pragmas: str) -> sa.Engine:
    # The driver stays out of transactions (isolation_level None): a turn begins with the write lock.
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=os.fspath(path), query={"timeout": str(_PATIENCE), **url.query}),
        connect_args={"isolation_level": None},
        hide_parameters=True,  # an error must not carry somebody's text to a log
        **_POOL,
    )

    def set_up(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    sa.event.listen(engine, "connect", set_up)
    return engine


@contextlib.contextmanager
def _waiting(connection: sa.Connection, *, milliseconds: int) -> Iterator[None]:
    """For the length of the block, let SQLite wait for locks no longer than that."""
    before = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={milliseconds}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={before}")


def _limit_waiting(connection: DBAPIConnection, _record: object) -> None:
    """Neither wait for ever nor make others wait for ever, unless the operator wants it otherwise."""
    cursor = connection.cursor()
    for setting, wanted in (
        ("lock_timeout", f"{_PATIENCE}s"),
        ("idle_in_transaction_session_timeout", "60s"),
    ):
        cursor.execute(
            "SELECT set_config(%s, %s, false) WHERE current_setting(%s) = '0'", (setting, wanted, setting)
        )
    cursor.close()
    connection.commit()


def _refuse_if_dead(connection: psycopg.Connection, _record: object, _proxy: object) -> None:
    """A server that went away has said so on the line; to look there is cheaper than to ask each time."""
    with selectors.DefaultSelector() as line:
        line.register(connection, selectors.EVENT_READ)
        if line.select(0):
            raise sa.exc.DisconnectionError
