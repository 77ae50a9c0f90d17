"""What follows from a session's events: a pure fold, without clocks, stores or words."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from kpi_workshop.kpi import Kpi
from kpi_workshop.session.answer import Answer
from kpi_workshop.session.events import Event
from kpi_workshop.session.followup import FOLLOWING, FollowUp


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """Somebody who joined. `key` is the hash of the random key that their browser keeps."""

    id: str
    name: str
    language: str
    manager: bool
    key: str


@dataclasses.dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step of the agenda as it stood when the session was opened."""

    id: str
    kind: str
    minutes: int


@dataclasses.dataclass(frozen=True, slots=True)
class Clock:
    """The time of a step: running until `ends`, or paused with `left` seconds."""

    ends: dt.datetime | None = None
    left: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Idea:
    """A revealed text. Nobody but its author's browser can tell from `id` whose it is."""

    id: str
    text: str
    manager: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Round:
    """One round of answers to "do we agree?", once it was shown."""

    number: int
    """1, 2, 3 …; a round whose words were changed before it was shown is left out."""
    answers: tuple[Answer, ...]
    """Sorted by id."""
    answered: frozenset[str]
    invited: frozenset[str]
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Answer id → person, for objections (always) and statements (if their author signs them)."""
    heard: bool = False

    @property
    def objections(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.level == 1)

    @property
    def statements(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.attach and answer.reason)

    @property
    def blocked(self) -> bool:
        """Whether an objection has yet to be heard."""
        return bool(self.objections) and not self.heard


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A session as it stands. Every change is made by `fold`."""

    id: str
    seq: int = 0
    changed: dt.datetime | None = None
    """When the last event was committed, UTC."""
    code: str = ""
    title: str = ""
    language: str = ""
    agenda: str = ""
    opened_on: str = ""
    """ISO date."""
    steps: tuple[PlannedStep, ...] = ()
    focus_limit: int = 1
    kpis: tuple[Kpi, ...] = ()
    people: Mapping[str, Person] = dataclasses.field(default_factory=dict)
    at: int = 0
    """Index of the current step."""
    clock: Clock = Clock()
    focus: tuple[str, ...] = ()
    """Ids of the KPIs that the group works on."""
    ideas: Mapping[str, tuple[Idea, ...]] = dataclasses.field(default_factory=dict)
    """Topic → what was revealed of it so far."""
    opened: frozenset[str] = frozenset()
    """Boxes that were opened; nothing goes in any more."""
    tallies: Mapping[str, Mapping[str, int]] = dataclasses.field(default_factory=dict)
    """Box → option → votes."""
    cast: Mapping[str, int] = dataclasses.field(default_factory=dict)
    """Box → how many ballots were counted."""
    chosen: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """Topic → ids of the ideas the group chose."""
    drafts: Mapping[str, Kpi] = dataclasses.field(default_factory=dict)
    """KPI id → the record that the group is writing."""
    owners: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """KPI id → person who offered to own it."""
    rounds: Mapping[str, tuple[Round, ...]] = dataclasses.field(default_factory=dict)
    """KPI id → rounds of consent that were shown."""
    asking: Mapping[str, int] = dataclasses.field(default_factory=dict)
    """KPI id → number of the round that is being asked or was shown last; 1 if absent."""
    ended: bool = False
    followup: FollowUp = dataclasses.field(default_factory=FollowUp)
    """What came of the KPIs at check-ins."""

    @property
    def step(self) -> PlannedStep:
        return self.steps[self.at]

    def planned(self, kind: str) -> PlannedStep | None:
        """The agenda's first step of a kind, if it has one."""
        return next((step for step in self.steps if step.kind == kind), None)

    def original(self, kpi: str) -> Kpi:
        """The KPI as the team brought it. Raises `KeyError` for an unknown id."""
        for known in self.kpis:
            if known.id == kpi:
                return known
        raise KeyError(kpi)

    def draft(self, kpi: str) -> Kpi:
        """The KPI as the group has written it so far."""
        return self.drafts.get(kpi) or self.original(kpi)

    def now(self, kpi: str) -> Kpi:
        """The KPI as it stands: as the group agreed on it, with the changes that were agreed on since."""
        return self.followup.applied(self.draft(kpi))

    def person_with(self, key: str) -> Person | None:
        """Who holds the browser key with this hash."""
        return next((person for person in self.people.values() if person.key == key), None)

    def round_of(self, kpi: str) -> int:
        """The number of the round of consent that is being asked or was shown last."""
        return self.asking.get(kpi, 1)

    def shown_round(self, kpi: str) -> Round | None:
        """The current round of consent, once its answers were shown."""
        return self.round_numbered(kpi, self.round_of(kpi))

    def round_numbered(self, kpi: str, number: object) -> Round | None:
        """A round of consent that was shown, by its number."""
        return next((shown for shown in self.rounds.get(kpi, ()) if shown.number == number), None)

    @property
    def has_manager(self) -> bool:
        return any(person.manager for person in self.people.values())


def fold(state: State, events: Iterable[Event]) -> State:
    """The state after `events`. Kinds this version does not know change nothing."""
    for event in events:
        change = _CHANGES.get(event.kind)
        state = replace(change(state, event) if change else state, seq=event.seq, changed=event.at)
    return state


def _with(mapping: Mapping[str, Any], key: str, value: object) -> Mapping[str, Any]:
    return MappingProxyType({**mapping, key: value})


def _session_opened(state: State, event: Event) -> State:
    data = event.data
    return replace(
        state,
        code=data["code"],
        title=data["title"],
        language=data["language"],
        agenda=data["agenda"],
        opened_on=data["date"],
        steps=tuple(PlannedStep(step["id"], step["kind"], step["minutes"]) for step in data["steps"]),
        focus_limit=data["focus"],
        kpis=tuple(Kpi.from_dict(kpi) for kpi in data["kpis"]),
    )


def _person_joined(state: State, event: Event) -> State:
    data = event.data
    person = Person(event.by, data["name"], data["language"], data["manager"], data["key"])
    return replace(state, people=_with(state.people, person.id, person))


def _person_marked(state: State, event: Event) -> State:
    person = replace(state.people[event.data["person"]], manager=event.data["manager"])
    return replace(state, people=_with(state.people, person.id, person))


def _step_entered(state: State, event: Event) -> State:
    at = event.data["index"]
    ends = event.at + dt.timedelta(minutes=state.steps[at].minutes)
    return replace(state, at=at, clock=Clock(ends=ends))


def _clock_changed(state: State, event: Event) -> State:
    ends, left = event.data.get("ends"), event.data.get("left")
    return replace(state, clock=Clock(dt.datetime.fromisoformat(ends) if ends else None, left))


def _ideas_opened(state: State, event: Event) -> State:
    topic, box = event.data["topic"], event.data["box"]
    more = tuple(Idea(idea["id"], idea["text"], event.data["managers"]) for idea in event.data["ideas"])
    return replace(
        state,
        ideas=_with(state.ideas, topic, state.ideas.get(topic, ()) + more),
        opened=state.opened.union({box}, event.data.get("closed", ())),
    )


def _votes_counted(state: State, event: Event) -> State:
    box = event.data["box"]
    return replace(
        state,
        tallies=_with(state.tallies, box, event.data["counts"]),
        cast=_with(state.cast, box, event.data.get("ballots", 0)),
        opened=state.opened | {box},
    )


def _focus_set(state: State, event: Event) -> State:
    return replace(state, focus=tuple(event.data["kpis"]))


def _idea_chosen(state: State, event: Event) -> State:
    data = event.data
    value = data["texts"] if data["field"] == "recognition" else "\n".join(data["texts"])
    draft = Kpi.from_dict({**_kept(state, data["kpi"], data["field"]), data["field"]: value})
    return replace(
        state,
        chosen=_with(state.chosen, data["topic"], tuple(data["ideas"])),
        drafts=_with(state.drafts, data["kpi"], draft),
        owners=_with(state.owners, data["kpi"], "") if data["field"] == "text" else state.owners,
    )


def _kept(state: State, kpi: str, field: str) -> dict[str, Any]:
    """What stays of a KPI's record when a field is chosen anew.

    A new wording measures something else: yesterday's baseline, target and owner do not carry over. What the
    group wrote about it in other steps does; the purpose, where a step asked for it.
    """
    if field != "text":
        return state.draft(kpi).as_dict()
    draft = state.drafts.get(kpi)
    written = ("counter_measure", "growth", "recognition", *(("purpose",) if state.planned("tell") else ()))
    return {"id": kpi, **({name: getattr(draft, name) for name in written} if draft else {})}


def _kpi_recorded(state: State, event: Event) -> State:
    kpi, fields = event.data["kpi"], event.data["fields"]
    draft = Kpi.from_dict({**state.draft(kpi).as_dict(), **fields})
    owners = _with(state.owners, kpi, "") if "owner" in fields else state.owners
    return replace(state, drafts=_with(state.drafts, kpi, draft), owners=owners)


def _kpi_owned(state: State, event: Event) -> State:
    person, kpi = (state.people[event.by] if event.data["own"] else None), event.data["kpi"]
    draft = replace(state.draft(kpi), owner=person.name if person else "")
    return replace(
        state,
        drafts=_with(state.drafts, kpi, draft),
        owners=_with(state.owners, kpi, person.id if person else ""),
    )


def _consent_shown(state: State, event: Event) -> State:
    data = event.data
    shown = Round(
        number=data["round"],
        answers=tuple(Answer(**answer) for answer in data["answers"]),
        answered=frozenset(data["answered"]),
        invited=frozenset(data["invited"]),
    )
    rounds = (*state.rounds.get(data["kpi"], ()), shown)
    return replace(
        state, rounds=_with(state.rounds, data["kpi"], rounds), opened=state.opened | {data["box"]}
    )


def _change_round(state: State, event: Event, change: Callable[[Round], Round]) -> State:
    kpi, number = event.data["kpi"], event.data["round"]
    rounds = tuple(change(shown) if shown.number == number else shown for shown in state.rounds[kpi])
    return replace(state, rounds=_with(state.rounds, kpi, rounds))


def _answer_named(state: State, event: Event) -> State:
    return _change_round(
        state, event, lambda shown: replace(shown, names=_with(shown.names, event.data["answer"], event.by))
    )


def _objection_heard(state: State, event: Event) -> State:
    return _change_round(state, event, lambda shown: replace(shown, heard=True))


def _consent_reopened(state: State, event: Event) -> State:
    return replace(state, asking=_with(state.asking, event.data["kpi"], event.data["round"]))


def _session_ended(state: State, event: Event) -> State:
    return replace(state, ended=True, clock=Clock())


_CHANGES: Mapping[str, Callable[[State, Event], State]] = {
    "session.opened": _session_opened,
    "person.joined": _person_joined,
    "person.marked": _person_marked,
    "step.entered": _step_entered,
    "clock.changed": _clock_changed,
    "ideas.opened": _ideas_opened,
    "votes.counted": _votes_counted,
    "focus.set": _focus_set,
    "idea.chosen": _idea_chosen,
    "kpi.recorded": _kpi_recorded,
    "kpi.owned": _kpi_owned,
    "consent.shown": _consent_shown,
    "answer.named": _answer_named,
    "objection.heard": _objection_heard,
    "consent.reopened": _consent_reopened,
    "session.ended": _session_ended,
    **FOLLOWING,
}
