"""How the periods of a history may hang together: trend, memory, seasons; without its values."""

from __future__ import annotations

import dataclasses
import functools
import itertools

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

Vector = NDArray[np.float64]

TRENDS = {0.0: 0.45, 0.2: 0.20, 1.0: 0.15, 4.0: 0.10, 15.0: 0.10}
"""How steep a trend may be, in standard deviations of one period a period → weight beforehand."""
MEMORIES = {0.0: 0.40, 0.45: 0.35, 0.95: 0.25}
"""Correlation of neighbouring periods → weight beforehand."""
SEASONS = {0.0: 0.6, 1.0: 0.2, 3.0: 0.2}
"""How large seasons may be, in standard deviations of one period → weight beforehand."""
LEAST_CYCLES = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Course:
    """Times of a history and of what comes after it, in periods, and the place of each in its cycle."""

    times: tuple[float, ...]
    ahead: tuple[float, ...]
    phases: tuple[int, ...] = ()
    """One for each of `times` and `ahead`; empty if there are no seasons to look for."""
    cycle: int = 1

    @property
    def may_have_seasons(self) -> bool:
        """Whether there are two full cycles, and few gaps in them."""
        if not self.phases or self.cycle < 2:
            return False
        span = self.times[-1] - self.times[0] + 1
        return span >= LEAST_CYCLES * self.cycle and len(self.times) >= 0.75 * LEAST_CYCLES * self.cycle


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A member's idea of how periods hang together: all of it that doesn't depend on the values."""

    trend: float
    memory: float
    season: float
    prior: float
    whiten: Vector
    """n × n: makes the periods of the history independent of each other, with equal variance."""
    ones: Vector
    """n × 1: a constant level, whitened."""
    log_size: float
    follow: Vector
    """How each period ahead follows from the whitened history, beyond the level: ahead × n."""
    level: Vector
    """How much of the level is in each period ahead after that."""
    spread: Vector
    """Variance of each period ahead, given the level and the history, in units of one period's variance."""
    noise: Vector
    """The part of `spread` that would be left if everything but chance were known."""
    slope: Vector
    """How the slope follows from the whitened history: n."""
    seasons: Vector
    """How the effect of each place in the cycle follows from it: cycle × n."""


@functools.lru_cache(maxsize=64)
def shapes(course: Course) -> tuple[Shape, ...]:
    """The shapes of all members for the times of a history."""
    seasons = SEASONS if course.may_have_seasons else {0.0: 1.0}
    return tuple(
        _shape(course, trend, memory, season, TRENDS[trend] * MEMORIES[memory] * seasons[season])
        for trend, memory, season in itertools.product(TRENDS, MEMORIES, seasons)
    )


def _shape(course: Course, trend: float, memory: float, season: float, prior: float) -> Shape:
    n = len(course.times)
    times = np.array([*course.times, *course.ahead])
    centred = times - times[:n].mean()
    apart = np.abs(times[:, None] - times[None, :])
    chance = np.power(memory, apart) if memory else np.eye(len(times))
    together = chance + trend**2 * np.outer(centred, centred)
    places = np.zeros((len(times), course.cycle))
    if season:
        places[np.arange(len(times)), course.phases] = 1.0
        places -= 1.0 / course.cycle
        together = together + season**2 * places @ places.T
    lower = linalg.cholesky(together[:n, :n], lower=True)
    whiten = linalg.solve_triangular(lower, np.eye(n), lower=True)
    ones = whiten @ np.ones(n)
    follow = (whiten @ together[:n, n:]).T
    level = 1.0 - follow @ ones
    known = chance[:n, :n]
    free = np.diag(chance)[n:] - np.sum(chance[n:, :n] * linalg.solve(known, chance[:n, n:]).T, axis=1)
    return Shape(
        trend=trend,
        memory=memory,
        season=season,
        prior=prior,
        whiten=whiten,
        ones=ones[:, None],
        log_size=float(np.log(np.diag(lower)).sum()),
        follow=follow,
        level=level,
        spread=np.diag(together)[n:] - np.sum(follow**2, axis=1),
        noise=free,
        slope=trend**2 * (whiten @ centred[:n]),
        seasons=season**2 * (whiten @ places[:n]).T,
    )
