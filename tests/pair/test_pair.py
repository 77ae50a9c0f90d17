"""Pairing: the right measures among the first three, for reasons, and not three times the same."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kpi_workshop import content
from kpi_workshop.coach.pair import Suggestion, measures, pair
from kpi_workshop.content import Problem

TABLES = sorted(Path(__file__).parent.glob("*.csv"))
LANGUAGES = content.languages()
_FIRST = 3


def rows(table: Path) -> list[tuple[str, str, frozenset[str]]]:
    with table.open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    return [(text, language, frozenset(fitting.split())) for text, language, fitting, *_ in read[1:]]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_a_fitting_measure_is_among_the_first_three(table: Path) -> None:
    told = rows(table)
    assert len(told) >= 120
    assert {measure for _, _, fitting in told for measure in fitting} <= set(measures())
    missed = [
        text
        for text, language, fitting in told
        if fitting.isdisjoint(s.measure.id for s in pair(text, language or None, most=_FIRST).suggestions)
    ]
    assert len(missed) <= 0.1 * len(told), missed


def test_both_languages_and_all_trades_are_tried() -> None:
    told = rows(Path(__file__).parent / "own.csv")
    assert min(sum(language == code for _, language, _ in told) for code in LANGUAGES) >= 60
    assert {measures()[name].trade for _, _, fitting in told for name in fitting} == {
        measure.trade for measure in measures().values()
    }


def names(statement: str, language: str | None = None) -> list[str]:
    return [suggestion.measure.id for suggestion in pair(statement, language).suggestions]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("statement", ["300 calls a day", "Better teamwork", "Doanh thu 2 tỷ", "qwrtz", "5"])
def test_the_question_always_comes_with_answers_to_start_from(statement: str, language: str) -> None:
    shown = pair(statement).as_dict(language)
    assert shown["question"] == content.text("pair.question", language)
    assert 2 <= len(shown["starters"]) <= 3
    assert len(shown["suggestions"]) == 5
    assert all(1 <= len(suggestion["why"]) <= 2 for suggestion in shown["suggestions"])
    assert "{" not in json.dumps([shown["starters"], [s["why"] for s in shown["suggestions"]]])


def test_each_suggestion_says_what_it_guards() -> None:
    best = pair("300 calls a day per agent").suggestions[0]
    reason = best.reasons[0]
    assert (reason.kind, reason.concept) == ("guards", "volume")
    assert reason.protects in best.measure.protects
    assert reason.text("en").startswith("Pushing the number of contacts can come at the expense of ")


def test_each_suggestion_says_which_aim_it_shows() -> None:
    best = pair("Nâng cao tinh thần đồng đội").suggestions[0]
    assert (best.reasons[0].kind, best.reasons[0].concept) == ("shows", "teamwork")
    assert "teamwork" in best.measure.shows


def test_no_reason_is_claimed_that_does_not_hold() -> None:
    for statement, language, _ in rows(Path(__file__).parent / "own.csv")[::7]:
        found = pair(statement, language)
        for suggestion in found.suggestions:
            assert all(_holds(suggestion, statement) for _ in suggestion.reasons), statement


def _holds(suggestion: Suggestion, statement: str) -> bool:
    measure = suggestion.measure
    return all(
        {
            "guards": reason.concept in measure.pushes and reason.protects in measure.protects,
            "shows": reason.concept in measure.shows,
            "work": reason.said in statement,
            "trade": reason.concept == measure.trade,
            "any": True,
        }[reason.kind]
        for reason in suggestion.reasons
    )


def test_a_number_gets_more_than_numbers() -> None:
    for statement in (
        "Bed occupancy 95%",
        "OEE above 85%",
        "Scrap below 2%",
        "DSO down to 35 days",
        "NPS 60",
    ):
        first = pair(statement).suggestions[:_FIRST]
        assert any(suggestion.measure.kind == "qualitative" for suggestion in first), statement


def test_the_first_three_are_not_the_same_thing_thrice() -> None:
    for statement in ("300 calls a day", "Increase sales by 50%", "Tuyển 30 nhân sự", "95% pass the exam"):
        first = [suggestion.measure for suggestion in pair(statement).suggestions[:_FIRST]]
        assert len({(measure.pushes, measure.protects) for measure in first}) == _FIRST
        assert len({guarded for measure in first for guarded in measure.protects}) >= _FIRST


def test_a_number_is_not_paired_with_itself_in_another_trade() -> None:
    for statement, trade in (("60 patients a day", "healthcare"), ("60 parcels a day", "logistics")):
        assert {s.measure.trade for s in pair(statement).suggestions[:_FIRST]} == {trade}


def test_what_is_not_understood_is_said_and_gets_what_fits_any_team() -> None:
    found = pair("qwrtz zxcvb")
    assert not found.understood
    assert {suggestion.measure.trade for suggestion in found.suggestions} == {"common"}
    assert found.as_dict("en")["note"].startswith("It wasn't clear")


def test_as_many_are_proposed_as_asked_for() -> None:
    assert [len(pair("300 calls a day", most=most).suggestions) for most in (1, 3, 12)] == [1, 3, 12]


@pytest.mark.parametrize("empty", ["", " \n"])
def test_an_empty_statement_is_a_problem(empty: str) -> None:
    with pytest.raises(Problem, match="no KPI to pair"):
        pair(empty)


def test_it_is_fast_enough_to_type_beside() -> None:
    pair("warm up prodctivity")
    statements = [text for text, _, _ in rows(Path(__file__).parent / "own.csv")[:60]]
    started = time.process_time()
    for statement in statements:
        pair(f"{statement}, from Monday")  # not one that was asked before
    assert (time.process_time() - started) / len(statements) < 0.02


def test_the_catalogue_is_not_read_before_it_is_needed() -> None:
    code = "import sys, kpi_workshop.coach.pair as p; print(p.measures.cache_info().currsize)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert told.stdout.strip() == b"0"


def run(*args: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kpi_workshop.cli", "pair", *args]
    return subprocess.run(command, capture_output=True, check=False)


def test_json_is_all_there_is_on_standard_output() -> None:
    told = run("Mỗi bạn gọi 100 cuộc/ngày", "--format", "json")
    assert told.returncode == 0
    assert told.stderr == b""
    shown = json.loads(told.stdout.decode("utf-8"))
    assert shown["language"] == "vi"
    assert shown["pushes"][0] == {"id": "volume", "name": "số lượt tiếp xúc"}
    assert {"id", "name", "asks", "evidence", "gamed", "rhythm", "why", "sources"} <= set(
        shown["suggestions"][0]
    )


def test_text_is_wrapped_and_in_the_asked_language() -> None:
    told = run("300 calls a day", "--language", "en").stdout.decode("utf-8")
    assert "How could this be reached while failing its purpose?" in told
    assert "Pushing the number of contacts" in told
    assert max(map(len, told.splitlines())) <= 100


def test_an_empty_statement_is_told_on_standard_error() -> None:
    told = run(" ")
    assert told.returncode != 0
    assert told.stdout == b""
    assert b"no KPI to pair" in told.stderr
