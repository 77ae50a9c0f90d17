"""Check-ins of a session that has ended: who may write, what is kept, and what comes back."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kpi_workshop import content
from kpi_workshop.export.session_file import load
from kpi_workshop.live import Seat, come_back, state_of
from kpi_workshop.session.roles import Viewer
from kpi_workshop.store import Store, connect
from tests.checked_in import answer, day, note, propose, refused, seen
from tests.room import Room, command, play

OLD = Path(__file__).parent / "fixtures" / "session-checkins-v1.json"
FINE = {"purpose": "needed", "reach": "stretching", "motivation": "moves"}


@pytest.fixture
def quick(sqlite_url: str) -> Iterator[Store]:
    with contextlib.closing(connect(sqlite_url)) as opened:
        yield opened


@pytest.fixture
def room(quick: Store) -> Room:
    """Lan, Minh and Đức, the manager, after the session in which they agreed on one KPI."""
    made = Room.opened(quick)
    play(made)
    return made


# Noting


def test_what_was_noted_is_there_for_everyone_who_took_part(room: Room) -> None:
    note(
        room,
        "Lan",
        value="3.5",
        progress="Two visits a week",
        checks=FINE,
        fit="fits",
        recognition="Minh, for the list",
    )
    for name in room.people:
        (kept,) = seen(room, name)["notes"]
        assert (kept["value"], kept["progress"], kept["by"]) == ("3.5", "Two visits a week", "Lan")
        assert (kept["checks"], kept["fit"], kept["recognition"]) == (FINE, "fits", "Minh, for the list")
        assert kept["mine"] is (name == "Lan")
    assert seen(room, "Minh")["progress"]["values"] == [{"date": day(room), "said": "3.5", "level": 3.5}]


def test_it_survives_reload_and_restart(room: Room, sqlite_url: str) -> None:
    note(room, "Lan", value="3.5", support=[{"asked": "A car"}])
    propose(room, "Minh")
    before = seen(room, "Lan")
    secret = room.people["Lan"].viewer.secret
    with contextlib.closing(connect(sqlite_url)) as restarted:
        again = come_back(restarted, room.session, secret, "en")
        assert again is not None
        again.catch_up()
        assert again.view()["checkin"]["kpis"] == [before]


def test_the_same_command_is_stored_once(room: Room) -> None:
    said = command("note", kpi="k1", date=day(room), value="4")
    for _ in range(3):
        room.people["Lan"].ask(said)
    room.catch_up()
    assert len(seen(room, "Lan")["notes"]) == 1


def test_nobody_else_sees_or_writes(room: Room) -> None:
    note(room, "Lan", progress="BETWEEN-US")
    for seat in (room.facilitator, room.projector):
        assert "checkin" not in seat.view()
        assert "BETWEEN-US" not in json.dumps(seat.view())
        assert refused(seat, "note", kpi="k1", date=day(room), value="4") in (
            "session.ended",
            "session.not-allowed",
        )
    stranger = Seat(room.store, room.session, Viewer(surface="join", language="en", person="nobody"))
    assert refused(stranger, "note", kpi="k1", date=day(room), value="4") == "session.not-allowed"
    stranger.catch_up()
    assert "BETWEEN-US" not in json.dumps(stranger.view())


def test_before_the_end_there_are_no_check_ins(quick: Store) -> None:
    room = Room.opened(quick)
    room.join("Lan")
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    assert refused(room.people["Lan"], "note", kpi="k1", date=day(room), value="4") == "session.not-now"
    assert "checkin" not in room.people["Lan"].view()


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({}, "checkin.nothing-noted"),
        ({"value": "  "}, "checkin.nothing-noted"),
        ({"value": "4", "date": "yesterday"}, "session.date"),
        ({"value": "4", "date": "1999-01-01"}, "checkin.date"),
        ({"value": "4", "date": "2999-01-01"}, "checkin.date"),
        ({"value": "4", "kpi": "k2"}, "session.not-in-focus"),
        ({"value": "4", "kpi": ["k1"]}, "session.not-in-focus"),
        ({"value": "4" * 61}, "session.too-long"),
        ({"value": 4}, "session.not-understood"),
        ({"fit": "adjust"}, "checkin.no-reason"),
        ({"fit": "fire"}, "session.not-understood"),
        ({"checks": {"purpose": "perhaps"}}, "checkin.unknown-answer"),
        ({"checks": {"purpose": ["gone"]}}, "session.not-understood"),
        ({"support": "a car"}, "session.not-understood"),
        ({"support": [{"asked": "A car", "due": "soon"}]}, "session.date"),
        ({"support": [{"asked": str(number)} for number in range(7)]}, "checkin.much-support"),
        ({"value": "4", "checkin": "unknown"}, "session.not-allowed"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(room: Room, said: dict[str, Any], key: str) -> None:
    before = len(room.store.read(room.session))
    told = {"kpi": "k1", "date": day(room), **said}
    assert refused(room.people["Lan"], "note", **told) == key
    for language in content.languages():
        assert f"problems.{key}" in content.texts(language)
    assert len(room.store.read(room.session)) == before


def test_a_note_is_corrected_by_its_author_only(room: Room) -> None:
    note(room, "Lan", value="35", support=[{"asked": "A car"}])
    known = seen(room, "Lan")["notes"][0]
    correction = {"kpi": "k1", "date": day(room), "checkin": known["id"], "value": "3.5"}
    assert refused(room.people["Minh"], "note", **correction) == "session.not-allowed"
    room.do("Lan", "note", **correction)
    (kept,) = seen(room, "Minh")["notes"]
    assert (kept["value"], kept["corrected"]) == ("3.5", True)
    assert [one["asked"] for one in seen(room, "Minh")["open"]] == ["A car"]


# Support


def test_a_promise_comes_back_until_it_is_settled(room: Room) -> None:
    note(room, "Lan", support=[{"asked": "Time for visits"}, {"promised": "A list of leads", "who": "Minh"}])
    asked, promised = seen(room, "Đức")["open"]
    room.do("Đức", "promise", kpi="k1", support=asked["id"], promised="Two free mornings", due=day(room, 7))
    assert seen(room, "Lan")["open"][0] == {
        **asked, "promised": "Two free mornings", "who": "Đức", "due": day(room, 7)
    }  # fmt: skip
    asking = [question["id"] for question in seen(room, "Lan")["guide"]["sections"][0]["questions"]]
    assert asking == ["promise", "promise"]
    room.do("Lan", "settle", kpi="k1", support=asked["id"], outcome="kept")
    room.do("Lan", "settle", kpi="k1", support=promised["id"], outcome="dropped")
    assert seen(room, "Lan")["open"] == []
    assert [one["outcome"] for one in seen(room, "Lan")["settled"]] == ["kept", "dropped"]
    room.do("Minh", "settle", kpi="k1", support=promised["id"], outcome="")
    assert [one["id"] for one in seen(room, "Lan")["open"]] == [promised["id"]]


def test_a_correction_loses_nothing_that_others_have_promised(room: Room) -> None:
    note(room, "Lan", support=[{"asked": "Time"}, {"asked": "A car"}])
    known = seen(room, "Lan")["notes"][0]
    first, second = known["support"]
    room.do("Đức", "promise", kpi="k1", support=first["id"], promised="Two mornings", due="")
    room.do("Đức", "settle", kpi="k1", support=second["id"], outcome="kept")
    again = [{"id": first["id"], "asked": "Time for visits"}, {"asked": "A phone"}]
    note(room, "Lan", checkin=known["id"], value="4", support=again)
    (kept,) = seen(room, "Lan")["notes"]
    assert [one["asked"] for one in kept["support"]] == ["Time for visits", "A phone", "A car"]
    assert kept["support"][0]["promised"] == "Two mornings"
    assert kept["support"][2]["outcome"] == "kept"
    assert len({one["id"] for one in kept["support"]}) == 3


@pytest.mark.parametrize(
    ("do", "said"),
    [("promise", {"promised": "x"}), ("settle", {"outcome": "kept"})],
)
def test_support_that_there_is_not_is_refused(room: Room, do: str, said: dict[str, Any]) -> None:
    assert refused(room.people["Lan"], do, kpi="k1", support="nothing", **said) == "session.not-understood"


# What is stored


def test_nobodys_id_or_key_is_seen_by_others(room: Room) -> None:
    note(room, "Lan", value="4", support=[{"asked": "A car"}])
    proposal = propose(room, "Minh")
    answer(room, "Lan", proposal, 1, "No")
    answer(room, "Đức", proposal, 4)
    for name, seat in room.people.items():
        shown = json.dumps(seat.view())
        for other in room.facilitator.state.people.values():
            assert other.id not in shown, name
            assert other.key not in shown, name


def test_the_log_alone_tells_nobodys_answer(room: Room) -> None:
    proposal = propose(room, "Đức")
    answer(room, "Lan", proposal, 4)
    answer(room, "Minh", proposal, 2, "Hm")
    (shown,) = [event for event in room.store.read(room.session) if event.kind == "change.answered"]
    assert {one["level"] for one in shown.data["answers"]} == {4, 2}
    answers = json.dumps(shown.data["answers"])
    assert not any(person in answers for person in room.facilitator.state.people)


def test_check_ins_of_the_first_version_are_read_for_ever(quick: Store) -> None:
    state = state_of(quick, load(quick, OLD.read_bytes()))
    first, second = state.followup.notes["k1"]
    assert (first.value, first.date, first.checks, first.fit) == ("3.5", "2026-11-23", FINE, "fits")
    assert (first.recognition, second.corrected, second.value) == ("Minh, for the list", True, "4")
    asked, dropped = first.support
    assert (asked.asked, asked.promised, asked.who, asked.due) == (
        "Time",
        "Two mornings",
        "Đức",
        "2026-12-04",
    )
    assert (asked.outcome, dropped.outcome) == ("kept", "dropped")
    stopped, withdrawn, agreed, asking = state.followup.proposals["k1"]
    phases = [one.phase for one in (stopped, withdrawn, agreed, asking)]
    assert phases == ["stopped", "withdrawn", "agreed", "asked"]
    assert [state.people[person].name for person in stopped.names.values()] == ["Minh"]
    (change,) = state.followup.changes["k1"]
    assert (change.before, change.after) == ({"target": "5 a month"}, {"target": "4 a month"})
    assert (change.date, change.reason) == ("2026-11-23", "Two of us left")
    assert state.now("k1").target == "4 a month"


def test_the_store_has_it_all_again(room: Room) -> None:
    note(room, "Lan", value="4")
    assert state_of(room.store, room.session) == room.people["Lan"].state
