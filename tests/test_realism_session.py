"""The step in which a group holds its KPIs against its hours and settles on a range."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.export.from_session import charter_of
from kpi_workshop.export.markdown import render
from kpi_workshop.export.session_file import dump, load
from kpi_workshop.kpi import Kpi
from kpi_workshop.live import Seat
from kpi_workshop.store import connect
from tests.room import Room, command

KPIS = (
    Kpi(id="k1", text="300 calls a day"),
    Kpi(id="k2", text="Customer satisfaction of 90%"),
    Kpi(id="k3", text="Giảm lỗi", target="20 lỗi mỗi tuần"),
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    store = connect(f"sqlite:///{tmp_path / 'kpi.db'}")
    room = Room.opened(store, agenda="within-reach", kpis=KPIS)
    for name, manager in (("Lan", False), ("Minh", False), ("Đức", True)):
        room.join(name, manager=manager, language="vi" if name == "Minh" else "en")
    room.go_to("pick")
    room.lead("focus", kpis=["k1", "k2"])
    room.go_to("realism")
    yield room
    store.close()


def estimate(room: Room, name: str, kpi: str = "k1", **fields: str) -> None:
    room.do(name, "estimate", kpi=kpi, **fields)


def question(seat: Seat, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = seat.view()["step"]["questions"][number]
    return found


def refused(seat: Seat, do: str, **data: Any) -> str:
    with pytest.raises(Problem) as problem:
        seat.ask(command(do, **data))
    return problem.value.key


def test_one_s_own_arithmetic_is_seen_by_nobody_else(room: Room) -> None:
    estimate(room, "Lan", per_unit="6.0 minutes", hours="8 hours", target="75")
    mine = question(room.people["Lan"])
    assert mine["mine"] == {"per_unit": "6.0 minutes", "hours": "8 hours", "target": "75"}
    assert mine["asked"] == "300 calls"
    assert mine["sum"][2] == "480 minutes ÷ 6 minutes = 80 calls"
    assert question(room.people["Minh"])["mine"] == {}
    assert "6.0 minutes" not in room.everything_seen_by_others("Lan")
    assert "together" not in json.dumps(question(room.facilitator))


def test_an_estimate_can_be_changed_and_taken_back_until_it_opens(room: Room) -> None:
    estimate(room, "Lan", per_unit="6 minutes", hours="8 hours")
    estimate(room, "Lan", commit="60")
    assert question(room.people["Lan"])["mine"] == {"commit": "60"}
    estimate(room, "Lan")
    assert question(room.people["Lan"])["mine"] == {}
    room.lead("open", kpi="k1")
    assert question(room.projector)["ideas"] == []
    assert refused(room.people["Lan"], "estimate", kpi="k1", target="5") == "session.already-open"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"per_unit": "quick", "hours": "8"}, "realism.no-time"),
        ({"per_unit": "6"}, "realism.no-time"),
        ({"per_unit": "6", "hours": "5 days"}, "realism.unclear-time"),
        ({"per_unit": "6", "hours": "8", "other": "9 hours"}, "realism.no-time-left"),
        ({"target": "x" * 61}, "session.too-long"),
        ({"target": 5}, "session.not-understood"),
    ],
)
def test_hours_that_can_t_be_understood_are_asked_about_while_they_are_typed(
    room: Room, fields: dict[str, Any], key: str
) -> None:
    assert refused(room.people["Lan"], "estimate", kpi="k1", **fields) == key


def test_what_was_opened_is_added_up_for_all_and_the_manager_s_comes_last(room: Room) -> None:
    estimate(room, "Lan", per_unit="6 minutes", hours="8 hours", commit="60", target="75", stretch="85")
    estimate(room, "Minh", per_unit="8 phút", hours="7 giờ", other="1 giờ", commit="40", target="45 cuộc")
    estimate(room, "Đức", per_unit="2", hours="10", target="300")
    room.lead("open", kpi="k1")
    for seat in (room.projector, room.facilitator, room.people["Đức"]):
        together = question(seat)["together"]
        assert together["rooms"] == ["45 calls", "80 calls"]
        assert together["middle"] == "45 calls"
        assert together["levels"] == {"commit": "50", "target": "60", "stretch": "85"}
        assert len(question(seat)["ideas"]) == 2
    assert question(room.people["Minh"])["together"]["sum"][-1].startswith("Làm đủ 300")
    room.lead("open", kpi="k1", managers=True)
    ideas = question(room.people["Lan"])["ideas"]
    assert [idea["manager"] for idea in ideas] == [False, False, True]
    assert [idea["mine"] for idea in ideas].count(True) == 1
    assert question(room.projector)["together"]["rooms"] == ["45 calls", "300 calls"]
    assert question(room.projector)["together"]["middle"] == "80 calls"


def test_a_kpi_that_no_hours_decide_has_levels_alone(room: Room) -> None:
    assert question(room.projector, 1)["asked"] == ""
    estimate(room, "Lan", kpi="k2", commit="85%", target="88 %", stretch="92%")
    estimate(room, "Minh", kpi="k2", commit="80%", target="85,5%")
    room.lead("open", kpi="k2")
    together = question(room.projector, 1)["together"]
    assert (together["rooms"], together["middle"]) == ([], "")
    assert together["levels"] == {"commit": "82.5%", "target": "86.75%", "stretch": "92%"}


@pytest.mark.parametrize(
    ("text", "target", "asked"),
    [
        ("Each agent makes 300 outbound calls per day", "", "300 outbound calls"),
        ("Gọi 300 cuộc/ngày", "", "300 cuộc"),
        ("Sản xuất 1.200 sản phẩm mỗi ca", "", "1.200 sản phẩm"),
        ("Giảm lỗi", "20 lỗi mỗi tuần", "20 lỗi mỗi tuần"),
        ("Answer within 5 minutes", "", ""),
        ("500 triệu VND mỗi tháng", "", ""),
        ("Increase sales by 50%", "50%", ""),
        ("Happier customers", "", ""),
    ],
)
def test_what_is_counted_is_read_from_the_kpi(tmp_path: Path, text: str, target: str, asked: str) -> None:
    store = connect(f"sqlite:///{tmp_path / 'kpi.db'}")
    room = Room.opened(store, agenda="within-reach", kpis=[Kpi(id="k1", text=text, target=target)])
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("realism")
    assert question(room.projector)["asked"] == asked
    store.close()


def test_the_range_becomes_part_of_the_record_and_of_the_charter(room: Room) -> None:
    fields = {"capacity": "80", "commit": "60", "target": "70", "stretch": "80"}
    room.lead("record", kpi="k1", fields=fields)
    draft = room.facilitator.state.draft("k1")
    assert (draft.capacity, draft.commit, draft.target, draft.stretch) == ("80", "60", "70", "80")
    assert question(room.people["Lan"])["agreed"] == fields
    words = render(charter_of(room.facilitator.state)).decode()
    assert words.index("Commit to") < words.index("Target") < words.index("Stretch")
    assert refused(room.people["Lan"], "record", kpi="k1", fields=fields) == "session.not-owner"


def test_consent_is_given_to_the_range_and_asked_anew_when_it_changes(room: Room) -> None:
    room.lead("record", kpi="k1", fields={"commit": "60", "target": "70", "stretch": "80"})
    room.go_to("consent")
    asked = question(room.people["Lan"])
    assert asked["kpi"]["range"] == {"commit": "60", "target": "70", "stretch": "80"}
    assert question(room.people["Lan"], 1)["kpi"]["range"] is None
    room.do("Lan", "answer", kpi="k1", level=4, reason="", attach=False)
    room.lead("record", kpi="k1", fields={"target": "70"})
    assert room.facilitator.state.round_of("k1") == 1
    room.lead("record", kpi="k1", fields={"target": "95"})
    assert room.facilitator.state.round_of("k1") == 2
    # Without a range, consent is to the words alone; the target is filled in afterwards.
    room.do("Lan", "answer", kpi="k2", level=4, reason="", attach=False)
    room.lead("record", kpi="k2", fields={"target": "90%"})
    assert room.facilitator.state.round_of("k2") == 1
    room.go_to("commit")
    room.do("Lan", "own", kpi="k1", own=True)
    assert refused(room.people["Lan"], "record", kpi="k1", fields={"target": "1"}) == "session.not-allowed"
    room.do("Lan", "record", kpi="k1", fields={"purpose": "Fewer callbacks"})


def test_a_session_with_estimates_is_kept_in_a_file_and_read_again(room: Room, tmp_path: Path) -> None:
    estimate(room, "Lan", per_unit="6 minutes", hours="8 hours", target="75")
    room.lead("open", kpi="k1")
    room.lead("open", kpi="k1", managers=True)
    room.lead("record", kpi="k1", fields={"commit": "60", "target": "70", "stretch": "80"})
    store = connect(f"sqlite:///{tmp_path / 'other.db'}")
    copy = load(store, dump(room.store, room.session))
    seat = Seat(store, copy, room.projector.viewer)
    seat.catch_up()
    assert question(seat)["together"]["middle"] == "80 calls"
    assert seat.state.draft("k1").stretch == "80"
    store.close()


def test_nothing_of_the_step_needs_pandas() -> None:
    heavy = "[name for name in ('pandas', 'statsmodels') if name in sys.modules]"
    script = f"import sys, kpi_workshop.session.steps; print({heavy})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("language", content.languages())
def test_the_step_speaks_each_language(room: Room, language: str) -> None:
    estimate(room, "Lan", per_unit="6 minutes", hours="8 hours")
    room.people["Lan"].speak(language)
    seen = room.people["Lan"].view()
    assert seen["words"]["heading"] == content.text("steps.realism.heading", language)
    minutes = content.text("realism.time.minutes", language, number="480")
    assert any(minutes in line for line in question(room.people["Lan"])["sum"])
