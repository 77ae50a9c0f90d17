"""Files of sessions that are not what they seem: refused, and nothing of them stored."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kpi_workshop.content import Problem
from kpi_workshop.export.from_session import charter_of
from kpi_workshop.export.session_file import load
from kpi_workshop.live import state_of
from kpi_workshop.session.events import NewEvent
from kpi_workshop.store import Store, connect
from tests.room import KPIS

OLD = Path(__file__).parent / "fixtures" / "session-v1.json"
LIVED = Path(__file__).parent / "fixtures" / "session-checkins-v1.json"
"""A session with check-ins afterwards."""


@pytest.fixture
def quick(sqlite_url: str) -> Iterator[Store]:
    with contextlib.closing(connect(sqlite_url)) as opened:
        yield opened


def changed(number: int, **data: Any) -> bytes:
    """A session's file with other data in one of its events."""
    whole = json.loads(OLD.read_bytes())
    whole["events"][number]["data"] |= data
    return json.dumps(whole).encode()


def labelled(number: int, **fields: Any) -> bytes:
    """A session's file with another id, kind or version of one of its events."""
    whole = json.loads(OLD.read_bytes())
    whole["events"][number] |= fields
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(changed(0, title="half \ud83d"), id="lone surrogate"),
        pytest.param(changed(32, fields={"baseline": float("nan")}), id="NaN"),
        pytest.param(changed(1, unknown=float("nan")), id="NaN where nobody looks"),
        pytest.param(labelled(3, id=json.loads(OLD.read_bytes())["events"][2]["id"]), id="event id twice"),
        pytest.param(
            json.dumps({**json.loads(OLD.read_bytes()), "session": ""}).encode(), id="no session id"
        ),
        pytest.param(labelled(2, version=10**30), id="enormous version"),
        pytest.param(labelled(2, version=True), id="version that is no number"),
        pytest.param(changed(0, kpis=[KPIS[0].as_dict(), {"id": "k2", "text": 7}]), id="later KPI's text"),
        pytest.param(changed(0, steps=[{"id": "x", "kind": "dance", "minutes": 1}]), id="unknown step"),
        pytest.param(changed(7, counts=3), id="counts that are a number"),
        pytest.param(changed(7, counts={"k1": "many"}), id="counts that are words"),
        pytest.param(changed(11, ideas=[{"id": "x", "text": {"a": 1}}]), id="idea that is a dict"),
        pytest.param(labelled(2, kind="session.opened"), id="opened twice"),
    ],
)
def test_a_damaged_file_is_refused_and_nothing_stored(quick: Store, data: bytes) -> None:
    with pytest.raises(Problem) as problem:
        load(quick, data)
    assert problem.value.key in ("session-file.damaged", "session-file.not-one")
    assert quick.sessions() == []


def lived(kind: str, **data: Any) -> bytes:
    """The file with check-ins, with other data in its first event of a kind."""
    whole = json.loads(LIVED.read_bytes())
    event = next(event for event in whole["events"] if event["kind"] == kind)
    event["data"] |= data
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lived("checkin.noted", value=35), id="value that is a number"),
        pytest.param(lived("checkin.noted", support=["a car"]), id="support that is a text"),
        pytest.param(lived("checkin.noted", checks={"purpose": 1}), id="answer that is a number"),
        pytest.param(lived("checkin.noted", date=None), id="no date"),
        pytest.param(lived("support.promised", due=7), id="due on a number"),
        pytest.param(lived("change.proposed", fields={"target": 4}), id="target that is a number"),
        pytest.param(lived("change.proposed", fields={"rhythm": "hourly"}), id="unknown rhythm"),
        pytest.param(lived("change.proposed", kpi="nobody knows this one"), id="unknown KPI"),
        pytest.param(
            lived("change.answered", answers=[{"id": "x", "level": "4"}]), id="level that is a text"
        ),
        pytest.param(lived("change.answered", kpi="k9"), id="answers about an unknown KPI"),
        pytest.param(lived("change.named", kpi="k9"), id="a name for nothing"),
    ],
)
def test_damaged_check_ins_are_refused_and_nothing_stored(quick: Store, data: bytes) -> None:
    with pytest.raises(Problem) as problem:
        load(quick, data)
    assert problem.value.key == "session-file.damaged"
    assert quick.sessions() == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lived("checkin.noted", later="a field of a later version"), id="more fields"),
        pytest.param(lived("checkin.noted", date="some day"), id="a date in words"),
        pytest.param(
            lived("change.proposed", fields={"target": "8", "id": "k2", "recognition": "x"}),
            id="other fields",
        ),
        pytest.param(changed(0, date="last week"), id="a session without a date"),
    ],
)
def test_what_is_only_odd_is_kept(quick: Store, data: bytes) -> None:
    state = state_of(quick, load(quick, data))
    assert state.now("k1").id == "k1"


def test_an_undamaged_file_is_stored(quick: Store) -> None:
    load(quick, labelled(2, version=2))
    assert len(quick.sessions()) == 1


def test_a_session_is_created_with_all_its_events_or_not_at_all(store: Store) -> None:
    first, good = NewEvent(id="first", kind="said"), NewEvent(id="second", kind="said")
    with pytest.raises(TypeError):
        store.create("s-1", "KPI-42", first, [good, NewEvent(id="bad", kind="said", data={"x": object()})])
    assert store.sessions() == []
    assert store.find("KPI-42") is None
    store.create("s-1", "KPI-42", first, [good])
    assert [event.id for event in store.read("s-1")] == ["first", "second"]


def test_a_file_whose_answers_are_none_makes_no_complete_charter(quick: Store) -> None:
    state = state_of(quick, load(quick, changed(29, answers=[], answered=[])))
    assert not charter_of(state).complete
