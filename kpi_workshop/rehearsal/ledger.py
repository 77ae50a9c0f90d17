"""What people were told is stored, to be compared with what the session's file then holds."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Events = Sequence[Mapping[str, Any]]

_OPENING = frozenset({"ideas.opened", "votes.counted", "consent.shown"})


@dataclasses.dataclass(slots=True)
class Slip:
    """What one person put into a box, and whether they were told that it is there."""

    things: tuple[str, ...]
    """A text, the options of a ballot, or an answer as `answer_as_thing` writes it."""
    acknowledged: bool = False
    perhaps: bool = True
    """Whether it may be in the box: sent, and not known to be refused."""


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """How many acknowledged things are missing from the record, and how many are there twice."""

    lost: int
    doubled: int


class Ledger:
    """Kept by everyone in a rehearsal, each for what they did."""

    def __init__(self) -> None:
        self._events: list[str] = []
        self._joined: list[str] = []
        self._slips: dict[tuple[str, str], list[Slip]] = {}

    @property
    def actions(self) -> int:
        """How many commands were acknowledged."""
        slips = sum(slip.acknowledged for slips in self._slips.values() for slip in slips)
        return len(self._events) + len(self._joined) + slips

    def stored(self, event: str) -> None:
        """A command of that id was acknowledged; it leaves an event of the same id."""
        self._events.append(event)

    def joined(self, key: str) -> None:
        """Somebody whose key has this hash was let in."""
        self._joined.append(key)

    def drop(self, box: str, person: str, things: Iterable[str]) -> Slip:
        """Somebody is about to put this into a box, in place of what they had put there before."""
        slip = Slip(tuple(things))
        self._slips.setdefault((box, person), []).append(slip)
        return slip

    def judge(self, events: Events) -> Verdict:
        """Compare with the events of a session's file."""
        log, boxes = self._judge_log(events), self._judge_boxes(events)
        return Verdict(log.lost + boxes.lost, log.doubled + boxes.doubled)

    def _judge_log(self, events: Events) -> Verdict:
        ids = Counter(event["id"].rpartition(":")[2] for event in events)
        keys = Counter(event["data"]["key"] for event in events if event["kind"] == "person.joined")
        opened = Counter(_box_and_kind(event) for event in events if event["kind"] in _OPENING)
        missing = [key for key in self._joined if key not in keys]
        missing += [event for event in self._events if event not in ids]
        twice = [n - 1 for counter in (ids, keys, opened) for n in counter.values() if n > 1]
        return Verdict(len(missing), sum(twice))

    def _judge_boxes(self, events: Events) -> Verdict:
        found: dict[str, Counter[str]] = {}
        for event in events:
            if event["kind"] in _OPENING:
                box, things = _contents(event)
                found.setdefault(box, Counter()).update(things)
        lost = doubled = 0
        for box in {box for box, _ in self._slips} | found.keys():
            certain, possible = self._expected(box)
            there = found.get(box, Counter())
            lost += (certain - there).total()
            doubled += (there - certain - possible).total()
        return Verdict(lost, doubled)

    def _expected(self, box: str) -> tuple[Counter[str], Counter[str]]:
        """What must be in a box, and what may be: a server that dies can store what it never confirms."""
        certain: Counter[str] = Counter()
        possible: Counter[str] = Counter()
        for (name, _), slips in self._slips.items():
            standing = [slip for slip in slips if slip.acknowledged or slip.perhaps]
            if name != box or not standing:
                continue
            if standing[-1].acknowledged:
                certain.update(standing[-1].things)
            else:
                for slip in standing:
                    possible.update(slip.things)
        return certain, possible


def consent_box(kpi: str, number: int) -> str:
    """How the ledger calls the answers of one round about one KPI."""
    return f"{kpi}/round-{number}"


def answer_as_thing(level: int, reason: str, *, attach: bool) -> str:
    """An answer to "do we agree?" as far as it is told: reasons only of objections and statements."""
    return json.dumps([level, reason if level == 1 or attach else "", attach], ensure_ascii=False)


def _box_and_kind(event: Mapping[str, Any]) -> tuple[str, str]:
    return event["kind"], event["data"]["box"]


def _contents(event: Mapping[str, Any]) -> tuple[str, Counter[str]]:
    data = event["data"]
    if event["kind"] == "ideas.opened":
        return data["box"], Counter(idea["text"] for idea in data["ideas"])
    if event["kind"] == "votes.counted":
        return data["box"], Counter(data["counts"])
    answers = (
        answer_as_thing(answer["level"], answer.get("reason", ""), attach=bool(answer.get("attach")))
        for answer in data["answers"]
    )
    return consent_box(data["kpi"], data["round"]), Counter(answers)
