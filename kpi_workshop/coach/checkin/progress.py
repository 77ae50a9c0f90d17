"""Progress as a band and a direction, from the few values that were noted so far. Never pass or fail.

The arithmetic is plain. With few values an odd one makes the band wide, which is as it should be: then the
number alone doesn't tell. From six on, one odd value can't throw it off.

- The *band* is the middle of the last three values, give or take how much values usually move from one
  check-in to the next (the median of those moves). It describes what was seen; it foretells nothing.
- The *direction* is told if so many values rose (or fell) after each other that chance alone would hardly
  have put them in such an order: Mann's test for trend (Mann, 1945, Econometrica), which is Kendall's
  rank correlation with time, with its exact distribution for few values.

Two values make a difference, not a direction. What is too little to tell is said to be so.
"""

from __future__ import annotations

import dataclasses
import itertools
import statistics
from collections.abc import Sequence
from typing import Any, Literal

from kpi_workshop.coach.checkin.model import Note
from kpi_workshop.coach.checkin.wording import band_words, sentences
from kpi_workshop.critic.levels import Level, comparable, level
from kpi_workshop.critic.record import Record
from kpi_workshop.kpi import Kpi

LEAST_FOR_BAND = 3
LEAST_FOR_TREND = 4
"""With three values even the clearest order comes about by chance in one case of three."""
_RECENT = 3
_LOOKED_AT = 12
"""Values: what lay before that says little about now."""
_CHANCE = 0.1
_NEAR = 0.8
"""Of the way from start to target."""

Place = Literal["", "behind", "start", "under-way", "near", "there", "wide"]
Trend = Literal["", "toward", "away", "up", "down", "steady", "unclear"]


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """A value that was noted. `level` is None if it can't be read as one in the target's unit."""

    date: str
    said: str
    level: float | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a KPI stands. Numbers are in the unit in which its levels were typed."""

    points: tuple[Point, ...]
    """One a day, the oldest first."""
    start: float | None
    """The level from which the team set out."""
    target: float | None
    band: tuple[float, float] | None
    """Low and high end; None while there are fewer than `LEAST_FOR_BAND` values."""
    way: tuple[float, float] | None
    """The band as shares of the way from start to target: 0 is the start, 1 the target. Not cut off."""
    place: Place
    """Where on its way the band lies; empty if that can't be told."""
    trend: Trend
    """Empty while there are fewer than `LEAST_FOR_TREND` values."""
    unit: str = ""
    """ "%" if levels are shares, else nothing."""

    @property
    def levels(self) -> tuple[float, ...]:
        """The values that can be compared with each other."""
        return tuple(point.level for point in self.points if point.level is not None)

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its words."""
        return {
            "values": [dataclasses.asdict(point) for point in self.points],
            "start": self.start,
            "target": self.target,
            "band": list(self.band) if self.band else None,
            "band_text": band_words(self.band, self.unit, language) if self.band else "",
            "way": list(self.way) if self.way else None,
            "place": self.place,
            "trend": self.trend,
            "enough_for_band": self.band is not None,
            "enough_for_trend": bool(self.trend),
            "sentences": sentences(self, language),
        }


def progress(kpi: Kpi, notes: Sequence[Note], since: str = "") -> Progress:
    """How a KPI is doing, from the values noted at its check-ins.

    `since` is the ISO date from which its measure is the present one: earlier values measured something else.
    """
    record = Record.of(kpi)
    daily = {note.date: note.value for note in notes if note.value.strip() and note.date >= since}
    points = _points(record, sorted(daily.items())[-_LOOKED_AT:])
    levels = [point.level for point in points if point.level is not None]
    wanted = _wanted(record)
    start, target = _start(record), _aim(record, wanted)
    band = _band(levels)
    way = _way(band, start, target) if band else None
    recent = statistics.median(levels[-_RECENT:]) if levels else 0.0
    return Progress(
        points=points,
        start=start,
        target=target,
        band=band,
        way=way,
        place=_place(way, _reached(recent, band, target, wanted)) if band else "",
        trend=_trend(levels, wanted),
        unit="%" if record.target and "%" in record.target.unit else "",
    )


def _points(record: Record, daily: Sequence[tuple[str, str]]) -> tuple[Point, ...]:
    language = record.statement.language
    read = [(date, said, level(said, language)) for date, said in daily]
    like = record.target or _baseline(record) or next((one for *_, one in read if one), None)
    return tuple(
        Point(date, said, (one.low + one.high) / 2 if one and like and _fits(one, like) else None)
        for date, said, one in read
    )


def _fits(one: Level, like: Level) -> bool:
    """Whether a value goes with the target: its bare number does, unless the target's is multiplied."""
    bare = not one.unit and not one.scaled and not like.scaled
    return comparable(like, one) or (bare and (not one.rate or one.rate == like.rate))


def _start(record: Record) -> float | None:
    baseline, target = _baseline(record), record.target
    if baseline is None or (target and not _fits(baseline, target)):
        return None
    return (baseline.low + baseline.high) / 2


def _baseline(record: Record) -> Level | None:
    """The level to start from, of the record or as the statement says it: "from 42 to 50"."""
    said = record.statement.baseline
    if record.baseline or said is None:
        return record.baseline
    return level(record.statement.said(said), record.statement.language)


def _wanted(record: Record) -> int:
    """1 if the level is to rise, -1 if it is to fall, 0 if nothing tells."""
    start, target = _start(record), record.target
    if start is not None and target and not target.low <= start <= target.high:
        return 1 if target.low > start else -1
    return int(record.is_more_wanted) - int(record.is_less_wanted)


def _aim(record: Record, wanted: int) -> float | None:
    """The end of the target that is reached first."""
    target = record.target
    if target is None:
        return None
    return {1: target.low, -1: target.high}.get(wanted, (target.low + target.high) / 2)


def _band(levels: Sequence[float]) -> tuple[float, float] | None:
    if len(levels) < LEAST_FOR_BAND:
        return None
    middle = statistics.median(levels[-_RECENT:])
    wobble = statistics.median(abs(later - earlier) for earlier, later in itertools.pairwise(levels))
    return _plain(middle - wobble), _plain(middle + wobble)


def _way(band: tuple[float, float], start: float | None, target: float | None) -> tuple[float, float] | None:
    if start is None or target is None or start == target:
        return None
    low, high = sorted(_plain((end - start) / (target - start)) for end in band)
    return low, high


def _plain(number: float) -> float:
    """Without what binary fractions add far behind the point."""
    return float(f"{number:.9g}")


def _reached(
    recent: float, band: tuple[float, float] | None, target: float | None, wanted: int
) -> Literal["", "there", "near"]:
    """Whether the middle of the band, or only an end of it, has come to the target."""
    if band is None or target is None or not wanted:
        return ""
    if (recent - target) * wanted >= 0:
        return "there"
    best = band[1] if wanted > 0 else band[0]
    return "near" if (best - target) * wanted >= 0 else ""


def _place(way: tuple[float, float] | None, reached: Literal["", "there", "near"]) -> Place:
    if way is None:
        return reached
    low, high = way
    if low <= 0 and high >= 1:
        return "wide"
    if reached or (low + high) / 2 >= _NEAR:
        return reached or "near"
    if high < 0:
        return "behind"
    return "start" if low <= 0 else "under-way"


def _trend(levels: Sequence[float], wanted: int) -> Trend:
    if len(levels) < LEAST_FOR_TREND:
        return ""
    if len(set(levels)) == 1:
        return "steady"
    pairs = itertools.combinations(levels, 2)
    score = sum((later > earlier) - (later < earlier) for earlier, later in pairs)
    if _chance(len(levels), abs(score)) > _CHANCE:
        return "unclear"
    if not wanted:
        return "up" if score > 0 else "down"
    return "toward" if score * wanted > 0 else "away"


def _chance(count: int, score: int) -> float:
    """How likely values in random order score at least so much, up or down. Ties make it an upper bound."""
    orders = [1]  # how many orders of the values have 0, 1, 2 … pairs the wrong way round
    for size in range(2, count + 1):
        longer = len(orders) + size - 1
        orders = [sum(orders[max(0, pairs - size + 1) : pairs + 1]) for pairs in range(longer)]
    most = len(orders) - 1
    extreme = sum(ways for pairs, ways in enumerate(orders) if abs(most - 2 * pairs) >= score)
    return extreme / sum(orders)
