"""A calendar of recognition: whom to look out for in which week, with what, and by whom.

It doesn't say that somebody earns thanks in week three. It says whose work to look at that week, so that
nobody is forgotten. Everyone comes once before anyone comes twice, with equal distances; nobody is ranked.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from kpi_workshop.coach.rewards.ideas import GIVERS, Idea, ideas, say
from kpi_workshop.coach.rewards.people import Person, Thanks, last_thanked
from kpi_workshop.coach.rewards.preferences import Preferences
from kpi_workshop.coach.rewards.suggesting import suggest
from kpi_workshop.content import Problem, text

MOST_WEEKS = 52
_ROUND = 4
"""Weeks in which everybody comes once, if the plan is that long: a month (practice)."""
_TEAM_EVERY = 4
"""Weeks between two moments for the whole team (practice)."""
_POOL = 14
"""How many of the best fitting ideas take turns."""
_FROM_ABOVE = 1 / 3
"""The part of all turns that managers give; the others come from colleagues (practice)."""
_FOR_ALL = frozenset({"team", "leadership", "manager"})
"""Who can give something to everybody."""
_SELDOM = frozenset({"yearly", "once"})
"""What would wear out, or favour whoever gets it, if it came up in a calendar of weeks."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One entry of the calendar."""

    week: int
    """1, 2, 3 …"""
    person: Person | None
    """Whose work to look at; None for the whole team."""
    idea: Idea
    giver: str
    """Who gives it, of `ideas.GIVERS`."""
    by: str = ""
    """The giver's name, if it is one of the people."""
    mind: tuple[str, ...] = ()
    """What to mind: keys of `rewards.mind`."""

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with words: `for`, `given_by` and `mind`."""
        whole = text("rewards.plan.team", language)
        return {
            "week": self.week,
            "person": self.person.name if self.person else None,
            "for": self.person.name if self.person else whole,
            "idea": self.idea.id,
            "name": self.idea.name(language),
            "how": self.idea.how(language),
            "giver": self.giver,
            "by": self.by,
            "given_by": self.by or say("givers", self.giver, language),
            "mind": [text(f"rewards.mind.{key}", language) for key in self.mind],
        }


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A calendar over some weeks."""

    start: dt.date
    """The Monday of the first week."""
    weeks: int
    people: tuple[Person, ...]
    turns: tuple[Turn, ...]
    """In the order of weeks."""
    next_up: tuple[str, ...]
    """With whom the next plan begins: those who have had one turn fewer, in order."""

    def monday(self, week: int) -> dt.date:
        """The Monday of a week of the plan (1 is the first)."""
        return self.start + dt.timedelta(weeks=week - 1)

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready: `start` and `monday` as ISO dates, turns with their words."""
        return {
            "start": self.start.isoformat(),
            "weeks": self.weeks,
            "people": [person.as_dict() for person in self.people],
            "turns": [
                {**turn.as_dict(language), "monday": self.monday(turn.week).isoformat()}
                for turn in self.turns
            ],
            "next_up": list(self.next_up),
        }


def plan(
    people: Sequence[Person],
    weeks: int,
    start: dt.date,
    wishes: Preferences | None = None,
    given: Iterable[Thanks] = (),
) -> Plan:
    """A calendar for these people, the same for the same input.

    `start` may be any day; its week is the first. Whoever was thanked longest ago by `given` comes first,
    others in the order in which they were named. One person alone plans for themself. Raises `Problem` for
    weeks outside 1 to `MOST_WEEKS`, nobody, or wishes that leave no idea.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise Problem("rewards.weeks", given=weeks, most=MOST_WEEKS)
    if not people:
        raise Problem("rewards.nobody")
    order = _order(people, given)
    hand = _Hand(people, wishes or Preferences())
    each_week = -(-len(order) // min(weeks, _ROUND))
    turns: list[Turn] = []
    for week in range(1, weeks + 1):
        hand.new_week()
        begin = (week - 1) * each_week
        turns += [hand.turn(week, order[at % len(order)]) for at in range(begin, begin + each_week)]
        if week % _TEAM_EVERY == 0 and len(people) > 1:
            turns += hand.team_turn(week)
    rest = weeks * each_week % len(order)
    return Plan(
        start=start - dt.timedelta(days=start.weekday()),
        weeks=weeks,
        people=tuple(people),
        turns=tuple(turns),
        next_up=tuple(person.name for person in order[rest:]) if rest else (),
    )


def _order(people: Sequence[Person], given: Iterable[Thanks]) -> list[Person]:
    last = last_thanked(people, given)
    return sorted(people, key=lambda person: last.get(person.name, dt.date.min))


class _Hand:
    """Deals ideas and givers, so that both take turns."""

    def __init__(self, people: Sequence[Person], wished: Preferences):
        self._people = people
        self._has_night = any(person.night for person in people)
        asked = wished if len(people) > 1 else _of_oneself(wished)
        fitting = [one.idea for one in suggest(asked, most=len(ideas()))]
        known = [idea for idea in fitting if idea.often not in _SELDOM and not idea.occasion]
        self._personal = [idea for idea in known if idea.whom != "team" and self._can_give(idea)]
        self._shared = [idea for idea in known if _is_shared(idea)]
        if not self._personal:
            raise Problem("rewards.no-idea")
        self._used: Counter[str] = Counter()
        self._had: Counter[tuple[str, str]] = Counter()
        self._gave: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._week: list[tuple[str, str]] = []
        self._turns = self._from_above = 0

    def new_week(self) -> None:
        self._week = []

    def turn(self, week: int, person: Person) -> Turn:
        """The next idea for a person, from whoever has given least."""
        pool = [idea for idea in self._personal if self._reaches(idea, person)][:_POOL] or self._personal
        idea = min(pool, key=lambda one: (*self._turn_of(one, person), pool.index(one)))
        self._used[idea.id] += 1
        self._had[person.name, idea.id] += 1
        self._turns += 1
        giver, by = self._giver(idea, person)
        self._from_above += giver == "manager"
        if by:
            self._gave[by] += 1
            self._pairs[by, person.name] += 1
            self._week.append((by, person.name))
        mind = tuple(self._to_mind(idea, person))
        return Turn(week=week, person=person, idea=idea, giver=giver, by=by, mind=mind)

    def _turn_of(self, idea: Idea, person: Person) -> tuple[int, bool, int]:
        """For choosing an idea: not what they had, not all from the manager, what was used least."""
        return self._had[person.name, idea.id], not self._is_shared_out(idea), self._used[idea.id]

    def _is_shared_out(self, idea: Idea) -> bool:
        """Whether somebody may give it without the managers giving more than their part."""
        return "peer" in idea.givers or self._from_above <= self._turns * _FROM_ABOVE

    def team_turn(self, week: int) -> list[Turn]:
        """A moment for everybody; none if the wishes leave no idea for it."""
        pool = [idea for idea in self._shared if idea.apart or not self._has_night][:_POOL] or self._shared
        if not pool:
            return []
        idea = min(pool, key=lambda one: (self._used[one.id], pool.index(one)))
        self._used[idea.id] += 1
        giver = next((one for one in ("team", "leadership") if one in idea.givers), "manager")
        mind = ("all-shifts",) if self._has_night else ("part-time-day",) if self._has_part_time else ()
        return [Turn(week=week, person=None, idea=idea, giver=giver, mind=mind)]

    @property
    def _has_part_time(self) -> bool:
        return any(person.part_time for person in self._people)

    def _can_give(self, idea: Idea) -> bool:
        """Whether somebody is there who can; alone that is oneself."""
        return ("self" in idea.givers) if len(self._people) == 1 else idea.givers != ("self",)

    def _reaches(self, idea: Idea, person: Person) -> bool:
        """Whether the person is there for it, and somebody other than themself can give it."""
        if person.night and not idea.apart:
            return False
        return not (person.manager and set(idea.givers) == {"manager"} and self._managers == [person])

    @property
    def _managers(self) -> list[Person]:
        return [person for person in self._people if person.manager]

    def _giver(self, idea: Idea, person: Person) -> tuple[str, str]:
        """Who gives it and, where that is one of the people, their name: whoever has given least so far."""
        if len(self._people) == 1:
            return "self", ""
        able = [
            other
            for other in self._people
            if other is not person
            and ("manager" if other.manager else "peer") in idea.givers
            and (idea.apart or other.night == person.night)
        ]
        if self._from_above > self._turns * _FROM_ABOVE:
            able = [other for other in able if not other.manager] or able
        if not able:
            barred = {"self", "manager"} if person.manager else {"self"}
            return next((one for one in idea.givers if one not in barred), "manager"), ""
        chosen = min(able, key=lambda other: self._turn_to_give(other, person))
        return ("manager" if chosen.manager else "peer"), chosen.name

    def _turn_to_give(self, other: Person, person: Person) -> tuple[bool, int, int, bool, int]:
        """For choosing a giver: nobody thanks back in the same week, all give alike, pairs change."""
        size = len(self._people)
        distance = (self._people.index(other) - self._people.index(person)) % size
        return (
            (person.name, other.name) in self._week,
            self._gave[other.name],
            self._pairs[other.name, person.name],
            other.night != person.night,
            distance,
        )

    def _to_mind(self, idea: Idea, person: Person) -> Iterable[str]:
        if person.night:
            yield "night"
        if person.part_time:
            yield "part-time"
        if idea.setting == "public":
            yield "ask-first"


def _is_shared(idea: Idea) -> bool:
    """Whether it is for everybody at once, and can be had without asking for a budget."""
    is_for_all = idea.whom == "team" or (idea.whom == "either" and "team" in idea.givers)
    return is_for_all and idea.cost != "some" and not _FOR_ALL.isdisjoint(idea.givers)


def _of_oneself(wished: Preferences) -> Preferences:
    """The same wishes where nobody else gives anything: from whom it would come is no question then."""
    counts = {wish: count for wish, count in wished.counts.items() if wish not in GIVERS}
    return dataclasses.replace(wished, answers=1, counts={**counts, "self": 1})
