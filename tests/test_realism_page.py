"""The realism tool of the coach's page: what it answers to what a browser sends."""

from __future__ import annotations

import base64
import io
import time
from typing import Any

import openpyxl
import pytest

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.ui import tools

STEADY = "98; 104; 95; 101; 107; 99; 92; 103; 100; 97; 105; 101"


def ask(language: str = "en", **given: Any) -> dict[str, Any]:
    """An answer, however long the libraries take to come."""
    for _ in range(600):
        found = tools.answer("realism", given, language)
        if not found.get("waiting"):
            return found
        time.sleep(0.1)
    raise AssertionError("the libraries never came")


def history(text: str, **given: Any) -> dict[str, Any]:
    return ask(**{"part": "history", "text": text, "rhythm": "month", "person": "", "target": "", **given})


@pytest.mark.parametrize("language", content.languages())
def test_it_starts_from_what_the_kpi_says(language: str) -> None:
    start = ask(language, part="start", kpi="At most 12 complaints per month")
    assert (start["target"], start["less"]) == ("12", True)
    assert len(start["examples"]) >= 4
    assert all(example["id"].endswith(f".{language}") for example in start["examples"])
    assert ask(part="start", kpi="")["target"] == ""


@pytest.mark.parametrize("language", content.languages())
def test_every_example_it_offers_opens(language: str) -> None:
    for example in ask(language, part="start")["examples"]:
        text = ask(language, part="example", example=example["id"])["text"]
        shown = history(text, target="30", language=language)
        assert shown["typed"] is False
        assert shown["told"] or len(shown["people"]) > 1


def test_typed_values_get_a_range_a_chance_and_a_chart() -> None:
    shown = history(STEADY, target="104", rhythm="week")
    told = shown["told"]
    assert (shown["typed"], shown["people"], told["heading"]) == (True, [""], "12 weeks")
    assert set(told["levels"]) == {"commit", "target", "stretch"}
    assert len(told["chart"]["values"]) == 12
    assert told["chart"]["limits"][0] < told["interval80"][0]
    assert told["chart"]["target"] == "104"
    assert [len(told["lines"][part]) for part in ("chance", "expected")] == [3, 2]
    assert len(told["path_lines"]) == 5


@pytest.mark.parametrize(
    "text", [STEADY, STEADY.replace("; ", "\n"), STEADY.replace("; ", "\t"), STEADY.replace("; 107", "\n107")]
)
def test_values_may_be_typed_or_pasted_in_many_ways(text: str) -> None:
    assert history(text)["told"]["periods"] == 12


def test_several_people_are_looked_at_one_by_one() -> None:
    text = ask(part="example", example="sales.en")["text"]
    together = history(text, target="50000")
    assert together["people"] == ["Alice", "Daniel", "Priya", "Tom"]
    assert together["told"] is None
    assert "ordinary for 2" in together["together"][0]
    alone = history(text, target="50000", person="Daniel")
    assert alone["told"]["heading"] == "Daniel: 18 months"
    assert alone["together"] == []


def test_lower_is_better_is_known_by_the_column_and_counts() -> None:
    text = ask(part="example", example="factory.en")["text"]
    assert history(text)["less"] is True
    down, up = (history(text, target="2%", lower=lower)["told"]["probability"] for lower in (True, False))
    assert down < 0.1
    assert up > 0.9


def test_too_little_data_is_said_beside_the_chart() -> None:
    told = history("42; 45; 44", target="50")["told"]
    assert (told["enough_data"], told["levels"], told["path_lines"]) == (False, None, [])
    assert "Too little data" in told["lines"]["expected"][0]
    assert len(told["chart"]["values"]) == 3


def test_a_spreadsheet_becomes_text_that_is_read_again() -> None:
    book = openpyxl.Workbook()
    for row in [("Tháng", "Giá trị"), *((f"{month:02}/2025", 90 + month) for month in range(1, 13))]:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    text = ask(part="file", name="mine.xlsx", file=base64.b64encode(written.getvalue()).decode())["text"]
    assert text.splitlines()[:2] == ["Tháng\tGiá trị", "01/2025\t91"]
    assert history(text)["told"]["periods"] == 12


def test_hours_are_checked_without_waiting_for_anything() -> None:
    found = tools.answer(
        "realism", {"part": "capacity", "units": "300 calls", "per_unit": "6 min", "hours": "8 h"}, "en"
    )
    assert (found["capacity"]["room"], found["capacity"]["fits"]) == ("80 calls", False)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({}, "session.not-understood"),
        ({"part": "dance"}, "session.not-understood"),
        ({"part": "example", "example": "../causes"}, "session.not-understood"),
        ({"part": "file", "name": "a.csv", "file": "%%%"}, "session.not-understood"),
        (
            {"part": "file", "name": "a.xlsx", "file": base64.b64encode(b"PK no").decode()},
            "sheet.not-a-sheet",
        ),
        ({"part": "history", "text": 7}, "session.not-understood"),
        ({"part": "history", "text": "a\nb\nc"}, "realism.no-columns"),
        ({"part": "history", "text": "soon"}, "realism.not-a-value"),
        ({"part": "history", "text": STEADY, "target": "soon"}, "realism.target"),
        ({"part": "capacity", "units": "300", "per_unit": "6", "hours": "5 days"}, "realism.unclear-time"),
    ],
)
def test_what_it_can_t_take_is_told(given: dict[str, Any], key: str) -> None:
    with pytest.raises(Problem) as problem:
        ask(**given)
    assert problem.value.key == key
