"""Simulated participants. They know what they see on their page, and do what a person would do there."""

from __future__ import annotations

import contextlib
import dataclasses
import random
import secrets
from collections.abc import Callable, Mapping, Sequence

from kpi_workshop.rehearsal import words
from kpi_workshop.rehearsal.ledger import answer_as_thing, consent_box
from kpi_workshop.rehearsal.line import Broken, Line, Message, Refused, View
from kpi_workshop.rehearsal.pace import Pace
from kpi_workshop.rehearsal.room import Room
from kpi_workshop.rehearsal.screens import Shows, seconds_now
from kpi_workshop.session.roles import key_hash

_HAS_SECOND_THOUGHTS = 0.3
_HAS_DOUBTS = 0.12
_JUST_ACCEPTS = 0.4
_SAID_OF_ANYTHING = {"recognise": "thanks", "grow": "wishes", "tell": "reasons"}
"""Kind of step → phrases that fit whatever KPI it is about."""
_ODDS_A_FINDING = 2
"""How much likelier a KPI gets a vote for each thing that the critic finds wrong with it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """Who somebody is. Everything else about them follows from `seed`."""

    number: int
    language: str
    seed: str
    manager: bool = False
    objects: bool = False
    """Whether they cannot live with the first KPI before they have been heard."""

    def chance(self, *about: object) -> random.Random:
        """Their own dice for one question: the same each time they look at it."""
        return random.Random(f"{self.seed}/{self.number}/{about}")  # noqa: S311  for variety, not for secrets

    def name(self, attempt: int) -> str:
        """What they call themselves; a higher attempt when somebody else has that name."""
        known = words.names(self.language, manager=self.manager)
        turn, place = divmod((0 if self.manager else self.number) + attempt, len(known))
        return known[place] if not turn else f"{known[place]} {turn + 1}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that somebody is about to do."""

    command: Message
    seconds: float
    """How long a person thinks about it."""
    typed: str = ""
    box: str = ""
    """The box it goes into, as the ledger calls it; empty for what goes into none."""
    things: tuple[str, ...] = ()


Asking = Callable[[View, Character], Deed | None]


def next_deed(view: View, who: Character) -> Deed | None:
    """What somebody does next, seeing this; None if there is nothing for them to do."""
    if view.get("ended") or "me" not in view:
        return None
    return _DEEDS.get(view["step"]["kind"], _nothing)(view, who)


def _nothing(_view: View, _who: Character) -> None:
    return None


def _read(view: View, _who: Character) -> Deed | None:
    if view.get("ready"):
        return None
    return Deed(command={"do": "ready", "ready": True}, seconds=9)


def _pick(view: View, who: Character) -> Deed | None:
    vote, kpis = view["step"]["vote"], view["step"]["kpis"]
    odds = {kpi["id"]: 1 + _ODDS_A_FINDING * len(kpi["findings"]) for kpi in kpis}
    return _ballot(vote, odds, who, {"do": "vote"})


def _reveal(view: View, who: Character) -> Deed | None:
    for question in view["step"]["questions"]:
        if question["phase"] != "open":
            continue
        odds = {idea["id"]: 1 for idea in question["ideas"]}
        deed = _ballot(question["vote"], odds, who, {"do": "vote", "kpi": question["kpi"]["id"]})
        if deed:
            return deed
    return None


def _ballot(vote: View, odds: Mapping[str, int], who: Character, command: Message) -> Deed | None:
    if vote["phase"] != "voting" or vote["mine"] or not odds:
        return None
    chance, left = who.chance(vote["box"]), dict(odds)
    picks: list[str] = []
    while left and len(picks) < vote["votes"]:
        picks += chance.choices(list(left), list(left.values()))
        del left[picks[-1]]
    return Deed(command={**command, "options": picks}, seconds=10, box=vote["box"], things=tuple(picks))


def _write(view: View, who: Character) -> Deed | None:
    writing = [question for question in view["step"]["questions"] if question["phase"] == "writing"]
    for question in writing:
        first, final = _texts(view, question, who)
        text = {"": first, first: final}.get(question["mine"], question["mine"])
        if text != question["mine"]:
            box = f"{question['topic']}/{'managers' if who.manager else 'members'}"
            command = {"do": "write", "kpi": question["kpi"]["id"], "text": text}
            return Deed(
                command=command, seconds=7, typed=text[len(question["mine"]) :], box=box, things=(text,)
            )
    return _read(view, who) if writing else None


def _estimate(view: View, who: Character) -> Deed | None:
    """How long one takes and how many hours there are, as they see it in their own work."""
    writing = [question for question in view["step"]["questions"] if question["phase"] == "writing"]
    for question in writing:
        if question["mine"]:
            continue
        chance = who.chance(question["topic"])
        fields = {name: chance.choice(words.estimates(name, who.language)) for name in _ESTIMATED}
        text = "\n".join(f"{name}: {said}" for name, said in fields.items())
        box = f"{question['topic']}/{'managers' if who.manager else 'members'}"
        command = {"do": "estimate", "kpi": question["kpi"]["id"], **fields}
        typed = " ".join(fields.values())
        return Deed(command=command, seconds=9, typed=typed, box=box, things=(text,))
    return _read(view, who) if writing else None


def _texts(view: View, question: View, who: Character) -> tuple[str, str]:
    """What somebody writes first, and what they make of it."""
    choice = _ideas(view, question, who.language)
    turn, place = divmod(who.number, len(choice))
    chance = who.chance(question["topic"])
    first = choice[place]
    # Nobody says in the same words what somebody else has said.
    if view["step"]["kind"] != "rewrite" or not (turn or chance.random() < _HAS_SECOND_THOUGHTS):
        return first, first
    return first, f"{first} {chance.choice(words.phrases('second_thoughts', who.language))}"


def _ideas(view: View, question: View, language: str) -> Sequence[str]:
    """What comes to mind about a question; questions about the same topic share it out."""
    kind, questions = view["step"]["kind"], view["step"]["questions"]
    if kind in _SAID_OF_ANYTHING:
        choice, alike = words.phrases(_SAID_OF_ANYTHING[kind], language), questions
    else:
        kpi = question["kpi"]["text"]
        choice = words.signs(kpi, language) if kind == "pair" else words.rewrites(kpi, language)
        alike = [other for other in questions if words.topic(other["kpi"]["text"]) == words.topic(kpi)]
    return choice[alike.index(question) :: len(alike)] or choice


def _answer(view: View, who: Character) -> Deed | None:
    for place, question in enumerate(view["step"]["questions"]):
        if question["phase"] != "asking" or question["mine"]:
            continue
        kpi, number = question["kpi"]["id"], question["round"]
        level, reason = _opinion(who, kpi, number, objecting=who.objects and (place, number) == (0, 1))
        attach = level == 2
        command = {"do": "answer", "kpi": kpi, "level": level, "reason": reason, "attach": attach}
        thing = answer_as_thing(level, reason, attach=attach)
        return Deed(command=command, seconds=8, typed=reason, box=consent_box(kpi, number), things=(thing,))
    return None


def _opinion(who: Character, kpi: str, number: int, *, objecting: bool) -> tuple[int, str]:
    chance = who.chance(kpi, number)
    if objecting:
        return 1, chance.choice(words.phrases("objections", who.language))
    dice = chance.random()
    if number == 1 and dice < _HAS_DOUBTS:  # the second time they were heard
        return 2, chance.choice(words.phrases("doubts", who.language))
    return (3, "") if dice < _HAS_DOUBTS + _JUST_ACCEPTS else (4, "")


def _own(view: View, who: Character) -> Deed | None:
    for place, kpi in enumerate(view["step"]["kpis"]):
        if not kpi.get("owner") and place % max(1, view["room"]["people"]) == who.number:
            return Deed(command={"do": "own", "kpi": kpi["id"], "own": True}, seconds=6)
    return None


_ESTIMATED = ("per_unit", "hours", "commit", "target", "stretch")

_DEEDS: Mapping[str, Asking] = {
    "welcome": _read,
    "look": _read,
    "pick": _pick,
    "rewrite": _write,
    "reveal": _reveal,
    "pair": _write,
    "grow": _write,
    "realism": _estimate,
    "recognise": _write,
    "tell": _write,
    "consent": _answer,
    "commit": _own,
    "checkin": _read,
}


class Participant:
    """A character with a page of their own, from joining until the session has ended."""

    def __init__(self, who: Character, room: Room, code: str, pace: Pace) -> None:
        self.who = who
        self.name = ""
        self.answers: dict[str, Message] = {}
        """Their acknowledged answers to "do we agree?": the ledger's box → what was sent."""
        self.owned: list[str] = []
        """KPIs that they offered to own."""
        self._code = code
        self._pace = pace
        self._room = room
        self._secret = secrets.token_hex(16)
        self._session = ""
        self.line = Line(room.server, "join", self._hello, room.screens.watch)

    @property
    def joined(self) -> bool:
        """Whether they were let in."""
        return bool(self._session)

    async def take_part(self) -> None:
        """Come in and do whatever there is to do until the session has ended."""
        async with self.line as line:
            await line.live()
            with contextlib.suppress(Refused):  # the session has ended before they were in
                await self._join()
            while self.joined and not line.view.get("ended"):
                deed = next_deed(line.view, self.who)
                if deed is None:
                    await line.changed()
                else:
                    await self._do(deed)

    def _hello(self) -> Sequence[Message]:
        hello = {"t": "hello", "language": self.who.language}
        return [hello | ({"session": self._session, "secret": self._secret} if self._session else {})]

    async def _join(self) -> None:
        attempt = 0
        while not self._session:
            name = self.who.name(attempt)
            await self._pace.think(4)
            form = {"t": "join", "code": self._code, "name": name, "manager": self.who.manager}
            try:
                joined, _ = await self.line.request({**form, "secret": self._secret})
            except Broken:
                await self._pace.think(2)
            except Refused as refused:
                if refused.key != "join.name-taken":
                    raise
                attempt += 1
            else:
                self.name, self._session = name, str(joined["session"])
                self._room.ledger.joined(key_hash(self._secret))

    async def _do(self, deed: Deed) -> None:
        step = self.line.view["step"]["id"]
        await self._pace.think(deed.seconds)
        await self._type(deed.typed)
        if next_deed(self.line.view, self.who) != deed:
            return  # the group went on while they were thinking
        slip = self._room.ledger.drop(deed.box, self._secret, deed.things) if deed.box else None
        since = seconds_now()
        try:
            stored = await self.line.do(deed.command)
        except Refused as refused:
            if slip:
                slip.perhaps = refused.sent > 1
            return
        if slip:
            slip.acknowledged = True
        self._note(deed, stored)
        ballot = deed.command["do"] in {"vote", "answer"} and self.line.view["step"]["id"] == step
        shows = _vote_is_in(self.line.view, deed.command) if ballot else None
        if shows:
            self._room.screens.expect(shows, since)

    async def _type(self, text: str) -> None:
        """Type, with the critic reading along as it does on the page."""
        if text:
            half = text[: len(text) // 2]
            await self._pace.type(half)
            self.line.tell({"t": "critique", "text": half, "n": 1})
            await self._pace.type(text[len(half) :])

    def _note(self, deed: Deed, stored: str) -> None:
        command = deed.command
        if command["do"] == "answer":
            self.answers[deed.box] = command
        elif command["do"] == "own":
            self.owned.append(command["kpi"])
            self._room.ledger.stored(stored)


def _vote_is_in(view: View, command: Message) -> Shows | None:
    """How a page shows a ballot that was cast: by how many are in. None if they are counted already."""
    at, count = view["at"], _count(view, command)

    def shows(other: View) -> bool:
        if other.get("ended") or other.get("at", -1) != at:
            return bool(other.get("ended") or other.get("at", -1) > at)
        now = _count(other, command)
        return now is None or count is None or now >= count

    return None if count is None else shows


def _count(view: View, command: Message) -> tuple[int, int] | None:
    """The round and how many ballots are in for what a command voted on; None once they are counted."""
    step = view["step"]
    if "kpi" in command:
        found = (
            question for question in step.get("questions", ()) if question["kpi"]["id"] == command["kpi"]
        )
        question: View = next(found, {})
        vote = question.get("vote", question)
    else:
        vote = step.get("vote", {})
    counting = vote.get("phase") in {"voting", "asking"}
    return (vote.get("round", 0), vote["in"]) if counting else None
