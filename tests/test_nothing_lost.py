"""Whatever breaks, people are back where they were, with what they had typed and sent."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from kpi_workshop.content import folder
from kpi_workshop.kpi import Kpi
from kpi_workshop.live import Seat, open_session
from kpi_workshop.session.decide import Opening
from kpi_workshop.session.roles import Viewer
from kpi_workshop.store import connect
from tests.people import PHONE, Facilitator, Participant
from tests.room import command
from tests.serving_fixtures import RunningServer

OLD = "Increase sales by 50%"
TEXT = "Close 5 deals a month by June (now 3)"

pytestmark = pytest.mark.browser


class Writing:
    """A session in its rewriting step, and one participant at a phone."""

    def __init__(
        self, server: RunningServer, browser: Browser, database: str = "", texts: tuple[str, ...] = (OLD,)
    ) -> None:
        self.server = server
        self.store = connect(database or f"sqlite:///{server.data_dir / 'kpi-workshop.db'}")
        kpis = [Kpi(id=f"k{number}", text=text) for number, text in enumerate(texts, start=1)]
        opening = Opening(title="Sales North", language="en", agenda="from-vague-to-motivating", kpis=kpis)
        self.session = open_session(self.store, opening, "writing-session")
        self.lead = Seat(self.store, self.session, Viewer(surface="facilitate", language="en"))
        self.lead.catch_up()
        self.ask("focus-first", to=2)
        self.lead.ask(command("focus", kpis=[kpi.id for kpi in kpis]))
        self.ask("rewrite", to=3)
        self.lan = Participant(browser, server.url, PHONE).join(self.lead.state.code, "Lan")

    def ask(self, _why: str, *, to: int) -> None:
        self.lead.ask(command("go", to=to))
        self.lead.catch_up()

    def stored(self) -> list[str]:
        """The texts in the box, whoever wrote them."""
        boxes = (self.store.box(self.session, f"rewrite/{kpi}/members") for kpi in self.lead.state.focus)
        return [slip["text"] for box in boxes for slip in box.slips.values()]

    def close(self) -> None:
        self.lan.close()
        self.store.close()


@pytest.fixture
def writing(server: RunningServer, chromium: Browser) -> Iterator[Writing]:
    made = Writing(server, chromium)
    yield made
    made.close()


def kill_kernels(server: RunningServer) -> None:
    for kernel in server.kernels:
        os.kill(kernel, signal.SIGKILL)


def test_reloading_and_reopening(writing: Writing) -> None:
    lan = writing.lan
    lan.write(TEXT)
    lan.page.reload()
    lan.written(TEXT)
    lan.page.close()
    lan.page = lan.new_page()
    lan.open("/join")
    lan.written(TEXT)
    assert writing.stored() == [TEXT]


def test_a_second_tab_is_the_same_person(writing: Writing) -> None:
    lan = writing.lan
    first = lan.page
    lan.page = lan.new_page()
    lan.open("/join")
    lan.is_in()
    lan.write(TEXT)
    expect(first.locator(".write textarea")).to_have_value(TEXT, timeout=30_000)
    assert writing.stored() == [TEXT]
    writing.lead.catch_up()
    assert len(writing.lead.state.people) == 1


def test_a_killed_kernel(writing: Writing) -> None:
    lan = writing.lan
    lan.write(TEXT)
    kill_kernels(writing.server)
    lan.page.locator(".write textarea").press_sequentially(", together")
    lan.page.locator(".state").wait_for()
    lan.page.locator(".state").wait_for(state="detached")
    lan.written(f"{TEXT}, together")
    lan.is_saved()
    assert writing.stored() == [f"{TEXT}, together"]


def test_typing_on_while_the_server_is_dead(writing: Writing) -> None:
    lan = writing.lan
    lan.write("Close")
    writing.server.kill()
    lan.page.locator(".write textarea").fill(TEXT)
    lan.page.locator(".state").wait_for()
    writing.server.start()
    lan.written(TEXT)
    lan.is_saved()
    assert writing.stored() == [TEXT]
    assert lan.errors == []


def test_a_locked_database_is_told_and_nothing_typed_is_lost(
    servers: Callable[..., RunningServer], chromium: Browser
) -> None:
    server = servers()
    path = server.data_dir / "locked.db"
    database = f"sqlite:///{path}?timeout=1"
    server._settings["database_url"] = database
    server.start()
    writing = Writing(server, chromium, database)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing.lan.page.locator(".write textarea").fill(TEXT)
        writing.lan.sees("The database is busy")
        other.execute("ROLLBACK")
    writing.lan.is_saved()
    writing.lan.page.locator(".state").wait_for(state="detached")
    assert writing.stored() == [TEXT]
    writing.close()


def test_a_session_that_is_being_prepared(server: RunningServer, chromium: Browser) -> None:
    lead = Facilitator(chromium, server.url)
    lead.sit_down(server.facilitator_key)
    lead.page.get_by_label("What is it called?").fill("Sales North")
    lead.page.locator(".kw-picker input[type=file]").set_input_files(
        str(folder("data", "examples", "factory.vi.csv"))
    )
    lead.page.locator(".kw-choices input").first.wait_for()
    before = lead.page.locator(".kw-choices input").count()
    kill_kernels(server)
    lead.page.locator(".state").wait_for()
    lead.page.locator(".state").wait_for(state="detached")
    expect(lead.page.get_by_label("What is it called?")).to_have_value("Sales North", timeout=30_000)
    expect(lead.page.locator(".kw-choices input")).to_have_count(before)
    lead.close()


def test_nobody_is_ready_with_a_kpi_they_have_not_seen(server: RunningServer, chromium: Browser) -> None:
    writing = Writing(server, chromium, texts=(OLD, "300 calls a day"))
    writing.lead.catch_up()
    writing.lan.write(TEXT)
    writing.lan.button("On to KPI 2").click()
    writing.lan.written("")
    writing.lan.write("100 good calls a day")
    writing.lan.button("I'm ready").click()
    writing.lan.button("KPI 1").click()
    writing.lan.written(TEXT)
    assert writing.stored() == [TEXT, "100 good calls a day"]
    writing.close()
