"""What is kept of sessions, in SQLite or PostgreSQL: append-only events, sealed boxes, and who is present.

    store = connect("sqlite:///path/to/kpi.db")
    with store.turn(session, after=state.seq) as turn:
        turn.append(NewEvent(id="…", kind="step.opened"))

When the block ends, what it added is on the disk and may be acknowledged. Everything here raises
`Problem("store.…")` for what an operator or a facilitator can do something about.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import time
import unicodedata
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from kpi_workshop.content import Problem
from kpi_workshop.store import learning, schema
from kpi_workshop.store.databases import opened
from kpi_workshop.store.schema import presence, sessions
from kpi_workshop.store.troubles import explained
from kpi_workshop.store.turn import StoredTurn, moment, now, read_box, read_event, read_events

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpi_workshop.exercises import Outcome
    from kpi_workshop.session.events import Box, Event, NewEvent, Turn
    from kpi_workshop.store.databases import Database

__all__ = ["Entry", "Store", "connect"]

_FORGET = 120.0  # seconds after which a person who is not seen any more is struck off

_OPEN = sa.text(
    "INSERT INTO sessions (id, code, code_key, created, revision) VALUES (:id, :code, :code_key, :created, 0)"
    " ON CONFLICT DO NOTHING"
)
_REVISION = sa.select(sessions.c.revision).where(sessions.c.id == sa.bindparam("of_session"))
_LOCK = _REVISION.with_for_update()  # SQLite knows no locks of rows; there the whole file is locked already
_HERE = sa.text(
    "INSERT INTO presence (session, person, seen, ready) VALUES (:session, :person, :seen, :ready)"
    " ON CONFLICT (session, person) DO UPDATE SET seen = excluded.seen, ready = excluded.ready"
)
_PRESENT = sa.select(presence.c.person, presence.c.ready).where(
    presence.c.session == sa.bindparam("of_session"), presence.c.seen > sa.bindparam("since")
)


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A session in the list of all sessions."""

    id: str
    code: str
    """The join code as it was given out."""
    created: dt.datetime
    """UTC, to the second."""


def connect(url: str) -> Store:
    """Open `sqlite:///path/to/file.db` or `postgresql://user@host/name`, and lay out an empty database.

    Raises `Problem`: `store.address`, `store.unreachable`, `store.cannot-open`, `store.newer` and others.
    """
    database = opened(url)
    try:
        with explained(database.place, lost="unreachable"):
            database.lay()
            with database.reading.connect() as connection:
                schema.check(connection, database.place)
    except BaseException:
        database.close()
        raise
    return Store(database)


class Store:
    """Sessions on one database. Usable from several threads; each process opens its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, session: str, code: str, first: NewEvent, rest: Sequence[NewEvent] = ()) -> Event:
        """Open a session with its join code and its first events, all of them or none.

        Returns the first; a repeated call returns the stored one. A code belongs to one session for ever.
        Raises `Problem("store.code-taken")`, and `ValueError` if the session exists with another first
        event or the code has neither letter nor digit.
        """
        key = _code_key(code)
        if not key:
            raise ValueError(f"join code {code!r} has neither a letter nor a digit")
        row = {"id": session, "code": code, "code_key": key, "created": now()}
        with self._writing() as connection:
            if not connection.execute(_OPEN, row).rowcount:
                return _as_before(connection, session, code, first)
            turn = self._begun(connection, session, after=0)
            event = turn.append(first)
            for following in rest:
                turn.append(following)
            turn.finish()
        return event

    def find(self, code: str) -> str | None:
        """The session with that join code, open or closed; case, blanks and hyphens don't matter."""
        with self._reading() as connection:
            return connection.scalar(sa.select(sessions.c.id).where(sessions.c.code_key == _code_key(code)))

    def sessions(self) -> list[Entry]:
        """All sessions, the newest first."""
        with self._reading() as connection:
            rows = connection.execute(sessions.select().order_by(sessions.c.number.desc()))
            return [Entry(row.id, row.code, moment(row.created)) for row in rows]

    def read(self, session: str, after: int = 0) -> list[Event]:
        """The events of a session with a number above `after`, oldest first; none are ever skipped."""
        with self._reading() as connection:
            return read_events(connection, session, after)

    def revision(self, session: str) -> int:
        """A number that grows with every change of the events or boxes; 0 for an unknown session."""
        with self._reading() as connection:
            found: int | None = connection.scalar(_REVISION, {"of_session": session})
            return found or 0

    def box(self, session: str, name: str) -> Box:
        """A box as it stands; empty if nothing was put in yet."""
        with self._reading() as connection:
            return read_box(connection, session, name)

    @contextlib.contextmanager
    def turn(self, session: str, after: int = 0) -> Iterator[Turn]:
        """Decide on a session while nobody else can write to it.

        When the block ends, what the turn adds is safe on the disk; an exception leaves no trace.
        Raises `Problem("store.no-session")` for an unknown session. Not to be nested.
        """
        with self._writing() as connection:
            turn = self._begun(connection, session, after=after)
            yield turn
            boxes_changed = turn.finish()
        if boxes_changed:
            self._database.scrub()

    def learned(self, exercise: str, learner: str, outcome: Outcome, *, hinted: bool) -> None:
        """Count a learner's honest try at an exercise; `learner` is a key made for that exercise alone."""
        with self._writing() as connection:
            learning.note(connection, exercise, learner, outcome, hinted=hinted)

    def struggles(self) -> dict[str, dict[str, Any]]:
        """Exercise → counts of what learners did with it, as `course.struggles.counts` has them."""
        with self._reading() as connection:
            return learning.shown(connection)

    def here(self, session: str, person: str, ready: str = "") -> None:
        """Note that a person is seen now, and what they are ready for; overwrites what was noted before."""
        row = {"session": session, "person": person, "seen": time.time(), "ready": ready}
        with explained(self._database.place), self._database.presence.connect() as connection:
            connection.execute(_HERE, row)

    def present(self, session: str, within: float = 15.0) -> dict[str, str]:
        """Who was seen in the last `within` seconds (120 at most) → what they are ready for."""
        bounds = {"of_session": session, "since": time.time() - within}
        with explained(self._database.place), self._database.presence.connect() as connection:
            return {row.person: row.ready for row in connection.execute(_PRESENT, bounds)}

    def sweep(self) -> None:
        """Forget earlier images of boxes, and people who are long gone. To be called every few seconds."""
        with explained(self._database.place):
            self._database.sweep()
            with self._database.presence.connect() as connection:
                connection.execute(presence.delete().where(presence.c.seen < time.time() - _FORGET))

    def close(self) -> None:
        """Give back the connections."""
        self._database.close()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with explained(self._database.place), self._database.reading.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with explained(self._database.place), self._database.writing.connect() as connection:
            self._database.begin(connection)
            yield connection
            connection.commit()

    def _begun(self, connection: sa.Connection, session: str, *, after: int) -> StoredTurn:
        if connection.execute(_LOCK, {"of_session": session}).first() is None:
            raise Problem("store.no-session")
        return StoredTurn(connection, session, after=after, padding=self._database.padding)


def _as_before(connection: sa.Connection, session: str, code: str, first: NewEvent) -> Event:
    if connection.scalar(sa.select(sessions.c.id).where(sessions.c.id == session)) is None:
        raise Problem("store.code-taken", code=code)
    stored = read_event(connection, session, first.id)
    if stored is None:
        raise ValueError(f"session {session!r} exists already")
    return stored


def _code_key(code: str) -> str:
    plain = unicodedata.normalize("NFKC", code).casefold()
    return "".join(character for character in plain if character.isalnum())
