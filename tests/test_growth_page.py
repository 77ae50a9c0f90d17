"""Grow and Tell the purpose on the page: a wish never leaves the browser, a story grows as it is written."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, expect

from kpi_workshop.coach.growth import find, meant
from kpi_workshop.coach.growth.catalogue import wishes, work_name
from kpi_workshop.coach.growth.grow import ALSO, LEAST, SURE, wish_index
from kpi_workshop.content import Problem, folder, text
from kpi_workshop.ui import tools
from tests.people import LAPTOP, PHONE, Person
from tests.serving_fixtures import RunningServer

if TYPE_CHECKING:
    from playwright.sync_api import WebSocket

_PATIENCE = 30_000
SAID = Path(__file__).parent / "coach" / "wishes.csv"
WISH = {"en": "I secretly want to lead a team", "vi": "Thật ra tôi muốn làm trưởng nhóm"}
KPI = {"en": "Reduce waiting time at the counter to 15 min", "vi": "Giảm thời gian chờ tại quầy còn 15 phút"}


# --- the kernel's side ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_kernel_gives_all_wishes_and_is_given_none(language: str) -> None:
    shown = tools.answer("grow", {"kpi": KPI[language]}, language)
    assert shown["work"] == "service"
    assert set(shown["wishes"]) == set(wishes())
    assert set(shown["order"]) == {"", *wishes()}
    for chosen in shown["order"].values():
        assert len(chosen) >= 3
        assert all(idea in shown["ideas"] for idea in chosen)
    assert shown["flag"]["rule"] == "nobody-grows"
    other = tools.answer("grow", {"kpi": KPI[language], "work": ""}, language)
    assert other["order"]["mentor"] != shown["order"]["mentor"]


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("grow", {"kpi": 7}),
        ("grow", {"kpi": "x" * 1001}),
        ("grow", {"kpi": "x", "work": "fishing"}),
        ("purpose", {"kpi": " "}),
        ("purpose", {"kpi": "x", "answers": ["why"]}),
        ("purpose", {"kpi": "x", "answers": {"why": 3}}),
        ("purpose", {"kpi": "x", "answers": {"why": "y" * 1001}}),
    ],
)
def test_what_anybody_may_send_is_refused(tool: str, given: dict[str, Any]) -> None:
    with pytest.raises(Problem):
        tools.answer(tool, given, "en")


def test_a_story_on_the_page_is_that_of_the_command() -> None:
    shown = tools.answer(
        "purpose", {"kpi": "Close 40 tickets", "answers": {"why": "callers wait", "x": "?"}}, "en"
    )
    assert shown["purpose"] == "Callers wait."
    assert "## Why now" in shown["markdown"]


# --- in the browser ---------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_browser_finds_the_same_wishes(chromium: Browser) -> None:
    with SAID.open(encoding="utf-8", newline="") as file:
        said = [row["text"] for row in csv.DictReader(file)]
    said += [
        "",
        "???",
        "hoà giải",
        "Hòa giải",
        "mentor a junior and learn English",
        "kèm người mới và học tiếng Anh",
    ]
    code = folder("kpi_workshop", "ui", "assets", "meaning.js").read_text(encoding="utf-8")
    page = chromium.new_page()
    found = page.evaluate(
        """async ([code, index, limits, said]) => {
            const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
            const { find, meant } = (await import(address)).meanings(index, limits);
            return said.map((text) => [find(text), meant(text)]);
        }""",
        [code, wish_index().as_dict(), {"least": LEAST, "also": ALSO, "sure": SURE}, said],
    )
    page.close()
    for words, (hits, ids) in zip(said, found, strict=True):
        ours = find(words)
        assert [hit["id"] for hit in hits] == [hit.id for hit in ours], words
        assert [hit["score"] for hit in hits] == pytest.approx([hit.score for hit in ours], abs=2e-4)
        assert tuple(ids) == meant(words), words


@pytest.fixture(scope="module")
def running(servers: Callable[..., RunningServer]) -> RunningServer:
    one = servers(pool={"coach": 1})
    one.start()
    return one


class Learner(Person):
    """Somebody alone with one KPI."""

    language = "en"

    def __init__(self, *arguments: Any) -> None:
        self.sent: list[str] = []
        super().__init__(*arguments)

    def say(self, key: str) -> str:
        return text(key, self.language)

    def press(self, key: str) -> None:
        self.page.get_by_role("button", name=self.say(key)).first.click()

    def _listen(self, socket: WebSocket) -> None:
        super()._listen(socket)
        socket.on("framesent", self._sends)

    def _sends(self, payload: str | bytes) -> None:
        self.sent.append(payload if isinstance(payload, str) else payload.decode("utf-8", errors="replace"))


@pytest.fixture(params=[("en", LAPTOP), ("vi", PHONE)], ids=["en-laptop", "vi-phone"])
def learner(request: Any, running: RunningServer, chromium: Browser) -> Iterator[Learner]:
    language, size = request.param
    one = Learner(chromium, running.url, size, f"{language}-{language.upper()}")
    one.language = language
    one.open("/coach")
    area = one.page.locator(".write textarea")
    expect(area).to_be_visible(timeout=_PATIENCE)
    area.fill(KPI[language])
    yield one
    assert one.errors == []
    assert one.foreign == []
    width = one.page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]
    one.close()


@pytest.mark.browser
def test_a_wish_stays_in_the_browser(learner: Learner) -> None:
    learner.press("tools.grow_title")
    wish = learner.page.locator("#wish")
    expect(wish).to_be_visible(timeout=_PATIENCE)
    wish.fill(WISH[learner.language])
    expect(learner.page.locator(".draft")).to_have_count(3, timeout=_PATIENCE)
    name = wishes()["lead-team"].name(learner.language)
    learner.heading(name)
    expect(learner.page.locator("#work")).to_have_value("service")
    learner.show(f"grow-{learner.language}")
    learner.page.get_by_text(learner.say("grow.page.grow_fill")).first.click()
    learner.page.locator("details[open] input").first.fill("NOBODY-ELSES")
    expect(
        learner.page.locator(".draft, .draft-parts").locator(".answer", has_text="NOBODY-ELSES").first
    ).to_be_visible()
    learner.page.select_option("#work", "sales")
    expect(learner.page.locator("#work")).to_have_value("sales")
    learner.page.reload()
    expect(wish).to_have_value(WISH[learner.language], timeout=_PATIENCE)
    learner.heading(name)
    assert any("waiting time" in frame or "thời gian chờ" in frame for frame in learner.sent)
    for secret in (WISH[learner.language], "secretly", "Thật ra", "NOBODY-ELSES"):
        assert not any(secret in frame for frame in learner.sent)
    learner.press("grow.page.grow_clear")
    expect(wish).to_have_value("")
    assert "grow:wish" not in learner.page.evaluate("Object.keys(localStorage).join()")


@pytest.mark.browser
def test_a_wish_can_be_chosen_from_the_list(learner: Learner) -> None:
    learner.press("tools.grow_title")
    learner.page.get_by_text(learner.say("grow.page.grow_or")).click()
    name = wishes()["represent"].name(learner.language)
    learner.page.get_by_role("button", name=name).click()
    learner.heading(name)
    learner.page.select_option("#work", "")
    expect(learner.page.locator(".draft")).to_have_count(3, timeout=_PATIENCE)
    expect(learner.page.locator(".draft", has_text=f"“{name}”").first).to_be_visible()
    learner.page.locator("select").first.select_option("en" if learner.language == "vi" else "vi")
    other = "en" if learner.language == "vi" else "vi"
    learner.heading(wishes()["represent"].name(other))
    expect(learner.page.locator("#work option").nth(1)).to_have_text(work_name("sales", other))


@pytest.mark.browser
def test_a_story_grows_as_it_is_written(learner: Learner) -> None:
    learner.press("tools.purpose_title")
    why = learner.page.locator("#part-why")
    expect(why).to_be_visible(timeout=_PATIENCE)
    blanks = learner.page.locator(".draft .blank")
    expect(blanks).to_have_count(6)
    why.fill("people wait in pain")
    expect(learner.page.locator(".draft", has_text="People wait in pain.")).to_be_visible(timeout=_PATIENCE)
    expect(blanks).to_have_count(5)
    expect(learner.page.locator("ol > li", has_text="People wait in pain.")).to_be_visible()
    why.fill("whoever misses it loses the bonus")
    learner.heading(learner.say("purpose.page.purpose_notes"))
    learner.show(f"purpose-{learner.language}")
    with learner.page.expect_download() as download:
        learner.press("purpose.page.purpose_save")
    assert download.value.suggested_filename == f"{learner.say('purpose.file')}.md"
    assert "Whoever misses it" in Path(download.value.path()).read_text(encoding="utf-8")
    learner.page.reload()
    expect(why).to_have_value("whoever misses it loses the bonus", timeout=_PATIENCE)
