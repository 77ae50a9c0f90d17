"""What somebody with bad intentions, a damaged file, a bad line or a bad memory cannot do to a session."""

from __future__ import annotations

import asyncio
import contextlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kpi_workshop.content import Problem, text
from kpi_workshop.export.from_session import charter_of
from kpi_workshop.export.session_file import dump
from kpi_workshop.kpi import Kpi
from kpi_workshop.live import Seat, come_back, enter, state_of
from kpi_workshop.serving.key import fingerprint
from kpi_workshop.session.roles import Viewer
from kpi_workshop.session.steps.commit import missing
from kpi_workshop.store import Store, connect
from kpi_workshop.ui.desk import DeskPage
from kpi_workshop.ui.prepare import PrepareForm
from tests.room import KPIS, Room, command

OLD = Path(__file__).parent / "fixtures" / "session-v1.json"
KEY = "ABCD-EFGH-JKMN-PQRS"


@pytest.fixture
def quick(sqlite_url: str) -> Iterator[Store]:
    with contextlib.closing(connect(sqlite_url)) as opened:
        yield opened


@pytest.fixture
def room(quick: Store) -> Room:
    return Room.opened(quick)


@pytest.fixture
def consenting(room: Room) -> Room:
    """Lan and Minh, asked whether they agree to k1."""
    for name in ("Lan", "Minh"):
        room.join(name)
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("consent")
    return room


@pytest.fixture
def objected(consenting: Room) -> Room:
    """Minh's objection is shown, and nobody has listened to it yet."""
    consenting.do("Minh", "answer", kpi="k1", level=1, reason="Who does the leads?", attach=False)
    consenting.lead("show", kpi="k1")
    return consenting


def refused(seat: Seat, do: str, **data: Any) -> str:
    """The key of the problem with which a command is refused."""
    with pytest.raises(Problem) as problem:
        seat.ask(command(do, **data))
    return problem.value.key


# A desk without the key


class RecordedDesk(DeskPage):
    """A desk whose messages to the browser are kept."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        super().__init__()

    def send(self, content: Any, buffers: Any = None) -> None:
        self.sent.append(content)

    def hear(self, message: dict[str, Any]) -> dict[str, Any]:
        """What the desk answers to a message of the browser."""
        self._handle_custom_msg(message, [])
        return self.sent[-1]


@pytest.fixture
def served(quick: Store, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store of a server whose facilitators have `KEY`."""
    monkeypatch.setenv("KPI_WORKSHOP_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("KPI_WORKSHOP_FACILITATOR", fingerprint(KEY))
    return quick


def test_the_form_opens_no_session_without_the_key(served: Store) -> None:
    async def try_the_form() -> None:
        desk = RecordedDesk()
        form = PrepareForm(desk)
        *_, message, button = form.box.children
        filled_in = {"title": "Mine now", "source": "typed", "typed": "300 calls a day"}
        form.restore(filled_in)
        button.click()
        assert message.value == text("problems.desk.key-needed", "en")
        assert served.sessions() == []
        desk.hear({"t": "hello", "language": "en", "key": KEY})
        form.restore(filled_in)
        button.click()
        assert [state_of(served, entry.id).title for entry in served.sessions()] == ["Mine now"]
        desk.store.close()

    asyncio.run(try_the_form())


@pytest.mark.parametrize("key", ["", "ABCD-EFGH-JKMN-PQRX"])
def test_a_desk_does_nothing_without_the_key(served: Store, key: str) -> None:
    room = Room.opened(served)

    async def try_everything() -> None:
        desk = RecordedDesk()
        desk.hear({"t": "hello", "language": "en", "key": key})
        desk.seat = Seat(served, room.session, Viewer(surface="facilitate", language="en"))
        file = [memoryview(OLD.read_bytes())]
        for message in (
            {"t": "do", "command": command("end")},
            {"t": "choose", "session": room.session},
            {"t": "open", "title": "x", "language": "en", "agenda": "taster", "kpis": [KPIS[0].as_dict()]},
            {"t": "export", "format": "session"},
            {"t": "import", "buffers": file},
        ):
            answer = desk.hear({"id": "12345678", **message})
            assert (answer["t"], answer["key"]) == ("refused", "desk.key-needed"), message["t"]
        assert desk.view == {}

    asyncio.run(try_everything())
    assert [entry.id for entry in served.sessions()] == [room.session]
    assert not state_of(served, room.session).ended


# An objection


def reloaded(away: Seat, store: Store) -> Seat:
    """Somebody's seat on a new page, found again by the key that their browser kept."""
    seat = come_back(store, away.session, away.viewer.secret, "en")
    assert seat is not None
    return seat


@pytest.mark.parametrize("reload", [False, True], ids=["same page", "new page"])
@pytest.mark.parametrize("meanwhile", ["other KPI", "end"])
def test_an_objector_who_was_away_stands_by_it_later(consenting: Room, meanwhile: str, reload: bool) -> None:
    consenting.do("Minh", "answer", kpi="k1", level=1, reason="Who does the leads?", attach=False)
    away = consenting.people.pop("Minh")
    consenting.lead("show", kpi="k1")
    consenting.lead("heard", kpi="k1")
    if meanwhile == "end":
        consenting.lead("end")
    else:
        consenting.go_to("pick")
        consenting.lead("focus", kpis=["k2"])
    (shown,) = consenting.facilitator.state.rounds["k1"]
    assert not shown.names
    minh = reloaded(away, consenting.store) if reload else away
    minh.catch_up()
    consenting.catch_up()
    (shown,) = consenting.facilitator.state.rounds["k1"]
    assert list(shown.names.values()) == [minh.viewer.person]
    assert minh.view()["me"]["name"] == "Minh"


def test_nobody_walks_around_an_objection(objected: Room) -> None:
    facilitator, unheard = objected.facilitator, "session.objection-unheard"
    consent = facilitator.state.at
    assert refused(facilitator, "go", to=consent + 1) == unheard
    assert refused(facilitator, "ask_again", kpi="k1") == unheard
    assert refused(facilitator, "record", kpi="k1", fields={"counter_measure": "x"}) == unheard
    objected.lead("go", to=consent - 2)
    assert facilitator.state.step.kind == "pair"
    assert refused(facilitator, "go", to=consent + 1) == unheard
    assert refused(facilitator, "choose", kpi="k1", ideas=[], text="Something else") == unheard
    assert refused(facilitator, "end") == unheard
    objected.lead("go", to=consent)
    assert refused(facilitator, "end") == unheard
    objected.lead("heard", kpi="k1")
    objected.lead("end")


# Consent belongs to the words that were answered about


@pytest.mark.parametrize("field", ["text", "counter_measure"])
def test_words_changed_under_sealed_answers_are_asked_about_anew(consenting: Room, field: str) -> None:
    consenting.do("Lan", "answer", kpi="k1", level=4, reason="", attach=False)
    consenting.lead("record", kpi="k1", fields={field: "Something else"})
    question = consenting.step("Lan")["questions"][0]
    assert (question["phase"], question["round"], question["in"], question["mine"]) == ("asking", 2, 0, None)
    assert refused(consenting.facilitator, "show", kpi="k1") == "session.no-answers"


def test_answers_to_words_changed_under_sealed_answers_are_shown_and_stop(consenting: Room) -> None:
    consenting.do("Lan", "answer", kpi="k1", level=4, reason="", attach=False)
    consenting.lead("record", kpi="k1", fields={"text": "Something else"})
    consenting.do("Minh", "answer", kpi="k1", level=1, reason="Not that", attach=False)
    consenting.lead("show", kpi="k1")
    question = consenting.step("Lan")["questions"][0]
    assert question["phase"] == "blocked"
    assert question["counts"] == {"4": 0, "3": 0, "2": 0, "1": 1}
    assert [objection["name"] for objection in question["objections"]] == ["Minh"]
    assert refused(consenting.facilitator, "end") == "session.objection-unheard"


@pytest.mark.parametrize(("written", "chosen"), [("rewrite", "reveal"), ("pair", "pair")])
def test_another_choice_after_consent_is_asked_about_anew(room: Room, written: str, chosen: str) -> None:
    for name in ("Lan", "Minh"):
        room.join(name)
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to(written)
    for name in ("Lan", "Minh"):
        room.do(name, "write", kpi="k1", text=f"{name} wrote this")
    if chosen == written:
        room.lead("open", kpi="k1")
    room.go_to(chosen)
    first, second = (idea["id"] for idea in room.step("Lan")["questions"][0]["ideas"])
    room.lead("choose", kpi="k1", ideas=[first], text="")
    room.go_to("consent")
    room.do("Lan", "answer", kpi="k1", level=4, reason="", attach=False)
    room.lead("show", kpi="k1")
    room.go_to(chosen)
    room.lead("choose", kpi="k1", ideas=[first], text="")
    assert room.facilitator.state.round_of("k1") == 1
    room.lead("choose", kpi="k1", ideas=[second], text="")
    room.go_to("consent")
    question = room.step("Lan")["questions"][0]
    assert (question["phase"], question["round"], question["mine"]) == ("asking", 2, None)


def test_an_owner_does_not_change_what_was_agreed(consenting: Room) -> None:
    consenting.go_to("commit")
    consenting.do("Lan", "own", kpi="k1", own=True)
    for field in ("counter_measure", "text", "owner"):
        assert refused(consenting.people["Lan"], "record", kpi="k1", fields={field: "mine"}) == (
            "session.not-allowed"
        )
    consenting.do("Lan", "record", kpi="k1", fields={"baseline": "3"})


def test_nothing_is_shown_before_anyone_answered(consenting: Room) -> None:
    assert refused(consenting.facilitator, "show", kpi="k1") == "session.no-answers"
    assert consenting.facilitator.state.shown_round("k1") is None


FACTS = {
    "owner": "Lan",
    "baseline": "3",
    "target": "5",
    "review_date": "2027-03-31",
    "rhythm": "weekly",
    "purpose": "x",
}


def test_a_charter_that_nobody_answered_about_is_never_complete(consenting: Room) -> None:
    consenting.lead("record", kpi="k1", fields=FACTS)
    consenting.lead("end")
    assert missing(consenting.facilitator.state.draft("k1")) == []
    assert not charter_of(consenting.facilitator.state).complete


# Late copies


@pytest.mark.parametrize(
    ("kind", "do", "early", "later"),
    [
        ("pick", "vote", {"options": ["k1"]}, {"options": ["k2"]}),
        ("rewrite", "write", {"kpi": "k1", "text": "first"}, {"kpi": "k1", "text": "second"}),
        ("rewrite", "write", {"kpi": "k1", "text": "taken back"}, {"kpi": "k1", "text": ""}),
        (
            "consent",
            "answer",
            {"kpi": "k1", "level": 4, "reason": "", "attach": False},
            {"kpi": "k1", "level": 1, "reason": "No", "attach": False},
        ),
    ],
)
def test_a_late_copy_undoes_nothing(
    room: Room, kind: str, do: str, early: dict[str, Any], later: dict[str, Any]
) -> None:
    lan = room.join("Lan")
    room.go_to("pick")
    if kind != "pick":
        room.lead("focus", kpis=["k1"])
        room.go_to(kind)

    def mine() -> Any:
        step = lan.view()["step"]
        return step["vote"]["mine"] if kind == "pick" else step["questions"][0]["mine"]

    first = command(do, n=1, **early)
    lan.ask(first)
    before = mine()
    lan.ask(command(do, n=2, **later))
    after = mine()
    assert after != before
    lan.ask(first)
    lan.ask({**first, "id": "from-another-tab"})
    assert mine() == after


def test_a_text_that_was_taken_back_is_not_opened(room: Room) -> None:
    lan = room.join("Lan")
    room.join("Minh")
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("rewrite")
    first = command("write", kpi="k1", text="TAKEN-BACK", n=1)
    lan.ask(first)
    lan.ask(command("write", kpi="k1", text="", n=2))
    lan.ask(first)
    room.do("Minh", "write", kpi="k1", text="kept")
    room.go_to("reveal")
    assert [idea["text"] for idea in room.step("Minh")["questions"][0]["ideas"]] == ["kept"]
    assert b"TAKEN-BACK" not in dump(room.store, room.session)


# Who is who


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("Đức Hoà", unicodedata.normalize("NFD", "Đức Hoà")),
        ("Lan", "La\u200bn"),
        ("Lan", "\u2060LAN\ufeff"),
        ("Lan", "\uff2c\uff41\uff4e"),  # full-width letters
        ("Hoà", "Hoa\u200b\u0300"),  # NFD, held apart by a space without width
        ("Lan", "Lan\ufe0f"),  # followed by a selector of variants
        ("Lan", "Lan\u3164"),  # followed by a filler
    ],
    ids=ascii,
)
def test_a_name_that_looks_like_anothers_is_taken(room: Room, name: str, like: str) -> None:
    room.join(name)
    with pytest.raises(Problem) as problem:
        room.join(like)
    assert problem.value.key == "join.name-taken"


@pytest.mark.parametrize("name", ["\u200b\u2060", "\u00ad", "\u3164", "\u2800", "\u034f"], ids=ascii)
def test_a_name_that_nobody_can_see_is_none(room: Room, name: str) -> None:
    with pytest.raises(Problem) as problem:
        room.join(name)
    assert problem.value.key == "join.no-name"


def test_nobody_joins_under_the_id_of_something_else(room: Room) -> None:
    opening = room.store.read(room.session)[0].id
    wish = {"id": opening, "code": room.code, "language": "en"}
    for number, name in enumerate(("Lan", "Minh")):
        seat = enter(room.store, {**wish, "name": name, "secret": f"{number:032x}"})
        seat.catch_up()
        assert seat.view()["me"]["name"] == name
    room.catch_up()
    assert [person.name for person in room.facilitator.state.people.values()] == ["Lan", "Minh"]


def test_one_secret_is_one_person(room: Room) -> None:
    first = room.join("Lan", secret="a" * 32)
    again = room.join("Lan again", secret="a" * 32)
    assert first.viewer.person == again.viewer.person
    assert [person.name for person in room.facilitator.state.people.values()] == ["Lan"]


@pytest.mark.parametrize("from_sheet", [True, False], ids=["from the sheet", "typed by the facilitator"])
def test_bearing_the_owners_name_is_not_owning(quick: Store, from_sheet: bool) -> None:
    owner = "Lan" if from_sheet else ""
    room = Room.opened(quick, kpis=[Kpi(id="k1", text="300 calls a day", owner=owner)])
    lan = room.join("Lan")
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("commit")
    if not from_sheet:
        room.do("Lan", "own", kpi="k1", own=True)
        room.lead("record", kpi="k1", fields={"owner": "Lan"})
    assert room.facilitator.state.draft("k1").owner == "Lan"
    assert room.step("Lan")["kpis"][0]["mine"] is False
    assert refused(lan, "record", kpi="k1", fields={"baseline": "3"}) == "session.not-owner"
    room.do("Lan", "own", kpi="k1", own=False)
    assert room.facilitator.state.draft("k1").owner == "Lan"
    room.do("Lan", "own", kpi="k1", own=True)
    room.do("Lan", "record", kpi="k1", fields={"baseline": "3"})


@pytest.mark.parametrize("kind", ["reveal", "pair"])
def test_a_manager_who_comes_late_sends_nobody_back(room: Room, kind: str) -> None:
    room.join("Lan")
    room.go_to("pick")
    room.lead("focus", kpis=["k1"])
    room.go_to("rewrite" if kind == "reveal" else kind)
    room.do("Lan", "write", kpi="k1", text="5 new customers a month")
    if kind == "reveal":
        room.go_to("reveal")
    else:
        room.lead("open", kpi="k1")
    assert room.step("Lan")["questions"][0]["phase"] == "open"
    room.join("Đức", manager=True)
    assert room.step("Lan")["questions"][0]["phase"] == "open"
    if kind == "reveal":
        (idea,) = room.step("Đức")["questions"][0]["ideas"]
        room.do("Đức", "vote", kpi="k1", options=[idea["id"]])
