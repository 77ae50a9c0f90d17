"""Statements from files, and the reports about them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpi_workshop import content
from kpi_workshop.critic.files import Statement, read_text, statements
from kpi_workshop.critic.report import report


def _read(text: str, name: str = "-") -> list[tuple[str, str, str | None]]:
    return [(statement.id, statement.text, statement.language) for statement in statements(text, name)]


def test_one_statement_a_line() -> None:
    assert _read("Increase sales, by 50%\r\n\n  Tăng doanh số  \n") == [
        ("1", "Increase sales, by 50%", None),
        ("3", "  Tăng doanh số  ", None),
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_csv_with_its_columns(sign: str) -> None:
    rows = ["\ufeffID,Text,language", 'a,"Sales, up 5%",en', ",Tăng 5%,", "c,,en", 'd,"two\nlines",vi']
    text = "\n".join(rows).replace(",", sign).replace(f"Sales{sign}", "Sales,")
    assert _read(text, "kpis.csv") == [
        ("a", "Sales, up 5%", "en"),
        ("2", "Tăng 5%", None),
        ("d", "two\nlines", "vi"),
    ]


def test_a_csv_on_standard_input_is_recognised_by_its_text_column() -> None:
    assert _read("text\nGrow\n") == [("1", "Grow", None)]
    assert _read("id,text\nx,Grow\n") == [("x", "Grow", None)]


def test_a_csv_without_a_text_column_says_what_it_has() -> None:
    with pytest.raises(content.Problem) as raised:
        _read("id,kpi\n1,Grow\n", "kpis.csv")
    for language in content.languages():
        assert "kpis.csv" in raised.value.text(language)
        assert "id, kpi" in raised.value.text(language)


def test_a_csv_row_that_cannot_be_read_is_named() -> None:
    with pytest.raises(content.Problem) as raised:
        _read("id,text\n1,ok\n2," + "x" * 200_000, "kpis.csv")
    assert "line 3" in str(raised.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Größe".encode("latin-1"))
    with pytest.raises(content.Problem, match="UTF-8"):
        read_text(latin)
    with pytest.raises(content.Problem, match="missing"):
        read_text(tmp_path / "missing.txt")


def test_jsonl_has_every_field_and_keeps_letters() -> None:
    lines = list(
        report([Statement("7", "Tăng doanh số 50%", None), Statement("8", "NPS 45 in Q3", None)], "jsonl")
    )
    first, second = map(json.loads, lines)
    assert (first["id"], first["language"], first["kind"]) == ("7", "vi", "quantitative")
    assert {"rule", "span", "severity", "message", "question"} == set(first["findings"][0])
    assert "Hiện tại" in lines[0]
    assert second == {"id": "8", "language": "en", "kind": "quantitative", "findings": []}


def test_the_words_can_be_asked_for_in_another_language() -> None:
    (line,) = report([Statement("7", "Tăng doanh số 50%", None)], "jsonl", "en")
    assert "Where do things stand today" in line


def test_the_text_report_groups_by_weight_and_sums_up() -> None:
    lines = list(
        report([Statement("1", "Increase sales by 50%", None), Statement("2", "NPS 45 in Q3", None)], "text")
    )
    assert lines[0] == "1  Increase sales by 50%"
    assert [line.strip() for line in lines].index("Settle this first") < [
        line.strip() for line in lines
    ].index("Worth settling")
    assert lines[-1] == "2 statements read: 3 findings, 1 statements with nothing to settle."


def test_a_statement_cannot_steer_the_terminal() -> None:
    lines = list(report([Statement("1", "Grow \x1b[2J sales by 50%", None)], "text"))
    assert not any("\x1b" in line for line in lines)
