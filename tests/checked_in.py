"""People who check in on what they agreed on: what tests of check-ins and of changes share."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kpi_workshop.content import Problem
from kpi_workshop.live import Seat
from tests.room import Room, command


def day(room: Room, number: int = 0) -> str:
    """Some days after the session."""
    return (dt.date.fromisoformat(room.facilitator.state.opened_on) + dt.timedelta(days=number)).isoformat()


def note(room: Room, name: str, **said: Any) -> None:
    room.do(name, "note", **{"kpi": "k1", "date": day(room), **said})


def seen(room: Room, name: str) -> Any:
    """What somebody sees of the KPI."""
    (kpi,) = room.people[name].view()["checkin"]["kpis"]
    return kpi


def refused(seat: Seat, do: str, **data: Any) -> str:
    with pytest.raises(Problem) as problem:
        seat.ask(command(do, **data))
    return problem.value.key


def propose(room: Room, name: str, **said: Any) -> str:
    """Propose a change of the only KPI; returns the proposal's id."""
    room.do(
        name,
        "propose",
        **{"kpi": "k1", "fields": {"target": "4 a month"}, "reason": "Two of us left", **said},
    )
    known: str = seen(room, name)["proposal"]["id"]
    return known


def answer(room: Room, name: str, proposal: str, level: int, reason: str = "") -> None:
    room.do(name, "acknowledge", kpi="k1", proposal=proposal, level=level, reason=reason)
