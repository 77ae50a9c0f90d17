"""Every exercise's own samples, and what holds for exercises of every kind."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from kpi_workshop import content
from kpi_workshop.content import ContentError, Problem
from kpi_workshop.exercises import Exercise, exercises, load, samples
from kpi_workshop.exercises.kinds import kinds

ALL = list(exercises().values())
SAMPLES = [
    pytest.param(one, language, sample, id=f"{sample.id}-{language}")
    for one in ALL
    for language, sample in samples(one)
]


@pytest.mark.parametrize(("one", "language", "sample"), SAMPLES)
def test_a_sample_answer_has_its_outcome(one: Exercise, language: str, sample: Any) -> None:
    answer, variant = sample.table("answer").fields, sample.count("variant", 0)
    outcome = one.grade(answer, language, variant)
    told = [note.text for note in outcome.notes]
    assert outcome.status == sample.text("outcome"), told
    assert outcome.status not in ("wrong", "partly") or told, (
        "somebody is told that it isn't right, but not why"
    )


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
@pytest.mark.parametrize("language", content.languages())
def test_a_task_is_ready_for_a_page_and_keeps_the_answer(one: Exercise, language: str) -> None:
    for variant in range(one.variants):
        task = one.task(language, variant)
        shown = json.dumps(task, ensure_ascii=False)
        assert task["question"]
        assert "{" not in task["question"]
        model = one.model(language)
        assert not model or model not in shown


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_nothing_and_nonsense_are_no_wrong_answers(one: Exercise) -> None:
    assert one.grade({}, "en").status == "unanswered"
    answers: tuple[dict[str, Any], ...] = (
        {"options": "all"},
        {"options": [1]},
        {"spans": [{"a": 1}]},
        {"places": []},
        {"places": {"nobody": "nowhere"}},
        {"numbers": {"x": "1"}},
        {"numbers": 3},
        {"fields": {"x": []}},
        {"path": [1]},
        {"path": ["nowhere"]},
        {"text": ["a"]},
        {"text": "x" * 10_000},
    )
    for nonsense in answers:
        with contextlib.suppress(Problem):
            assert one.grade(nonsense, "vi").status == "unanswered"


def test_every_kind_is_used() -> None:
    assert {one.kind.name for one in ALL} == set(kinds())


def test_feedback_names_what_was_given_and_not_the_answer() -> None:
    for one in ALL:
        for language, sample in samples(one):
            if sample.text("outcome") in ("wrong", "partly"):
                outcome = one.grade(sample.table("answer").fields, language, sample.count("variant", 0))
                assert all(one.model(language) not in note.text for note in outcome.notes)


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "lesson" / "task.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "task.kind is missing; expected one of choose"),
        ("kind = 'guess'", "task.kind is 'guess'; expected one of choose"),
        ("kind = 'reflect'\nopen = 1", "task.open is 1; expected one of these keys: kind"),
        ("kind = 'reflect'", r"task.en is missing; expected a table \[en\]"),
        ("kind = 'reflect'\n[en]\nquestion = ''", "task.en.question is ''; expected a text"),
        ("kind = 'choose'\n[en]\nquestion = 'Which?'", "task.en.hints is missing; expected a list of 1"),
        (
            "kind = 'choose'\noptions = ['a', 'b']\nright = ['c']\n"
            "[en]\nquestion = 'Which?'\nhints = ['Look']\nmodel = 'That'",
            r"task.right is \['c'\]; expected of a, b",
        ),
        (
            "kind = 'reflect'\n[en]\nquestion = 'Why?'\n[vi]\nquestion = 'Vì sao?'\n"
            "[[samples]]\noutcome = 'kept'\n[[samples]]\noutcome = 'good'",
            r"task.samples\[2\].outcome is 'good'; expected one of kept",
        ),
        (
            "kind = 'reflect'\n[en]\nquestion = 'Why?'\n[vi]\nquestion = 'Vì sao?'\n"
            "[[samples]]\noutcome = 'unanswered'\n[[samples]]\noutcome = 'unanswered'",
            r"samples have \['unanswered'\]; expected kept",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ContentError, match=f"task.toml: .*{told}"):
        load(_file(tmp_path, text))
