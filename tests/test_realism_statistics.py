"""The realism tool's statistics, against published examples, the library, and processes that are known."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from scipy import stats
from statsmodels.regression.linear_model import GLS, OLS

from kpi_workshop import content
from kpi_workshop.coach.realism import shape as shaping
from kpi_workshop.coach.realism.limits import natural_limits
from kpi_workshop.coach.realism.mixture import fit, mixture
from kpi_workshop.coach.realism.scales import PLAIN, Scale, scales_for
from kpi_workshop.coach.realism.shape import Course

# NIST Statistical Reference Datasets, linear regression, Norris: ozone monitors.
NORRIS_X = """
0.2 337.4 118.2 884.6 10.1 226.5 666.3 996.3 448.6 777.0 558.2 0.4 0.6 775.5 666.9 338.0 447.5 11.6 556.0
228.1 995.8 887.6 120.2 0.3 0.3 556.8 339.1 887.2 999.0 779.0 11.1 118.3 229.2 669.1 448.9 0.5
"""
NORRIS_Y = """
0.1 338.8 118.1 888.0 9.2 228.1 668.5 998.5 449.1 778.9 559.2 0.3 0.1 778.1 668.8 339.3 448.9 10.8 557.7
228.3 998.0 888.8 119.6 0.3 0.6 557.6 339.3 888.0 998.5 778.9 10.2 117.6 228.9 668.4 449.2 0.2
"""
SLOPE, SLOPE_DEVIATION = 1.00211681802045, 0.000429796848199937
INTERCEPT, RESIDUAL_DEVIATION = -0.262323073774029, 0.884796396144373

# Montgomery & Runger, Applied Statistics and Probability for Engineers, table 16-3: chemical concentration.
CONCENTRATION = """
102.0 94.8 98.3 98.4 102.0 98.5 99.0 97.7 100.0 98.1 101.3 98.7 101.1 98.4 97.0 96.7 100.3 101.4 97.2 101.0
"""


def numbers(text: str) -> Any:
    return np.array([float(number) for number in text.split()])


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[float], None]]:
    """Leave a single member, without memory, for whose slope this much is likely."""

    def leave(trend: float) -> None:
        monkeypatch.setattr(shaping, "TRENDS", {trend: 1.0})
        monkeypatch.setattr(shaping, "MEMORIES", {0.0: 1.0})
        shaping.shapes.cache_clear()

    yield leave
    shaping.shapes.cache_clear()


def test_a_trend_is_the_regression_that_nist_certifies(only: Callable[[float], None]) -> None:
    """Where next to nothing is known beforehand about a slope, it is that of ordinary least squares."""
    only(30.0)
    x, y = numbers(NORRIS_X), numbers(NORRIS_Y)
    (shape,) = shaping.shapes(Course(tuple(x), (500.0,)))
    member = fit(shape, PLAIN, y)
    assert member.slope == pytest.approx(SLOPE, rel=1e-8)
    assert member.level - member.slope * x.mean() == pytest.approx(INTERCEPT, rel=1e-5)
    # A slope that isn't wholly free takes no degree of freedom, and weighs a little as a slope.
    deviation = np.sqrt(member.variance * 35 / 34)
    assert deviation == pytest.approx(RESIDUAL_DEVIATION, rel=5e-5)
    assert member.slope_spread * np.sqrt(35 / 34) == pytest.approx(SLOPE_DEVIATION, rel=5e-5)


def test_a_steady_member_predicts_as_the_library_does(only: Callable[[float], None]) -> None:
    only(0.0)
    values = numbers(CONCENTRATION) - 100  # some below zero: on one scale only
    mixed = mixed_of(values)
    library = OLS(values, np.ones(20)).fit().get_prediction(np.ones((1, 1)))
    low, high = library.conf_int(obs=True, alpha=0.2)[0]
    assert (mixed.level(0.1), mixed.level(0.9)) == pytest.approx((low, high))


def test_each_member_is_what_the_library_s_least_squares_says() -> None:
    values = numbers(CONCENTRATION)
    course = Course(tuple(map(float, range(20))), (20.0,), tuple(at % 4 for at in range(21)), 4)
    times = np.arange(20.0)
    for shape in shaping.shapes(course):
        apart = np.abs(times[:, None] - times[None, :])
        together = shape.memory**apart if shape.memory else np.eye(20)
        together = together + shape.trend**2 * np.outer(times - 9.5, times - 9.5)
        same = (times[:, None] - times[None, :]) % 4 == 0
        together = together + shape.season**2 * (same - 0.25)
        library = GLS(values, np.ones(20), sigma=together).fit()
        member = fit(shape, PLAIN, values)
        assert member.level == pytest.approx(float(library.params[0]), rel=1e-9)
        assert member.variance == pytest.approx(float(library.scale), rel=1e-8)
        restricted = library.llf + 0.5 * np.log(library.normalized_cov_params[0, 0])
        profiled = restricted + 10 * np.log(library.ssr) - 9.5 * np.log(library.ssr)
        constant = -10 * np.log(2 * np.pi / 20) - 10
        assert member.evidence == pytest.approx(float(profiled - constant), rel=1e-7)


def test_natural_limits_are_those_of_the_published_chart() -> None:
    limits = natural_limits(numbers(CONCENTRATION))
    assert round(limits.middle, 1) == 99.1
    assert round(limits.moving_range, 2) == 2.59
    # The book goes on from the rounded mean: 92.21 and 105.99.
    assert limits.low == pytest.approx(92.21, abs=0.02)
    assert limits.high == pytest.approx(105.99, abs=0.02)


@pytest.mark.parametrize("scale", scales_for((3.0, 0.0, 8.0, 5.0)), ids=lambda scale: scale.kind)
def test_a_scale_leads_back_to_where_it_came_from(scale: Scale) -> None:
    values = np.array([0.0, 3.0, 8.0, 120.0])
    assert scale.back(scale.to(values)) == pytest.approx(values, abs=1e-9)
    assert np.all(np.diff(scale.to(values)) > 0)


def test_scales_on_which_a_value_is_impossible_are_left_out() -> None:
    assert [scale.kind for scale in scales_for((3.0, -1.0, 2.0))] == ["plain"]
    assert [scale.kind for scale in scales_for((3.0, 1.0, 2.0))] == ["plain", "root", "log"]


def mixed_of(values: Any, low: float = -np.inf) -> Any:
    count = len(values)
    return mixture(
        Course(tuple(map(float, range(count))), tuple(map(float, range(count, count + 4)))), values, low
    )


def test_levels_and_probabilities_are_inverse_to_each_other() -> None:
    mixed = mixed_of(numbers(CONCENTRATION), 0.0)
    for share in (0.05, 0.2, 0.5, 0.9):
        assert mixed.below(mixed.level(share)) == pytest.approx(share, abs=1e-5)
    assert mixed.below(-1.0) == mixed.below(0.0) == 0.0
    assert 0 <= mixed.below(0.0, inclusive=True) < 1e-6


def test_the_probability_s_own_doubt_surrounds_it_and_shrinks() -> None:
    random = np.random.default_rng(1)
    widths = []
    for count in (8, 36):
        values = 100 + 10 * random.standard_normal(count)
        mixed = mixed_of(values)
        low, high = np.quantile(mixed.chances(105.0), (0.1, 0.9))
        assert low < mixed.below(105.0) < high
        widths.append(high - low)
    assert widths[1] < 0.7 * widths[0]
    assert mixed.chances(105.0).mean() == pytest.approx(mixed.below(105.0), abs=0.02)


def test_trends_are_spoken_of_where_there_are_some() -> None:
    random = np.random.default_rng(2)
    chance = random.standard_normal((40, 12))
    steady = [mixed_of(100 + 10 * row).rising for row in chance]
    rising = [mixed_of(100 + 10 * (0.5 * np.arange(12) + row)) for row in chance]
    assert np.mean(np.array(steady) > 0.6) <= 0.05
    assert np.mean([mixed.rising > 0.6 for mixed in rising]) >= 0.9
    assert max(mixed.falling for mixed in rising) < 0.05


def test_a_wandering_level_is_known_as_one() -> None:
    random = np.random.default_rng(3)
    walks = 500 + 10 * np.cumsum(random.standard_normal((20, 36)), axis=1)
    assert np.mean([mixed_of(walk).wandering > 0.6 for walk in walks]) >= 0.6
    steady = 500 + 10 * random.standard_normal((20, 36))
    assert max(mixed_of(row).wandering for row in steady) < 0.6


@pytest.fixture(scope="module")
def coverage() -> Any:
    path = content.root() / "tools" / "coverage.py"
    spec = importlib.util.spec_from_file_location("coverage_tables", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SOME = (
    "steady",
    "trend, 0.4 s.d. a period",
    "memory, AR(1) 0.3",
    "memory, AR(1) 0.5",
    "counts, negative binomial, mean 8",
)
TRIES = 30
"""For each process and length; the same histories each time."""


def test_intervals_hold_as_often_as_they_say(coverage: Any) -> None:
    """A quick look; docs/realism.md has the full tables."""
    known = {process.name: process for process in coverage.PROCESSES}
    cases = [*((known[name], (8, 12, 36)) for name in SOME), (coverage.seasonal_processes(4)[2], (12, 24))]
    all_held = all_told = 0
    for process, lengths in cases:
        counted = [coverage.coverage(process, length, TRIES) for length in lengths]
        held, told = map(sum, zip(*counted, strict=True))
        assert told == TRIES * len(lengths)
        assert stats.binomtest(held, told, 0.8).pvalue > 0.01, (process.name, held, told)
        all_held, all_told = all_held + held, all_told + told
    assert 0.77 <= all_held / all_told <= 0.83
