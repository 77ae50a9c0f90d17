"""A whole session in a real browser, with everything a page received on record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import icalendar
import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from kpi_workshop.content import folder
from kpi_workshop.live import state_of
from kpi_workshop.store import connect
from tests.people import PHONE, Facilitator, Participant, Person
from tests.serving_fixtures import RunningServer

WINNER = "Close 5 deals a month with new customers by 30 June 2027 (now 3)"
TEXTS = {
    "Ngọc": "Mỗi tháng có thêm 5 khách hàng mới, hiện nay 3",
    "Peter": WINNER,
    "Sara": "Half of our new customers order again within 90 days",
    "Đức": "Increase sales by 20% with the new portal",
}
TAKEN_BACK = "We should just do what we did last year"
MEASURE = "8 of 10 new customers are content after 30 days"
THANKS = "The story of one good deal is told in the Monday round"

pytestmark = pytest.mark.browser


class Workshop:
    """The facilitator, the wall and four people, one of them the manager."""

    def __init__(self, server: RunningServer, browser: Browser) -> None:
        self.server = server
        self.lead = Facilitator(browser, server.url)
        self.lead.sit_down(server.facilitator_key)
        self.code = self.lead.prepare_from("Sales North", folder("data", "examples", "sales.en.csv"))
        self.wall = Person(browser, server.url)
        self.wall.open("/projector")
        self.wall.page.locator("#code").fill(self.code.lower())
        self.wall.button("Show it").click()
        self.ngoc = Participant(browser, server.url, PHONE, "vi-VN").join(self.code, "Ngọc")
        self.peter = Participant(browser, server.url).join(self.code, "Peter")
        self.sara = Participant(browser, server.url, PHONE).join(self.code, "Sara")
        self.duc = Participant(browser, server.url).join(self.code, "Đức", manager=True)
        self.people = [self.ngoc, self.peter, self.sara, self.duc]
        self.everyone = [self.lead, self.wall, *self.people]

    def secret(self, text: str, author: Participant) -> None:
        """Fail if `text` ever reached anybody's browser but its author's."""
        assert author.got(text) or author.page.locator(".write textarea").count(), "a test that sees nothing"
        assert [person for person in self.everyone if person is not author and person.got(text)] == []


@pytest.fixture
def workshop(server: RunningServer, chromium: Browser) -> Iterator[Workshop]:
    made = Workshop(server, chromium)
    yield made
    for person in made.everyone:
        person.close()


def test_a_team_comes_from_its_sheet_to_a_charter(workshop: Workshop, tmp_path: Path) -> None:
    lead, people = workshop.lead, workshop.people
    _welcome_and_look(workshop)
    _pick(workshop)
    _rewrite_through_a_crash(workshop)
    _reveal_and_choose(workshop)
    for text, author in ((MEASURE, workshop.peter), (THANKS, workshop.sara)):
        lead.go_on()
        author.write(text)
        workshop.secret(text, author)
        lead.press_all("Open the ideas")
        lead.press_all("Open the manager's")
        lead.choose(text)
    _agree(workshop)
    _commit(workshop)
    _take_home(workshop, tmp_path)
    _nobody_was_told_more_than_agreed(workshop)
    assert [person.errors for person in workshop.everyone if person.errors] == []
    assert [person.foreign for person in workshop.everyone if person.foreign] == []
    for person in people:
        person.heading("Hôm nay mình dừng" if person is workshop.ngoc else "That's it for today")


def _welcome_and_look(workshop: Workshop) -> None:
    workshop.ngoc.heading("Rất vui được làm việc cùng bạn")
    workshop.wall.sees(workshop.code)
    workshop.peter.button("I've read this").click()
    workshop.lead.sees("1 of 4 are ready")
    for person, name in ((workshop.lead, "desk"), (workshop.ngoc, "phone-vi"), (workshop.wall, "wall")):
        person.show(f"{name}-welcome")
    workshop.lead.go_on()
    for person in (workshop.peter, workshop.wall):
        person.sees("Increase sales by 50%")
        person.sees("no starting point")
    workshop.ngoc.sees("chưa có mức xuất phát")
    workshop.wall.show("wall-look")


def _pick(workshop: Workshop) -> None:
    workshop.lead.go_on()
    for person in workshop.people:
        person.vote_for("Increase sales by 50%")
    workshop.lead.sees("4 of 4 have answered")
    workshop.lead.press_all("Show the votes")
    workshop.peter.heading("How the group voted")


def _rewrite_through_a_crash(workshop: Workshop) -> None:
    """Everybody writes; the server is killed and started again; everybody is where they were."""
    workshop.lead.go_on()
    for person in workshop.people:
        person.page.locator(".write").wait_for()
    workshop.peter.write(TAKEN_BACK)
    for person in workshop.people:
        person.write(TEXTS[person.name])
    workshop.sara.page.locator(".write textarea").press_sequentially(" of joining")
    workshop.server.kill()
    for anyone in workshop.everyone:
        anyone.page.locator(".state").wait_for()
    workshop.server.start()
    for person in workshop.people:
        person.is_in()
        person.written(TEXTS[person.name] + (" of joining" if person is workshop.sara else ""))
        person.is_saved()
    workshop.peter.show("laptop-rewrite")
    workshop.ngoc.show("phone-vi-rewrite")
    workshop.lead.show("desk-rewrite")
    for person in workshop.people:
        person.main_button.click()
    workshop.lead.sees("4 of 4 are ready")
    for person in workshop.people:
        workshop.secret(TEXTS[person.name], person)


def _reveal_and_choose(workshop: Workshop) -> None:
    workshop.lead.go_on()
    for reader in (workshop.ngoc, workshop.sara, workshop.wall):
        reader.sees(WINNER)
        reader.sees(TEXTS["Sara"])
    workshop.secret(TEXTS["Đức"], workshop.duc)
    workshop.lead.press_all("Open the manager's")
    workshop.ngoc.sees(TEXTS["Đức"])
    workshop.wall.show("wall-reveal")
    for person in workshop.people:
        person.vote_for(WINNER)
    workshop.lead.press_all("Show the votes")
    workshop.lead.choose(WINNER)
    workshop.lead.show("desk-reveal")


def _agree(workshop: Workshop) -> None:
    workshop.lead.go_on()
    for person, level in ((workshop.ngoc, 4), (workshop.peter, 3), (workshop.duc, 4)):
        person.answer(level)
    workshop.sara.answer(1, "Who takes over the support calls?")
    workshop.ngoc.show("phone-vi-consent")
    assert not workshop.lead.got("Who takes over the support calls?")
    workshop.lead.press_all("Show the answers")
    workshop.wall.sees("Sara cannot live with it yet")
    workshop.peter.sees("Who takes over the support calls?")
    workshop.lead.page.locator(".moves .btn", has_text="On to").click()
    workshop.lead.sees("Hear the objection first")
    workshop.lead.page.locator(".toast button").click()
    workshop.lead.press_all("The objection has been heard")
    workshop.lead.sees("Ask again")
    workshop.lead.press_all("Ask again")
    for person in workshop.people[:3]:
        person.page.locator(".scale").wait_for()
        person.answer(3)
    workshop.lead.press_all("Show the answers")
    workshop.lead.sees("Settled")


def _commit(workshop: Workshop) -> None:
    lead = workshop.lead
    lead.go_on()
    workshop.peter.button("I will own this").click()
    expect(lead.page.get_by_label("Owner", exact=True)).to_have_value("Peter", timeout=30_000)
    for label, value in (
        ("Purpose", "Growth that customers stay for"),
        ("Today's level", "3 deals a month"),
        ("Target", "5 deals a month"),
        ("Review date", "2027-03-31"),
        ("Check-in", "every two weeks"),
    ):
        lead.fill(label, value)
    lead.sees("Everything is filled in")
    workshop.peter.sees("Growth that customers stay for")
    lead.show("desk-commit")
    lead.button("End the session").click()
    lead.heading("That's it for today")


def _take_home(workshop: Workshop, tmp_path: Path) -> None:
    said = (WINNER, "Increase sales by 50%", MEASURE, THANKS, "Peter", "3 deals a month", "5 deals a month")
    document = docx.Document(str(workshop.lead.download("Word", tmp_path)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    for piece in (*said, "31 March 2027", "every two weeks", "Growth that customers stay for", "Sara", "Đức"):
        assert piece in words
    assert "support calls" not in words
    book = openpyxl.load_workbook(workshop.lead.download("Excel", tmp_path))
    values = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    for piece in said:
        assert piece in values
    markdown = workshop.lead.download("Markdown", tmp_path).read_text(encoding="utf-8")
    assert "Close 5 deals a month with new customers" in markdown
    calendar = workshop.lead.download("Calendar", tmp_path).read_bytes()
    assert [str(event["uid"]) for event in icalendar.Calendar.from_ical(calendar).walk("VEVENT")]
    saved = workshop.lead.download("The whole session", tmp_path).read_text(encoding="utf-8")
    assert WINNER in saved
    assert TAKEN_BACK not in saved


def _nobody_was_told_more_than_agreed(workshop: Workshop) -> None:
    """Names reach participants with an objection or an owned KPI only; ids and keys of people never."""
    store = connect(f"sqlite:///{workshop.server.data_dir / 'kpi-workshop.db'}")
    state = state_of(store, workshop.code)
    store.close()
    for person in [*workshop.people, workshop.wall]:
        for other in state.people.values():
            assert not person.got(other.id)
            assert not person.got(other.key)
        for name in {"Ngọc", "Đức"} - {getattr(person, "name", "")}:
            assert not person.got(f'"{name}"')
        if person is not workshop.peter:
            assert not person.got(TAKEN_BACK)
