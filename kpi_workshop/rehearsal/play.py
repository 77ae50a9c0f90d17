"""A whole session with simulated people, measured: `kpi-workshop rehearse`."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import signal
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kpi_workshop import content
from kpi_workshop.content import Problem, text
from kpi_workshop.kpi import Kpi
from kpi_workshop.rehearsal import memory
from kpi_workshop.rehearsal.facilitator import Facilitator
from kpi_workshop.rehearsal.line import Line, Message, Refused
from kpi_workshop.rehearsal.pace import Pace
from kpi_workshop.rehearsal.people import Character, Participant
from kpi_workshop.rehearsal.room import Room
from kpi_workshop.rehearsal.screens import seconds_now
from kpi_workshop.rehearsal.server import OwnServer
from kpi_workshop.rehearsal.take_home import agreement, differences
from kpi_workshop.session.agenda import agendas
from kpi_workshop.sheet import examples, read_sheet

_TRADE = "sales"
_PATIENCE = 60.0
_GONE_FOR = 180.0
_LAST_SCREENS = 5.0
_A_MIXED_TEAM = 4


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is rehearsed."""

    agenda: str
    people: int
    """Participants, the last of them a manager if there are several."""
    speed: float = 10.0
    """1 is human pace."""
    language: str = content.FALLBACK
    seed: str = "1"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of it. Times are from an action to the last screen that should show it."""

    people: int
    live: int
    """Participants whose page came up, answered and let them in."""
    actions: int
    """Commands that were acknowledged as stored."""
    lost: int
    """Of these, how many the session's file does not have."""
    doubled: int
    unseen: int
    """Actions that some screen still did not show at the end."""
    p50_ms: float | None
    p95_ms: float | None
    seconds_until_live: float | None
    """From everyone opening the page at once until the last of them had an answer from it."""
    memory_per_person_mb: float | None
    """None where the pages run on another computer, or the system does not tell."""
    started_over: int
    """How often a page was loaded again because its line broke."""
    seconds: float
    charter_ok: bool
    charter_differences: Sequence[str]

    @property
    def ok(self) -> bool:
        """Whether everyone was in and everything is as they were told."""
        whole = not (self.lost or self.doubled or self.unseen)
        return whole and self.charter_ok and self.live == self.people


def rehearse(plan: Plan, url: str = "", key: str = "") -> Report:
    """Play a session on the server at `url`, or on one of its own that is gone afterwards.

    Raises `Problem`: the agenda is unknown, the key is wrong, or the server can't be reached.
    """
    if plan.agenda not in agendas():
        raise Problem("rehearsal.no-agenda", agenda=plan.agenda, known=", ".join(agendas()))
    if url:
        return asyncio.run(_until_stopped(play(plan, url.rstrip("/"), key)))
    with (
        tempfile.TemporaryDirectory(prefix="kpi-workshop-") as folder,
        OwnServer(Path(folder), plan.language) as server,
    ):
        return asyncio.run(_until_stopped(play(plan, server.url, server.key)))


def as_json(report: Report) -> str:
    """One JSON object."""
    return json.dumps(dataclasses.asdict(report), ensure_ascii=False)


def as_text(report: Report, language: str) -> str:
    """The same for people."""
    figures: Mapping[str, Any] = dataclasses.asdict(report)
    unknown = text("rehearsal.unknown", language)
    shown = {name: unknown if value is None else value for name, value in figures.items()}
    lines = [text("rehearsal.report", language, **shown)]
    lines += [text("rehearsal.difference", language, place=place) for place in report.charter_differences]
    lines.append(text("rehearsal.fine" if report.ok else "rehearsal.not_fine", language))
    return "\n".join(lines)


async def play(plan: Plan, server: str, key: str) -> Report:
    """Play a session on a server that is running. Raises `Problem`."""
    began = time.monotonic()
    room = Room(server)
    kpis = example_kpis(plan.language)
    leader = Facilitator(room, key, plan.language, Pace(plan.speed, f"{plan.seed}/facilitator"), _PATIENCE)
    async with leader.line as desk:
        await _let_in(desk)
        code = await leader.open(text("rehearsal.title", plan.language), plan.agenda, kpis)
        people = [
            Participant(who, room, code, Pace(plan.speed, f"{plan.seed}/{who.number}"))
            for who in _mixed(cast(plan.people, plan.language, plan.seed))
        ]
        opened = seconds_now()
        async with projector(room, code, plan.language) as wall:
            taking_part = [asyncio.create_task(person.take_part()) for person in people]
            try:
                await _unless_gone(leader.facilitate(len(people)), desk)
                await _last_screens(room)
                memory_mb = memory.mean_mb([person.line.kernel for person in people])
                files = await leader.take_home()
            finally:
                await _end(taking_part)
    verdict = room.ledger.judge(json.loads(files["session"])["events"])
    wrong = _charter_differences(leader, kpis, people, files)
    live = [person.line.live_at - opened for person in people if person.joined]
    return Report(
        people=len(people),
        live=len(live),
        actions=room.ledger.actions,
        lost=verdict.lost,
        doubled=verdict.doubled,
        unseen=room.screens.unseen,
        p50_ms=room.screens.took_ms(0.50),
        p95_ms=room.screens.took_ms(0.95),
        seconds_until_live=round(max(live), 2) if live else None,
        memory_per_person_mb=memory_mb,
        started_over=sum(line.started_over for line in (desk, wall, *(person.line for person in people))),
        seconds=round(time.monotonic() - began, 1),
        charter_ok=not wrong,
        charter_differences=wrong,
    )


def cast(people: int, language: str, seed: str) -> list[Character]:
    """So many people: the first objects at first, the last is a manager if there are several."""
    return [
        Character(
            number=number,
            language=language,
            seed=seed,
            manager=people > 1 and number == people - 1,
            objects=number == 0,
        )
        for number in range(people)
    ]


def _mixed(people: list[Character]) -> list[Character]:
    """The same people, one of whom reads and writes in another language if there are enough of them."""
    others = [language for language in content.languages() if language != people[0].language]
    if len(people) < _A_MIXED_TEAM or not others:
        return people
    *same, other, manager = people
    return [*same, dataclasses.replace(other, language=others[0]), manager]


def example_kpis(language: str) -> Sequence[Kpi]:
    """The KPIs of an example sheet in that language, or in the fallback's."""
    sheets = {example.language: example.path for example in examples() if example.trade == _TRADE}
    sheet = sheets.get(language, sheets[content.FALLBACK])
    return read_sheet(sheet.name, sheet.read_bytes()).kpis


def projector(room: Room, code: str, language: str) -> Line:
    """The page on the wall, showing the session with that code."""
    greeting: Sequence[Message] = ({"t": "hello", "language": language}, {"t": "show", "code": code})
    return Line(room.server, "projector", lambda: greeting, room.screens.watch)


async def _let_in(desk: Line) -> None:
    try:
        await asyncio.wait_for(desk.live(), _GONE_FOR)
    except TimeoutError:
        raise Problem("rehearsal.gone") from None
    except Refused as refused:
        raise Problem(refused.key) from refused


async def _unless_gone(work: Any, desk: Line) -> None:
    """Do something unless the desk gets no answer for too long."""
    working = asyncio.create_task(work)
    silent_since = time.monotonic()
    try:
        while not working.done():
            await asyncio.wait([working], timeout=1)
            silent_since = time.monotonic() if desk.kernel else silent_since
            if time.monotonic() - silent_since > _GONE_FOR:
                raise Problem("rehearsal.gone")
    finally:
        working.cancel()
    await working


async def _last_screens(room: Room) -> None:
    """Give the pages the time to show the end."""
    deadline = time.monotonic() + _LAST_SCREENS
    while room.screens.unseen and time.monotonic() < deadline:
        await asyncio.sleep(0.1)


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Close pages; whatever went wrong in one is raised."""
    for task in tasks:
        task.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError):
            await task


def _charter_differences(
    leader: Facilitator, kpis: Sequence[Kpi], people: Sequence[Participant], files: Mapping[str, bytes]
) -> list[str]:
    before = {kpi.id: kpi.text for kpi in kpis}
    agreed = [
        agreement(kpi["id"], before[kpi["id"]], leader.agreed[kpi["id"]], people)
        for kpi in leader.line.view["step"]["kpis"]
    ]
    return differences(files, agreed)


async def _until_stopped(playing: Any) -> Report:
    """SIGTERM ends the rehearsal in order, its server included."""
    task: asyncio.Task[Report] = asyncio.ensure_future(playing)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await task
