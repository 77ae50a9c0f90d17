"""Statements in Markdown: which lines are, what they say, and where they stand."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_workshop.lint.files import statements
from kpi_workshop.lint.statement import Statement


def _read(text: str) -> list[Statement]:
    return list(statements(io.StringIO(text), "okrs.md"))


def _texts(text: str) -> list[str]:
    return [statement.text for statement in _read(text)]


@pytest.mark.parametrize(
    "line",
    [
        "- Grow",
        "* Grow",
        "+ Grow",
        "1. Grow",
        "12) Grow",
        "- [ ] Grow",
        "* [x] Grow",
        "1. [X] Grow",
        "  - Grow",
    ],
)
def test_list_items_are_statements(line: str) -> None:
    assert _texts(line) == ["Grow"]


@pytest.mark.parametrize(
    "text",
    [
        "# Grow",
        "Grow",
        "Grow\n====",
        "> - Grow",
        "```\n- Grow\n```",
        "~~~md\n- Grow\n```\n- Grow\n~~~",
        "    - Grow",
        "---\ntags:\n- Grow\n---\n",
        "<!--\n- Grow\n-->",
        "- - -",
        "* * *",
        "-Grow",
        "Our target for\n2030. Grow",
        "- [Sales](sales.md)",
        "- <https://example.org/okrs>",
        "- Key results:",
        "- [ ]",
        "- ...",
    ],
)
def test_other_lines_are_not(text: str) -> None:
    assert _texts(text) == []


def test_items_end_where_the_next_block_begins() -> None:
    text = (
        "---\n\n- Team:\n  - Grow\n    sales\n\n    Prose about it.\n  - Win\nmore\n# Heading\nProse\n"
        "1. Keep\n2. Hold\n```md\n- code\n```\n- Last\n| a |\n"
    )
    found = [(statement.line, statement.text) for statement in _read(text)]
    assert found == [(4, "Grow sales"), (8, "Win more"), (12, "Keep"), (13, "Hold"), (17, "Last")]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("**Grow** *sales* by `50%` and ~~cut~~ __win__ _more_", "Grow sales by 50% and cut win more"),
        (
            '***Grow***: see [the plan](plan.md "x") and ![a chart](a.png)',
            "Grow: see the plan and a chart",
        ),
        ("Grow [sales][1]<br> now", "Grow sales now"),
        (r"Grow \*all\* \| 5\% \_x\_", "Grow *all* | 5% _x_"),
        ("From ____ to ____ [from … today] 5 * 3 * 2, 2*3*4, a_b_c, <5 days, x<y", None),
        ("Grow <!-- why --> now <!-- not closed", "Grow  now"),
        ("Tăng **doanh số** lên `1.500.000đ`  ", "Tăng doanh số lên 1.500.000đ"),
        ("Grow\\", "Grow"),
    ],
)
def test_marks_of_markdown_are_no_part_of_the_text(raw: str, text: str | None) -> None:
    assert _texts(f"- {raw}") == [raw if text is None else text]


def test_every_word_knows_its_place() -> None:
    source = "intro\n\n1. [ ] **KR1:** Grow [sales](x.md) by\n   `50%` now"
    (statement,) = _read(source)
    lines = source.split("\n")
    for word in ("KR1:", "Grow", "sales", "by", "50%", "now"):
        at = statement.text.index(word)
        region = statement.region((at, at + len(word)))
        assert region is not None
        start, end = region
        assert start.line == end.line
        assert lines[start.line - 1][start.column - 1 : end.column - 1] == word


def test_rows_of_a_table_with_a_column_for_them() -> None:
    text = (
        "| ID | **KPI** | Baseline | Target |\n|---|:---|---:|:-:|\n"
        "| A1 | Churn \\| web | 4% | *3%* |\n|  |  | | |\n"
        "| A2 | NPS | | <!-- meant so: threat: why --> |\n| A3 | Short\n\n| A4 | No table |\n"
    )
    first, second, third = _read(text)
    assert (first.id, first.text, first.line) == ("A1", "Churn | web", 3)
    assert first.fields == {"baseline": "4%", "target": "3%"}
    assert (second.text, second.meant_so) == ("NPS", "threat: why")
    assert (third.id, third.text, third.fields["target"]) == ("A3", "Short", "")


def test_a_table_about_something_else_is_left_alone() -> None:
    assert _texts("Colour | Shape\n--- | ---\nred | round\n- blue | square\n\n- Grow\n") == ["Grow"]
    assert _texts("```code``` in a line\n\n- Grow") == ["Grow"]
    assert _texts("- Grow\n| KPI |\n|---|\n| Win |\n") == ["Grow", "Win"]


def test_a_mark_is_a_comment() -> None:
    (statement,) = _read(
        "- Grow <!-- a note --> <!-- Meant so: threat: why -->\n  <!-- meant so: *: because -->\n"
    )
    assert statement.text == "Grow"
    assert statement.meant_so == "threat: why; *: because"


@pytest.mark.parametrize(
    "unit", ["<!--", "[", "](", "[a][", "**", "_", "`", "\\", "<a", "|", "- ", "*a* ", " "]
)
def test_a_long_line_is_read_in_linear_time(unit: str) -> None:
    def work(length: int) -> float:
        text, times = (
            "- x" + unit * (length // len(unit)) + "x\n" + "|" + unit * (length // len(unit)) + "x",
            [],
        )
        for _ in range(3):
            start = time.process_time()
            _read(text)
            times.append(time.process_time() - start)
        return min(times)

    # Four times the text: four times the work if it grows in a line, sixteen times if in a square.
    assert work(80_000) < 10 * work(20_000) + 0.005


@given(st.lists(st.text(alphabet="-*_`~[]()<>!\\|# 1.x:aĐ🎯", max_size=30), max_size=6))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_read_and_every_letter_is_where_it_is_said_to_be(words: list[str]) -> None:
    lines = [f"- {line}" for line in words]
    for statement in _read("\n".join(lines)):
        for at, sign in enumerate(statement.text):
            region = statement.region((at, at + 1))
            if region is not None and sign != " ":
                assert lines[region[0].line - 1][region[0].column - 1] == sign
