"""How often the realism tool's 80 % intervals hold, on processes whose truth is known, for docs/realism.md.

    python tools/coverage.py            # all of it, to standard output; half an hour

Each number is the share of histories for which the next value fell into the interval given before it came. A
process runs on from where the history ends, so the truth is what a team would have met.
"""

from __future__ import annotations

import dataclasses
import math
import sys
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from kpi_workshop.coach.realism.history import Series
from kpi_workshop.coach.realism.outlook import outlook
from kpi_workshop.coach.realism.periods import Calendar

Values = NDArray[np.float64]
Random = np.random.Generator
SEED = 20260401


def _noise(random: Random, count: int, memory: float = 0.0) -> Values:
    """Normal values of variance 1; each hangs on the one before with this correlation."""
    fresh = random.standard_normal(count + 50)
    values = np.empty_like(fresh)
    values[0] = fresh[0]
    for at in range(1, len(fresh)):
        values[at] = memory * values[at - 1] + math.sqrt(1 - memory**2) * fresh[at]
    return values[50:]


def _level(memory: float = 0.0, slope: float = 0.0) -> Callable[[Random, int], Values]:
    return lambda random, count: 100 + 10 * (slope * np.arange(count) + _noise(random, count, memory))


def _seasonal(cycle: int, size: float, slope: float = 0.0) -> Callable[[Random, int], Values]:
    def run(random: Random, count: int) -> Values:
        seasons = size * random.standard_normal(cycle)
        times = np.arange(count)
        return 200 + 10 * (seasons[times % cycle] + slope * times + random.standard_normal(count))

    return run


def _sine(cycle: int, size: float) -> Callable[[Random, int], Values]:
    def run(random: Random, count: int) -> Values:
        turn = 2 * math.pi * (np.arange(count) + random.integers(cycle)) / cycle
        return 200 + 10 * (size * math.sqrt(2) * np.sin(turn) + random.standard_normal(count))

    return run


def _step(random: Random, count: int) -> Values:
    at = random.integers(2, count - 2)
    return 100 + 10 * (2.0 * (np.arange(count) >= at) + random.standard_normal(count))


def _truth(memory: float = 0.0, slope: float = 0.0) -> Callable[[Values], tuple[float, float]]:
    """A target half a deviation above what the next value is expected to be without memory, and how likely
    it really is after these values."""

    def after(values: Values) -> tuple[float, float]:
        count = len(values)
        left = (values[-1] - 100) / 10 - slope * (count - 1)
        target = 100 + 10 * (slope * count + 0.5)
        away = (0.5 - memory * left) / math.sqrt(1 - memory**2)
        return target, 1 - float(stats.norm.cdf(away))

    return after


@dataclasses.dataclass(frozen=True, slots=True)
class Process:
    """Something a KPI may be like."""

    name: str
    run: Callable[[Random, int], Values]
    percent: bool = False
    cycle: int = 1
    truth: Callable[[Values], tuple[float, float]] | None = None


STEADY = Process("steady", _level(), truth=_truth())
PROCESSES = (
    STEADY,
    Process("trend, 0.1 s.d. a period", _level(slope=0.1)),
    Process("trend, 0.4 s.d. a period", _level(slope=0.4), truth=_truth(slope=0.4)),
    Process("trend, 1 s.d. a period", _level(slope=1.0)),
    Process("trend, 3 s.d. a period", _level(slope=3.0)),
    Process("memory, AR(1) 0.3", _level(memory=0.3)),
    Process("memory, AR(1) 0.5", _level(memory=0.5), truth=_truth(memory=0.5)),
    Process("memory, AR(1) 0.7", _level(memory=0.7)),
    Process("AR(1) 0.4 and trend 0.2", _level(memory=0.4, slope=0.2)),
    Process("counts, Poisson with mean 3", lambda random, count: random.poisson(3, count).astype(float)),
    Process("counts, Poisson with mean 20", lambda random, count: random.poisson(20, count).astype(float)),
    Process(
        "counts, negative binomial, mean 8",
        lambda random, count: random.negative_binomial(3, 3 / 11, count).astype(float),
    ),
    Process(
        "skewed, log-normal 0.3", lambda random, count: 100 * np.exp(0.3 * random.standard_normal(count))
    ),
    Process(
        "skewed, log-normal 0.6", lambda random, count: 100 * np.exp(0.6 * random.standard_normal(count))
    ),
    Process("skewed, exponential", lambda random, count: random.exponential(100, count)),
    Process("heavy tails, t with 4 d.f.", lambda random, count: 100 + 10 * random.standard_t(4, count)),
    Process("percentages near 90", lambda random, count: 100 * random.beta(18, 2, count), percent=True),
    Process("one step of 2 s.d.", _step),
    Process("random walk", lambda random, count: 500 + 10 * np.cumsum(random.standard_normal(count))),
)
LENGTHS = (8, 12, 24, 36)
SEASONAL = (
    ("quarters", 4, (8, 12, 16, 24)),
    ("months", 12, (24, 36, 48)),
    ("weekdays", 7, (14, 28, 42)),
)
_RHYTHMS = {4: "quarter", 12: "month"}


def seasonal_processes(cycle: int) -> tuple[Process, ...]:
    """Processes for histories of two cycles and more."""
    return (
        Process("no season", _level(), cycle=cycle),
        Process("season of 1 s.d.", _seasonal(cycle, 1.0), cycle=cycle),
        Process("season of 2 s.d.", _seasonal(cycle, 2.0), cycle=cycle),
        Process("smooth season of 2 s.d.", _sine(cycle, 2.0), cycle=cycle),
        Process("season of 1.5 s.d. and trend 0.15", _seasonal(cycle, 1.5, 0.15), cycle=cycle),
        Process("AR(1) 0.4, no season", _level(memory=0.4), cycle=cycle),
    )


def series_of(values: Iterable[float], process: Process) -> Series:
    """Values as the history of somebody unnamed."""
    known = list(values)
    calendar = Calendar("day", None, tuple(range(7))) if process.cycle == 7 else Calendar(_rhythm(process))
    frame = pd.DataFrame({"index": range(len(known)), "value": known})
    return Series(person="", frame=frame, calendar=calendar, unit="", percent=process.percent)


def _rhythm(process: Process) -> str:
    return _RHYTHMS.get(process.cycle, "other")


def coverage(process: Process, length: int, times: int, seed: int = SEED) -> tuple[int, int]:
    """So many of so many next values lay in the interval given before. Histories too short of different
    values, of which nothing is said, don't count."""
    held = told = 0
    for number in range(times):
        random = np.random.default_rng([seed, length, number])
        *values, coming = process.run(random, length + 1)
        interval = outlook(series_of(values, process), steps=1).interval
        if interval:
            told += 1
            held += interval[0] <= coming <= interval[1]
    return held, told


def doubt(process: Process, length: int, times: int, seed: int = SEED) -> tuple[int, float]:
    """How often the true probability of a target lay in the interval given for it, of so many times; and by
    how much the probability given was too high on average."""
    assert process.truth
    held, over = 0, 0.0
    for number in range(times):
        values = process.run(np.random.default_rng([seed, length, number]), length)
        target, truth = process.truth(values)
        chance = outlook(series_of(values, process), target, steps=1).chance
        assert chance
        held += chance.low <= truth <= chance.high
        over += chance.probability - truth
    return held, over / times


def _row(process: Process, lengths: Iterable[int], times: int) -> str:
    cells = []
    for length in lengths:
        held, told = coverage(process, length, times)
        cells.append(f"{100 * held / told:.1f}")
    return f"| {process.name} | {' | '.join(cells)} |"


def _table(processes: Iterable[Process], lengths: Iterable[int], times: int) -> None:
    lengths = tuple(lengths)
    print(f"| process | {' | '.join(map(str, lengths))} |")
    print(f"|---|{'--:|' * len(lengths)}")
    for process in processes:
        print(_row(process, lengths, times), flush=True)
    print()


def _doubts(times: int) -> None:
    print(f"| process | {' | '.join(map(str, LENGTHS))} |")
    print(f"|---|{'--:|' * len(LENGTHS)}")
    for process in PROCESSES:
        if process.truth:
            found = [doubt(process, length, times) for length in LENGTHS]
            cells = [f"{100 * held / times:.0f} ({100 * over:+.0f})" for held, over in found]
            print(f"| {process.name} | {' | '.join(cells)} |", flush=True)
    print()


def main(times: int = 1000) -> None:
    """Print all tables in Markdown."""
    _doubts(times)
    _table(PROCESSES, LENGTHS, times)
    for name, cycle, lengths in SEASONAL:
        print(f"{name.capitalize()}, {cycle} to a cycle:\n")
        _table(seasonal_processes(cycle), lengths, times)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
