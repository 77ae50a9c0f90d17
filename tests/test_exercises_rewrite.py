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


@pytest.fixture
def task(tmp_path: Path) -> Exercise:
    path = tmp_path / "lesson" / "task.toml"
    path.parent.mkdir()
    path.write_text(_TASK, encoding="utf-8")
    return load(path)


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
