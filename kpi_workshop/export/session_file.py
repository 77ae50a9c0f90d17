"""A whole session as one JSON file that can be imported again, here or elsewhere.

It holds the events, and nothing that was not revealed: sealed boxes stay where they are.
"""

from __future__ import annotations

import hashlib
import json

from kpi_workshop.content import Problem
from kpi_workshop.export.session_check import FORMAT, VERSION, checked
from kpi_workshop.live import new_code
from kpi_workshop.session.events import NewEvent
from kpi_workshop.store import Store

MOST_BYTES = 9_000_000
"""The largest file taken in; a page's line carries ten million bytes at once."""


def dump(store: Store, session: str) -> bytes:
    """The session's events as UTF-8 JSON."""
    events = [
        {
            "id": event.id,
            "kind": event.kind,
            "version": event.version,
            "by": event.by,
            "at": event.at.isoformat(),
            "data": dict(event.data),
        }
        for event in store.read(session)
    ]
    whole = {"format": FORMAT, "version": VERSION, "session": session, "events": events}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def load(store: Store, data: bytes) -> str:
    """Store a file's session and return its id: the one it had, or a new one if that is taken by another.

    A file that is here already is not stored twice. Raises a Problem for anything that is no session file,
    is damaged, or comes from a newer version; then nothing is stored.
    """
    if len(data) > MOST_BYTES:
        raise Problem("session-file.too-large", most=MOST_BYTES // 1_000_000)
    session, events = checked(data)
    known = store.read(session)
    if known:
        if [event.id for event in known] == [event.id for event in events]:
            return session
        session = f"{session}-{hashlib.sha256(data).hexdigest()[:8]}"
        if store.read(session):
            return session
    code = new_code()
    store.create(session, code, _with_code(events[0], code), events[1:])
    return session


def _with_code(opening: NewEvent, code: str) -> NewEvent:
    data = {**opening.data, "code": code}
    return NewEvent(id=opening.id, kind=opening.kind, data=data, by=opening.by, version=opening.version)
