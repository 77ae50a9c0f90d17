"""A session's file, and the charter that follows from a session."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_workshop.content import Problem
from kpi_workshop.export.from_session import charter_of
from kpi_workshop.export.session_file import dump, load
from kpi_workshop.live import come_back, state_of
from kpi_workshop.store import Store, connect
from tests.room import Room, command, play

OLD = Path(__file__).parent / "fixtures" / "session-v1.json"


@pytest.fixture
def quick(sqlite_url: str) -> Iterator[Store]:
    with contextlib.closing(connect(sqlite_url)) as opened:
        yield opened


@pytest.fixture
def played(quick: Store) -> Room:
    room = Room.opened(quick, language="vi")
    play(room)
    return room


def test_the_charter_tells_what_was_agreed_and_who_had_a_say(played: Room) -> None:
    charter = charter_of(played.facilitator.state)
    (kpi,) = charter.kpis
    assert charter.complete
    assert (charter.title, charter.language) == ("Sales North", "vi")
    assert charter.participants == (("Lan", "member"), ("Minh", "member"), ("Đức", "manager"))
    assert (kpi.before, kpi.kpi.owner) == ("Increase sales by 50%", "Lan")
    assert (kpi.had_a_say, kpi.abstained, kpi.objected) == (("Lan", "Minh"), ("Đức",), ("Minh",))
    assert kpi.support == ((4, 1), (3, 0), (2, 1), (1, 0))
    assert kpi.statements == (("Still many", ""),)


def test_a_charter_with_something_missing_is_a_draft(quick: Store) -> None:
    room = Room.opened(quick)
    play(room)
    room.lead("record", kpi="k1", fields={"purpose": ""})
    assert not charter_of(room.facilitator.state).complete


def test_a_session_moves_to_another_database_whole(played: Room, tmp_path: Path) -> None:
    file = dump(played.store, played.session)
    with contextlib.closing(connect(f"sqlite:///{tmp_path / 'other.db'}")) as other:
        session = load(other, file)
        moved = state_of(other, session)
        assert charter_of(moved) == charter_of(played.facilitator.state)
        lan = come_back(other, session, played.people["Lan"].viewer.secret, "en")
        assert lan is not None
        assert load(other, file) == session
        assert len(other.sessions()) == 1


def test_check_ins_move_along(played: Room, tmp_path: Path) -> None:
    today = played.facilitator.state.opened_on
    played.do("Lan", "note", kpi="k1", date=today, value="4", support=[{"asked": "A car"}])
    played.do("Minh", "propose", kpi="k1", fields={"target": "4 a month"}, reason="Two of us left")
    before = played.people["Lan"].view()["checkin"]
    with contextlib.closing(connect(f"sqlite:///{tmp_path / 'other.db'}")) as other:
        session = load(other, dump(played.store, played.session))
        lan = come_back(other, session, played.people["Lan"].viewer.secret, "en")
        assert lan is not None
        lan.catch_up()
        assert lan.view()["checkin"] == before
        proposal = before["kpis"][0]["proposal"]["id"]
        lan.ask(command("acknowledge", kpi="k1", proposal=proposal, level=4, reason=""))


def test_importing_beside_a_session_that_went_on_makes_a_second_one(quick: Store) -> None:
    room = Room.opened(quick)
    early = dump(quick, room.session)
    play(room)
    assert load(quick, early) != room.session
    assert load(quick, early) == load(quick, early)
    assert len({state_of(quick, entry.id).code for entry in quick.sessions()}) == 2


def test_what_is_sealed_is_not_in_the_file(quick: Store) -> None:
    room = Room.opened(quick)
    room.join("Lan")
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("rewrite")
    room.do("Lan", "write", kpi="k1", text="SEALED")
    assert b"SEALED" not in dump(quick, room.session)


def test_a_file_of_the_first_version_is_read_for_ever(quick: Store) -> None:
    state = state_of(quick, load(quick, OLD.read_bytes()))
    (kpi,) = charter_of(state).kpis
    assert kpi.kpi.text == "3 → 5 new customers a month by June"
    assert kpi.kpi.recognition == ("A thank-you in the team meeting",)
    assert kpi.objected == ("Minh",)
    assert charter_of(state).complete
    assert charter_of(state).date == "2026-11-22"


def damaged(**changes: object) -> bytes:
    return json.dumps({**json.loads(OLD.read_bytes()), **changes}).encode()


def with_event(number: int, **data: object) -> bytes:
    """The file with other data in one of its events."""
    whole = json.loads(OLD.read_bytes())
    whole["events"][number]["data"] |= data
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "not-one"),
        (b"\xff\xfe\x00", "not-one"),
        (b"[1, 2]", "not-one"),
        (b"[" * 100_000, "not-one"),
        (damaged(format="something else"), "not-one"),
        (damaged(version=2), "newer"),
        (damaged(events=[]), "damaged"),
        (damaged(events=[{"id": 1}]), "damaged"),
        (b" " * 20_000_001, "too-large"),
        (with_event(0, title=7), "damaged"),
        (with_event(0, steps=[{"id": "x", "kind": "dance", "minutes": 1}]), "damaged"),
        (with_event(0, kpis=[{"id": "k1"}]), "damaged"),
        (with_event(1, index=99), "damaged"),
        (with_event(2, name=None), "damaged"),
        (with_event(-2, kpi="nobody knows this one"), "damaged"),
    ],
)
def test_what_is_no_session_file_is_refused_in_words(quick: Store, data: bytes, key: str) -> None:
    with pytest.raises(Problem) as refused:
        load(quick, data)
    assert refused.value.key == f"session-file.{key}"
    assert quick.sessions() == []
