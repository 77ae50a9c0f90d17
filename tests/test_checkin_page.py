"""The team's check-in page in a real browser: kept through everything, changed only together."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Browser, expect

from kpi_workshop.content import Problem, text
from kpi_workshop.live import state_of
from kpi_workshop.session.state import State
from kpi_workshop.store import connect
from kpi_workshop.ui import tools
from tests.people import LAPTOP, PHONE, Participant, Person
from tests.room import Room, play
from tests.serving_fixtures import RunningServer

_PATIENCE = 30_000
SAID = "Two visits a week, and the list of leads helps"


class Member(Person):
    """Somebody who took part, at the check-in page."""

    language = "en"

    def __init__(
        self, server: RunningServer, browser: Browser, seat: Any, phone: bool, language: str
    ) -> None:
        self.language = language
        locale = {"en": "en-US", "vi": "vi-VN"}[language]
        super().__init__(browser, server.url, PHONE if phone else LAPTOP, locale)
        self.page.on("dialog", lambda dialog: dialog.accept())
        if seat is not None:
            kept = json.dumps(json.dumps({"session": seat.session, "secret": seat.viewer.secret}))
            self.context.add_init_script(
                f"localStorage['kpi-workshop:seat'] || localStorage.setItem('kpi-workshop:seat', {kept})"
            )
        self.open("/check-in")

    def says(self, key: str, **params: object) -> str:
        return text(f"checkin.{key}", self.language, **params)

    def is_in(self) -> Member:
        expect(self.page.locator("dl.facts").first).to_be_visible(timeout=_PATIENCE)
        return self

    def start(self) -> None:
        self.page.get_by_role(
            "button", name=re.compile(re.escape(self.says("start", minutes="")[:12]))
        ).click()
        self.part("look-back")

    def part(self, name: str) -> None:
        self.heading(text(f"checkin_guide.section.{name}.title", self.language))

    def next(self, to: str) -> None:
        self.button(self.says("next_part")).click()
        self.part(to)

    def keep(self) -> None:
        self.button(self.says("keep")).click()
        self.sees(self.says("kept_note"))

    def answer(self, level: int, reason: str = "") -> None:
        self.page.locator(f".asked .scale label:has(input[value='{level}'])").click()
        if reason:
            self.page.locator(".asked textarea").fill(reason)
        self.page.locator(".asked .btn.wide").click()


class Team:
    """Lan on a phone in Vietnamese, Minh and Đức on laptops, after their session."""

    def __init__(self, server: RunningServer, browser: Browser) -> None:
        self.server, self.browser = server, browser
        self.database = f"sqlite:///{server.data_dir / 'kpi-workshop.db'}"
        with contextlib.closing(connect(self.database)) as store:
            self.room = Room.opened(store)
            play(self.room)
        self.everyone: list[Member] = []
        self.lan = self.member("Lan", phone=True, language="vi")

    def member(self, name: str, *, phone: bool = False, language: str = "en") -> Member:
        one = Member(self.server, self.browser, self.room.people.get(name), phone, language)
        self.everyone.append(one)
        return one

    @property
    def state(self) -> State:
        with contextlib.closing(connect(self.database)) as store:
            return state_of(store, self.room.session)


@pytest.fixture(scope="module")
def running(servers: Callable[..., RunningServer]) -> RunningServer:
    one = servers(pool={"check-in": 2})
    one.start()
    return one


@pytest.fixture
def team(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Team]:
    """On a server that all tests use; a test that uses the fixture `server` has one of its own, to kill."""
    own = "server" in request.fixturenames
    made = Team(request.getfixturevalue("server" if own else "running"), chromium)
    yield made
    assert [one.errors for one in made.everyone if one.errors] == []
    assert [one.foreign for one in made.everyone if one.foreign] == []
    for one in made.everyone:
        one.close()


@pytest.mark.browser
@pytest.mark.usefixtures("server")
def test_a_check_in_is_kept_through_a_reload_and_a_dead_server(team: Team) -> None:
    lan = team.lan.is_in()
    lan.show("checkin-phone-vi")
    lan.start()
    lan.next("progress")
    lan.page.locator("#said").fill(SAID)
    lan.page.reload()
    lan.part("progress")
    expect(lan.page.locator("#said")).to_have_value(SAID)
    lan.page.locator("#level").fill("3,5")
    lan.button(lan.says("add_support")).click()
    lan.page.locator("#asked-0").fill("Xe đi gặp khách")
    team.server.kill()
    lan.page.locator(".state").wait_for()
    lan.page.locator("#promised-0").fill("Thứ ba có xe")
    team.server.start()
    lan.page.locator(".state").wait_for(state="detached")
    lan.part("progress")
    expect(lan.page.locator("#promised-0")).to_have_value("Thứ ba có xe", timeout=_PATIENCE)
    lan.next("relevance")
    lan.button(lan.says("five_questions")).click()
    for question, answer in (("purpose", "needed"), ("reach", "stretching"), ("motivation", "moves")):
        asked = lan.page.get_by_role("group", name=text(f"checkin_guide.relevance.{question}.ask", "vi"))
        asked.get_by_text(text(f"checkin_guide.relevance.{question}.{answer}", "vi"), exact=True).click()
    lan.sees(text("checkin_guide.outcome.fits", "vi"))
    lan.page.get_by_text(lan.says("fit_fits"), exact=True).click()
    lan.next("recognition")
    lan.page.locator("#thanks").fill("Minh, vì đã gọi lại từng khách")
    lan.next("close")
    lan.show("checkin-phone-vi-close")
    lan.keep()
    (note,) = team.state.followup.notes["k1"]
    assert (note.value, note.progress, note.fit) == ("3,5", SAID, "fits")
    assert [(one.asked, one.promised) for one in note.support] == [("Xe đi gặp khách", "Thứ ba có xe")]
    lan.page.reload()
    lan.sees(SAID)
    minh = team.member("Minh").is_in()
    minh.sees(SAID)
    minh.show("checkin-laptop")
    minh.button(minh.says("kept")).click()
    expect(lan.page.get_by_text(lan.says("open_support"))).to_have_count(0, timeout=_PATIENCE)
    assert team.state.followup.notes["k1"][0].support[0].outcome == "kept"


@pytest.mark.browser
@pytest.mark.usefixtures("server")
def test_what_is_sent_into_a_dead_line_is_stored_once(team: Team) -> None:
    lan = team.lan.is_in()
    lan.start()
    for part in ("progress", "relevance", "recognition"):
        lan.next(part)
        if part == "progress":
            lan.page.locator("#level").fill("4")
    lan.next("close")
    team.server.kill()
    lan.button(lan.says("keep")).click()
    lan.page.locator(".state").wait_for()
    team.server.start()
    lan.sees(lan.says("kept_note"))
    lan.is_in()
    lan.page.reload()
    lan.is_in()
    assert [note.value for note in team.state.followup.notes["k1"]] == ["4"]


@pytest.mark.browser
def test_a_kpi_is_changed_together(team: Team) -> None:
    lan, minh, duc = team.lan.is_in(), team.member("Minh").is_in(), team.member("Đức").is_in()
    minh.button(minh.says("propose_change")).click()
    minh.page.locator("#field-target").fill("4 a month")
    minh.page.locator("#because").fill("Two of us left")
    minh.button(minh.says("propose_send")).click()
    minh.sees(minh.says("proposed"))
    for one in (lan, duc):
        one.sees("4 a month")
        one.sees("Two of us left")
    lan.show("checkin-phone-vi-asked")
    lan.answer(2, "Tháng ba mới rõ")
    lan.sees(lan.says("answer_sent"))
    assert not minh.got("Tháng ba mới rõ")
    assert not duc.got("Tháng ba mới rõ")
    lan.page.reload()
    expect(lan.page.locator(".asked textarea")).to_have_value("Tháng ba mới rõ", timeout=_PATIENCE)
    duc.answer(3)
    expect(minh.page.locator(".asked")).to_have_count(0, timeout=_PATIENCE)
    expect(lan.page.locator("dl.facts").first).to_contain_text("3 a month → 4 a month", timeout=_PATIENCE)
    minh.page.get_by_text(minh.says("history_heading")).click()
    minh.sees("Tháng ba mới rõ")
    minh.show("checkin-laptop-history")
    assert team.state.now("k1").target == "4 a month"
    duc.button(duc.says("propose_change")).click()
    duc.page.locator("#field-target").fill("9 a month")
    duc.page.locator("#because").fill("Head office wants it")
    duc.button(duc.says("propose_send")).click()
    lan.answer(1, "Không ai hỏi tụi mình")
    minh.answer(4)
    duc.sees("Lan could not live with the last change")
    duc.sees("Không ai hỏi tụi mình")
    assert team.state.now("k1").target == "4 a month"
    for one in team.everyone:
        for person in team.state.people.values():
            assert not one.got(person.id)
            assert not one.got(person.key)


@pytest.mark.browser
def test_by_keyboard_alone(team: Team) -> None:
    minh = team.member("Minh").is_in()
    press = minh.page.keyboard.press
    minh.button(minh.says("start", minutes=20)).focus()
    press("Enter")
    minh.part("look-back")
    assert minh.page.evaluate("document.activeElement.tagName") == "H1"
    minh.button(minh.says("next_part")).press("Enter")
    minh.part("progress")
    press("Tab")
    minh.page.keyboard.type(SAID)
    press("Tab")
    minh.page.keyboard.type("4")
    expect(minh.page.locator("#level")).to_have_value("4")
    minh.button(minh.says("next_part")).press("Enter")
    minh.part("relevance")
    fits = minh.page.get_by_role("radio", name=minh.says("fit_fits"))
    fits.focus()
    press("Space")
    expect(fits).to_be_checked()
    press("ArrowRight")
    expect(minh.page.get_by_role("radio", name=minh.says("fit_adjust"))).to_be_checked()
    press("ArrowLeft")
    minh.button(minh.says("next_part")).press("Enter")
    minh.part("recognition")
    minh.button(minh.says("next_part")).press("Enter")
    minh.part("close")
    minh.button(minh.says("keep")).press("Enter")
    minh.sees(minh.says("kept_note"))
    assert [note.fit for note in team.state.followup.notes["k1"]] == ["fits"]


@pytest.mark.browser
def test_somebody_comes_back_on_another_device_and_takes_the_calendar(team: Team, tmp_path: Path) -> None:
    lan = team.lan.is_in()
    lan.page.get_by_text(lan.says("take_along"), exact=True).click()
    lan.button(lan.says("show_key")).click()
    key = lan.page.locator(".kpi.key").inner_text()
    other = team.member("nobody", phone=True)
    other.sees(other.says("none"))
    other.page.get_by_text(other.says("other_session"), exact=True).click()
    code = team.room.code
    for typed, wrong in (("f" * 32, True), (key, False)):
        other.page.locator("#return-code").fill(f"{code[:3].lower()} {code[3:]}")
        other.page.locator("#return-key").fill(typed)
        other.button(other.says("return_go")).click()
        if wrong:
            other.sees(Problem("checkin.unknown-key").text("en"))
    other.is_in()
    assert not other.got(team.room.people["Minh"].viewer.person)
    made: Any = icalendar.Calendar.from_ical(_downloaded(other, tmp_path).read_bytes())
    assert [event["dtstart"].dt.isoformat() for event in made.walk("VEVENT")][-1] == "2027-03-31"
    other.page.reload()
    other.is_in()


def _downloaded(person: Member, folder: Path) -> Path:
    return_to = folder / "check-ins.ics"
    with person.page.expect_download() as waiting:
        person.button(person.says("calendar")).click()
    waiting.value.save_as(return_to)
    return return_to


@pytest.mark.browser
def test_in_a_live_session_the_questions_are_on_the_phone_and_the_notes_on_the_page(
    running: RunningServer, chromium: Browser
) -> None:
    with contextlib.closing(connect(f"sqlite:///{running.data_dir / 'kpi-workshop.db'}")) as store:
        room = Room.opened(store, agenda="check-in")
        lan = Participant(chromium, running.url, PHONE).join(room.code, "Lan")
        room.go_to("checkin")
        lan.sees(text("checkin_guide.ask.progress", "en"))
        lan.show("phone-checkin-step")
        lan.page.get_by_role("link", name=text("steps.checkin.note_it", "en")).click()
        expect(lan.page.locator("dl.facts").first).to_be_visible(timeout=_PATIENCE)
        lan.sees("Chị Thảo")
    assert lan.errors == []
    lan.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_coachs_page_has_a_guide_for_any_kpi(
    running: RunningServer, chromium: Browser, language: str
) -> None:
    one = Person(chromium, running.url, PHONE, {"en": "en-US", "vi": "vi-VN"}[language])
    one.context.add_init_script(
        "localStorage.setItem('kpi-workshop:coach:kpi', '\"Repeat orders from 42 to 50 a week\"');"
        "localStorage.setItem('kpi-workshop:coach:tool', '\"checkin\"')"
    )
    one.open("/coach")
    one.sees(text("checkin_guide.ask.progress", language))
    one.page.locator("summary", has_text=text("checkin.page.checkin_so_far", language)).click()
    for number, value in enumerate(("43", "45", "46", "47")):
        one.button(text("checkin.page.checkin_add", language)).click()
        one.page.locator(f"#tool-date-{number}").fill(f"2026-10-0{number + 1}")
        one.page.locator(f"#tool-value-{number}").fill(value)
    one.sees(text("checkin_guide.progress.trend.toward", language))
    one.page.get_by_text(text("checkin_guide.relevance.purpose.gone", language), exact=True).click()
    one.sees(text("checkin_guide.outcome.retire", language))
    one.show(f"checkin-tool-{language}")
    assert one.errors == []
    one.close()


GIVEN = {"text": "Repeat orders from 42 to 50 a week"}


def test_the_tool_answers_what_it_understands() -> None:
    values = [{"date": f"2026-10-0{day}", "value": str(40 + day)} for day in (4, 2, 3, 1)]
    said = tools.answer("checkin", {**GIVEN, "values": [*values, {"date": "", "value": "7"}]}, "en")
    assert (said["progress"]["trend"], said["rhythm"], said["found"]) == ("toward", "weekly", None)
    said = tools.answer("checkin", {**GIVEN, "rhythm": "monthly", "checks": {"purpose": "gone"}}, "vi")
    assert (said["minutes"], said["found"]["outcome"]) == (30, "retire")
    assert tools.answer("checkin", {}, "en")["minutes"] == 15


@pytest.mark.parametrize(
    "given",
    [
        {"text": 7},
        {"values": "many"},
        {"values": ["7"]},
        {"values": [{"date": "soon", "value": "7"}]},
        {"values": [{"date": "2026-10-01", "value": 7}]},
        {"values": [{}] * 61},
        {"checks": ["gone"]},
        {"checks": {"purpose": "perhaps"}},
        {"checks": {"purpose": 3}},
    ],
)
def test_the_tool_refuses_in_words_what_it_does_not(given: dict[str, Any]) -> None:
    with pytest.raises(Problem) as problem:
        tools.answer("checkin", {**GIVEN, **given}, "vi")
    assert problem.value.text("vi")
