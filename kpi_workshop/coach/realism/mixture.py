"""What the next periods may bring: several simple models of a history, each with the weight it has earned.

A member of the mixture says what kind of history it could be: steady or with a trend, forgetful or with a
memory from one period to the next, with seasons or without, on one of several scales. Each is fitted by
generalised least squares (statsmodels) and predicts with Student's t (scipy), which allows for how little
a short history tells. None is chosen: they are averaged by how well they explain the history (Bayesian model
averaging; Hoeting, Madigan, Raftery & Volinsky, 1999), because choosing one and then believing it makes
intervals too narrow. docs/realism.md has the reasons and what was measured.
"""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special
from statsmodels.regression.linear_model import OLS

from kpi_workshop.coach.realism.scales import Scale, scales_for
from kpi_workshop.coach.realism.shape import MEMORIES, Course, Shape, shapes

Vector = NDArray[np.float64]

SCALES = {"plain": 0.85, "root": 0.05, "log": 0.10}
"""Scale → weight beforehand."""
_DRAWS = 4000
_SEED = 2026
_TINY = 1e-12


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One model, fitted. Everything is on the member's own scale."""

    shape: Shape
    scale: Scale
    level: float
    """In the middle of the history, without season."""
    slope: float
    slope_spread: float
    seasons: Vector
    """The effect of each place in the cycle."""
    middles: Vector
    """Of each period ahead."""
    doubt: Vector
    """What not knowing the parameters adds to the variance of each period ahead, in units of `variance`."""
    variance: float
    """Of one period around what is expected of it."""
    freedom: int
    evidence: float
    """The logarithm of how likely the history is under this model, whatever its level and variance."""

    @property
    def spreads(self) -> Vector:
        """Of each period ahead: the scale parameter of Student's t."""
        return np.sqrt(self.variance * (self.doubt + self.shape.noise))


def fit(shape: Shape, scale: Scale, values: Vector) -> Member:
    """A member, fitted by generalised least squares to the values of a history."""
    stretched = scale.to(values)
    result = OLS(shape.whiten @ stretched, shape.ones, hasconst=True).fit()
    level, certainty = float(result.params[0]), float(result.normalized_cov_params[0, 0])
    rest, freedom = result.resid, int(result.df_resid)
    squares = max(float(result.ssr), _TINY * float(np.abs(stretched).max()) ** 2)
    inside = shape.spread + shape.level**2 * certainty
    given_level = shape.slope - shape.ones[:, 0] * float(shape.ones[:, 0] @ shape.slope) * certainty
    slope_size = max(shape.trend**2 - float(shape.slope @ given_level), 0.0)
    return Member(
        shape=shape,
        scale=scale,
        level=level,
        slope=float(shape.slope @ rest),
        slope_spread=math.sqrt(squares / freedom * slope_size),
        seasons=shape.seasons @ rest,
        middles=level + shape.follow @ rest,
        doubt=np.maximum(inside - shape.noise, 0.0),
        variance=squares / freedom,
        freedom=freedom,
        # The restricted likelihood: integrated over level and variance (Harville, 1974).
        evidence=0.5 * math.log(certainty) - shape.log_size - 0.5 * freedom * math.log(squares),
    )


@dataclasses.dataclass(frozen=True, eq=False)
class Mixture:
    """The members with their weights: what the periods ahead may bring."""

    course: Course
    members: tuple[Member, ...]
    weights: Vector
    """One for each member; their sum is 1."""
    low: float = -math.inf
    high: float = math.inf
    """All values lie between these: nothing is predicted outside."""

    @functools.cached_property
    def _middles(self) -> Vector:
        return np.array([member.middles for member in self.members])

    @functools.cached_property
    def _spreads(self) -> Vector:
        return np.array([member.spreads for member in self.members])

    @functools.cached_property
    def _by_scale(self) -> list[tuple[Scale, list[int]]]:
        places: dict[Scale, list[int]] = {}
        for place, member in enumerate(self.members):
            places.setdefault(member.scale, []).append(place)
        return list(places.items())

    @property
    def _freedom(self) -> int:
        return self.members[0].freedom

    def below(self, value: float, ahead: int = 0, *, inclusive: bool = False) -> float:
        """The probability that a period ahead (from 0) ends below a value; `inclusive`: at most there."""
        certain = self._certain(value, inclusive=inclusive)
        return self._unbounded(value, ahead) if certain is None else certain

    def _certain(self, value: float, *, inclusive: bool) -> float | None:
        """0 or 1 where the bounds alone tell whether a period ends below a value."""
        if value < self.low or (value == self.low and not inclusive):
            return 0.0
        if value > self.high or (value == self.high and inclusive):
            return 1.0
        return None

    def _unbounded(self, value: float, ahead: int) -> float:
        total = 0.0
        for scale, places in self._by_scale:
            stretched = scale.to(np.array([value]))[0]
            distance = (stretched - self._middles[places, ahead]) / self._spreads[places, ahead]
            total += float(self.weights[places] @ special.stdtr(self._freedom, distance))
        return total

    def level(self, share: float, ahead: int = 0) -> float:
        """The level below which a period ahead (from 0) ends with a probability of `share`."""
        away = self._middles[:, ahead] + special.stdtrit(self._freedom, share) * self._spreads[:, ahead]
        ends = np.concatenate([scale.back(away[places]) for scale, places in self._by_scale])
        heavy = ends[np.concatenate([self.weights[places] for _, places in self._by_scale]) > _TINY]
        low, high = float(heavy.min()), float(heavy.max())
        margin = 1e-9 * max(abs(low), abs(high), _TINY)
        low, high = low - margin, high + margin

        def missing(value: float) -> float:
            return self._unbounded(value, ahead) - share

        # Where a scale ends, more than the share may lie at its end.
        found = high if missing(high) < 0 else low
        if missing(low) < 0 < missing(high):
            found = float(optimize.brentq(missing, low, high, xtol=margin))
        return min(max(found, self.low), self.high)

    def chances(self, value: float, ahead: int = 0, *, inclusive: bool = False) -> Vector:
        """Draws of what `below` would be if the parameters were known.

        How they vary is how little the history tells about that probability. The same draws every time.
        """
        certain = self._certain(value, inclusive=inclusive)
        if certain is not None:
            return np.full(_DRAWS, certain)
        random = np.random.default_rng(_SEED)
        drawn = random.choice(len(self.members), _DRAWS, p=self.weights)
        variances = np.array([member.variance for member in self.members])[drawn]
        variances = variances * self._freedom / random.chisquare(self._freedom, _DRAWS)
        doubt = np.array([member.doubt[ahead] for member in self.members])[drawn]
        noise = np.array([member.shape.noise[ahead] for member in self.members])[drawn]
        middles = self._middles[drawn, ahead] + random.standard_normal(_DRAWS) * np.sqrt(variances * doubt)
        stretched = np.empty(len(self.members))
        for scale, places in self._by_scale:
            stretched[places] = scale.to(np.array([value]))[0]
        chances: Vector = special.ndtr((stretched[drawn] - middles) / np.sqrt(variances * noise))
        return chances

    def now(self) -> float:
        """The level of an ordinary period today: the next one without trend, season and chance."""

        def ordinary(member: Member) -> float:
            place = self.course.phases[len(self.course.times)] if self.course.phases else 0
            season = float(member.seasons[place]) if member.shape.season else 0.0
            return float(member.middles[0]) - season - member.slope * self._wait

        return self._average(ordinary)

    @property
    def _wait(self) -> float:
        return self.course.ahead[0] - self.course.times[-1]

    def typical(self, time: float) -> float:
        """The level at a time of the history, without season and chance."""
        middle = float(np.mean(self.course.times))
        return self._average(lambda member: member.level + member.slope * (time - middle))

    def season(self, place: int, time: float) -> float:
        """How far a place in the cycle lies from the typical level at a time."""
        middle = float(np.mean(self.course.times))

        def there(member: Member) -> float:
            seasons = member.seasons[place] if member.shape.season else 0.0
            return member.level + member.slope * (time - middle) + float(seasons)

        return self._average(there) - self.typical(time)

    def _average(self, of: Callable[[Member], float]) -> float:
        stretched = np.array([of(member) for member in self.members])
        back = sum(
            float(self.weights[places] @ scale.back(stretched[places])) for scale, places in self._by_scale
        )
        return min(max(back, self.low), self.high)

    @functools.cached_property
    def rising(self) -> float:
        """The probability that there is a trend, and that it goes up."""
        return self._trend(1.0)

    @functools.cached_property
    def falling(self) -> float:
        """The probability that there is a trend, and that it goes down."""
        return self._trend(-1.0)

    def _trend(self, sign: float) -> float:
        slopes = np.array([member.slope for member in self.members])
        spreads = np.array([member.slope_spread for member in self.members])
        has = np.array([member.shape.trend > 0 for member in self.members])
        distance = sign * np.divide(slopes, spreads, out=np.zeros_like(slopes), where=spreads > 0)
        return float(np.sum(self.weights * has * special.stdtr(self._freedom, distance)))

    @functools.cached_property
    def wandering(self) -> float:
        """The probability that the level itself wanders, without a trend."""
        most = max(MEMORIES)
        return self._share(lambda shape: shape.memory == most and not shape.trend)

    @functools.cached_property
    def seasonal(self) -> float:
        """The probability that there are seasons."""
        return self._share(lambda shape: shape.season > 0)

    def _share(self, fits: Callable[[Shape], bool]) -> float:
        """The weight of all members of a kind."""
        kind = np.array([fits(member.shape) for member in self.members])
        return float(self.weights[kind].sum())


def mixture(
    course: Course, values: Sequence[float], low: float = -math.inf, high: float = math.inf
) -> Mixture:
    """Fit all members to a history and weigh them. `low` and `high`: what values can't go beyond."""
    known = np.array(values, dtype=float)
    members = tuple(
        fit(shape, scale, known) for scale in scales_for(tuple(values)) for shape in shapes(course)
    )
    told = np.array(
        [member.evidence + math.log(member.shape.prior * SCALES[member.scale.kind]) for member in members]
    )
    weights = np.exp(told - special.logsumexp(told))
    return Mixture(course, members, weights / weights.sum(), low, high)
