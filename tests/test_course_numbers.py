"""Numbers that lessons tell in words follow from their tables."""

from __future__ import annotations

import statistics

import pytest

from kpi_workshop.course.lessons import lesson
from kpi_workshop.course.tables import table
from kpi_workshop.exercises import exercise

ROUTES = {name: [float(value) for value in values] for name, values in table("four-routes").items()}
LEVELS = table("route-levels")
NAMES = ("one", "two", "three", "four")


def test_the_exercise_has_the_months_of_the_drawing() -> None:
    for variant in exercise("history-and-range/read-a-year").fields.tables("variants"):
        values = ROUTES[NAMES[variant.count("route") - 1]]
        assert variant.fields["values"] == values
        assert variant.number("unsorted") == sum(values[4:6]) / 2


@pytest.mark.parametrize("route", [1, 3, 4])
def test_levels_are_reached_as_often_as_the_lesson_says(route: int) -> None:
    values = ROUTES[NAMES[route - 1]]
    levels = [float(LEVELS[name][route - 1]) for name in ("commit", "target", "stretch")]
    assert [sum(one >= level for one in values) for level in levels] == [8, 5, 2]


def test_a_line_that_climbs_is_carried_on() -> None:
    slope, start = statistics.linear_regression(range(1, 11), ROUTES["two"])
    assert round(slope) == 21
    assert abs(start + 11 * slope - float(LEVELS["target"][1])) < 2.5, "rounded to fives"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_branch_adds_up(language: str) -> None:
    text = str(lesson("history-and-range").view(language)["parts"])
    months = [sum(values) for values in zip(*(ROUTES[name] for name in NAMES), strict=True)]
    for number in (sum(map(float, LEVELS["target"])), sum(map(float, LEVELS["stretch"])), max(months)):
        assert f"{number:,.0f}".replace(",", "." if language == "vi" else ",") in text


@pytest.mark.parametrize("language", ["en", "vi"])
def test_twelve_calls_add_up(language: str) -> None:
    calls = table("good-calls")
    talk, after = (sum(map(float, calls[name])) for name in ("talk", "after"))
    assert (talk + after) / len(calls["call"]) == 4
    reading = lesson("make-it-realistic").data("calls", language)["reading"]
    assert all(f"{number:.0f} " in reading for number in (talk, after, talk + after))
