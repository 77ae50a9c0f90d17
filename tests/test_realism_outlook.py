"""What is said about a target: when enough is known, in which direction, within which bounds, and to whom."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from kpi_workshop import content, entries
from kpi_workshop.coach.realism import everybody
from kpi_workshop.coach.realism.history import History, Series, read_history, read_values
from kpi_workshop.coach.realism.outlook import LEAST_PERIODS, Outlook, outlook
from kpi_workshop.coach.realism.told import SOURCES, Told

STEADY = (98, 104, 95, 101, 107, 99, 92, 103, 100, 97, 105, 101)
RISING = tuple(100 + 6 * at + away for at, away in enumerate((3, -4, 2, 0, -3, 5, -1, 2, -2, 4, 0, -3)))


def series(values: Any, rhythm: str = "month", unit: str = "") -> Series:
    return read_values("; ".join(f"{value}{unit}" for value in values), rhythm).of()


def example(name: str) -> History:
    path = content.folder("data", "histories", name)
    return read_history(name, path.read_bytes())


def test_a_steady_history_gives_a_range_around_its_level() -> None:
    told = outlook(series(STEADY), 100)
    assert told.interval
    assert told.range
    assert told.chance
    assert told.enough
    assert told.baseline == pytest.approx(np.mean(STEADY), abs=2)
    low, high = told.interval
    assert low < told.range.commit < told.range.target < told.range.stretch < high
    assert 0.35 < told.chance.probability < 0.65
    assert told.chance.low < told.chance.probability < told.chance.high
    assert (told.trend, told.season, told.unusual) == (None, None, ())
    assert (told.chance.verdict, told.chance.periods_away) in (("even", 0), ("stretch", 1))


def test_lower_is_better_is_the_mirror_image() -> None:
    up = outlook(series(STEADY), 104)
    down = outlook(series([-value for value in STEADY]), -104, lower_is_better=True)
    assert up.chance
    assert down.chance
    assert up.range
    assert down.range
    # On scales for what can't be negative the two would differ: both are held to one of their own here.
    assert down.range.commit > down.range.target > down.range.stretch
    assert down.chance.probability == pytest.approx(up.chance.probability, abs=0.05)
    assert down.range.stretch == pytest.approx(-up.range.stretch, abs=1.5)
    assert down.chance.periods_away == up.chance.periods_away


def test_more_is_less_likely_the_higher_it_is() -> None:
    asked = [outlook(series(STEADY), target).chance for target in (80, 95, 100, 105, 130)]
    likely = [chance.probability for chance in asked if chance]
    assert likely == sorted(likely, reverse=True)
    assert [chance.verdict for chance in asked if chance][::4] == ["usual", "beyond"]
    assert (likely[0], likely[-1]) == (0.99, 0.01)
    errors = [outlook(series(STEADY), target, lower_is_better=True).chance for target in (80, 100, 130)]
    likely = [chance.probability for chance in errors if chance]
    assert likely == sorted(likely)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (STEADY[: LEAST_PERIODS - 1], "few-periods"),
        ((5,), "few-periods"),
        ((3,) * 12, "few-levels"),
        ((0, 1) * 8, "few-levels"),
    ],
)
def test_too_little_data_says_so_and_guesses_nothing(values: tuple[float, ...], why: str) -> None:
    told = outlook(series(values), 100)
    assert (told.enough, told.why) == (False, why)
    for language in content.languages():
        words = Told(told, language)
        known = words.as_dict()
        assert known["enough_data"] is False
        assert [known[key] for key in ("probability", "interval80", "target")] == [None, None, None]
        assert known["range"] == {"commit": None, "target": None, "stretch": None}
        assert known["path"] == words.path() == []
        assert len(words.lines()) == 3
        assert str(LEAST_PERIODS) in words.lines()[0] or why != "few-periods"


def test_eight_values_are_enough_and_half_of_the_periods_must_be_there() -> None:
    assert outlook(series(STEADY[:LEAST_PERIODS])).enough
    rows = "date,value\n" + "".join(
        f"20{year}-0{month},{month + year % 7}\n" for year in (18, 20, 22, 24, 26) for month in (1, 2)
    )
    assert outlook(read_history("a.csv", rows.encode()).of()).why == "gaps"


def test_a_trend_is_told_with_its_direction() -> None:
    up, down = outlook(series(RISING)), outlook(series(RISING[::-1]))
    assert up.trend == pytest.approx(6, abs=1.5)
    assert down.trend == pytest.approx(-6, abs=1.5)
    assert (up.improving, down.improving) == (True, False)
    assert outlook(series(RISING), lower_is_better=True).improving is False
    assert up.baseline == pytest.approx(RISING[-1], abs=5)
    words = " ".join(Told(down, "en").lines())
    assert "falls by about" in words
    assert "wrong way" in words
    assert "No clear trend" not in words


def test_seasons_are_told_where_there_are_two_cycles() -> None:
    told = outlook(example("hotel.en.csv").of(), 1100)
    assert told.season
    assert told.chance
    words = Told(told, "en")
    assert "highest in July, lowest in November" in " ".join(words.lines())
    assert told.path[1].level > told.path[0].level + 50  # July
    assert told.path[3].level < told.path[0].level  # September
    assert told.chance.periods_away is None
    assert not words.away()
    year = read_values("; ".join(str(90 + 30 * (at % 12 == 6)) for at in range(20)) + "; 95; 91; 93", "month")
    assert outlook(year.of()).season is None


def test_natural_limits_leave_out_trend_and_season_and_name_what_stands_out() -> None:
    values = [*STEADY[:6], 150, *STEADY[6:]]
    told = outlook(series(values))
    assert told.unusual == (6,)
    assert "month 7" in " ".join(Told(told, "en").lines())
    rising = outlook(series(RISING))
    assert rising.unusual == ()
    assert rising.limits
    assert rising.limits.high - rising.limits.low < 40


def test_what_can_t_be_negative_gets_no_negative_interval() -> None:
    told = outlook(series((0, 2, 1, 0, 0, 5, 1, 0, 3, 0, 1, 0)), 0, lower_is_better=True)
    assert told.interval
    assert told.range
    assert told.limits
    assert told.chance
    levels = (*told.interval, told.range.commit, told.range.stretch, told.limits.low)
    assert min(*levels, *(step.level for step in told.path)) >= 0
    assert 0.15 < told.chance.probability < 0.7
    below = outlook(series((3, -2, 4, -1, 2, 0, -3, 1, 2, -2)))
    assert below.interval
    assert below.interval[0] < 0


def test_percentages_stay_between_nothing_and_everything() -> None:
    values = (97, 99, 98, 100, 99, 97, 100, 98, 99, 100, 96, 99)
    told = outlook(series(values, unit="%"), 100)
    assert told.interval
    assert told.limits
    assert told.chance
    assert told.interval[1] <= 100
    assert max(step.level for step in told.path) <= 100
    assert told.limits.high <= 100
    assert 0.05 < told.chance.probability < 0.5
    plain = outlook(series(values))
    assert plain.interval
    assert plain.interval[1] > 100
    above = outlook(series((97, 104, 99, 110, 101, 95, 103, 106), unit="%"))
    assert above.interval
    assert above.interval[1] > 100


def test_whole_numbers_are_reached_by_what_rounds_to_them() -> None:
    values = (3, 2, 4, 3, 5, 2, 3, 4, 1, 3, 4, 2)
    at_least, more = (outlook(series(values), target).chance for target in (3, 3.5))
    assert at_least
    assert more
    assert at_least.probability > more.probability + 0.15


def test_the_path_starts_from_what_is_ordinary_and_ends_where_good_periods_are() -> None:
    told = outlook(series(STEADY))
    assert told.range
    levels = [step.level for step in told.path]
    assert levels == sorted(levels)
    assert told.range.target < levels[0] < told.range.stretch
    assert levels[-1] == pytest.approx(told.range.stretch, abs=2)
    far, beyond = (outlook(series(STEADY), target).chance for target in (112, 500))
    assert far
    assert far.periods_away
    assert beyond
    assert beyond.periods_away is None


def test_people_are_never_put_in_an_order() -> None:
    history = example("sales.en.csv")
    assert history.people == ("Alice", "Daniel", "Priya", "Tom")
    one, other = (outlook(history.of(name), 50_000) for name in ("Alice", "Daniel"))
    for compare in (lambda: one < other, lambda: max(one, other), lambda: sorted([one, other])):  # type: ignore[operator,type-var,call-overload]
        with pytest.raises(TypeError):
            compare()
    names = {
        field.name for kind in (History, Outlook, everybody.OneForAll) for field in dataclasses.fields(kind)
    }
    assert not any("rank" in name or "best" in name or "average" in name for name in names)


def test_one_number_for_all_is_told_without_names() -> None:
    suits = everybody.one_for_all(example("sales.vi.csv"), 500e6)
    assert suits.as_dict() == {"people": 4, "usual": 2, "within": 0, "beyond": 1, "unknown": 1}
    for language in content.languages():
        words = " ".join(suits.lines("500", language))
        assert not any(name in words for name in example("sales.vi.csv").people)


@pytest.mark.parametrize("language", content.languages())
@pytest.mark.parametrize("name", ["hotel", "factory", "hospital", "customer-service", "software"])
def test_every_example_is_told_in_full_sentences(language: str, name: str) -> None:
    history = example(f"{name}.{language}.csv")
    for person in history.people:
        words = Told(
            outlook(history.of(person), 30, lower_is_better=name in ("factory", "hospital")), language
        )
        lines = [*words.lines(), *words.path(), words.heading(), words.credits()]
        assert len(lines) >= 5
        assert not any("{" in line or "nan" in line.split() or "inf" in line.split() for line in lines)
        assert words.as_dict()["next"] == words.label(1)


def test_every_source_of_the_method_is_in_the_catalogue() -> None:
    known = entries.structure("sources")
    assert [source for source in SOURCES if source not in known] == []
    for language in content.languages():
        told = Told(outlook(series(STEADY)), language).sources()
        assert all(source["citation"] and source["about"] for source in told)


@pytest.mark.parametrize("target", [1.0, 60.0, 90.0, 95.0, 120.0, 10_000.0])
def test_the_uncertainty_of_a_chance_holds_the_chance(target: float) -> None:
    values = (92, 88, 95, 90, 85, 93, 97, 89, 91, 94, 88, 90)
    chance = outlook(series(values), target).chance
    assert chance is not None
    assert 0.01 <= chance.low <= chance.probability <= chance.high <= 0.99
