"""Two steps of a live session: what people want to learn with a KPI, and why the KPI is there."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator

import pytest

from kpi_workshop import export
from kpi_workshop.content import Problem
from kpi_workshop.export.from_session import charter_of
from kpi_workshop.session.events import Event
from kpi_workshop.session.state import fold
from kpi_workshop.store import connect
from tests.room import Room

FIELDS = {"grow": "growth", "tell": "purpose"}


@pytest.fixture
def room(sqlite_url: str) -> Iterator[Room]:
    """Lan, Minh and their manager, with the KPI that they chose."""
    with contextlib.closing(connect(sqlite_url)) as store:
        opened = Room.opened(store, agenda="grow-and-tell")
        for name in ("Lan", "Minh"):
            opened.join(name)
        opened.join("Đức", manager=True)
        opened.go_to("pick")
        opened.lead("focus", kpis=["k1"])
        yield opened


def write(room: Room, kind: str) -> list[str]:
    """Everybody writes, all is opened; the ids in the facilitator's order."""
    room.go_to(kind)
    for name in room.people:
        room.do(name, "write", kpi="k1", text=f"{kind.upper()} OF {name}")
    room.lead("open", kpi="k1")
    room.lead("open", kpi="k1", managers=True)
    return [idea["id"] for idea in room.facilitator.view()["step"]["questions"][0]["ideas"]]


@pytest.mark.parametrize("kind", FIELDS)
def test_what_is_written_is_sealed_until_it_is_opened(room: Room, kind: str) -> None:
    room.go_to(kind)
    room.do("Lan", "write", kpi="k1", text="SEALED WISH")
    room.do("Đức", "write", kpi="k1", text="SEALED FROM ABOVE")
    assert room.step("Lan")["questions"][0]["mine"] == "SEALED WISH"
    assert "SEALED" not in room.everything_seen_by_others("Lan").replace("SEALED FROM ABOVE", "")
    room.lead("open", kpi="k1")
    assert "SEALED WISH" in room.everything_seen_by_others("Lan")
    assert "SEALED FROM ABOVE" not in room.everything_seen_by_others("Đức")


@pytest.mark.parametrize(("kind", "field"), FIELDS.items())
def test_what_is_chosen_becomes_part_of_the_record(room: Room, kind: str, field: str) -> None:
    ideas = write(room, kind)
    room.lead("choose", kpi="k1", ideas=ideas[:2], text="")
    said = getattr(room.facilitator.state.draft("k1"), field).split("\n")
    assert len(said) == 2
    assert all(line.startswith(f"{kind.upper()} OF ") for line in said)
    room.lead("choose", kpi="k1", ideas=ideas[:2], text="Put by all of us")
    assert getattr(room.facilitator.state.draft("k1"), field) == "Put by all of us"


def test_what_was_written_stands_beside_what_is_written_next(room: Room) -> None:
    ideas = write(room, "grow")
    room.lead("choose", kpi="k1", ideas=ideas[:1], text="Minh leads the Monday meeting")
    room.go_to("tell")
    assert room.step("Lan")["questions"][0]["kpi"]["growth"] == "Minh leads the Monday meeting"
    room.go_to("consent")
    assert room.step("Lan")["questions"][0]["kpi"]["growth"] == "Minh leads the Monday meeting"


def test_consent_is_not_asked_anew_for_what_people_want_to_learn(room: Room) -> None:
    ideas = write(room, "grow")
    room.go_to("consent")
    room.do("Lan", "answer", kpi="k1", level=4, reason="", attach=False)
    room.lead("show", kpi="k1")
    room.go_to("grow")
    room.lead("choose", kpi="k1", ideas=ideas[:1], text="")
    assert room.facilitator.state.round_of("k1") == 1


def test_every_charter_says_what_is_learned(room: Room) -> None:
    room.lead("choose", kpi="k1", ideas=write(room, "grow")[:1], text="Lan learns to read the ledger")
    room.lead("choose", kpi="k1", ideas=write(room, "tell")[:1], text="Suppliers plan with us")
    charter = charter_of(room.facilitator.state)
    for name in ("md", "csv"):
        words = export.find_format(name).render(charter).decode()
        assert "Lan learns to read the ledger" in words
        assert "What we learn with it" in words
        assert "Suppliers plan with us" in words


def test_a_charter_without_it_does_not_ask_for_it(room: Room) -> None:
    words = export.find_format("md").render(charter_of(room.facilitator.state)).decode()
    assert "What we learn with it" not in words


def test_a_new_wording_keeps_what_the_group_wrote(room: Room) -> None:
    room.lead("choose", kpi="k1", ideas=write(room, "tell")[:1], text="Suppliers plan with us")
    room.lead("record", kpi="k1", fields={"growth": "Lan learns to read the ledger", "baseline": "40"})
    # No step of this agenda rewrites, but a step of a longer one does.
    data = {"kpi": "k1", "topic": "rewrite/k1", "field": "text", "ideas": [], "texts": ["30 of 100 offers"]}
    now = dt.datetime.now(dt.UTC)
    reworded = Event(seq=99, id="e", kind="idea.chosen", data=data, by="", version=1, at=now)
    draft = fold(room.facilitator.state, [reworded]).draft("k1")
    assert (draft.text, draft.baseline) == ("30 of 100 offers", "")
    assert (draft.purpose, draft.growth) == ("Suppliers plan with us", "Lan learns to read the ledger")


@pytest.mark.parametrize("kind", FIELDS)
def test_nobody_is_marked_as_manager_once_people_write(room: Room, kind: str) -> None:
    room.go_to(kind)
    lan = next(person.id for person in room.facilitator.state.people.values() if person.name == "Lan")
    with pytest.raises(Problem) as refused:
        room.lead("mark", person=lan, manager=True)
    assert refused.value.key == "session.mark-too-late"
