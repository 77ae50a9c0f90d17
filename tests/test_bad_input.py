"""What people get wrong: each is told in their language what to do, and loses nothing they entered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from kpi_workshop.content import Problem, text
from kpi_workshop.kpi import Kpi
from kpi_workshop.live import Seat, open_session
from kpi_workshop.session.decide import Opening
from kpi_workshop.session.roles import Viewer
from kpi_workshop.store import Store, connect
from tests.people import PHONE, Facilitator, Participant
from tests.room import command
from tests.serving_fixtures import RunningServer

SCRIPT = "<img src=x onerror=alert(1)><script>alert(2)</script>"
FORMULA = '=HYPERLINK("http://example.org","click")'

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(servers: Callable[..., RunningServer]) -> RunningServer:
    one = servers(pool={"join": 1, "facilitate": 1})
    one.start()
    return one


@pytest.fixture(scope="module")
def database(running: RunningServer) -> Iterator[Store]:
    store = connect(f"sqlite:///{running.data_dir / 'kpi-workshop.db'}")
    yield store
    store.close()


def opened(store: Store, name: str, kpi: str = "Increase sales by 50%") -> Seat:
    """A session that is open for joining, seen by its facilitator."""
    opening = Opening(title="Sales North", language="en", agenda="taster", kpis=[Kpi(id="k1", text=kpi)])
    lead = Seat(store, open_session(store, opening, name), Viewer(surface="facilitate", language="en"))
    lead.catch_up()
    return lead


@pytest.fixture
def somebody(running: RunningServer, chromium: Browser) -> Iterator[Participant]:
    one = Participant(chromium, running.url, PHONE, "vi-VN")
    one.open("/join")
    yield one
    assert one.errors == []
    one.close()


@pytest.fixture
def lead(running: RunningServer, chromium: Browser) -> Iterator[Facilitator]:
    one = Facilitator(chromium, running.url)
    one.sit_down(running.facilitator_key)
    yield one
    assert one.errors == []
    one.close()


def try_to_join(person: Participant, code: str, name: str) -> None:
    person.page.locator("#code").fill(code)
    person.page.locator("#name").fill(name)
    person.page.locator("form .foot button").click()


def told(key: str, **params: object) -> str:
    return Problem(key, **params).text("vi")


def test_a_wrong_code_then_a_right_one(somebody: Participant, database: Store) -> None:
    code = opened(database, "wrong-code").state.code
    try_to_join(somebody, "zzzzzz", "Lan")
    somebody.sees(told("join.code-unknown", code="ZZZZZZ"))
    expect(somebody.page.locator("#name")).to_have_value("Lan")
    somebody.page.locator("#code").fill(f"{code[:3].lower()} {code[3:]}")
    somebody.page.locator("form .foot button").click()
    somebody.is_in()


def test_a_closed_session_and_a_name_that_is_taken(somebody: Participant, database: Store) -> None:
    lead = opened(database, "closed-code")
    lead.ask(command("end"))
    try_to_join(somebody, lead.state.code, "Lan")
    somebody.sees(told("join.closed"))
    taken = opened(database, "taken-name")
    with database.turn(taken.session) as turn:
        from kpi_workshop.session.decide import join

        join(turn, taken.state, "p-1", {"id": "join-p1", "name": "Lan", "secret": "s" * 32, "language": "en"})
    try_to_join(somebody, taken.state.code, "lan")
    somebody.sees(told("join.name-taken", name="lan"))


def test_a_wrong_key(running: RunningServer, chromium: Browser) -> None:
    lead = Facilitator(chromium, running.url)
    lead.open("/facilitate")
    lead.page.locator("#key").fill("AAAA-BBBB-CCCC-DDDD")
    lead.page.locator("form .btn").click()
    lead.sees("This is not the facilitator's key")
    assert not lead.page.locator(".kw-form").is_visible()
    lead.page.locator("#key").fill(running.facilitator_key.lower().replace("-", " "))
    lead.page.locator("form .btn").click()
    lead.page.locator(".kw-form").wait_for()
    lead.close()


def choose_file(lead: Facilitator, path: Path) -> None:
    lead.page.locator(".kw-picker input[type=file]").set_input_files(str(path))


def test_sheets_that_cannot_be_read(lead: Facilitator, tmp_path: Path) -> None:
    lead.page.get_by_label("What is it called?").fill("Sales North")
    huge, wrong, broken = tmp_path / "huge.csv", tmp_path / "wrong.csv", tmp_path / "broken.xlsx"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    wrong.write_text("Colour;Size\nred;3\n", encoding="utf-8")
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    choose_file(lead, huge)
    lead.sees("is 50 MB; at most 5 MB can be read")
    choose_file(lead, wrong)
    lead.sees("The columns found are: “Colour”")
    choose_file(lead, broken)
    lead.sees("can’t be read as a sheet")
    lead.button("Open the session").click()
    lead.sees("There is no KPI to talk about yet")
    expect(lead.page.get_by_label("What is it called?")).to_have_value("Sales North")


def test_a_script_and_a_formula_stay_text_everywhere(
    lead: Facilitator, running: RunningServer, chromium: Browser, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["KPI", "Target", "Owner"], [SCRIPT, "5", SCRIPT], ["A normal one", "6", "'=1+1"]):
        book.active.append(row)
    book.save(tmp_path / "sheet.xlsx")
    code = lead.prepare_from("Sales <b>North</b>", tmp_path / "sheet.xlsx")
    guest = Participant(chromium, running.url, PHONE).join(code, "<i>Lan</i>")
    lead.sees("<i>Lan</i>")
    lead.go_on()
    guest.sees(SCRIPT)
    lead.go_on()
    guest.vote_for("A normal one")
    lead.press_all("Show the votes")
    lead.go_on()
    guest.write(FORMULA)
    lead.go_on()
    lead.choose(FORMULA)
    for _ in ("pair", "recognise", "consent", "commit"):
        lead.go_on()
    lead.button("End the session").click()
    lead.heading("That's it for today")
    sheet = openpyxl.load_workbook(lead.download("Excel", tmp_path))
    cells = [cell for page in sheet for row in page.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert any(FORMULA in str(cell.value) for cell in cells)
    assert (
        guest.page.evaluate("document.querySelectorAll('#rendered_cells img, #rendered_cells i').length") == 0
    )
    assert guest.errors == []
    guest.close()


def test_the_language_can_be_changed_at_any_time(somebody: Participant, database: Store) -> None:
    code = opened(database, "languages").state.code
    try_to_join(somebody, code, "Lan")
    somebody.heading(text("steps.welcome.heading", "vi"))
    somebody.page.locator("select").select_option("en")
    somebody.heading(text("steps.welcome.heading", "en"))
    assert somebody.page.evaluate("document.documentElement.lang") == "en"
    somebody.page.reload()
    somebody.heading(text("steps.welcome.heading", "en"))
