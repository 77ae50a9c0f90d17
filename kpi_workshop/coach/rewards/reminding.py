"""Who has not been thanked for long, as a reminder to whoever gives thanks: never a count, never a rank."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from kpi_workshop import content
from kpi_workshop.coach.rewards.people import Person, Thanks, known_as, last_thanked

LONG = 4
"""Weeks without thanks after which the giver is reminded: a month is easily gone (practice)."""
_GROUPS = ("night", "part-time")


@dataclasses.dataclass(frozen=True, slots=True)
class Reminder:
    """Somebody, or a group, that has not been thanked for long, as far as the list knows."""

    name: str = ""
    """A person's name; empty if it is about a group."""
    group: str = ""
    """"night" or "part-time"; empty if it is about a person."""
    weeks: int | None = None
    """Whole weeks since the last time; None if the list knows of none."""

    def text(self, language: str) -> str:
        """A sentence for the giver."""
        if self.group:
            return content.text(f"rewards.remind.{self.group}", language, weeks=self.weeks)
        key = "never" if self.weeks is None else "person"
        return content.text(f"rewards.remind.{key}", language, name=self.name, weeks=self.weeks)

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its sentence."""
        return {**dataclasses.asdict(self), "text": self.text(language)}


def reminders(
    people: Sequence[Person],
    given: Iterable[Thanks],
    today: dt.date,
    *,
    giver: str = "",
    long: int = LONG,
) -> tuple[Reminder, ...]:
    """Who has not been thanked for `long` weeks or more, in the order in which the people were named.

    With `giver`, only that person's own thanks count, and they are not reminded of themself. Thanks dated
    after `today` count as today's. A group is named if nobody in it was thanked meanwhile and others were.
    """
    known = tuple(given)
    others = [person for person in people if known_as(person.name) != known_as(giver)]
    last = last_thanked(others, known, giver)
    since = {name: max(0, (today - day).days // 7) for name, day in last.items()}
    recent = {name for name, weeks in since.items() if weeks < long}
    groups = [Reminder(group=group, weeks=long) for group in _GROUPS if _is_overlooked(group, others, recent)]
    persons = [
        Reminder(person.name, weeks=since.get(person.name)) for person in others if person.name not in recent
    ]
    return (*groups, *persons)


def _is_overlooked(group: str, people: Sequence[Person], recent: set[str]) -> bool:
    inside = {person.name for person in people if (person.night if group == "night" else person.part_time)}
    return bool(inside) and inside.isdisjoint(recent) and bool(recent)
