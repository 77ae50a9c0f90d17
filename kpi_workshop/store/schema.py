"""The tables, and which version of them this program knows."""

from __future__ import annotations

import sqlalchemy as sa

from kpi_workshop.content import Problem

VERSION = 1
"""Raised with every change of the tables that an older program could not live with."""

_kept = sa.MetaData()
_added = sa.MetaData()
"""Tables that came later, and that an older program can do without."""
_passing = sa.MetaData()

meta = sa.Table(
    "meta",
    _kept,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

sessions = sa.Table(
    "sessions",
    _kept,
    sa.Column("number", sa.Integer, primary_key=True),  # the order they were opened in
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("code", sa.Text, nullable=False),  # as it was given out
    sa.Column("code_key", sa.Text, nullable=False, unique=True),  # as it is looked up
    sa.Column("created", sa.BigInteger, nullable=False),  # seconds since 1970, UTC
    sa.Column("revision", sa.BigInteger, nullable=False),
)

events = sa.Table(
    "events",
    _kept,
    sa.Column("session", sa.Text, sa.ForeignKey(sessions.c.id), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),  # seconds since 1970, UTC
    sa.Column("data", sa.Text, nullable=False),  # JSON
    sa.UniqueConstraint("session", "id"),
)

boxes = sa.Table(
    "boxes",
    _kept,
    sa.Column("session", sa.Text, sa.ForeignKey(sessions.c.id), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("contents", sa.Text, nullable=False),  # JSON; one row a box, or rows would tell an order
)

# Without row numbers, which would tell an order: learners are random keys, and stand in their order.
learning = sa.Table(
    "learning",
    _added,
    sa.Column("exercise", sa.Text, primary_key=True),
    sa.Column("learner", sa.Text, primary_key=True),
    sa.Column("attempt", sa.Text, nullable=False),  # JSON
    sqlite_with_rowid=False,
)

learning_shown = sa.Table(
    "learning_shown",
    _added,
    sa.Column("exercise", sa.Text, primary_key=True),
    sa.Column("learners", sa.Integer, nullable=False),
    sa.Column("counts", sa.Text, nullable=False),  # JSON
)

presence = sa.Table(
    "presence",
    _passing,
    sa.Column("session", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("seen", sa.Double, nullable=False),  # seconds since 1970, UTC
    sa.Column("ready", sa.Text, nullable=False),
)


def exists(connection: sa.Connection) -> bool:
    """Whether the database has a schema of ours."""
    return sa.inspect(connection).has_table(meta.name)


def is_complete(connection: sa.Connection) -> bool:
    """Whether every table that came later is there too."""
    return all(sa.inspect(connection).has_table(name) for name in _added.tables)


def add(connection: sa.Connection) -> None:
    """Create the tables that came later, if they are absent. To be called by one process at a time."""
    _added.create_all(connection)


def lay(connection: sa.Connection) -> None:
    """Create the tables of what is kept. To be called by one process at a time."""
    _kept.create_all(connection)
    connection.execute(meta.insert().values(key="schema", value=str(VERSION)))


def lay_presence(connection: sa.Connection) -> None:
    """Create the table of what passes, if it is absent."""
    _passing.create_all(connection)


def check(connection: sa.Connection, place: str) -> None:
    """Raise `Problem` if the database was made by a newer program than this one."""
    found = connection.scalar(sa.select(meta.c.value).where(meta.c.key == "schema"))
    if found is not None and int(found) > VERSION:
        raise Problem("store.newer", place=place, found=found, known=VERSION)
