"""The check-in's guide on the command line, for one KPI or one of a session's."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import icalendar
import pytest

from kpi_workshop import content
from kpi_workshop.store import connect
from tests.room import Room, play
from tests.test_cli import kpi_workshop

DEALS = "Close deals with new customers, from 3 to 5 a month"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder with a session whose KPI has been checked in on, and changed."""
    with contextlib.closing(connect(f"sqlite:///{tmp_path / 'kpi-workshop.db'}")) as store:
        room = Room.opened(store, language="vi")
        play(room)
        today = room.facilitator.state.opened_on
        for value in ("3.2", "3.5", "3.4"):
            room.do("Lan", "note", kpi="k1", date=today, value=value, support=[{"asked": "Xe đi gặp khách"}])
        room.do("Minh", "propose", kpi="k1", fields={"target": "4 a month"}, reason="Hai bạn nghỉ")
        proposal = room.people["Lan"].view()["checkin"]["kpis"][0]["proposal"]["id"]
        for name in ("Lan", "Đức"):
            room.do(name, "acknowledge", kpi="k1", proposal=proposal, level=4, reason="")
    return tmp_path


def code_of(data_dir: Path) -> str:
    with contextlib.closing(connect(f"sqlite:///{data_dir / 'kpi-workshop.db'}")) as store:
        return store.sessions()[0].code


def as_json(*args: str) -> Any:
    run = kpi_workshop("checkin", *args, "--format", "json")
    assert (run.returncode, run.stderr) == (0, b"")
    return json.loads(run.stdout.decode("utf-8"))


def test_a_guide_for_a_kpi_as_text() -> None:
    told = kpi_workshop("checkin", DEALS, "--rhythm", "weekly", "--language", "en").stdout.decode()
    for words in (DEALS, "A check-in of 15 minutes", content.text("checkin_guide.ask.progress", "en")):
        assert words in told
    assert max(map(len, told.splitlines())) <= 100


def test_what_is_known_makes_the_guide() -> None:
    values = ("3.1", "3.5", "3.8", "4.2")
    noted = [piece for day, value in enumerate(values, 1) for piece in ("--noted", f"2027-01-0{day}={value}")]
    told = as_json(DEALS, "--known", "counter_measure=Customers are content", "--on", "2027-01-08", *noted)
    assert (told["on"], told["next_on"], told["minutes"]) == ("2027-01-08", "2027-01-15", 15)
    assert (told["progress"]["trend"], told["progress"]["start"], told["progress"]["target"]) == (
        "toward",
        3,
        5,
    )
    assert "counter" in [question["id"] for question in told["sections"][1]["questions"]]
    assert told["language"] == "en"


def test_the_language_is_the_kpis() -> None:
    assert as_json("Tỷ lệ hoàn hàng dưới 3% vào tháng 6/2027")["language"] == "vi"
    assert as_json("Tỷ lệ hoàn hàng dưới 3%", "--language", "en")["language"] == "en"


def test_a_sessions_kpi_with_what_was_noted(data_dir: Path) -> None:
    where = ("--data-dir", str(data_dir), "--session", code_of(data_dir).lower())
    told = as_json(*where)
    assert (told["language"], told["kpi"]["target"], told["rhythm"]) == ("vi", "4 a month", "biweekly")
    assert [one["asked"] for one in told["open"]] == ["Xe đi gặp khách"] * 3
    assert told["changes"][0]["before"] == {"target": "5 a month"}
    shown = kpi_workshop("checkin", *where, "--language", "en").stdout.decode()
    for words in ("Sales North, KPI 1 of 1", "Target: 5 a month → 4 a month", "Because: Hai bạn nghỉ"):
        assert words in shown
    run = kpi_workshop("checkin", *where, "--kpi", "2", "--language", "en")
    assert run.returncode == 1
    assert "There is no KPI 2 in this session" in run.stderr.decode()


def test_the_calendar_of_a_session(data_dir: Path, tmp_path: Path) -> None:
    code = code_of(data_dir)
    run = kpi_workshop("export", code, "--format", "ics", "--data-dir", str(data_dir), folder=tmp_path)
    assert run.returncode == 0
    name = run.stdout.decode().strip()
    assert name.endswith(".ics")
    made: Any = icalendar.Calendar.from_ical((tmp_path / name).read_bytes())
    assert [str(event["summary"]).partition(":")[0] for event in made.walk("VEVENT")] == [
        "Check-in",
        "Xem lại",
    ]
    assert "4 a month" in str(made.walk("VEVENT")[0]["description"])


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "There is no KPI to talk about"),
        (("  ",), "There is no KPI to talk about"),
        (("x", "--known", "colour=red"), "“colour=red” can't be understood"),
        (("x", "--noted", "soon=4"), "“soon” is not a date"),
        (("x", "--noted", "2027-01-01="), "holds no value"),
        (("x", "--on", "today"), "“today” is not a date"),
    ],
)
def test_what_goes_wrong_is_told_in_words(args: tuple[str, ...], told: str) -> None:
    run = kpi_workshop("checkin", *args, "--language", "en")
    assert (run.returncode, run.stdout) == (1, b"")
    assert told in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()
