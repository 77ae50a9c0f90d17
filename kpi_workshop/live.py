"""A session that is under way: opening and entering it, and one viewer's seat in it."""

from __future__ import annotations

import dataclasses
import secrets
import time
from collections.abc import Mapping
from typing import Any

from kpi_workshop.content import Problem
from kpi_workshop.session import checkins
from kpi_workshop.session.context import Look
from kpi_workshop.session.decide import Opening, decide, join
from kpi_workshop.session.events import NewEvent
from kpi_workshop.session.roles import Sealed, Viewer, key_hash
from kpi_workshop.session.state import State, fold
from kpi_workshop.session.steps.consent import unnamed_objections
from kpi_workshop.session.visible import visible
from kpi_workshop.store import Store

CODE_LETTERS = "ABCDEFGHJKMNPQRTUVWXY"
"""Letters that nobody mistakes for a digit or for each other when read off a wall."""
CODE_LENGTH = 6


def open_session(store: Store, opening: Opening, command: str) -> str:
    """Open a session and enter its first step; returns its id. The same command opens it once."""
    session = f"s-{command}"
    if store.read(session):
        return session
    code = new_code()
    start = NewEvent(id=f"{command}-start", kind="step.entered", data={"index": 0})
    store.create(session, code, opening.event(code, command), [start])
    return session


def new_code() -> str:
    """A join code at random: 86 million of them, so that two sessions hardly ever share one."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


_WRONG_CODE_COSTS = 0.5
"""Seconds that a page waits after a wrong join code, so that guessing takes longer than a session lasts."""


def find_session(store: Store, code: str) -> str:
    """The session that a join code opens. Raises a Problem if there is none."""
    session = store.find(code)
    if session is None:
        time.sleep(_WRONG_CODE_COSTS)  # each page has a process to itself: nobody else waits
        raise Problem("join.code-unknown", code=code.strip().upper()[:12])
    return session


def state_of(store: Store, session: str) -> State:
    """A session as it stands, by its id or its join code. Raises a Problem if there is none."""
    known = session if store.revision(session) else find_session(store, session)
    return fold(State(id=known), store.read(known))


def enter(store: Store, command: Mapping[str, Any]) -> Seat:
    """Join the session of a code, or come back to it; `command` is what `decide.join` takes, plus `code`."""
    session = find_session(store, str(command.get("code", "")))
    language = str(command.get("language", ""))
    secret = str(command["secret"])
    with store.turn(session) as turn:
        state = fold(State(id=session), turn.news)
        person = join(turn, state, secrets.token_hex(8), command)
    viewer = Viewer(surface="join", language=language, person=person, secret=secret)
    return Seat(store, session, viewer)


def come_back(store: Store, session: str, secret: str, language: str) -> Seat | None:
    """The seat of somebody who joined before, by the key their browser kept; None if there is none."""
    seat = Seat(store, session, Viewer(surface="join", language=language))
    seat.catch_up()
    person = seat.state.person_with(key_hash(secret))
    if person is None:
        return None
    return Seat(store, session, Viewer(surface="join", language=language, person=person.id, secret=secret))


def overview(store: Store) -> list[State]:
    """Every session as it stands, the newest first."""
    return [fold(State(id=entry.id), store.read(entry.id)) for entry in store.sessions()]


class Seat:
    """One viewer's place in one session: what they see and what they ask for."""

    def __init__(self, store: Store, session: str, viewer: Viewer) -> None:
        self._store = store
        self.viewer = viewer
        self.state = State(id=session)
        self._revision = -1

    @property
    def session(self) -> str:
        return self.state.id

    def catch_up(self) -> bool:
        """Read what happened since; whether anything did."""
        revision = self._store.revision(self.session)
        if revision == self._revision:
            return False
        self.state = fold(self.state, self._store.read(self.session, self.state.seq))
        self._stand_by_objections()
        self._revision = revision  # only now: what failed is tried again at the next look
        return True

    def ask(self, command: Mapping[str, Any]) -> None:
        """Have a command decided and stored. Raises a Problem that says why not."""
        with self._store.turn(self.session, self.state.seq) as turn:
            state = fold(self.state, turn.news)
            decide(turn, state, self.viewer, command)

    def attend(self, *, ready: bool) -> None:
        """Say that this participant is here, and whether they are ready with the current step."""
        if self.viewer.person:
            self._store.here(self.session, self.viewer.person, self.state.step.id if ready else "")

    def speak(self, language: str) -> None:
        """Change the viewer's language."""
        self.viewer = dataclasses.replace(self.viewer, language=language)

    def view(self) -> dict[str, Any]:
        """What this viewer may see now."""
        present = self._store.present(self.session)
        return visible(Look(self.state, self.viewer, self._sealed, present))

    def _sealed(self, box: str) -> Sealed:
        key = self.viewer.key(self.session, box) if self.viewer.person else ""
        return Sealed.of(self._store.box(self.session, box), key)

    def _stand_by_objections(self) -> None:
        """Put the name to one's own objection once answers are shown, as was announced before answering.

        Until then nothing stored tells who objected; only the browser that holds the key can.
        """
        if not self.viewer.person:
            return
        for kpi, number, answer in unnamed_objections(self.state, self.viewer):
            self.ask({"do": "name", "id": f"name-{answer}", "kpi": kpi, "round": number})
        for kpi, proposal, answer in checkins.unnamed_objections(self.state, self.viewer):
            self.ask({"do": "name", "id": f"name-{answer}", "kpi": kpi, "proposal": proposal})
