"""Reflect: a question for oneself. What is written is kept, and never graded."""

from __future__ import annotations

from typing import Any

from kpi_workshop.entries import Entry
from kpi_workshop.exercises.model import Answer, Exercise, Kind, Outcome, written


def _check(_fields: Entry, words: Entry) -> None:
    words.text("placeholder", "")


def _task(exercise: Exercise, language: str, _variant: int) -> dict[str, Any]:
    return {"placeholder": exercise.said(language).text("placeholder", "")}


def _grade(_exercise: Exercise, answer: Answer, _language: str, _variant: int) -> Outcome:
    return Outcome("kept" if written(answer, "text") else "unanswered")


KIND = Kind(
    name="reflect",
    structure=(),
    words=("placeholder",),
    check=_check,
    task=_task,
    grade=_grade,
    graded=False,
)
