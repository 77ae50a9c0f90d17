"""Take the pictures of the READMEs anew, from real sessions: `python -m tools.pictures FOLDER`.

They are large: reduce them to 128 colours (`pngquant 128`) before they go to `docs/images/`.
"""

from __future__ import annotations

import dataclasses
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from kpi_workshop.content import folder
from tests.people import PHONE, Facilitator, Participant, Person
from tests.serving_fixtures import RunningServer

_ADDRESS = "http://192.168.1.20:8866"
"""What a team would see on the wall."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A session that is worth a picture."""

    language: str
    locale: str
    own_name: str
    title: str
    kpi: str
    """The one that the group works on."""
    drafts: dict[str, str]
    """Name → what this person writes. The first is photographed while writing, the last is the manager."""
    winner: str
    """Whose draft is chosen."""
    measure: str


STORIES = (
    Story(
        language="en",
        locale="en-GB",
        own_name="English",
        title="Sales North",
        kpi="Increase sales by 50%",
        drafts={
            "Sara": "Win more new customers, so that we depend less on the two big ones",
            "Peter": "Close 5 deals a month with new customers by 30 June 2027 (now 3)",
            "Nora": "Answer 9 of 10 requests on the same day by March 2027 (now 4)",
            "Daniel": "Increase sales by 20% with the new portal",
        },
        winner="Peter",
        measure="8 of 10 new customers are content after 30 days",
    ),
    Story(
        language="vi",
        locale="vi-VN",
        own_name="Tiếng Việt",
        title="Kinh doanh miền Nam",
        kpi="Tăng doanh số 50%",
        drafts={
            "Ngọc": "Có thêm khách hàng mới, để bớt phụ thuộc vào hai khách lớn",
            "Bình": "Mỗi tháng ký 5 hợp đồng với khách mới, đến 30/6/2027 (hiện nay 3)",
            "Hà": "Cứ 10 yêu cầu thì 9 được báo giá trong ngày, đến tháng 3/2027 (hiện nay 4)",
            "Đức": "Tăng doanh số 20% nhờ cổng đặt hàng mới",
        },
        winner="Bình",
        measure="8 trên 10 khách mới hài lòng sau 30 ngày",
    ),
)


def main(target: Path) -> None:
    """Play every story and leave its pictures in `target`."""
    target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), headless=True, args=["--no-sandbox"]
        )
        for story in STORIES:
            with tempfile.TemporaryDirectory() as place:
                server = RunningServer(Path(place), public_url=_ADDRESS)
                server.start()
                try:
                    _play(story, server, browser, target)
                finally:
                    server.close()


def _play(story: Story, server: RunningServer, browser: Browser, target: Path) -> None:
    lead = Facilitator(browser, server.url)
    lead.sit_down(server.facilitator_key)
    lead.page.get_by_text("30-minute taster").click()
    lead.button(story.own_name).first.click()
    code = lead.prepare_from(story.title, folder("data", "examples", f"sales.{story.language}.csv"))
    wall = Person(browser, server.url, locale=story.locale)
    wall.open("/projector")
    wall.page.locator("#code").fill(code)
    wall.page.locator("form .btn").click()
    *_, manager = story.drafts
    people = [
        Participant(browser, server.url, PHONE, story.locale).join(code, name, manager=name == manager)
        for name in story.drafts
    ]

    lead.go_on()
    wall.sees(story.kpi)
    _take(wall.page, target / f"projector-{story.language}.png")
    lead.go_on()
    for person in people:
        person.vote_for(story.kpi)
    _press(lead, "Show the votes")
    lead.go_on()
    for person in people:
        person.write(story.drafts[person.name])
    people[0].page.locator(".coach .tag").first.wait_for()
    _take(people[0].page, target / f"phone-{story.language}.png")
    lead.go_on()
    _press(lead, "Open the manager's")
    for person in people:
        person.vote_for(story.drafts[story.winner])
    _press(lead, "Show the votes")
    lead.choose(story.drafts[story.winner])
    _take_desk(lead, story, target)
    _consent(story, lead, people, target)


def _take_desk(lead: Facilitator, story: Story, target: Path) -> None:
    languages = lead.page.locator(".bar select")
    languages.select_option(story.language)
    lead.page.set_viewport_size({"width": 1280, "height": 980})
    _take(lead.page, target / f"desk-{story.language}.png")
    languages.select_option("en")
    lead.sees("Say next")


def _consent(story: Story, lead: Facilitator, people: list[Participant], target: Path) -> None:
    lead.go_on()
    people[0].write(story.measure)
    _press(lead, "Open the ideas")
    _press(lead, "Open the manager's")
    lead.choose(story.measure)
    people[0].page.emulate_media(color_scheme="dark")
    people[0].page.reload()  # a page looks at the device's colours as it opens
    lead.go_on()
    choice = people[0].page.locator(".scale label:has(input[value='3'])")
    choice.click()
    _take(people[0].page, target / f"phone-dark-{story.language}.png")


def _press(lead: Facilitator, name: str) -> None:
    lead.button(name).first.wait_for()
    lead.press_all(name)


def _take(page: Any, path: Path) -> None:
    page.evaluate(
        "document.activeElement.blur(); for (const part of document.querySelectorAll('main, .room'))"
        " part.scrollTop = 0; scrollTo(0, 0)"
    )
    page.wait_for_timeout(1500)  # what has just arrived stands still, and the counts of others are in
    page.screenshot(path=str(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
