"""Rewriting: what is told of a text beside whether it is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_workshop.exercises import Exercise, load

_TASK = """
kind = "rewrite"
gone = ["missing-baseline"]
needs = ["baseline"]
[[samples]]
answer = { text = "Reduce returns from 48 to 40" }
outcome = "right"
[[samples]]
answer = { text = "Reduce returns to 40" }
outcome = "wrong"
[en]
question = "From where?"
statement = "Reduce returns"
hints = ["Count"]
model = "From 48"
[vi]
question = "Từ mức nào?"
statement = "Giảm hàng trả lại"
hints = ["Đếm"]
model = "Từ 48"
"""
_REASON = """
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


def _loaded(tmp_path: Path, text: str) -> Exercise:
    path = tmp_path / "lesson" / "task.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return load(path)


@pytest.fixture
def task(tmp_path: Path) -> Exercise:
    return _loaded(tmp_path, _TASK)


@pytest.fixture
def reason(tmp_path: Path) -> Exercise:
    return _loaded(tmp_path, _REASON)


def test_what_the_critic_asks_is_not_asked_twice(task: Exercise) -> None:
    outcome = task.grade({"text": "Reduce returns to 40 by May"}, "en")
    assert [note.about for note in outcome.notes] == ["missing-baseline"]


def test_a_right_text_of_which_more_could_be_asked_is_not_called_clear_of_everything(task: Exercise) -> None:
    clear = task.grade({"text": "Reduce returns from 48 to 40 by May"}, "en")
    more = task.grade({"text": "Reduce returns from 48 to 40"}, "en")
    assert clear.status == more.status == "right"
    assert [(note.good, note.about) for note in clear.notes] == [(True, "")]
    assert [(note.good, note.about) for note in more.notes] == [(True, ""), (None, "missing-timeframe")]
    assert clear.notes[0].text != more.notes[0].text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Loans paid out within 3 days each month, so that families move in on the day they planned"),
        ("en", "Loans paid out within 3 days each month so nobody pays rent twice"),
        ("vi", "Giải ngân trong vòng 3 ngày mỗi tháng để gia đình kịp dọn vào nhà"),
        ("vi", "Giải ngân trong vòng 3 ngày mỗi tháng để bà con khỏi mất thêm một ngày công"),
    ],
)
def test_a_reason_is_found_however_it_is_said(reason: Exercise, language: str, text: str) -> None:
    assert reason.grade({"text": text}, language).status == "right"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Loans paid out within 3 days each month"),
        ("vi", "Giải ngân trong vòng 3 ngày mỗi tháng"),
    ],
)
def test_a_reason_that_is_missing_is_asked_for(reason: Exercise, language: str, text: str) -> None:
    outcome = reason.grade({"text": text}, language)
    assert outcome.status == "partly"
    assert [note.about for note in outcome.notes] == ["purpose"]
