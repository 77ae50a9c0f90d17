"""A session with people in it, played without pages: what tests of the session and its files start from."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Sequence
from typing import Any

from kpi_workshop.kpi import Kpi
from kpi_workshop.live import Seat, enter, open_session
from kpi_workshop.session.decide import Opening
from kpi_workshop.session.roles import Viewer
from kpi_workshop.store import Store

KPIS = (
    Kpi(id="k1", text="Increase sales by 50%", target="50%", period="2027", owner="Chị Thảo"),
    Kpi(id="k2", text="300 calls a day"),
    Kpi(id="k3", text="500 triệu VND mỗi tháng cho tất cả nhân viên"),
)
_numbers = itertools.count(1)


def command(do: str, **data: Any) -> dict[str, Any]:
    """A command as a page sends it, with an id of its own."""
    return {"do": do, "id": f"command-{next(_numbers):08}", **data}


@dataclasses.dataclass
class Room:
    """A facilitator, a projector, and whoever joined."""

    store: Store
    session: str
    facilitator: Seat
    projector: Seat
    people: dict[str, Seat] = dataclasses.field(default_factory=dict)

    @classmethod
    def opened(
        cls,
        store: Store,
        agenda: str = "from-vague-to-motivating",
        language: str = "en",
        kpis: Sequence[Kpi] = KPIS,
    ) -> Room:
        opening = Opening(title="Sales North", language=language, agenda=agenda, kpis=kpis)
        session = open_session(store, opening, f"open{next(_numbers):08}")
        room = cls(
            store,
            session,
            Seat(store, session, Viewer(surface="facilitate", language="en")),
            Seat(store, session, Viewer(surface="projector", language="en")),
        )
        room.catch_up()
        return room

    @property
    def code(self) -> str:
        return self.facilitator.state.code

    @property
    def seats(self) -> list[Seat]:
        return [self.facilitator, self.projector, *self.people.values()]

    def join(self, name: str, *, manager: bool = False, secret: str = "", language: str = "en") -> Seat:
        number = next(_numbers)
        wish = {
            "id": f"join-{number:08}",
            "code": self.code,
            "name": name,
            "manager": manager,
            "language": language,
            "secret": secret or f"{number:032x}",
        }
        self.people[name] = enter(self.store, wish)
        self.catch_up()
        return self.people[name]

    def catch_up(self) -> None:
        """Everybody looks twice: a page that names its own objection is seen by others at the next look."""
        for seat in (*self.seats, *self.seats):
            seat.catch_up()

    def lead(self, do: str, **data: Any) -> None:
        """The facilitator does something, and everybody sees it."""
        self.facilitator.ask(command(do, **data))
        self.catch_up()

    def go_to(self, kind: str) -> None:
        kinds = [step.kind for step in self.facilitator.state.steps]
        while self.facilitator.state.step.kind != kind:
            self.lead(
                "go",
                to=self.facilitator.state.at + (1 if kinds.index(kind) > self.facilitator.state.at else -1),
            )

    def do(self, name: str, do: str, **data: Any) -> None:
        """A participant does something, and everybody sees it."""
        self.people[name].ask(command(do, **data))
        self.catch_up()

    def step(self, name: str) -> Any:
        """What a participant sees of the current step."""
        return self.people[name].view()["step"]

    def everything_seen_by_others(self, name: str) -> str:
        """All that the pages of everyone but `name` hold right now, as JSON."""
        views = [seat.view() for seat in self.seats if seat is not self.people[name]]
        return json.dumps(views, ensure_ascii=False)


def play(room: Room) -> None:
    """A whole session: two members and a manager, one KPI, an objection that is heard, a complete charter."""
    for name, manager in (("Lan", False), ("Minh", False), ("Đức", True)):
        room.join(name, manager=manager)
    room.go_to("pick")
    for name in room.people:
        room.do(name, "vote", options=["k1"])
    room.lead("count")
    room.go_to("rewrite")
    for name, text in (("Lan", "3 → 5 new customers a month by June"), ("Đức", "Increase sales by 20%")):
        room.do(name, "write", kpi="k1", text=text)
    room.go_to("reveal")
    room.lead("open", kpi="k1", managers=True)
    best = next(idea["id"] for idea in room.step("Lan")["questions"][0]["ideas"] if idea["mine"])
    for name in room.people:
        room.do(name, "vote", kpi="k1", options=[best])
    room.lead("count", kpi="k1")
    room.lead("choose", kpi="k1", ideas=[best], text="")
    for kind, text in (
        ("pair", "8 of 10 customers are content"),
        ("recognise", "A thank-you in the team meeting"),
    ):
        room.go_to(kind)
        room.do("Minh", "write", kpi="k1", text=text)
        room.lead("open", kpi="k1")
        room.lead("open", kpi="k1", managers=True)
        chosen = [idea["id"] for idea in room.step("Minh")["questions"][0]["ideas"]]
        room.lead("choose", kpi="k1", ideas=chosen, text="")
    room.go_to("consent")
    for name, level in (("Lan", 4), ("Minh", 1)):
        room.do(name, "answer", kpi="k1", level=level, reason="Who does the leads?", attach=False)
    room.lead("show", kpi="k1")
    room.lead("heard", kpi="k1")
    room.lead("ask_again", kpi="k1")
    for name, level in (("Lan", 4), ("Minh", 2)):
        room.do(name, "answer", kpi="k1", level=level, reason="Still many", attach=level == 2)
    room.lead("show", kpi="k1")
    room.go_to("commit")
    room.do("Lan", "own", kpi="k1", own=True)
    facts = {
        "baseline": "3 a month",
        "target": "5 a month",
        "review_date": "2027-03-31",
        "rhythm": "biweekly",
    }
    room.lead("record", kpi="k1", fields={**facts, "purpose": "Growth that customers stay for"})
    room.lead("end")
