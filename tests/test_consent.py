"""Do we agree? Answers are secret, objections are heard, and reasons are told only as promised."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator

import pytest

from kpi_workshop.content import Problem
from kpi_workshop.store import connect
from tests.room import Room


@pytest.fixture
def room(sqlite_url: str) -> Iterator[Room]:
    with contextlib.closing(connect(sqlite_url)) as store:
        yield Room.opened(store)


def test_names_appear_with_an_objection_only(room: Room) -> None:
    for name in ("Lan", "Minh", "Hoa"):
        room.join(name)
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("consent")
    room.do("Lan", "answer", kpi="k1", level=1, reason="Too much", attach=False)
    room.do("Minh", "answer", kpi="k1", level=2, reason="PRIVATE-DOUBT", attach=False)
    assert "Too much" not in room.everything_seen_by_others("Lan")
    room.lead("show", kpi="k1")
    shown = room.step("Hoa")["questions"][0]
    assert shown["counts"] == {"4": 0, "3": 0, "2": 1, "1": 1}
    assert [(objection["name"], objection["reason"]) for objection in shown["objections"]] == [
        ("Lan", "Too much")
    ]
    assert "PRIVATE-DOUBT" not in json.dumps([dict(event.data) for event in room.store.read(room.session)])


def test_an_objection_stops_the_kpi_until_it_is_heard(room: Room) -> None:
    room.join("Lan")
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("consent")
    room.do("Lan", "answer", kpi="k1", level=1, reason="", attach=False)
    room.lead("show", kpi="k1")
    for attempt in (
        {"do": "go", "to": 8},
        {"do": "end"},
        {"do": "record", "kpi": "k1", "fields": {"text": "x"}},
    ):
        with pytest.raises(Problem) as refused:
            room.lead(**attempt)
        assert refused.value.key == "session.objection-unheard"
    room.lead("heard", kpi="k1")
    room.lead("go", to=8)


def test_words_changed_after_the_answers_are_asked_about_again(room: Room) -> None:
    room.join("Lan")
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("consent")
    room.do("Lan", "answer", kpi="k1", level=4, reason="", attach=False)
    room.lead("show", kpi="k1")
    room.lead("record", kpi="k1", fields={"text": "Something else"})
    assert room.step("Lan")["questions"][0]["phase"] == "asking"
    assert room.step("Lan")["questions"][0]["round"] == 2
    assert room.step("Lan")["questions"][0]["mine"] is None


def test_only_its_author_can_sign_a_statement(room: Room) -> None:
    room.join("Lan")
    room.join("Minh")
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("consent")
    room.do("Lan", "answer", kpi="k1", level=2, reason="Quality first", attach=True)
    room.lead("show", kpi="k1")
    with pytest.raises(Problem):
        room.do("Minh", "name", kpi="k1", round=1)
    assert room.step("Minh")["questions"][0]["statements"][0]["name"] == ""
    room.do("Lan", "name", kpi="k1", round=1)
    assert room.step("Minh")["questions"][0]["statements"][0]["name"] == "Lan"


def test_a_reason_is_taken_back_by_whoever_agrees_after_all(room: Room) -> None:
    room.join("Lan")
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("consent")
    room.do("Lan", "answer", kpi="k1", level=2, reason="TAKEN-BACK", attach=True)
    room.do("Lan", "answer", kpi="k1", level=4, reason="TAKEN-BACK", attach=True)
    room.lead("show", kpi="k1")
    assert room.step("Lan")["questions"][0]["statements"] == []
    assert "TAKEN-BACK" not in json.dumps([dict(event.data) for event in room.store.read(room.session)])
