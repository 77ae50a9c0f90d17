"""A whole session as one JSON file that can be imported again, here or elsewhere.

It holds the events, and nothing that was not revealed: sealed boxes stay where they are.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from typing import Any, get_args

from kpi_workshop import export
from kpi_workshop.content import Problem
from kpi_workshop.export.from_session import charter_of
from kpi_workshop.live import new_code
from kpi_workshop.session.context import Look
from kpi_workshop.session.events import Event, NewEvent
from kpi_workshop.session.roles import Sealed, Surface, Viewer
from kpi_workshop.session.state import State, fold
from kpi_workshop.session.visible import visible
from kpi_workshop.store import Store

FORMAT = "kpi-workshop session"
VERSION = 1
MOST_BYTES = 20_000_000


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

    A file that is here already is not stored twice. Raises a Problem for anything that is no session file
    or comes from a newer version.
    """
    if len(data) > MOST_BYTES:
        raise Problem("session-file.too-large", most=MOST_BYTES // 1_000_000)
    whole = _read(data)
    _try_out(whole)
    first, *rest = whole["events"]
    known = store.read(whole["session"])
    session = whole["session"]
    if known:
        if [event.id for event in known] == [event["id"] for event in whole["events"]]:
            return str(session)
        session = f"{session}-{hashlib.sha256(data).hexdigest()[:8]}"
        if store.read(session):
            return str(session)
    code = new_code()
    opening = _event(first)
    store.create(session, code, _with_code(opening, code))
    with store.turn(session) as turn:
        for event in rest:
            turn.append(_event(event))
    return str(session)


def _read(data: bytes) -> dict[str, Any]:
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise Problem("session-file.not-one") from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise Problem("session-file.not-one")
    if whole.get("version") != VERSION:
        raise Problem("session-file.newer", version=whole.get("version"), known=VERSION)
    events, fields = whole.get("events"), {"id": str, "kind": str, "version": int, "by": str, "data": dict}
    if not isinstance(whole.get("session"), str) or not isinstance(events, list) or not events:
        raise Problem("session-file.damaged", event=0)
    for number, event in enumerate(events, start=1):
        fine = isinstance(event, dict) and all(isinstance(event.get(f), kind) for f, kind in fields.items())
        if not fine:
            raise Problem("session-file.damaged", event=number)
    if events[0]["kind"] != "session.opened":
        raise Problem("session-file.damaged", event=1)
    return whole


def _try_out(whole: dict[str, Any]) -> None:
    """Read the session as pages and charters would, so that a damaged one is refused and not stored."""
    state = State(id="")
    now = dt.datetime.now(dt.UTC)
    for number, event in enumerate(whole["events"], start=1):
        try:
            kept = _event(event)
            state = fold(state, [Event(seq=number, at=now, **dataclasses.asdict(kept))])
            if number == 1:
                _see(state)
        except Exception as error:
            raise Problem("session-file.damaged", event=number) from error
    try:
        _see(state)
        charter = charter_of(state)
        for known in export.FORMATS.values():
            export.filename(charter, known)
            known.render(charter)
    except Exception as error:
        raise Problem("session-file.damaged", event=len(whole["events"])) from error


def _see(state: State) -> None:
    for surface in get_args(Surface):
        viewer = Viewer(surface=surface, language=state.language)
        visible(Look(state, viewer, lambda _box: Sealed(None, frozenset()), {}))


def _event(event: dict[str, Any]) -> NewEvent:
    return NewEvent(
        id=event["id"], kind=event["kind"], data=event["data"], by=event["by"], version=event["version"]
    )


def _with_code(opening: NewEvent, code: str) -> NewEvent:
    data = {**opening.data, "code": code}
    return NewEvent(id=opening.id, kind=opening.kind, data=data, by=opening.by, version=opening.version)
