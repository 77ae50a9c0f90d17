"""One decision on a session's record: what it reads, and what it adds when it ends."""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from kpi_workshop.session.events import Box, Event, NewEvent
from kpi_workshop.store.schema import boxes, events, sessions

if TYPE_CHECKING:
    from collections.abc import Sequence

_SESSION = sa.bindparam("of_session", type_=sa.Text)
_AFTER = events.select().where(events.c.session == _SESSION, events.c.seq > sa.bindparam("after"))
_AFTER = _AFTER.order_by(events.c.seq)
_BY_ID = events.select().where(events.c.session == _SESSION, events.c.id == sa.bindparam("wanted"))
_LAST = sa.select(sa.func.coalesce(sa.func.max(events.c.seq), 0)).where(events.c.session == _SESSION)
_BOX = sa.select(boxes.c.contents).where(
    boxes.c.session == _SESSION, boxes.c.name == sa.bindparam("box_name")
)
_FILL = sa.text(
    "INSERT INTO boxes (session, name, contents) VALUES (:session, :name, :contents)"
    " ON CONFLICT (session, name) DO UPDATE SET contents = excluded.contents"
)
_BUMP = sessions.update().where(sessions.c.id == _SESSION).values(revision=sessions.c.revision + 1)


def read_events(connection: sa.Connection, session: str, after: int) -> list[Event]:
    """The events of a session after number `after`, oldest first."""
    rows = connection.execute(_AFTER, {"of_session": session, "after": after})
    return [_event(row) for row in rows]


def read_event(connection: sa.Connection, session: str, command_id: str) -> Event | None:
    """The event of a session that a command led to."""
    row = connection.execute(_BY_ID, {"of_session": session, "wanted": command_id}).first()
    return None if row is None else _event(row)


def read_box(connection: sa.Connection, session: str, name: str) -> Box:
    """A box as it stands; empty if nothing was ever put in."""
    contents = connection.scalar(_BOX, {"of_session": session, "box_name": name})
    if contents is None:
        return Box()
    plain = json.loads(contents)
    return Box(plain["slips"], frozenset(plain["voters"]))


def now() -> int:
    """Seconds since 1970, UTC. Whole ones: finer times would tell who wrote what."""
    return int(time.time())


def moment(seconds: int) -> dt.datetime:
    """The UTC time of so many seconds since 1970."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


class StoredTurn:
    """A `session.events.Turn` on a connection whose transaction holds the session's lock."""

    def __init__(self, connection: sa.Connection, session: str, *, after: int, padding: str) -> None:
        self._connection = connection
        self._session = session
        self._padding = padding
        self._news = read_events(connection, session, after)
        self._boxes: dict[str, Box] = {}
        self._appended = False

    @property
    def news(self) -> Sequence[Event]:
        """Events that were stored when the turn began; not those that it appends."""
        return self._news

    def seen(self, command_id: str) -> bool:
        return read_event(self._connection, self._session, command_id) is not None

    def append(self, event: NewEvent) -> Event:
        stored = read_event(self._connection, self._session, event.id)
        if stored is not None:
            return stored
        data = _json(dict(event.data))
        added = Event(
            seq=self._connection.execute(_LAST, {"of_session": self._session}).scalar_one() + 1,
            id=event.id,
            kind=event.kind,
            data=json.loads(data),  # as it is going to be read
            by=event.by,
            version=event.version,
            at=moment(now()),
        )
        row = {"session": self._session, "seq": added.seq, "id": added.id, "kind": added.kind, "data": data}
        row |= {"by": added.by, "version": added.version, "at": int(added.at.timestamp())}
        self._connection.execute(events.insert(), row)
        self._appended = True
        return added

    def box(self, name: str) -> Box:
        changed = self._boxes.get(name)
        return read_box(self._connection, self._session, name) if changed is None else changed

    def drop(self, name: str, key: str, slip: Any, voter: str = "") -> None:
        box = self.box(name)
        slips = {**box.slips, key: json.loads(_json(slip))}
        voters = box.voters | {voter} if voter else box.voters
        self._boxes[name] = Box(dict(sorted(slips.items())), voters)

    def withdraw(self, name: str, key: str) -> None:
        box = self.box(name)
        if key in box.slips:
            slips = {other: slip for other, slip in box.slips.items() if other != key}
            self._boxes[name] = Box(slips, box.voters)

    def finish(self) -> bool:
        """Write what is to be committed. Returns whether a box is among it."""
        for name, box in self._boxes.items():
            contents = _json({"slips": box.slips, "voters": sorted(box.voters)})
            row = {"session": self._session, "name": name, "contents": self._padding + contents}
            self._connection.execute(_FILL, row)
        if self._appended or self._boxes:
            self._connection.execute(_BUMP, {"of_session": self._session})
        return bool(self._boxes)


def _json(value: Any) -> str:
    # ASCII only: half of an emoji, or a NUL, that a browser sent is neither UTF-8 nor a text to PostgreSQL.
    return json.dumps(value, separators=(",", ":"))


def _event(row: sa.Row[Any]) -> Event:
    return Event(
        seq=row.seq,
        id=row.id,
        kind=row.kind,
        data=json.loads(row.data),
        by=row.by,
        version=row.version,
        at=moment(row.at),
    )
