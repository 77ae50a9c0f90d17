"""How a KPI is changed together after the session: proposed, answered in secret, in force or stopped."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest

from kpi_workshop.live import come_back
from kpi_workshop.session import checkins
from kpi_workshop.store import Store, connect
from tests.checked_in import answer, day, note, propose, refused, seen
from tests.room import Room, play

AGREED = "3 → 5 new customers a month by June"


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


def test_a_change_is_a_proposal_until_the_others_have_answered(room: Room) -> None:
    proposal = propose(room, "Minh")
    asked = seen(room, "Lan")["proposal"]
    assert (asked["by"], asked["reason"], asked["in"], asked["of"]) == ("Minh", "Two of us left", 0, 2)
    assert asked["fields"] == [
        {"name": "target", "label": "Target", "before": "5 a month", "after": "4 a month"}
    ]
    assert seen(room, "Lan")["target"] == "5 a month"
    answer(room, "Lan", proposal, 4)
    assert seen(room, "Đức")["proposal"]["in"] == 1
    assert seen(room, "Đức")["target"] == "5 a month"
    answer(room, "Đức", proposal, 3)
    for name in room.people:
        assert seen(room, name)["proposal"] is None
        assert seen(room, name)["target"] == "4 a month"
        changed, started = seen(room, name)["history"]
        assert (changed["kind"], changed["by"], changed["reason"]) == ("agreed", "Minh", "Two of us left")
        assert changed["counts"] == {"4": 1, "3": 1, "2": 0, "1": 0}
        assert (started["kind"], started["text"], started["before"]) == (
            "started",
            AGREED,
            "Increase sales by 50%",
        )


def test_an_objection_keeps_the_kpi_as_it_is(room: Room) -> None:
    proposal = propose(room, "Đức", fields={"target": "8 a month"})
    answer(room, "Lan", proposal, 4)
    answer(room, "Minh", proposal, 1, "Who does the leads?")
    stopped = seen(room, "Lan")["history"][0]
    assert (stopped["kind"], seen(room, "Lan")["target"]) == ("stopped", "5 a month")
    assert [(voice["name"], voice["reason"]) for voice in stopped["voices"]] == [
        ("Minh", "Who does the leads?")
    ]
    assert seen(room, "Lan")["proposal"] is None
    propose(room, "Đức", fields={"target": "6 a month"})


def test_answers_are_sealed_until_they_are_opened(room: Room) -> None:
    proposal = propose(room, "Đức")
    answer(room, "Lan", proposal, 2, "SEALED-DOUBT")
    assert seen(room, "Lan")["proposal"]["answer"]["reason"] == "SEALED-DOUBT"
    assert "SEALED-DOUBT" not in room.everything_seen_by_others("Lan")
    assert "SEALED-DOUBT" not in json.dumps([dict(event.data) for event in room.store.read(room.session)])
    answer(room, "Minh", proposal, 4)
    (voice,) = seen(room, "Đức")["history"][0]["voices"]
    assert (voice["reason"], voice["name"]) == ("SEALED-DOUBT", "")
    assert seen(room, "Lan")["history"][0]["voices"][0]["mine"] is True


def test_an_answer_can_be_changed_until_then_and_its_reason_taken_back(room: Room) -> None:
    proposal = propose(room, "Đức")
    answer(room, "Lan", proposal, 1, "TAKEN-BACK")
    answer(room, "Lan", proposal, 4, "TAKEN-BACK")
    answer(room, "Minh", proposal, 4)
    assert seen(room, "Lan")["history"][0]["kind"] == "agreed"
    assert "TAKEN-BACK" not in json.dumps([dict(event.data) for event in room.store.read(room.session)])


def test_whoever_proposes_is_not_asked(room: Room) -> None:
    proposal = propose(room, "Lan")
    known = {"kpi": "k1", "proposal": proposal}
    assert refused(room.people["Lan"], "acknowledge", **known, level=4) == "session.not-allowed"
    assert refused(room.people["Minh"], "withdraw", **known) == "session.not-allowed"
    for level in (0, 5, True, "4", None):
        assert refused(room.people["Minh"], "acknowledge", **known, level=level) == "session.not-understood"


def test_somebody_who_is_away_cannot_block_it_and_nobody_is_hurried(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = propose(room, "Minh")
    known = {"kpi": "k1", "proposal": proposal}
    answer(room, "Lan", proposal, 3)
    assert refused(room.people["Minh"], "open_answers", **known) == "checkin.few-answers"
    tomorrow = checkins.today() + dt.timedelta(days=1)
    monkeypatch.setattr(checkins, "today", lambda: tomorrow)
    room.do("Minh", "open_answers", **known)
    done = seen(room, "Lan")["history"][0]
    assert (done["kind"], done["answered"], done["of"]) == ("agreed", 1, 2)
    again = propose(room, "Minh", fields={"target": "3 a month"})
    monkeypatch.setattr(checkins, "today", lambda: tomorrow + dt.timedelta(days=1))
    assert refused(room.people["Minh"], "open_answers", kpi="k1", proposal=again) == "checkin.few-answers"


def test_a_proposal_is_taken_back_with_the_answers_to_it(room: Room) -> None:
    proposal = propose(room, "Minh")
    answer(room, "Lan", proposal, 1, "UNREAD")
    room.do("Minh", "withdraw", kpi="k1", proposal=proposal)
    assert seen(room, "Lan")["history"][0]["kind"] == "withdrawn"
    assert not room.store.box(room.session, checkins.box_of(proposal)).slips
    known = {"kpi": "k1", "proposal": proposal}
    assert refused(room.people["Lan"], "acknowledge", **known, level=4) == "checkin.proposal-settled"


def test_one_change_at_a_time(room: Room) -> None:
    propose(room, "Minh")
    other = {"kpi": "k1", "fields": {"target": "9"}, "reason": "More"}
    assert refused(room.people["Lan"], "propose", **other) == "checkin.proposal-open"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"reason": " "}, "checkin.no-reason"),
        ({"fields": {"target": "5 a month"}}, "checkin.nothing-changed"),
        ({"fields": {"owner": "Minh"}}, "checkin.nothing-changed"),
        ({"fields": {"text": ""}}, "session.no-text"),
        ({"fields": {"review_date": "in spring"}}, "session.date"),
        ({"fields": {"rhythm": "hourly"}}, "session.not-understood"),
        ({"fields": ["target"]}, "session.not-understood"),
        ({"kpi": "k2"}, "session.not-in-focus"),
    ],
)
def test_a_proposal_needs_a_change_and_a_reason(room: Room, said: dict[str, Any], key: str) -> None:
    told = {"kpi": "k1", "fields": {"target": "4 a month"}, "reason": "Two of us left", **said}
    assert refused(room.people["Lan"], "propose", **told) == key


def test_a_kpi_that_has_done_its_work_is_let_go_together(room: Room) -> None:
    note(room, "Lan", value="5", checks={"purpose": "gone"}, fit="retire", reason="The product ends")
    proposal = propose(room, "Lan", retire=True, fields={}, reason="The product ends")
    for name in ("Minh", "Đức"):
        answer(room, name, proposal, 4)
    kpi = seen(room, "Minh")
    assert (kpi["retired"]["reason"], kpi["retired"]["by"]) == ("The product ends", "Lan")
    assert len(kpi["notes"]) == 1
    assert refused(room.people["Lan"], "note", kpi="k1", date=day(room), value="6") == "checkin.retired"
    assert refused(room.people["Lan"], "propose", kpi="k1", retire=True, reason="x") == "checkin.retired"


def test_whoever_is_alone_has_nobody_to_ask(quick: Store) -> None:
    room = Room.opened(quick)
    room.join("Lan")
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.lead("end")
    room.do("Lan", "propose", kpi="k1", fields={"target": "4"}, reason="Learned more")
    assert seen(room, "Lan")["target"] == "4"


@pytest.mark.parametrize("reload", [False, True], ids=["same page", "new page"])
def test_an_objector_who_was_away_stands_by_it_later(
    room: Room, reload: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = propose(room, "Lan")
    answer(room, "Minh", proposal, 1, "Not so fast")
    away = room.people.pop("Minh")
    answer(room, "Đức", proposal, 4)
    assert seen(room, "Lan")["history"][0]["voices"][0]["name"] == ""
    minh = come_back(room.store, room.session, away.viewer.secret, "en") if reload else away
    assert minh is not None
    minh.catch_up()
    room.catch_up()
    assert seen(room, "Lan")["history"][0]["voices"][0]["name"] == "Minh"
    known = {"kpi": "k1", "proposal": proposal}
    assert refused(room.people["Lan"], "name", **known) == "session.not-allowed"


def test_once_it_lives_the_desk_changes_nothing_that_was_agreed(room: Room) -> None:
    room.lead("record", kpi="k1", fields={"target": "6 a month"})
    note(room, "Lan", value="4")
    assert refused(room.facilitator, "record", kpi="k1", fields={"target": "9"}) == "checkin.begun"
    room.lead("record", kpi="k1", fields={"measure": "Signed orders"})
    assert seen(room, "Lan")["measure"] == "Signed orders"


def test_what_was_agreed_in_the_session_stays_what_it_was(room: Room) -> None:
    proposal = propose(room, "Minh")
    for name in ("Lan", "Đức"):
        answer(room, name, proposal, 4)
    state = room.facilitator.state
    assert (state.draft("k1").target, state.now("k1").target) == ("5 a month", "4 a month")
    (kpi,) = room.step("Lan")["kpis"]
    assert kpi["target"] == "4 a month"
