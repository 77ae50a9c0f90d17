"""The step *recognise*: wishes that open as counts, ideas for those who have one, a caution beside money."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from kpi_workshop.content import Problem, text
from kpi_workshop.export.session_check import checked
from kpi_workshop.export.session_file import dump
from kpi_workshop.kpi import Kpi
from kpi_workshop.store import Store, connect
from tests.people import PHONE, Participant
from tests.room import Room
from tests.serving_fixtures import RunningServer

_PATIENCE = 30_000
FIVE = ("Lan", "Minh", "Hoa", "Thảo", "Đức")
KPIS = (Kpi(id="k1", text="Đạt 95% giao đúng hẹn"),)


def _ready(store: Store, people: tuple[str, ...] = FIVE) -> Room:
    room = Room.opened(store, language="vi", kpis=KPIS)
    for name in people:
        room.join(name, manager=name == "Đức")
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("recognise")
    return room


@pytest.fixture
def room(sqlite_url: str) -> Iterator[Room]:
    with contextlib.closing(connect(sqlite_url)) as store:
        yield _ready(store)


def moves(room: Room) -> list[str]:
    return [move["command"]["do"] for move in room.facilitator.view()["moves"]]


def test_wishes_open_as_counts_and_nothing_else(room: Room) -> None:
    for name in FIVE[:4]:
        room.do(name, "wish", wishes=["time", "private"])
    assert room.step("Lan")["wishes"]["in"] == 4
    assert "count" not in moves(room)
    room.do("Đức", "wish", wishes=["visibility", "public"])
    assert "counts" not in room.step("Lan")["wishes"]
    assert "visibility" not in room.everything_seen_by_others("Đức")
    assert "count" in moves(room)
    room.lead("count")
    seen = room.step("Lan")["wishes"]
    assert seen["answers"] == 5
    assert {one["id"]: one["count"] for one in seen["counts"]} == {
        "time": 4,
        "private": 4,
        "visibility": 1,
        "public": 1,
    }
    # Nothing that was stored tells who.
    event = next(event for event in room.store.read(room.session) if event.kind == "votes.counted")
    assert event.by == ""
    assert set(event.data) == {"box", "counts", "ballots"}
    assert room.store.box(room.session, "recognise/wishes").slips == {}


def test_fewer_than_five_are_never_opened_and_not_lost(room: Room) -> None:
    for name in FIVE[:4]:
        room.do(name, "wish", wishes=["time"])
    with pytest.raises(Problem) as told:
        room.lead("count")
    assert told.value.key == "rewards.few-answers"
    assert room.step("Lan")["wishes"]["mine"] == ["time"]
    assert len(room.store.box(room.session, "recognise/wishes").slips) == 4


def test_one_more_answer_after_the_counts_cannot_be_told_apart(room: Room) -> None:
    """The difference of two counts would be one person's answer: the box opens once."""
    for name in FIVE:
        room.do(name, "wish", wishes=["time"])
    room.lead("count")
    room.join("Bình")
    with pytest.raises(Problem):
        room.do("Bình", "wish", wishes=["say"])
    with pytest.raises(Problem):
        room.lead("count")


def test_a_wish_can_be_changed_until_then_and_counts_once(room: Room) -> None:
    room.do("Lan", "wish", wishes=["time"], n=1)
    room.do("Lan", "wish", wishes=["say"], n=2)
    room.do("Lan", "wish", wishes=["care"], n=1)  # late, from another tab
    assert room.step("Lan")["wishes"]["mine"] == ["say"]
    assert room.step("Lan")["wishes"]["in"] == 1


@pytest.mark.parametrize(
    ("wishes", "key"),
    [
        ([], "rewards.no-wish"),
        (["time", "words", "say", "care"], "rewards.many-likes"),
        (["gold"], "session.not-understood"),
        ("time", "session.not-understood"),
        (["free"], "session.not-understood"),
    ],
)
def test_wishes_that_the_form_does_not_have_are_refused(room: Room, wishes: object, key: str) -> None:
    with pytest.raises(Problem) as told:
        room.do("Lan", "wish", wishes=wishes)
    assert told.value.key == key


def test_a_facilitator_answers_nothing(room: Room) -> None:
    with pytest.raises(Problem):
        room.lead("wish", wishes=["time"])
    assert "mine" not in room.facilitator.view()["step"]["wishes"]


def test_money_for_the_kpis_number_is_thought_over_once_it_is_open(room: Room) -> None:
    room.do("Lan", "write", kpi="k1", text="Thưởng 500k cho cả nhóm")
    room.do("Minh", "write", kpi="k1", text="Viết thiệp cảm ơn nhau cuối tuần")
    assert "caution" not in json.dumps(room.step("Hoa")["questions"])
    room.lead("open", kpi="k1")
    room.lead("open", kpi="k1", managers=True)
    cautions = {idea["text"]: idea["caution"] for idea in room.step("Hoa")["questions"][0]["ideas"]}
    assert cautions["Viết thiệp cảm ơn nhau cuối tuần"] is None
    told = cautions["Thưởng 500k cho cả nhóm"]
    assert told["kind"] == "money"
    assert "Cameron" in told["limits"]
    # It warns and forbids nothing: the group may choose it.
    chosen = [idea["id"] for idea in room.step("Hoa")["questions"][0]["ideas"] if idea["caution"]]
    room.lead("choose", kpi="k1", ideas=chosen, text="")
    assert room.facilitator.state.draft("k1").recognition == ("Thưởng 500k cho cả nhóm",)


def test_a_sessions_file_keeps_the_counts(room: Room) -> None:
    for name in FIVE:
        room.do(name, "wish", wishes=["time"])
    room.lead("count")
    _session, events = checked(dump(room.store, room.session))
    counted = next(event for event in events if event.kind == "votes.counted")
    assert counted.data["counts"] == {"time": 5}


# On a phone ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def running(servers: Callable[..., RunningServer]) -> RunningServer:
    one = servers(pool={"join": 1})
    one.start()
    return one


@pytest.mark.browser
def test_ideas_come_after_ones_own_and_suit_ones_wishes(running: RunningServer, chromium: Browser) -> None:
    with contextlib.closing(connect(f"sqlite:///{running.data_dir / 'kpi-workshop.db'}")) as store:
        room = _ready(store, FIVE[1:])
        lan = Participant(chromium, running.url, PHONE, "vi-VN").join(room.code, "Lan")

        def say(key: str, **values: object) -> str:
            return text(f"steps.recognise.{key}", "vi", **values)

        expect(lan.button(say("ideas_ask"))).to_be_visible(timeout=_PATIENCE)
        expect(lan.page.locator("article")).to_have_count(0)
        lan.write("Thưởng 500k cho cả nhóm")
        expect(lan.page.locator(".caution")).to_be_visible(timeout=_PATIENCE)
        expect(lan.page.locator("article")).to_have_count(3, timeout=_PATIENCE)
        lan.show("recognise-own-vi")
        lan.page.locator("summary", has_text=say("wishes_ask")).click()
        for wish in ("gives.learning", "setting.private"):
            lan.page.get_by_role("button", name=text(f"rewards.{wish}", "vi"), exact=True).first.click()
        lan.show("recognise-wishes-vi")
        lan.button(say("wishes_send")).click()
        expect(lan.button(say("wishes_sent"))).to_be_visible(timeout=_PATIENCE)
        first = lan.page.locator("article").first
        first.locator("summary").click()
        liked = text("rewards.reason.likes-you", "vi", what=text("rewards.gives.learning", "vi"))
        expect(first).to_contain_text(liked, timeout=_PATIENCE)
        name = first.locator("h3").inner_text()
        first.get_by_role("button", name=say("ideas_take")).click()
        lan.written(f"Thưởng 500k cho cả nhóm\n{say('ideas_taken', idea=name)}")
        for other in FIVE[1:]:
            room.do(other, "wish", wishes=["learning"])
        room.lead("count")
        lan.sees(say("wishes_shown", answers=5))
        lan.show("recognise-counts-vi")
        room.lead("open", kpi="k1")
        lan.sees("Thưởng 500k cho cả nhóm")
        expect(lan.page.locator(".caution").first).to_be_visible(timeout=_PATIENCE)
        assert lan.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert lan.errors == []
        assert lan.foreign == []
        lan.close()
