"""Pairing on the coach's page and in a session: what the kernel answers, and both in a browser."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from kpi_workshop.content import Problem, text
from kpi_workshop.kpi import Kpi
from kpi_workshop.store import connect
from kpi_workshop.ui import tools
from tests.people import LAPTOP, PHONE, Participant, Person
from tests.room import Room
from tests.serving_fixtures import RunningServer

_PATIENCE = 30_000
CALLS = {"en": "300 calls a day per agent", "vi": "Mỗi tổng đài viên gọi 300 cuộc/ngày"}


def test_the_page_shows_it_in_the_readers_language() -> None:
    found = tools.answer("pair", {"kpi": CALLS["vi"], "most": 3}, "en")
    assert found["language"] == "vi"
    assert found["question"] == text("pair.question", "en")
    assert len(found["suggestions"]) == 3
    assert found["suggestions"][0]["tags"][1].startswith("every ")
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kpi": " "},
        {"kpi": 5},
        {"kpi": "x" * 1001},
        {"kpi": "x", "most": 0},
        {"kpi": "x", "most": "3"},
        {"kpi": "x", "most": True},
    ],
)
def test_what_no_page_sends_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(Problem):
        tools.answer("pair", given, "en")


@pytest.fixture(scope="module")
def running(servers: Callable[..., RunningServer]) -> RunningServer:
    one = servers(pool={"coach": 1, "join": 1})
    one.start()
    return one


class Reader(Person):
    """Somebody who wants to balance a KPI."""

    language = "en"

    def label(self, key: str) -> str:
        return text(f"pair.page.pair_{key}", self.language)


@pytest.fixture(params=[("en", LAPTOP), ("vi", PHONE)], ids=["en-laptop", "vi-phone"])
def reader(request: Any, running: RunningServer, chromium: Browser) -> Iterator[Reader]:
    language, size = request.param
    one = Reader(chromium, running.url, size, f"{language}-{language.upper()}")
    one.language = language
    yield one
    assert one.errors == []
    assert one.foreign == []
    one.close()


@pytest.mark.browser
def test_a_kpi_is_balanced_and_the_choice_stays(reader: Reader) -> None:
    reader.open("/coach")
    area = reader.page.locator(".write textarea")
    expect(area).to_be_visible(timeout=_PATIENCE)
    area.fill(CALLS[reader.language])
    area.blur()
    reader.sees(text("ui.saved", reader.language))
    reader.page.get_by_role("button", name=text("tools.pair_title", reader.language)).click()
    reader.heading(text("pair.question", reader.language))
    cards = reader.page.locator("article")
    expect(cards).to_have_count(3)
    expect(reader.page.locator(".starters")).not_to_be_visible()
    reader.page.get_by_label(reader.label("answer")).fill("Hang up early")
    reader.page.locator("summary", has_text=reader.label("starters")).click()
    expect(reader.page.locator(".starters li").first).to_be_visible()
    reader.show(f"pair-{reader.language}")
    name = cards.first.locator("h3").inner_text()
    cards.first.locator("summary").click()
    cards.first.get_by_role("button", name=reader.label("choose")).click()
    reader.heading(reader.label("together"))
    reader.show(f"pair-chosen-{reader.language}")
    reader.button(reader.label("more")).click()
    expect(cards).to_have_count(6)
    reader.page.reload()
    reader.heading(reader.label("together"))
    expect(reader.page.locator(".card.on li")).to_contain_text(name)
    expect(reader.page.get_by_label(reader.label("answer"))).to_have_value("Hang up early")
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_without_a_kpi_it_asks_for_one(reader: Reader) -> None:
    reader.open("/coach")
    reader.page.get_by_role("button", name=text("tools.pair_title", reader.language)).click(timeout=_PATIENCE)
    reader.sees(reader.label("need"))
    expect(reader.page.locator("article")).to_have_count(0)


@pytest.mark.browser
def test_in_a_session_measures_come_after_ones_own_or_on_request(
    running: RunningServer, chromium: Browser
) -> None:
    def say(key: str, **values: object) -> str:
        return text(f"steps.pair.{key}", "vi", **values)

    with contextlib.closing(connect(f"sqlite:///{running.data_dir / 'kpi-workshop.db'}")) as store:
        room = Room.opened(store, language="vi", kpis=(Kpi(id="k1", text=CALLS["vi"]),))
        room.go_to("pick")
        room.lead("focus", kpis=["k1"])
        room.go_to("pair")
        lan = Participant(chromium, running.url, PHONE, "vi-VN").join(room.code, "Lan")
        minh = Participant(chromium, running.url, PHONE, "vi-VN").join(room.code, "Minh")
        expect(lan.button(say("suggest_ask"))).to_be_visible(timeout=_PATIENCE)
        expect(lan.page.locator("article")).to_have_count(0)
        lan.write("Khách gác máy có vui không")
        expect(lan.page.locator("article")).to_have_count(3, timeout=_PATIENCE)
        lan.sees(say("suggest_own"))
        lan.sees(text("pair.question", "vi"))
        lan.show("pair-step-vi")
        first = lan.page.locator("article").first
        name, asks = first.locator("h3").inner_text(), first.locator("p").nth(1).inner_text()
        first.get_by_role("button", name=say("suggest_take")).click()
        lan.written(f"Khách gác máy có vui không\n{say('suggest_taken', name=name, asks=asks)}")
        # Whoever would rather look first may.
        minh.button(say("suggest_ask")).click()
        expect(minh.page.locator("article")).to_have_count(3, timeout=_PATIENCE)
        # What is suggested is nobody else's business, and the facilitator's words stay as they were.
        guide = room.facilitator.view()["guide"]
        assert set(guide) == {"purpose", "say", "screen", "title", "watch"}
        assert name not in json.dumps(room.facilitator.view(), ensure_ascii=False)
        room.lead("open", kpi="k1")
        expect(lan.page.locator("article")).to_have_count(0, timeout=_PATIENCE)
        assert lan.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for one in (lan, minh):
            assert one.errors == []
            assert one.foreign == []
            one.close()
