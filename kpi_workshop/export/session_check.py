"""Whether a session's file is whole: it is tried out as pages and charters would use it, before it is stored.

A damaged session in the database would break the pages of everyone who opens it: nothing is taken on trust.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, NoReturn, get_args

from kpi_workshop import export
from kpi_workshop.content import Problem
from kpi_workshop.export.from_session import charter_of
from kpi_workshop.export.shapes import SHAPES, fits
from kpi_workshop.session.context import Look, plain
from kpi_workshop.session.events import Event, NewEvent
from kpi_workshop.session.roles import Sealed, Surface, Viewer
from kpi_workshop.session.state import State, fold
from kpi_workshop.session.visible import visible

FORMAT = "kpi-workshop session"
VERSION = 1
_MOST_EVENTS = 50_000
_FIELDS = {"id": str, "kind": str, "version": int, "by": str, "data": dict}
_NOBODY = Sealed(None, frozenset())


def checked(data: bytes) -> tuple[str, list[NewEvent]]:
    """The session's id and events. Raises a Problem naming the first event that can't be used."""
    whole = _read(data)
    events = [_event(event, number) for number, event in enumerate(whole["events"], start=1)]
    if len({event.id for event in events}) < len(events) or len(events) > _MOST_EVENTS:
        raise Problem("session-file.damaged", event=len(events))
    _try_out(events)
    return whole["session"], events


def _read(data: bytes) -> dict[str, Any]:
    try:
        whole = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_refuse)
    except (ValueError, RecursionError):
        raise Problem("session-file.not-one") from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise Problem("session-file.not-one")
    if whole.get("version") != VERSION:
        raise Problem("session-file.newer", version=whole.get("version"), known=VERSION)
    session, events = whole.get("session"), whole.get("events")
    if not isinstance(session, str) or not session or not isinstance(events, list) or not events:
        raise Problem("session-file.damaged", event=0)
    if any(plain(text) != text for text in _texts(whole)):
        raise Problem("session-file.damaged", event=0)
    return whole


def _refuse(number: str) -> NoReturn:
    raise ValueError(f"{number} is not a whole number, and a session holds no others")


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, names of fields included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _event(event: Any, number: int) -> NewEvent:
    if not isinstance(event, dict) or any(
        type(event.get(name)) is not kind for name, kind in _FIELDS.items()
    ):
        raise Problem("session-file.damaged", event=number)
    if not 1 <= event["version"] < 1000 or (number == 1) != (event["kind"] == "session.opened"):
        raise Problem("session-file.damaged", event=number)
    if not fits(event["data"], SHAPES.get(event["kind"], {})):
        raise Problem("session-file.damaged", event=number)
    return NewEvent(**{name: event[name] for name in _FIELDS})


def _try_out(events: list[NewEvent]) -> None:
    """Fold the events, look at every step through every surface, and write every charter."""
    state, number, now = State(id="trial"), 0, dt.datetime.now(dt.UTC)
    try:
        for number, event in enumerate(events, start=1):
            state = fold(state, [Event(seq=number, at=now, **dataclasses.asdict(event))])
        for step in range(len(state.steps)):
            _look(dataclasses.replace(state, at=step, ended=False))
        _look(state)
        charter = charter_of(state)
        for known in export.FORMATS.values():
            export.filename(charter, known)
            with contextlib.suppress(Problem):  # a calendar without dates is refused in words, not damaged
                known.render(charter)
    except Exception as error:
        raise Problem("session-file.damaged", event=number) from error


def _look(state: State) -> None:
    people = ["", *state.people]
    for surface in get_args(Surface):
        for person in people if surface == "join" else people[:1]:
            viewer = Viewer(surface=surface, language=state.language, person=person)
            view = visible(Look(state, viewer, lambda _box: _NOBODY, {}))
            json.dumps(view, ensure_ascii=False, allow_nan=False).encode()
