"""Estimating from a list of numbers: what a file can reckon, and how an answer may be typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_workshop.exercises import load
from kpi_workshop.exercises.formula import value

_TASK = """
kind = "estimate"
[[variants]]
values = [352, 395, 338]
[[variants]]
values = [10, 30, 20]
[asks.middle]
formula = "median(values)"
[mistakes.most]
ask = "middle"
formula = "max(values)"
[[samples]]
answer = { numbers = { middle = "352" } }
outcome = "right"
[[samples]]
answer = { numbers = { middle = "1" } }
outcome = "wrong"
"""
_WORDS = """
[{language}]
question = "Million VND a month: what is the middle?"
hints = ["Order them."]
model = "The second of three."
[{language}.asks]
middle = "The middle"
[{language}.nudge]
middle = "Order them first."
[{language}.mistakes]
most = "That is the most."
"""


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("lowest(values, 2)", 20),
        ("highest(values, 2)", 30),
        ("at_least(values, 20)", 3),
        ("at_least(values, level) / len(values) * 100", 50),
    ],
)
def test_places_in_a_list_and_how_often_a_level_was_reached(formula: str, wanted: float) -> None:
    assert value(formula, {"values": [30, 10, 40, 20], "level": 25}) == wanted


@pytest.mark.parametrize("formula", ["lowest(values, 5)", "at_least(values)", "nearest(values, 2)"])
def test_what_a_list_cannot_tell_is_no_number(formula: str) -> None:
    with pytest.raises(ValueError, match=formula.partition("(")[0]):
        value(formula, {"values": [30, 10, 40, 20]})


@pytest.mark.parametrize(
    ("language", "typed", "status"),
    [
        ("en", "352", "right"),
        ("en", "352 million", "right"),
        ("en", "about 352m VND", "right"),
        ("vi", "352 triệu", "right"),
        ("vi", "khoảng 352tr", "right"),
        ("vi", "395 triệu", "wrong"),
        ("en", "338 to 395", "unanswered"),
        ("en", "no idea", "unanswered"),
    ],
)
def test_where_millions_are_asked_for_the_word_may_be_typed(
    tmp_path: Path, language: str, typed: str, status: str
) -> None:
    path = tmp_path / "lesson" / "middle.toml"
    path.parent.mkdir()
    words = "".join(_WORDS.format(language=one) for one in ("en", "vi"))
    path.write_text(_TASK + words, encoding="utf-8")
    outcome = load(path).grade({"numbers": {"middle": typed}}, language)
    assert outcome.status == status
    assert [note.text for note in outcome.notes] != ["Order them first."], "a slip is called by its name"
