"""Recognition on the coach's page: what the kernel answers, and the page itself in a browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from kpi_workshop import content
from kpi_workshop.content import Problem, text
from kpi_workshop.ui import tools
from tests.people import LAPTOP, PHONE, Person
from tests.serving_fixtures import RunningServer

_PATIENCE = 30_000
PLAN = {"people": "Lan, Minh (night), Hoa", "weeks": 4, "start": "2026-11-23", "today": "2026-12-21"}


def told(**given: Any) -> dict[str, Any]:
    return tools.answer("rewards", given, "en")


def test_ideas_follow_the_wishes_and_say_why() -> None:
    found = told(wishes=["time", "private"], most=4)
    assert found["ideas"][0]["gives"][0] == "time"
    assert len(found["ideas"]) == 4
    assert found["ideas"][0]["reasons"]
    assert found["plan"] is None


def test_what_one_does_for_oneself_is_no_idea_for_a_group() -> None:
    alone = {
        idea["id"] for idea in told(most=60, wishes=["self"])["ideas"] if list(idea["givers"]) == ["self"]
    }
    assert alone
    assert not alone & {idea["id"] for idea in told(most=60, wishes=["words"], together=True)["ideas"]}


def test_a_teams_counts_are_taken_from_five_answers_up() -> None:
    found = told(counts={"learning": 4, "private": 3}, answers=5)
    assert found["ideas"][0]["gives"][0] == "learning"
    with pytest.raises(Problem):
        told(counts={"learning": 4}, answers=4)


def test_the_caution_knows_the_kpi_beside_it() -> None:
    assert told(proposal="Thưởng 500k cho cả nhóm", kpi="Đạt 95% giao đúng hẹn")["caution"]["kind"] == "money"
    assert told(proposal="Thưởng 500k cho cả nhóm")["caution"] is None


def test_a_half_typed_name_takes_nothing_away() -> None:
    found = told(**{**PLAN, "people": "Lan, Minh (nig"})
    assert "Minh (nig" in found["plan_problem"]
    assert found["plan"] is None
    assert found["ideas"]


def test_ticking_off_shuffles_nothing_and_reminds_of_the_others() -> None:
    before = told(**PLAN)["plan"]
    turn = before["turns"][0]
    after = told(**PLAN, done=[{"to": turn["person"], "on": "2026-12-14", "by": turn["by"], "idea": "x"}])
    assert after["plan"] == before
    assert [one["name"] for one in after["reminders"] if one["name"]] == ["Minh", "Hoa"]


@pytest.mark.parametrize(
    "given",
    [
        {"wishes": "time"},
        {"wishes": [5]},
        {"wishes": ["time"] * 100},
        {"most": 0},
        {"most": "6"},
        {"most": 61},
        {"proposal": 5},
        {"proposal": "x" * 1001},
        {"counts": []},
        {"counts": {"time": 5}, "answers": True},
        {"counts": {"gold": 5}, "answers": 5},
        {"counts": {"time": 9}, "answers": 5},
        {**PLAN, "weeks": "4"},
        {**PLAN, "done": [5]},
        {**PLAN, "done": {}},
        {**PLAN, "people": "x" * 20_001},
    ],
)
def test_what_no_page_sends_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(Problem):
        tools.answer("rewards", given, "en")


@pytest.mark.parametrize(
    "given", [{**PLAN, "start": "soon"}, {**PLAN, "weeks": 99}, {**PLAN, "people": "Lan, lan"}]
)
def test_what_a_person_may_type_is_told_beside_it(given: dict[str, Any]) -> None:
    for language in content.languages():
        assert tools.answer("rewards", given, language)["plan_problem"]


def test_an_answer_is_json() -> None:
    given = {**PLAN, "wishes": ["words"], "proposal": "Hit 95% and you get a day off"}
    json.dumps(tools.answer("rewards", given, "vi"), allow_nan=False)


# The page -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def running(servers: Callable[..., RunningServer]) -> RunningServer:
    one = servers(pool={"coach": 1})
    one.start()
    return one


class Planner(Person):
    """Somebody who wants to thank people."""

    language = "en"

    def say(self, key: str, **values: object) -> str:
        return text(key, self.language, **values)

    def label(self, key: str, **values: object) -> str:
        return self.say(f"rewards.page.rewards_{key}", **values)

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).first.click()

    def wishes(self, *wishes: str) -> None:
        for wish in wishes:
            self.press(self.say(wish))


@pytest.fixture(params=[("en", LAPTOP), ("vi", PHONE)], ids=["en-laptop", "vi-phone"])
def planner(request: Any, running: RunningServer, chromium: Browser) -> Iterator[Planner]:
    language, size = request.param
    one = Planner(chromium, running.url, size, f"{language}-{language.upper()}")
    one.language = language
    one.page.on("dialog", lambda dialog: dialog.accept())
    one.open("/coach")
    one.page.get_by_role("button", name=one.say("tools.rewards_title")).click()
    expect(one.page.get_by_role("heading", name=one.label("ideas"))).to_be_visible(timeout=_PATIENCE)
    yield one
    assert one.errors == []
    assert one.foreign == []
    one.close()


@pytest.mark.browser
def test_a_team_answers_on_one_device_and_only_sums_are_kept(planner: Planner) -> None:
    planner.press(planner.label("form_open"))
    for number in range(5):
        planner.wishes("rewards.gives.time", "rewards.setting.private")
        if number == 0:
            planner.wishes("rewards.gives.words")
        planner.press(planner.label("form_add"))
        planner.sees(planner.label("form_in", count=number + 1))
        # The form is empty for the next person, and nothing tells who said what.
        expect(planner.page.locator("#team-form .pick[aria-pressed=true]")).to_have_count(1)
        if number < 4:
            expect(planner.page.get_by_role("button", name=planner.label("form_show"))).to_have_count(0)
    kept = planner.page.evaluate("localStorage.getItem('kpi-workshop:rewards:tally')")
    assert json.loads(kept) == {"count": 5, "counts": {"words": 1, "time": 5, "private": 5}, "closed": False}
    planner.show(f"rewards-form-{planner.language}")
    planner.press(planner.label("form_show"))
    planner.heading(planner.label("counts", count=5))
    expect(planner.page.locator(".bars.wishes li").first).to_contain_text("5")
    expect(planner.page.locator("article h3").first).to_be_visible()
    planner.show(f"rewards-counts-{planner.language}")
    planner.page.reload()
    planner.heading(planner.label("counts", count=5))
    expect(planner.page.get_by_role("button", name=planner.label("form_add"))).to_have_count(0)


NAMES = {"en": "Lan, Minh (night), Hoa (part-time)", "vi": "Lan, Minh (ca đêm), Hoa (bán thời gian)"}


@pytest.mark.browser
def test_a_calendar_stays_and_reminds_only_here(planner: Planner) -> None:
    planner.page.get_by_label(planner.label("people")).fill(NAMES[planner.language])
    planner.page.get_by_label(planner.label("start"), exact=True).fill("2026-01-05")
    turns = planner.page.locator(".turn")
    expect(turns.first).to_contain_text("Lan", timeout=_PATIENCE)
    planner.page.locator(".turn input[type=checkbox]").first.check()
    planner.sees(planner.say("rewards.remind.never", name="Minh", weeks=0))
    planner.page.locator("#people").scroll_into_view_if_needed()
    planner.show(f"rewards-plan-{planner.language}")
    planner.page.reload()
    expect(planner.page.locator(".turn input[type=checkbox]").first).to_be_checked(timeout=_PATIENCE)
    assert planner.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_a_reward_for_one_number_is_thought_over(planner: Planner) -> None:
    field = planner.page.get_by_label(planner.label("proposal"))
    field.fill({"en": "If you hit 95% you get $200", "vi": "Đạt 95% thì thưởng 500k"}[planner.language])
    caution = planner.page.locator(".caution")
    expect(caution).to_be_visible(timeout=_PATIENCE)
    caution.locator("summary").click()
    planner.sees("Cameron, Banko & Pierce")
    planner.show(f"rewards-caution-{planner.language}")
    field.fill({"en": "A card for each of us", "vi": "Mỗi người một tấm thiệp"}[planner.language])
    expect(caution).to_have_count(0, timeout=_PATIENCE)


@pytest.mark.browser
def test_one_person_finds_and_plans_for_themself_by_keyboard(planner: Planner) -> None:
    planner.page.get_by_role("button", name=planner.label("mine"), exact=True).focus()
    planner.page.keyboard.press("Enter")
    wish = planner.page.get_by_role("button", name=planner.say("rewards.gives.learning"), exact=True).first
    wish.focus()
    planner.page.keyboard.press("Space")
    expect(wish).to_have_attribute("aria-pressed", "true")
    planner.page.locator("article summary").first.click()
    reason = planner.say("rewards.reason.likes-you", what=planner.say("rewards.gives.learning"))
    expect(planner.page.locator("article").first).to_contain_text(reason, timeout=_PATIENCE)
    expect(planner.page.locator(".turn")).to_have_count(8)
    expect(planner.page.locator(".turn input")).to_have_count(0)
    planner.show(f"rewards-mine-{planner.language}")
