"""Choose, and say why: one option or several, and the reason for it."""

from __future__ import annotations

from typing import Any

from kpi_workshop.entries import Entry
from kpi_workshop.exercises.model import Answer, Exercise, Kind, Note, Outcome, chosen, say


def _check(fields: Entry, words: Entry) -> None:
    fields.choices("right", fields.texts("options", 2), at_least=1)
    fields.expect("many", fields.flag("many") or len(fields.texts("right")) == 1, "true: several are right")
    fields.choices("right_reasons", fields.texts("reasons"), at_least=bool(fields.texts("reasons")))
    for group in ("options", "reasons"):
        for option in fields.texts(group):
            said = words.table(group).table(option)
            said.only("text", "feedback")
            said.text("text")
            said.text("feedback")


def _task(exercise: Exercise, language: str, _variant: int) -> dict[str, Any]:
    said = exercise.said(language)
    shown = {
        group: [
            {"id": option, "text": said.table(group).table(option).text("text")}
            for option in exercise.fields.texts(group)
        ]
        for group in ("options", "reasons")
    }
    return {**shown, "many": exercise.fields.flag("many")}


def _grade(exercise: Exercise, answer: Answer, language: str, _variant: int) -> Outcome:
    fields, said = exercise.fields, exercise.said(language)
    right = set(fields.texts("right"))
    options = chosen(answer, "options", set(fields.texts("options")))
    reasons = chosen(answer, "reasons", set(fields.texts("reasons")))
    if not options:
        return Outcome("unanswered")
    notes = [Note(said.table("options").table(one).text("feedback"), one in right, one) for one in options]
    right_reasons = set(fields.texts("right_reasons"))
    notes += [
        Note(said.table("reasons").table(one).text("feedback"), one in right_reasons, one) for one in reasons
    ]
    found, wrong = right & set(options), set(options) - right
    if not found or (wrong and not fields.flag("many")):
        return Outcome("wrong", tuple(notes))
    if len(found) < len(right):
        notes.append(Note(say("more", language, count=len(right) - len(found))))
    if right_reasons and not reasons:
        notes.append(Note(say("why", language)))
    whole = bool(
        found == right and not wrong and (not right_reasons or (reasons and right_reasons >= set(reasons)))
    )
    return Outcome("right" if whole else "partly", tuple(notes))


KIND = Kind(
    name="choose",
    structure=("options", "right", "many", "reasons", "right_reasons"),
    words=("options", "reasons"),
    check=_check,
    task=_task,
    grade=_grade,
)
