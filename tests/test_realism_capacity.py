"""Hours against units: what people type, and the arithmetic that they see."""

from __future__ import annotations

import pytest

from kpi_workshop import content
from kpi_workshop.coach.realism.capacity import capacity
from kpi_workshop.coach.realism.durations import minutes
from kpi_workshop.content import Problem


@pytest.mark.parametrize(
    ("said", "length"),
    [
        ("6 minutes", 6),
        ("6 phút", 6),
        ("6", 6),
        ("8 giờ", 480),
        ("8 h", 480),
        ("1,5 giờ", 90),
        ("1.5 hours", 90),
        ("1h30", 90),
        ("1 giờ 30 phút", 90),
        ("1:30", 90),
        ("1 tiếng rưỡi", 90),
        ("an hour and a half", 90),
        ("half an hour", 30),
        ("nửa tiếng", 30),
        ("about 90 s", 1.5),
        ("1 phút 30 giây", 1.5),
        ("2m30", 2.5),
    ],
)
def test_a_length_of_time_is_read_as_people_say_it(said: str, length: float) -> None:
    assert minutes(said, "minute") == pytest.approx(length)


def test_a_bare_number_counts_in_what_was_asked_for() -> None:
    assert minutes("8", "hour") == 480


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("2 days", "realism.unclear-time"),
        ("5 ngày", "realism.unclear-time"),
        ("", "realism.no-time"),
        ("0", "realism.no-time"),
        ("5-7 phút", "realism.no-time"),
        ("6 apples", "realism.no-time"),
        ("long", "realism.no-time"),
        ("9999999999 hours", "realism.no-time"),
    ],
)
def test_a_length_that_isn_t_clear_is_asked_about(said: str, key: str) -> None:
    with pytest.raises(Problem) as problem:
        minutes(said, "minute")
    assert problem.value.key == key
    assert said in problem.value.text("vi")


def test_three_hundred_calls_don_t_fit_into_a_day_of_good_ones() -> None:
    asked = capacity("300 calls", "6 minutes", "8 giờ")
    assert (asked.possible, asked.verdict) == (80, "over")
    assert asked.lines("en")[:3] == [
        "300 calls × 6 minutes = 1,800 minutes = 30 hours",
        "There are 8 hours = 480 minutes.",
        "480 minutes ÷ 6 minutes = 80 calls",
    ]
    assert "375%" in asked.lines("en")[3]
    assert "96 seconds" in asked.lines("en")[4]
    good = capacity("100 cuộc gọi", "6 phút", "8 giờ")
    assert (good.fits, good.lines("vi")[2]) == (False, "480 phút ÷ 6 phút = 80 cuộc gọi")


def test_what_is_just_possible_fits_and_says_that_it_is_tight() -> None:
    assert capacity("80", "6", "8").verdict == "tight"
    assert capacity("80.1", "6", "8").verdict == "over"
    assert capacity("60", "6", "8").verdict == "fits"


def test_other_work_and_other_people_count() -> None:
    asked = capacity("1.000 hồ sơ", "6 phút", "40 giờ", "20%", "3")
    assert (asked.units, asked.free, asked.possible) == (1000, 3 * 32 * 60, 960)
    assert asked.lines("vi")[1] == "3 × (40 giờ − 8 giờ cho việc khác) = 96 giờ = 5.760 phút"
    assert capacity("10", "6", "8", "1.5").lines("en")[1].startswith("8 hours − 90 minutes for other work")


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (("many", "6", "8"), "realism.no-units"),
        (("-5", "6", "8"), "realism.no-units"),
        (("5", "6", "8", "8 hours"), "realism.no-time-left"),
        (("5", "6", "8", "100%"), "realism.no-time-left"),
        (("5", "6", "8", "", "two"), "realism.no-people"),
        (("5", "6", "8", "", "0"), "realism.no-people"),
    ],
)
def test_what_is_missing_is_asked_for(given: tuple[str, ...], key: str) -> None:
    with pytest.raises(Problem) as problem:
        capacity(*given)
    assert problem.value.key == key


def test_the_arithmetic_is_ready_for_json_in_each_language() -> None:
    asked = capacity("300", "6", "8")
    for language in content.languages():
        told = asked.as_dict(language)
        assert (told["possible"], told["fits"], told["share"], told["left_per_unit"]) == (
            80,
            False,
            3.75,
            1.6,
        )
        assert told["arithmetic"] == asked.lines(language)
