"""What a session shows of the KPIs that were brought: read with their records, and with each other."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from kpi_workshop.kpi import Kpi
from kpi_workshop.store import connect
from tests.room import Room

BROUGHT = (
    Kpi(id="k1", text="300 calls a day", capacity="100 calls a day", owner="Lan", rhythm="weekly"),
    Kpi(id="k2", text="Close 40 tickets", period="Q3 2027", target="40 tickets", owner="Minh"),
    Kpi(id="k3", text="Exits free in 100% of checks in 2027", meant_so={"absolute-target": "fire safety"}),
)


@pytest.fixture
def room(sqlite_url: str) -> Iterator[Room]:
    with contextlib.closing(connect(sqlite_url)) as store:
        opened = Room.opened(store, kpis=BROUGHT)
        opened.join("Lan")
        opened.go_to("look")
        yield opened


def rules(kpi: dict[str, Any]) -> set[str]:
    return {finding["rule"] for finding in kpi["findings"]}


def test_fields_speak_and_answer_in_the_session_too(room: Room) -> None:
    calls, tickets, exits = room.step("Lan")["kpis"]
    first = calls["findings"][0]
    assert (first["rule"], first["field"]) == ("over-capacity", "text")
    assert "200%" in first["message"]
    assert "missing-timeframe" not in rules(tickets)
    assert "absolute-target" not in rules(exits)


def test_only_what_others_have_is_missed_on_a_card(room: Room) -> None:
    calls, tickets, exits = room.step("Lan")["kpis"]
    assert "no-check-in" not in rules(calls)
    assert "no-check-in" in rules(tickets) & rules(exits)
    nobody_has = {"locked", "no-purpose", "no-recognition", "nobody-grows"}
    assert not nobody_has & (rules(calls) | rules(tickets) | rules(exits))
