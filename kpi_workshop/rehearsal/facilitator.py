"""A simulated facilitator, who goes through a session with what is on the desk and takes home the charter."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import datetime as dt
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kpi_workshop.kpi import Kpi
from kpi_workshop.rehearsal import words
from kpi_workshop.rehearsal.line import Broken, Line, Message, Refused, View
from kpi_workshop.rehearsal.pace import Pace
from kpi_workshop.rehearsal.room import Room
from kpi_workshop.rehearsal.screens import Shows, seconds_now

_MOST_CHOSEN = {"recognise": 2, "grow": 2, "tell": 2}
"""Kind of step → how many ideas the group takes, where it isn't one."""
_REVIEW_AFTER = dt.timedelta(weeks=6)
_LOOKS_AGAIN = 0.5
"""Seconds after which a facilitator who waits for people looks whether it has been long enough."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Something that the facilitator is about to do."""

    command: Message
    seconds: float
    """How long a person takes for it, talking included."""


def next_move(view: View, language: str, *, waited: bool) -> Move | None:
    """What to do next, seeing this desk; None while people are at work. `waited`: they had long enough."""
    people = view["people"]
    everyone = waited or (bool(people) and all(person["done"] for person in people))
    return _MOVES[view["step"]["kind"]](view, language, everyone)


def _go(view: View, seconds: float = 7) -> Move:
    return Move(command={"do": "go", "to": view["at"] + 1}, seconds=seconds)


def _button(view: View, *names: str) -> Move | None:
    """The first button on the desk that is one of these commands."""
    found = (move["command"] for move in view["moves"] if move["command"]["do"] in names)
    command = next(found, None)
    return Move(command=command, seconds=5) if command else None


def _talk(view: View, _language: str, everyone: bool) -> Move | None:
    return _go(view) if everyone else None


def _pick(view: View, _language: str, everyone: bool) -> Move | None:
    step = view["step"]
    if step["vote"]["phase"] == "voting":
        return _button(view, "count") if everyone else None
    if not step["focus"]:
        return Move(command={"do": "focus", "kpis": [step["kpis"][0]["id"]]}, seconds=4)
    return _go(view)


def _reveal(view: View, _language: str, everyone: bool) -> Move | None:
    manager = _button(view, "open")
    if manager:
        return manager
    count = _button(view, "count")
    if count:
        return count if everyone else None
    return _choice(view, 1) or _go(view)


def _propose(view: View, _language: str, everyone: bool) -> Move | None:
    writing = any(question["phase"] == "writing" for question in view["step"]["questions"])
    if writing and not everyone:
        return None
    most = _MOST_CHOSEN.get(view["step"]["kind"], 1)
    return _button(view, "open") or _choice(view, most) or _go(view)


def _choice(view: View, most: int) -> Move | None:
    """Note what the group chose where it has not chosen yet: the most votes, if there was a vote."""
    for question in view["step"]["questions"]:
        if question["phase"] != "open" or question["chosen"] or not question["ideas"]:
            continue
        tally = question.get("vote", {}).get("tally") or {}
        ranked = sorted(question["ideas"], key=lambda idea: tally.get(idea["id"], 0))
        best = {idea["text"]: idea["id"] for idea in ranked}  # two people may have written the same
        ideas = list(best.values())[-most:]
        command = {"do": "choose", "kpi": question["kpi"]["id"], "ideas": ideas, "text": ""}
        return Move(command=command, seconds=8)
    return None


def _realism(view: View, _language: str, everyone: bool) -> Move | None:
    """Open the estimates, then write down the middle of what was proposed."""
    questions = view["step"]["questions"]
    if not everyone and any(question["phase"] == "writing" for question in questions):
        return None
    opening = _button(view, "open")
    if opening:
        return opening
    for question in questions:
        fields = {name: said for name, said in question["together"]["levels"].items() if said}
        if fields and any(question["agreed"][name] != said for name, said in fields.items()):
            command = {"do": "record", "kpi": question["kpi"]["id"], "fields": fields}
            return Move(command=command, seconds=10)
    return _go(view)


def _consent(view: View, _language: str, everyone: bool) -> Move | None:
    hear = _button(view, "heard", "ask_again")
    if hear:
        return dataclasses.replace(hear, seconds=9)
    show = _button(view, "show")
    if show:
        return show if everyone else None
    return _go(view)


def _commit(view: View, language: str, waited: bool) -> Move | None:
    """Fill in what is missing, then end. Owners come forward by themselves meanwhile."""
    kpis = view["step"]["kpis"]
    for kpi in kpis:
        fields = _fields(kpi, language)
        if not kpi.get("owner") and waited:
            fields["owner"] = view["people"][0]["name"]
        if fields:
            return Move(command={"do": "record", "kpi": kpi["id"], "fields": fields}, seconds=12)
    owned = all(kpi.get("owner") for kpi in kpis)
    return Move(command={"do": "end"}, seconds=9) if owned or waited else None


def _fields(kpi: View, language: str) -> dict[str, str]:
    known = {
        **words.facts(kpi["text"], language),
        "rhythm": "biweekly",
        "review_date": (dt.datetime.now(dt.UTC).date() + _REVIEW_AFTER).isoformat(),
    }
    return {field: value for field, value in known.items() if not kpi.get(field)}


_MOVES: Mapping[str, Callable[[View, str, bool], Move | None]] = {
    "welcome": _talk,
    "look": _talk,
    "pick": _pick,
    "rewrite": _talk,
    "reveal": _reveal,
    "pair": _propose,
    "grow": _propose,
    "realism": _realism,
    "recognise": _propose,
    "tell": _propose,
    "consent": _consent,
    "commit": _commit,
    "checkin": _talk,
}


class Facilitator:
    """Whoever holds the key, with a page of their own."""

    def __init__(self, room: Room, key: str, language: str, pace: Pace, patience: float) -> None:
        """`patience` is how many seconds they wait for people at most before they go on, at any speed."""
        self.agreed: dict[str, dict[str, Any]] = {}
        """KPI → fields of its record, by what the group agreed and what is written down here."""
        self._language = language
        self._key = key
        self._session = ""
        self._pace = pace
        self._room = room
        self._patience = patience
        self.line = Line(room.server, "facilitate", self._hello, room.screens.watch)

    def _hello(self) -> Sequence[Message]:
        hello = {"t": "hello", "language": self._language, "key": self._key}
        return [hello | ({"session": self._session} if self._session else {})]

    async def open(self, title: str, agenda: str, kpis: Sequence[Kpi]) -> str:
        """Open a session and sit down at it; returns its join code."""
        about = {"title": title, "language": self._language, "agenda": agenda}
        command = secrets.token_hex(8)
        await self._ask({"t": "open", "id": command, "kpis": [kpi.as_dict() for kpi in kpis], **about})
        self.agreed = {kpi.id: kpi.as_dict() for kpi in kpis}
        self._session = self.line.view["session"]["id"]
        return str(self.line.view["session"]["code"])

    async def facilitate(self, people: int) -> None:
        """Go through all steps to the end, starting when that many people are in or it takes too long."""
        since = time.monotonic()
        while not self.line.view.get("ended"):
            waited = time.monotonic() - since > self._patience
            move = self._move(people, waited=waited)
            if move is None:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.line.changed(), _LOOKS_AGAIN)
                continue
            await self._pace.think(move.seconds)
            if self._move(people, waited=waited) == move:
                await self._do(move.command)
                since = time.monotonic()

    async def take_home(self) -> Mapping[str, bytes]:
        """The charter in each format there is, and the whole session under the name `session`."""
        files: dict[str, bytes] = {}
        for form in (*self.line.view["formats"], "session"):
            _, (files[form],) = await self._ask({"t": "export", "format": form})
        return files

    def _move(self, people: int, *, waited: bool) -> Move | None:
        view = self.line.view
        if view.get("ended") or (len(view["people"]) < people and not waited):
            return None
        return next_move(view, self._language, waited=waited)

    async def _ask(self, message: Message) -> tuple[Message, tuple[bytes, ...]]:
        while True:
            with contextlib.suppress(Broken):
                return await self.line.request(message)

    async def _do(self, command: Message) -> None:
        before, since = self.line.view, seconds_now()
        shows = _shown(before, command)
        self._room.screens.expect(shows, since)
        try:
            stored = await self.line.do(command)
        except Refused:
            self._room.screens.forget(shows)  # somebody else at a desk was quicker
            return
        self._room.ledger.stored(stored)
        self._note(before, command)

    def _note(self, view: View, command: Message) -> None:
        if command["do"] == "record":
            self.agreed[command["kpi"]] |= command["fields"]
        elif command["do"] == "choose":
            question = _question(view, command["kpi"])
            self._choose(command["kpi"], view["step"]["kind"], _texts(question, command["ideas"]))
        elif command["do"] == "go" and view["step"]["kind"] == "reveal":
            for question in view["step"]["questions"]:
                if question["chosen"]:  # by hand, or as a vote's clear winner
                    self._choose(question["kpi"]["id"], "reveal", _texts(question, question["chosen"]))

    def _choose(self, kpi: str, kind: str, texts: list[str]) -> None:
        if kind == "reveal":
            # New words measure something else: what was known of the old ones does not carry over.
            self.agreed[kpi] = {"id": kpi, "text": texts[0]}
        elif kind == "recognise":
            self.agreed[kpi]["recognition"] = texts
        else:
            self.agreed[kpi][_FIELDS[kind]] = "\n".join(texts)


_FIELDS = {"pair": "counter_measure", "grow": "growth", "tell": "purpose"}
"""Kind of step → the field of a KPI's record that its ideas become."""


def _texts(question: View, ideas: Sequence[str]) -> list[str]:
    known = {idea["id"]: idea["text"] for idea in question["ideas"]}
    return [known[idea] for idea in ideas]


def _question(view: View, kpi: str) -> View:
    questions: Sequence[View] = view["step"].get("questions", ())
    return next((question for question in questions if question["kpi"]["id"] == kpi), {})


def _shown(view: View, command: Message) -> Shows:
    """How a page shows that a command was carried out; a page that is further on has shown it."""
    at: int = view["at"]
    do: str = command["do"]
    here = _SHOWN.get(do, _at_once)

    def shows(other: View) -> bool:
        if other.get("ended"):
            return True
        now: int = other.get("at", -1)
        if do == "go":
            return now >= int(command["to"])
        return now > at or (now == at and do != "end" and here(other, command, view))

    return shows


def _at_once(_view: View, _command: Message, _before: View) -> bool:
    return True


def _counted(view: View, command: Message, _before: View) -> bool:
    vote = _question(view, command["kpi"])["vote"] if "kpi" in command else view["step"]["vote"]
    return bool(vote["phase"] == "shown")


def _opened(view: View, command: Message, _before: View) -> bool:
    wanted = {"open"} if command.get("managers") else {"managers", "open"}
    return str(_question(view, command["kpi"])["phase"]) in wanted


def _chosen(view: View, command: Message, _before: View) -> bool:
    return bool(_question(view, command["kpi"]).get("chosen") == command["ideas"])


def _round_moved(view: View, command: Message, before: View) -> bool:
    now, then = _question(view, command["kpi"]), _question(before, command["kpi"])
    return _progress(now) > _progress(then)


def _progress(question: View) -> tuple[int, int]:
    return question["round"], _PHASES.index(question["phase"])


def _recorded(view: View, command: Message, _before: View) -> bool:
    kpi = next(kpi for kpi in view["step"]["kpis"] if kpi["id"] == command["kpi"])
    return all(kpi.get(field) == value for field, value in command["fields"].items())


_PHASES = ("asking", "blocked", "settled")
_SHOWN: Mapping[str, Callable[[View, Message, View], bool]] = {
    "count": _counted,
    "open": _opened,
    "choose": _chosen,
    "show": _round_moved,
    "heard": _round_moved,
    "ask_again": _round_moved,
    "record": _recorded,
}
