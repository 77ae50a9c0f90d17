"""A server with simulated people, for somebody who is alone with it: `kpi-workshop demo`.

The server runs as it always does; the people live in a process beside it, which ends when the server does.
They join every session that is opened. One session after another is also facilitated, so that there is
something to watch at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import logging
import random
import signal
import subprocess
import sys
from pathlib import Path

import click
from tornado.httpclient import AsyncHTTPClient, HTTPClientError

from kpi_workshop.content import Problem, text
from kpi_workshop.live import state_of
from kpi_workshop.rehearsal.facilitator import Facilitator
from kpi_workshop.rehearsal.line import Refused
from kpi_workshop.rehearsal.pace import Pace
from kpi_workshop.rehearsal.people import Participant
from kpi_workshop.rehearsal.play import cast, example_kpis
from kpi_workshop.rehearsal.room import Room
from kpi_workshop.serving import address
from kpi_workshop.serving.app import serve
from kpi_workshop.serving.settings import Settings
from kpi_workshop.session.state import State
from kpi_workshop.store import Store, connect

_LOG = logging.getLogger(__name__)
_PEOPLE = 5
_AGENDA = "from-vague-to-motivating"
_SESSIONS = 12
"""How many sessions move by themselves, so that the desk's list stays short when nobody stops the demo."""
_BETWEEN_SESSIONS = 60.0
_PATIENCE = 80.0
"""Seconds that a person who joins the moving session has before the others go on."""
_ARRIVE_WITHIN = 8.0
_LOOKS_EVERY = 1.0
_ENDS_WITHIN = 5.0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What the people need to know of the server. It goes through a pipe, where nobody else can read it."""

    server: str
    join: str
    database: str
    key_file: str
    language: str


def demo(settings: Settings) -> None:
    """Serve until stopped, with simulated people. Raises what `serve` does. Not for real sessions."""
    place = _Place(
        server=address.own_url(settings.host, settings.port).rstrip("/"),
        join=address.join_url(settings.host, settings.port, settings.public_url),
        database=settings.database,
        key_file=str(settings.data_dir.resolve() / "facilitator.key"),
        language=settings.language,
    )
    command = [sys.executable, "-m", "kpi_workshop.rehearsal.demo"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as people:  # noqa: S603  our own program
        assert people.stdin is not None
        people.stdin.write(json.dumps(dataclasses.asdict(place)).encode() + b"\n")
        people.stdin.flush()
        try:
            serve(settings)
        finally:
            people.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                people.wait(_ENDS_WITHIN)
            people.kill()


async def _live_there() -> None:
    """Be the people, until the server's end of the pipe is closed."""
    pipe = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(pipe), sys.stdin)
    place = _Place(**json.loads(await pipe.readline()))
    living = asyncio.create_task(_live(place))
    over = asyncio.create_task(pipe.read())
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, over.cancel)  # Ctrl-C is for all of us
    await asyncio.wait([living, over], return_when=asyncio.FIRST_COMPLETED)
    living.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await living


async def _live(place: _Place) -> None:
    await _until_it_answers(place.server)
    store = connect(place.database)
    earlier = {entry.id for entry in store.sessions()}
    async with asyncio.TaskGroup() as together:
        together.create_task(_join_what_opens(place, store, earlier))
        together.create_task(_keep_one_moving(place))


async def _until_it_answers(server: str) -> None:
    client = AsyncHTTPClient()
    while True:
        with contextlib.suppress(OSError, HTTPClientError):
            await client.fetch(f"{server}/healthz")
            return
        await asyncio.sleep(_LOOKS_EVERY)


async def _join_what_opens(place: _Place, store: Store, known: set[str]) -> None:
    async with asyncio.TaskGroup() as teams:
        while True:
            with contextlib.suppress(Problem):  # the database is busy, say: there is another look in a second
                for entry in store.sessions():
                    if entry.id not in known:
                        session = state_of(store, entry.id)
                        known.add(entry.id)
                        teams.create_task(_team(place, session))
            await asyncio.sleep(_LOOKS_EVERY)


async def _team(place: _Place, session: State) -> None:
    """A handful of people take part in a session until it has ended."""
    if session.ended:
        return
    room = Room(place.server)
    people = [
        Participant(who, room, session.code, Pace(1, f"{session.code}/{who.number}"))
        for who in cast(_PEOPLE, session.language, session.code)
    ]
    results = await asyncio.gather(*map(_arrive, people), return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            _LOG.error("a simulated person left", exc_info=result)


async def _arrive(person: Participant) -> None:
    await asyncio.sleep(random.uniform(0, _ARRIVE_WITHIN))  # noqa: S311
    await person.take_part()


async def _keep_one_moving(place: _Place) -> None:
    key = Path(place.key_file).read_text(encoding="ascii").strip()
    for number in range(_SESSIONS):
        leader = Facilitator(Room(place.server), key, place.language, Pace(1, str(number)), _PATIENCE)
        async with leader.line as desk:
            try:
                await desk.live()
            except Refused:  # another server has this port; ours says so and stops
                return
            title = text("rehearsal.demo.title", place.language)
            code = await leader.open(title, _AGENDA, example_kpis(place.language))
            _say(place, "here" if number == 0 else "again", code)
            await leader.facilitate(_PEOPLE)
        await asyncio.sleep(_BETWEEN_SESSIONS)


def _say(place: _Place, key: str, code: str) -> None:
    addresses = {
        "facilitate": f"{place.server}/facilitate",
        "projector": f"{place.server}/projector",
        "join": place.join,
    }
    click.echo(text(f"rehearsal.demo.{key}", place.language, code=code, sessions=_SESSIONS, **addresses))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # until there is something to end in order
    asyncio.run(_live_there())
