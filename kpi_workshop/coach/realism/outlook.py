"""Where a history stands, what the next period may bring, and what that means for a target.

One history at a time: a person's or a team's own past is the only thing that their target is held against.
An `Outlook` doesn't sort before or after another, and no function takes two of them.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np

from kpi_workshop.coach.realism.history import Series
from kpi_workshop.coach.realism.limits import Limits, natural_limits
from kpi_workshop.coach.realism.mixture import Mixture, mixture
from kpi_workshop.coach.realism.shape import Course

LEAST_PERIODS = 8
"""Fewer say too little: what the intervals cover was measured from eight periods up (docs/realism.md)."""
LEAST_LEVELS = 3
"""Different values that there must be: with one or two nobody can tell how much the next may differ."""
_MOST_PERIODS = 120
_MOST_GAPS = 0.5
SAID = 0.6
"""A trend or a season is spoken of once it is more likely than this. It counts in the intervals before."""
COMMIT, EVEN, STRETCH = 0.8, 0.5, 0.2
"""How often the three levels of a range are reached in periods like the past ones (practice)."""
_FAR = 0.05
_LEAST, _MOST = 0.01, 0.99
"""No history makes anything certain."""
STEPS = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Season:
    """The seasons of a history: place in the cycle → how far it lies from the typical level."""

    effects: tuple[float, ...]

    @property
    def high(self) -> int:
        """The place with the highest values."""
        return max(range(len(self.effects)), key=self.effects.__getitem__)

    @property
    def low(self) -> int:
        """The place with the lowest values."""
        return min(range(len(self.effects)), key=self.effects.__getitem__)


@dataclasses.dataclass(frozen=True, slots=True)
class Range:
    """Three levels instead of one cliff."""

    commit: float
    """Reached in 8 of 10 periods like the past ones."""
    target: float
    """Reached in 5 of 10."""
    stretch: float
    """Reached in 2 of 10: welcome, never expected."""


@dataclasses.dataclass(frozen=True, slots=True)
class Chance:
    """How likely a target is reached in the next period."""

    target: float
    probability: float
    low: float
    """The probability's own 80 % interval: how little the history tells about it."""
    high: float
    periods_away: int | None
    """After how many periods of the growth path the target would be an ordinary result: 0 if it is one
    today, None if that lies further ahead than the history reaches back, or differs by season."""

    @property
    def verdict(self) -> str:
        """`usual`, `even`, `stretch`, `far` or `beyond`."""
        steps = (("usual", COMMIT), ("even", EVEN), ("stretch", STRETCH), ("far", _FAR))
        return next((name for name, least in steps if self.probability >= least), "beyond")


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One period of a growth path."""

    ahead: int
    """1 for the next period."""
    level: float
    unchanged: float
    """What half of such periods reach if nothing changes."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outlook:
    """What one history says. Everything after `why` is None or empty if it says too little."""

    series: Series
    lower_is_better: bool
    step: float
    """Below this, digits mean nothing: for rounding."""
    baseline: float
    """Where this history stands now; with too little data the middle of what there is."""
    why: str = ""
    """Why it is too little: `few-periods`, `few-levels`, `gaps`; empty if it is enough."""
    low: float = -math.inf
    """What values can't go below, and above."""
    high: float = math.inf
    limits: Limits | None = None
    unusual: tuple[int, ...] = ()
    """Numbers of the periods whose values lie outside the limits."""
    trend: float | None = None
    """Change a period, where there is a trend to speak of."""
    wandered_from: float | None = None
    """The mean of the first third, where the level has moved without a trend to speak of."""
    season: Season | None = None
    interval: tuple[float, float] | None = None
    """80 % of what the next period may bring."""
    range: Range | None = None
    path: tuple[Step, ...] = ()
    chance: Chance | None = None

    @property
    def enough(self) -> bool:
        """Whether there is enough data to say anything about the next period."""
        return not self.why

    @property
    def steady(self) -> bool:
        """Whether there is neither a trend nor a season nor a wandering level to speak of."""
        return self.trend is None and self.season is None and self.wandered_from is None

    @property
    def improving(self) -> bool | None:
        """Whether a trend goes the wanted way; None if there is none."""
        return None if self.trend is None else (self.trend < 0) == self.lower_is_better


def outlook(
    series: Series, target: float | None = None, *, lower_is_better: bool = False, steps: int = STEPS
) -> Outlook:
    """The outlook of one history. `target` is a level of the next period, `steps` the length of the path."""
    values = tuple(float(value) for value in series.frame["value"])[-_MOST_PERIODS:]
    indices = tuple(int(index) for index in series.frame["index"])[-_MOST_PERIODS:]
    why = _too_little(indices, values)
    if why:
        middle, spread = float(np.median(values)), max(values) - min(values)
        return Outlook(
            series=series,
            lower_is_better=lower_is_better,
            step=_step(spread, values),
            baseline=middle,
            why=why,
        )
    low = 0.0 if min(values) >= 0 else -math.inf
    high = 100.0 if series.percent and max(values) <= 100 else math.inf
    course = _course(series, indices, max(steps, 1))
    return _told(series, mixture(course, values, low, high), values, target, lower_is_better)


def _too_little(indices: Sequence[int], values: Sequence[float]) -> str:
    if len(values) < LEAST_PERIODS:
        return "few-periods"
    if len(set(values)) < LEAST_LEVELS:
        return "few-levels"
    span = indices[-1] - indices[0] + 1
    return "gaps" if len(values) < _MOST_GAPS * span else ""


def _course(series: Series, indices: Sequence[int], steps: int) -> Course:
    ahead = [indices[-1] + number for number in range(1, steps + 1)]
    calendar, first = series.calendar, indices[0]
    phases = [calendar.phase(index) for index in (*indices, *ahead)] if calendar.cycle > 1 else []
    return Course(
        times=tuple(float(index - first) for index in indices),
        ahead=tuple(float(index - first) for index in ahead),
        phases=tuple(phases),
        cycle=calendar.cycle,
    )


def _told(
    series: Series, mixed: Mixture, values: Sequence[float], target: float | None, lower: bool
) -> Outlook:
    times = mixed.course.times
    trend = (mixed.typical(times[-1]) - mixed.typical(times[0])) / (times[-1] - times[0])
    trend_said = max(mixed.rising, mixed.falling) > SAID
    season = _season(mixed)
    limits, unusual = _limits(mixed, values, trend if trend_said else 0.0, season)
    interval = (mixed.level(0.1), mixed.level(0.9))
    step = _step(interval[1] - interval[0], values)
    span, path = _range(mixed, lower), _path(mixed, lower)
    told = Outlook(
        series=series,
        lower_is_better=lower,
        step=step,
        baseline=mixed.now(),
        low=mixed.low,
        high=mixed.high,
        limits=limits,
        unusual=tuple(int(series.frame["index"].iloc[place - len(values)]) for place in unusual),
        trend=trend if trend_said else None,
        wandered_from=_early(values) if mixed.wandering > SAID and not season else None,
        season=season,
        interval=interval,
        range=span,
        path=path,
    )
    if target is None:
        return told
    whole = all(value.is_integer() for value in values)
    return dataclasses.replace(told, chance=_chance(mixed, told, float(target), whole))


def _early(values: Sequence[float]) -> float:
    return float(np.mean(values[: max(len(values) // 3, 2)]))


def _season(mixed: Mixture) -> Season | None:
    if mixed.seasonal <= SAID:
        return None
    last = mixed.course.times[-1]
    return Season(tuple(mixed.season(place, last) for place in range(mixed.course.cycle)))


def _limits(
    mixed: Mixture, values: Sequence[float], trend: float, season: Season | None
) -> tuple[Limits, list[int]]:
    """Natural limits around today's level, and the places of values outside them.

    A trend and seasons that are spoken of are taken out first: they are no surprise.
    """
    last = mixed.course.times[-1]
    expected = [trend * (time - last) for time in mixed.course.times]
    if season:
        expected = [
            away + season.effects[place] for away, place in zip(expected, mixed.course.phases, strict=False)
        ]
    plain = [value - away for value, away in zip(values, expected, strict=True)]
    limits = natural_limits(plain)
    outside = [place for place, value in enumerate(plain) if not limits.low <= value <= limits.high]
    bounded = Limits(
        max(limits.low, mixed.low), limits.middle, min(limits.high, mixed.high), limits.moving_range
    )
    return bounded, outside


def _reached(mixed: Mixture, share: float, lower: bool, ahead: int = 0) -> float:
    """The level that a period ahead reaches with a probability of `share`."""
    return mixed.level(share if lower else 1.0 - share, ahead)


def _range(mixed: Mixture, lower: bool) -> Range:
    return Range(*(_reached(mixed, share, lower) for share in (COMMIT, EVEN, STRETCH)))


def _path(mixed: Mixture, lower: bool) -> tuple[Step, ...]:
    """From what is ordinary today to where today's good periods are ordinary, in even steps."""
    gain = _reached(mixed, STRETCH, lower) - _reached(mixed, EVEN, lower)
    count = len(mixed.course.ahead)
    steps = []
    for number in range(1, count + 1):
        unchanged = _reached(mixed, EVEN, lower, number - 1)
        level = min(max(unchanged + gain * number / count, mixed.low), mixed.high)
        steps.append(Step(number, level, unchanged))
    return tuple(steps)


def _chance(mixed: Mixture, told: Outlook, target: float, whole: bool) -> Chance:
    # Between two whole numbers lies nothing: 12 is reached by whatever would be rounded to 12.
    half = 0.5 if whole and target.is_integer() else 0.0
    if told.lower_is_better:
        probability = mixed.below(target + half, inclusive=True)
        draws = mixed.chances(target + half, inclusive=True)
    else:
        probability = 1.0 - mixed.below(target - half)
        draws = 1.0 - mixed.chances(target - half)
    low, high = (float(end) for end in np.quantile(draws, (0.1, 0.9)))
    low, probability, high = sorted(
        min(max(one, _LEAST), _MOST) for one in (min(low, probability), probability, max(high, probability))
    )
    return Chance(
        target=target,
        probability=probability,
        low=low,
        high=high,
        periods_away=_periods_away(told, target),
    )


def _periods_away(told: Outlook, target: float) -> int | None:
    """Along the path, and along a trend that goes the wanted way; seasons apart."""
    assert told.range is not None
    if told.season:
        return None
    wanted = -1.0 if told.lower_is_better else 1.0
    missing = wanted * (target - told.range.target)
    if missing <= 0:
        return 0
    gain = wanted * (told.range.stretch - told.range.target) / len(told.path)
    pace = gain + max(wanted * (told.trend or 0.0), 0.0)
    periods = math.ceil(missing / pace) if pace > 0 else math.inf
    return int(periods) if periods <= len(told.series.frame) else None


def _step(width: float, values: Sequence[float]) -> float:
    """A power of ten: a two-hundredth to a twentieth of the width, and 1 at least for whole numbers."""
    step = 10.0 ** (math.floor(math.log10(width / 2)) - 1) if width > 0 else 1.0
    return max(step, 1.0) if all(value.is_integer() for value in values) else step
