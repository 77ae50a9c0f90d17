"""Do so many units fit into the hours there are? Plain arithmetic, shown step by step, no statistics."""

from __future__ import annotations

import dataclasses
import math
import re
from typing import Any

from kpi_workshop import content
from kpi_workshop.coach.realism.durations import minutes
from kpi_workshop.coach.realism.numbers import Style, figure, style_of
from kpi_workshop.coach.realism.wording import LONG, amount, minutes_of, time_of
from kpi_workshop.content import Problem
from kpi_workshop.sheet.words import is_vietnamese

MOST_PEOPLE = 10_000
_MOST_UNITS = 1e9
_PERCENT = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*%\s*")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How many units there are time for. All times in minutes."""

    units: float
    """As many as are asked for, of everybody together; 0 if nobody says how many."""
    unit: str
    """What they are, as written: "calls"; may be empty."""
    per_unit: float
    """For one unit, done well."""
    available: float
    """Of each person, in the period that the units are asked for."""
    other: float
    """Of that, for all other work and for breaks."""
    people: int

    @property
    def free(self) -> float:
        """What is left for the units, of everybody together."""
        return self.people * (self.available - self.other)

    @property
    def needed(self) -> float:
        """What the units take."""
        return self.units * self.per_unit

    @property
    def possible(self) -> int:
        """As many units as there is time for."""
        return math.floor(self.free / self.per_unit + 1e-9)

    @property
    def left_per_unit(self) -> float:
        """The time for each unit, if all were to fit."""
        return self.free / self.units if self.units else 0.0

    @property
    def share(self) -> float:
        """Needed of what is there: 1 is full."""
        return self.needed / self.free

    @property
    def fits(self) -> bool:
        """Whether there is time for all of them."""
        return self.needed <= self.free * (1 + 1e-9)

    @property
    def verdict(self) -> str:
        """`fits`, `tight` (more than nine tenths: no room for a bad day; practice) or `over`."""
        return "over" if not self.fits else "tight" if self.share > 0.9 else "fits"

    def lines(self, language: str) -> list[str]:
        """The arithmetic in words, a line a step, and what follows from it."""
        say = _Say(self, language)
        lines = [
            say(f"free-{'team' if self.people > 1 else 'rest' if self.other else 'all'}"),
            say("possible"),
        ]
        if not self.units:
            return lines
        lines.insert(0, say("needed" if self.needed >= LONG else "needed-short"))
        return [*lines, say(f"verdict.{self.verdict}"), *([say("squeeze")] if not self.fits else [])]

    def room(self, language: str) -> str:
        """How many there is time for, in words: "80 calls"."""
        return f"{amount(self.possible, language)} {self.unit}".strip()

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with the arithmetic in words."""
        return {
            **dataclasses.asdict(self),
            "needed": round(self.needed, 4),
            "free": round(self.free, 4),
            "possible": self.possible,
            "left_per_unit": round(self.left_per_unit, 4),
            "share": round(self.share, 4),
            "fits": self.fits,
            "verdict": self.verdict,
            "room": self.room(language),
            "arithmetic": self.lines(language),
        }


class _Say:
    """Words about a capacity, with its figures filled in."""

    def __init__(self, capacity: Capacity, language: str):
        self._language = language
        unit = capacity.unit or content.text("realism.capacity.units", language)
        self._fields = {
            "units": amount(capacity.units, language),
            "unit": unit,
            "per_unit": time_of(capacity.per_unit, language),
            "available": time_of(capacity.available, language),
            "other": time_of(capacity.other, language) if capacity.other else "0",
            "people": str(capacity.people),
            "minutes": minutes_of(capacity.needed, language),
            "needed": time_of(capacity.needed, language),
            "free": _both(capacity.free, language),
            "free_minutes": minutes_of(capacity.free, language),
            "possible": amount(capacity.possible, language),
            "percent": amount(round(100 * capacity.share), language),
            "left": time_of(capacity.left_per_unit, language),
        }

    def __call__(self, key: str) -> str:
        return content.text(f"realism.capacity.{key}", self._language, **self._fields)


def _both(time: float, language: str) -> str:
    """A long time in hours and minutes: "8 hours = 480 minutes"."""
    words = time_of(time, language)
    return f"{words} = {minutes_of(time, language)}" if time >= LONG else words


def capacity(units: str, per_unit: str, hours: str, other: str = "", people: str = "") -> Capacity:
    """The capacity check, from what somebody typed: "300 cuộc gọi", "6 phút", "8 giờ".

    `other` is a length of time or a share ("20 %"); bare numbers are minutes for one unit, hours elsewhere.
    Raises `Problem`: `realism.no-units`, `realism.no-people`, `realism.no-time-left` and those of `minutes`.
    """
    count = figure(units, Style(comma=style_of([units], comma=is_vietnamese(units)).comma))
    if count is None or not 0 < count.value <= _MOST_UNITS:
        raise Problem("realism.no-units", given=units.strip()[:60])
    heads = people.strip() or "1"
    if not heads.isdecimal() or not 1 <= int(heads) <= MOST_PEOPLE:
        raise Problem("realism.no-people", given=heads[:20])
    found = room(per_unit, hours, other)
    return dataclasses.replace(found, units=count.value, unit=count.unit, people=int(heads))


def room(per_unit: str, hours: str, other: str = "") -> Capacity:
    """How many one person has time for, where nobody says how many are asked for.

    Raises `Problem` like `capacity`.
    """
    time = minutes(hours, "hour")
    aside = _other(other, time)
    if aside >= time:
        raise Problem("realism.no-time-left", given=other.strip()[:60])
    each = minutes(per_unit, "minute")
    return Capacity(units=0.0, unit="", per_unit=each, available=time, other=aside, people=1)


def _other(text: str, available: float) -> float:
    share = _PERCENT.fullmatch(text)
    if share:
        return available * float(share[1].replace(",", ".")) / 100
    said = text.strip()
    return minutes(said, "hour") if said and said.strip("0.,") else 0.0
