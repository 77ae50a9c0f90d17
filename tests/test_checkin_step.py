"""A check-in as a step of a live session: its questions in the room, its notes with those who take part."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import pytest

from kpi_workshop.content import Problem
from kpi_workshop.kpi import Kpi
from kpi_workshop.live import Seat
from kpi_workshop.session.decide import Opening
from kpi_workshop.session.events import NewEvent
from kpi_workshop.session.roles import Viewer
from kpi_workshop.store import Store, connect
from tests.room import Room, command

DEALS = Kpi(
    id="k1", text="Close 5 deals a month", baseline="3", target="5", purpose="Growth", rhythm="weekly"
)
CALLS = Kpi(id="k2", text="Answer the phone within 30 seconds")


@pytest.fixture
def quick(sqlite_url: str) -> Iterator[Store]:
    with contextlib.closing(connect(sqlite_url)) as opened:
        yield opened


@pytest.fixture
def room(quick: Store) -> Room:
    made = Room.opened(quick, agenda="check-in", kpis=(DEALS, CALLS))
    for name in ("Lan", "Minh"):
        made.join(name)
    return made


def note(room: Room, name: str, **said: Any) -> None:
    room.do(name, "note", kpi="k1", date=room.facilitator.state.opened_on, **said)


def refused(seat: Seat, do: str, **data: Any) -> str:
    with pytest.raises(Problem) as problem:
        seat.ask(command(do, **data))
    return problem.value.key


def test_a_group_that_chose_nothing_talks_about_all_it_brought(room: Room) -> None:
    said = {"kpi": "k1", "date": room.facilitator.state.opened_on, "value": "4"}
    assert refused(room.people["Lan"], "note", **said) == "session.not-now"
    room.go_to("checkin")
    assert room.facilitator.state.focus == ("k1", "k2")
    note(room, "Lan", value="4")
    assert room.facilitator.state.followup.notes["k1"][0].value == "4"


def test_everybody_has_the_questions_and_only_who_takes_part_the_notes(room: Room) -> None:
    room.go_to("checkin")
    note(room, "Lan", progress="BETWEEN-US", support=[{"asked": "A-CAR"}])
    for seat in room.seats:
        shown = seat.view()
        kpi = shown["step"]["kpis"][0]
        assert "progress" in [
            question["id"] for section in kpi["sections"] for question in section["questions"]
        ]
        takes_part = seat in room.people.values()
        assert ("BETWEEN-US" in json.dumps(shown)) is takes_part
        assert ("A-CAR" in json.dumps(shown)) is takes_part
        assert ("checkin" in shown) is takes_part


def test_a_change_that_was_agreed_holds_at_once_and_the_desk_keeps_to_it(room: Room) -> None:
    room.go_to("checkin")
    room.do("Minh", "propose", kpi="k1", fields={"target": "4"}, reason="Two of us left")
    proposal = room.people["Lan"].view()["checkin"]["kpis"][0]["proposal"]["id"]
    room.do("Lan", "acknowledge", kpi="k1", proposal=proposal, level=4, reason="")
    room.go_to("commit")
    for seat in room.seats:
        assert seat.view()["step"]["kpis"][0]["target"] == "4"
    assert refused(room.facilitator, "record", kpi="k1", fields={"target": "9"}) == "checkin.begun"
    room.lead("record", kpi="k1", fields={"owner": "Lan", "review_date": "2027-03-31"})
    room.lead("record", kpi="k2", fields={"target": "25 seconds"})
    room.lead("end")
    note(room, "Lan", value="4")
    assert room.people["Lan"].view()["checkin"]["kpis"][0]["review_date"] == "2027-03-31"


def test_whoever_has_agreed_to_other_words_is_asked_anew(quick: Store) -> None:
    """An agenda that asks for consent and checks in as well: consent belongs to the words."""
    opening = Opening(title="Sales", language="en", agenda="check-in", kpis=(DEALS,)).event(
        "ABCDEF", "open-it-now"
    )
    kinds = ("consent", "checkin")
    steps = [{"id": kind, "kind": kind, "minutes": 5} for kind in kinds]
    first = NewEvent(id=opening.id, kind=opening.kind, data={**opening.data, "steps": steps})
    rest = [
        NewEvent(id="at-0", kind="step.entered", data={"index": 0}),
        NewEvent(id="on-k1", kind="focus.set", data={"kpis": ["k1"]}),
    ]
    quick.create("s-1", "ABCDEF", first, rest)
    lead = Seat(quick, "s-1", Viewer(surface="facilitate", language="en"))
    wall = Seat(quick, "s-1", Viewer(surface="projector", language="en"))
    room = Room(quick, "s-1", lead, wall)
    room.catch_up()
    for name in ("Lan", "Minh"):
        room.join(name)
        room.do(name, "answer", kpi="k1", level=4, reason="", attach=False)
    room.lead("show", kpi="k1")
    room.go_to("checkin")
    for fields, number in (({"target": "4"}, 1), ({"text": "Close 4 deals a month"}, 2)):
        room.do("Minh", "propose", kpi="k1", fields=fields, reason="Two of us left")
        proposal = room.people["Lan"].view()["checkin"]["kpis"][0]["proposal"]["id"]
        room.do("Lan", "acknowledge", kpi="k1", proposal=proposal, level=3, reason="")
        assert room.facilitator.state.round_of("k1") == number
    room.go_to("consent")
    question = room.step("Lan")["questions"][0]
    assert (question["phase"], question["kpi"]["text"]) == ("asking", "Close 4 deals a month")
