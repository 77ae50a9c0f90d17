"""The rules of a live session: who may see what, when, and what is kept."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_workshop.content import Problem
from kpi_workshop.live import come_back, enter, find_session
from kpi_workshop.session.decide import MOST_NAME
from kpi_workshop.store import Store, connect
from tests.room import Room, command, play


@pytest.fixture
def quick(sqlite_url: str) -> Iterator[Store]:
    """A SQLite store: rules don't depend on the database."""
    opened = connect(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def room(quick: Store) -> Room:
    return Room.opened(quick)


@pytest.fixture
def writing(room: Room) -> Room:
    """Lan, Minh and their manager Đức, rewriting the KPIs they chose."""
    for name in ("Lan", "Minh"):
        room.join(name)
    room.join("Đức", manager=True)
    room.go_to("pick")
    room.lead("focus", kpis=["k1", "k2"])
    room.go_to("rewrite")
    return room


def test_a_whole_session_on_every_database(store: Store) -> None:
    room = Room.opened(store)
    play(room)
    state = room.facilitator.state
    draft = state.draft("k1")
    assert state.ended
    assert draft.text == "3 → 5 new customers a month by June"
    assert draft.counter_measure == "8 of 10 customers are content"
    assert draft.recognition == ("A thank-you in the team meeting",)
    assert (draft.owner, draft.baseline, draft.target) == ("Lan", "3 a month", "5 a month")
    first, second = state.rounds["k1"]
    assert [state.people[person].name for person in first.names.values()] == ["Minh"]
    assert first.heard
    assert [answer.reason for answer in second.statements] == ["Still many"]


def test_a_new_wording_does_not_inherit_the_old_numbers(room: Room) -> None:
    play(room)
    assert room.facilitator.state.original("k1").target == "50%"
    assert room.facilitator.state.draft("k1").period == ""


def test_a_draft_is_seen_by_its_author_only_until_it_is_opened(writing: Room) -> None:
    writing.do("Lan", "write", kpi="k1", text="UNREVEALED")
    assert writing.step("Lan")["questions"][0]["mine"] == "UNREVEALED"
    assert "UNREVEALED" not in writing.everything_seen_by_others("Lan")
    writing.go_to("reveal")
    assert "UNREVEALED" in writing.everything_seen_by_others("Lan")


def test_the_managers_draft_is_opened_last(writing: Room) -> None:
    writing.do("Đức", "write", kpi="k1", text="FROM-ABOVE")
    writing.do("Lan", "write", kpi="k1", text="from the team")
    writing.go_to("reveal")
    assert "FROM-ABOVE" not in writing.everything_seen_by_others("Đức")
    with pytest.raises(Problem) as refused:
        writing.do("Lan", "vote", kpi="k1", options=[writing.step("Lan")["questions"][0]["ideas"][0]["id"]])
    assert refused.value.key == "session.not-open-yet"
    writing.lead("open", kpi="k1", managers=True)
    assert [idea["text"] for idea in writing.step("Lan")["questions"][0]["ideas"]][-1] == "FROM-ABOVE"


def test_the_managers_box_cannot_be_opened_before_the_teams(writing: Room) -> None:
    writing.lead("go", to=5)
    with pytest.raises(Problem) as refused:
        writing.lead("open", kpi="k1", managers=True)
    assert refused.value.key == "session.members-first"


def test_every_viewer_has_an_order_of_their_own(room: Room) -> None:
    names = [f"P{number}" for number in range(8)]
    for name in names:
        room.join(name)
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("rewrite")
    for name in names:
        room.do(name, "write", kpi="k1", text=f"idea of {name}")
    room.go_to("reveal")
    orders = {tuple(idea["id"] for idea in room.step(name)["questions"][0]["ideas"]) for name in names}
    assert len(orders) > 1
    assert room.step("P0") == room.step("P0")


def test_a_text_that_comes_too_late_is_refused_and_said_so(writing: Room) -> None:
    writing.go_to("reveal")
    writing.lead("go", to=3)
    with pytest.raises(Problem) as refused:
        writing.do("Lan", "write", kpi="k1", text="late")
    assert refused.value.key == "session.already-open"


def test_sending_nothing_takes_a_draft_back(writing: Room) -> None:
    writing.do("Lan", "write", kpi="k1", text="first thought")
    writing.do("Lan", "write", kpi="k1", text="  ")
    writing.go_to("reveal")
    assert "first thought" not in json.dumps(writing.facilitator.view())


def test_both_chosen_kpis_are_revealed(writing: Room) -> None:
    for kpi in ("k1", "k2"):
        writing.do("Lan", "write", kpi=kpi, text=f"rewrite of {kpi}")
    writing.go_to("reveal")
    texts = [idea["text"] for question in writing.step("Minh")["questions"] for idea in question["ideas"]]
    assert sorted(texts) == ["rewrite of k1", "rewrite of k2"]


def test_nothing_in_the_database_tells_who_wrote_or_voted_what(quick: Store, tmp_path: Path) -> None:
    room = Room.opened(quick)
    names = ["An", "Bình", "Chi", "Dũng"]
    for name in names:
        room.join(name)
    room.go_to("pick")
    turns = random.Random(7).sample(names, len(names))
    for name, kpi in zip(turns, ("k1", "k2", "k3", "k1"), strict=True):
        room.do(name, "vote", options=[kpi])
    with contextlib.closing(sqlite3.connect(tmp_path / "kpi.db")) as database:
        dump = "\n".join(database.iterdump())
    box = room.store.box(room.session, "pick/votes")
    slips = json.dumps(dict(box.slips))
    assert len(box.slips) == len(box.voters) == len(names)
    for viewer in (room.people[name].viewer for name in names):
        assert viewer.person in box.voters
        assert viewer.person not in slips
        assert viewer.secret not in dump


def test_votes_stay_secret_until_counted_and_after(room: Room) -> None:
    room.join("Lan")
    room.join("Minh")
    room.go_to("pick")
    room.do("Lan", "vote", options=["k2"])
    assert room.step("Lan")["vote"]["mine"] == ["k2"]
    assert "mine" not in room.facilitator.view()["step"]["vote"]
    assert room.step("Minh")["vote"] | {"mine": []} == {
        "box": "pick/votes",
        "phase": "voting",
        "votes": 1,
        "in": 1,
        "of": 2,
        "mine": [],
    }
    room.lead("count")
    assert room.step("Minh")["vote"]["tally"] == {"k2": 1}
    assert room.step("Minh")["focus"] == ["k2"]


def test_a_vote_can_be_changed_but_not_doubled(room: Room) -> None:
    room.join("Lan")
    room.go_to("pick")
    for choice in ("k1", "k2", "k3"):
        room.do("Lan", "vote", options=[choice])
    room.lead("count")
    assert room.facilitator.state.tallies["pick/votes"] == {"k3": 1}


@pytest.mark.parametrize("options", [[], ["k1", "k2"], ["k9"], "k1", [["k1"]], None])
def test_an_impossible_vote_is_refused(room: Room, options: object) -> None:
    room.join("Lan")
    room.go_to("pick")
    with pytest.raises(Problem):
        room.do("Lan", "vote", options=options)


def test_a_command_that_is_sent_again_is_done_once(room: Room) -> None:
    room.join("Lan")
    pause = command("clock", left=60, running=False)
    for _ in range(3):
        room.facilitator.ask(pause)
    room.catch_up()
    assert sum(event.kind == "clock.changed" for event in room.store.read(room.session)) == 1


def test_nobody_can_use_up_the_id_of_somebody_elses_command(room: Room) -> None:
    room.join("Lan")
    room.join("Minh")
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("commit")
    taken = command("own", kpi="k1", own=True)
    room.people["Minh"].ask(taken)
    room.people["Lan"].ask(taken)
    room.facilitator.ask({**command("clock", left=60, running=False), "id": taken["id"]})
    room.catch_up()
    assert room.facilitator.state.draft("k1").owner == "Lan"
    assert room.facilitator.state.clock.left == 60


def test_what_no_document_can_hold_is_left_out_of_texts(writing: Room) -> None:
    writing.do("Lan", "write", kpi="k1", text="5 new\x00 customers\x1b[31m\ud800 a month\n(now 3) 👍")
    assert writing.step("Lan")["questions"][0]["mine"] == "5 new customers[31m a month\n(now 3) 👍"


def test_whoever_comes_back_is_who_they_were(writing: Room) -> None:
    lan = writing.people["Lan"]
    writing.do("Lan", "write", kpi="k1", text="kept")
    back = come_back(writing.store, writing.session, lan.viewer.secret, "vi")
    assert back is not None
    back.catch_up()
    assert back.viewer.person == lan.viewer.person
    assert back.view()["step"]["questions"][0]["mine"] == "kept"
    assert come_back(writing.store, writing.session, "f" * 32, "en") is None


def test_joining_again_with_the_same_key_is_the_same_person(room: Room) -> None:
    first, again = room.join("Lan", secret="a" * 32), room.join("Lan", secret="a" * 32)
    assert first.viewer.person == again.viewer.person
    assert len(room.facilitator.state.people) == 1


@pytest.mark.parametrize(
    ("name", "key"),
    [(" lan ", "name-taken"), ("  ", "no-name"), ("x" * (MOST_NAME + 1), "name-long")],
)
def test_a_name_that_cannot_be_used(room: Room, name: str, key: str) -> None:
    room.join("Lan")
    with pytest.raises(Problem) as refused:
        room.join(name)
    assert refused.value.key == f"join.{key}"
    for language in ("en", "vi"):
        assert "{" not in refused.value.text(language)


def test_unknown_and_closed_codes(room: Room) -> None:
    with pytest.raises(Problem) as refused:
        find_session(room.store, "XXXXXX")
    assert refused.value.key == "join.code-unknown"
    room.lead("end")
    with pytest.raises(Problem) as refused:
        room.join("Lan")
    assert refused.value.key == "join.closed"


def test_who_manages_is_settled_before_anyone_writes(writing: Room) -> None:
    person = writing.people["Lan"].viewer.person
    with pytest.raises(Problem) as refused:
        writing.lead("mark", person=person, manager=True)
    assert refused.value.key == "session.mark-too-late"


def test_being_ready_is_not_kept(room: Room) -> None:
    lan = room.join("Lan")
    lan.attend(ready=True)
    assert lan.view()["ready"] is True
    assert [person["done"] for person in room.facilitator.view()["people"]] == [True]
    assert [event.kind for event in room.store.read(room.session)] == [
        "session.opened",
        "step.entered",
        "person.joined",
    ]


def test_a_participant_cannot_do_the_facilitators_work(room: Room) -> None:
    room.join("Lan")
    for do in ("go", "count", "focus", "open", "show", "heard", "end", "mark", "clock"):
        with pytest.raises(Problem):
            room.do("Lan", do, to=1, kpi="k1", kpis=["k1"], left=5)
    with pytest.raises(Problem):
        room.projector.ask(command("go", to=1))


def test_only_the_owner_fills_in_a_record_and_never_its_words(room: Room) -> None:
    for name in ("Lan", "Minh"):
        room.join(name)
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("commit")
    room.do("Lan", "own", kpi="k1", own=True)
    room.do("Lan", "record", kpi="k1", fields={"baseline": "3"})
    for name, fields in (("Minh", {"baseline": "4"}), ("Lan", {"text": "mine now"})):
        with pytest.raises(Problem):
            room.do(name, "record", kpi="k1", fields=fields)
    with pytest.raises(Problem) as refused:
        room.lead("record", kpi="k1", fields={"review_date": "31.2.2027"})
    assert refused.value.key == "session.date"
    assert room.step("Minh")["kpis"][0]["baseline"] == "3"


def test_after_the_end_only_facts_can_be_filled_in(room: Room) -> None:
    play(room)
    room.lead("record", kpi="k1", fields={"measure": "CRM, first of the month"})
    for attempt in ({"do": "record", "kpi": "k1", "fields": {"text": "other"}}, {"do": "go", "to": 0}):
        with pytest.raises(Problem) as refused:
            room.lead(**attempt)
        assert refused.value.key == "session.ended"
    assert room.facilitator.state.draft("k1").measure == "CRM, first of the month"


@pytest.mark.parametrize(
    "nonsense",
    [
        {},
        {"do": "go"},
        {"do": "go", "id": "short"},
        {"do": 5, "id": "command-x"},
        {"do": "go", "id": "command-y", "to": "1"},
    ],
)
def test_nonsense_is_refused_in_words(room: Room, nonsense: dict[str, object]) -> None:
    with pytest.raises(Problem):
        room.facilitator.ask(nonsense)


def test_what_a_sheet_says_is_not_held_against_the_text(room: Room) -> None:
    room.join("Lan")
    room.go_to("look")
    first, second, _ = room.step("Lan")["kpis"]
    assert "missing-timeframe" not in {finding["rule"] for finding in first["findings"]}
    assert first["facts"]["target"] == "50%"
    assert "missing-baseline" in {finding["rule"] for finding in first["findings"]}
    assert second["facts"]["period"] == ""


def test_two_people_who_join_in_the_same_moment_are_both_in(room: Room) -> None:
    wish = {"code": room.code, "language": "en", "manager": False}
    enter(room.store, {**wish, "id": "join-a-000", "name": "An", "secret": "a" * 32})
    enter(room.store, {**wish, "id": "join-b-000", "name": "Bình", "secret": "b" * 32})
    room.catch_up()
    assert {person.name for person in room.facilitator.state.people.values()} == {"An", "Bình"}


def test_a_clear_winner_is_the_groups_choice_and_a_tie_is_not(writing: Room) -> None:
    for name in ("Lan", "Minh"):
        for kpi in ("k1", "k2"):
            writing.do(name, "write", kpi=kpi, text=f"{name} on {kpi}")
    writing.go_to("reveal")
    for kpi in ("k1", "k2"):
        writing.lead("open", kpi=kpi, managers=True)
    for name, other in (("Lan", "Lan"), ("Minh", "Minh"), ("Đức", "Minh")):
        for question, choice in zip(writing.step(name)["questions"], (other, name), strict=True):
            mine = [idea["id"] for idea in question["ideas"] if idea["text"].startswith(choice)]
            if mine:
                writing.do(name, "vote", kpi=question["kpi"]["id"], options=mine)
    for kpi in ("k1", "k2"):
        writing.lead("count", kpi=kpi)
    assert writing.facilitator.state.draft("k1").text == "Minh on k1"
    assert writing.facilitator.state.draft("k2").text == "300 calls a day"


def test_everything_is_opened_before_anything_is_counted(writing: Room) -> None:
    for kpi in ("k1", "k2"):
        writing.do("Lan", "write", kpi=kpi, text="a draft")
    writing.go_to("reveal")
    writing.lead("open", kpi="k1", managers=True)
    assert [move["command"]["do"] for move in writing.facilitator.view()["moves"]] == ["open"]
    writing.lead("open", kpi="k2", managers=True)
    assert [move["command"]["do"] for move in writing.facilitator.view()["moves"]] == ["count", "count"]
    with pytest.raises(Problem) as refused:
        writing.lead("count", kpi="k1")
    assert refused.value.key == "session.no-votes"


def test_the_wall_names_nobody_from_the_sheet(quick: Store) -> None:
    room = Room.opened(quick)
    assert room.facilitator.state.kpis[0].owner == "Chị Thảo"
    for kind in ("look", "pick", "rewrite", "reveal", "consent", "commit"):
        if kind == "rewrite":
            room.lead("focus", kpis=["k1"])
        room.go_to(kind)
        if kind != "commit":
            assert "Chị Thảo" not in json.dumps(room.projector.view(), ensure_ascii=False)
