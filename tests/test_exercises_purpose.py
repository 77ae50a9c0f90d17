"""Rewriting where a KPI has to say what reaching it is good for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_workshop.exercises import Exercise, load

_TASK = """
kind = "rewrite"
gone = ["missing-timeframe"]
needs = ["purpose"]
[[samples]]
answer = { text = "Loans paid out within 3 days each month so that families move in" }
outcome = "right"
[[samples]]
answer = { text = "Loans paid out" }
outcome = "wrong"
[en]
question = "What for?"
statement = "Loans paid out within 3 days"
hints = ["For whom"]
model = "So that families move in"
[vi]
question = "Để làm gì?"
statement = "Giải ngân trong vòng 3 ngày"
hints = ["Cho ai"]
model = "Để gia đình kịp dọn vào nhà"
"""


@pytest.fixture
def task(tmp_path: Path) -> Exercise:
    path = tmp_path / "lesson" / "task.toml"
    path.parent.mkdir()
    path.write_text(_TASK, encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Loans paid out within 3 days each month, so that families move in on the day they planned"),
        ("en", "Loans paid out within 3 days each month so nobody pays rent twice"),
        ("vi", "Giải ngân trong vòng 3 ngày mỗi tháng để gia đình kịp dọn vào nhà"),
        ("vi", "Giải ngân trong vòng 3 ngày mỗi tháng để bà con khỏi mất thêm một ngày công"),
    ],
)
def test_a_reason_is_found_however_it_is_said(task: Exercise, language: str, text: str) -> None:
    assert task.grade({"text": text}, language).status == "right"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Loans paid out within 3 days each month"),
        ("vi", "Giải ngân trong vòng 3 ngày mỗi tháng"),
    ],
)
def test_a_reason_that_is_missing_is_asked_for(task: Exercise, language: str, text: str) -> None:
    outcome = task.grade({"text": text}, language)
    assert outcome.status == "partly"
    assert [note.about for note in outcome.notes] == ["purpose"]
