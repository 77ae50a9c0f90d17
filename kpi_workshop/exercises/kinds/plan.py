"""Plan: a small form of one's own, with feedback on what was chosen and written.

A field is of `type` choice (one of `options`), many (several), or text: with at least `least` words, and
nothing in it that the critic's rules in `without` find.
"""

from __future__ import annotations

from typing import Any

from kpi_workshop.critic import rules
from kpi_workshop.entries import Entry
from kpi_workshop.exercises import blanks
from kpi_workshop.exercises.model import Answer, Exercise, Kind, Note, Outcome, chosen, mapped, say, written

_TYPES = ("choice", "many", "text")


def _check(fields: Entry, words: Entry) -> None:
    fields.expect("fields", len(fields.table("fields").fields) >= 2, "two [fields.<id>] or more")
    for name, field in fields.named("fields").items():
        said = words.table("fields").table(name)
        said.text("label")
        if field.choice("type", _TYPES) == "text":
            field.only("type", "least", "without")
            field.count("least", 3)
            field.choices("without", set(rules()))
            continue
        field.only("type", "options", "right")
        field.choices("right", field.texts("options", 2), at_least=1)
        for option in field.texts("options"):
            for key in ("text", "feedback"):
                said.table("options").table(option).text(key)


def _task(exercise: Exercise, language: str, _variant: int) -> dict[str, Any]:
    return {
        "fields": [
            _field(name, field, exercise.said(language).table("fields").table(name))
            for name, field in exercise.fields.named("fields").items()
        ]
    }


def _field(name: str, field: Entry, said: Entry) -> dict[str, Any]:
    options = [
        {"id": option, "text": said.table("options").table(option).text("text")}
        for option in field.texts("options")
    ]
    return {
        "id": name,
        "type": field.text("type"),
        "label": said.text("label"),
        "placeholder": said.text("placeholder", ""),
        "options": options,
    }


def _grade(exercise: Exercise, answer: Answer, language: str, _variant: int) -> Outcome:
    given, notes, done = mapped(answer, "fields"), [], 0
    for name, field in exercise.fields.named("fields").items():
        said = exercise.said(language).table("fields").table(name)
        about = _text_notes if field.text("type") == "text" else _choice_notes
        found = about(name, field, said, given, language)
        notes += found
        done += bool(found) and all(note.good is not False for note in found)
    if not notes:
        return Outcome("unanswered")
    whole = done == len(exercise.fields.table("fields").fields)
    open_fields = len(exercise.fields.table("fields").fields) - len({note.about for note in notes})
    if open_fields:
        notes.append(Note(say("open", language, count=open_fields)))
    return Outcome("right" if whole else "partly" if done else "wrong", tuple(notes))


def _choice_notes(name: str, field: Entry, said: Entry, given: Answer, language: str) -> list[Note]:
    options = chosen(given, name, set(field.texts("options")))
    right = set(field.texts("right"))
    notes = [
        Note(said.table("options").table(one).text("feedback"), one in right, name)
        for one in (options if field.text("type") == "many" else options[:1])
    ]
    missing = len(right - set(options))
    if notes and field.text("type") == "many" and missing:
        notes.append(Note(say("more", language, count=missing), False, name))
    return notes


def _text_notes(name: str, field: Entry, said: Entry, given: Answer, language: str) -> list[Note]:
    text = written(given, name)
    if not text:
        return []
    label = said.text("label")
    if len(text.split()) < field.count("least", 3):
        return [Note(say("plan.short", language, label=label), False, name)]
    found = [one for one in blanks.findings(text, language) if one.rule in field.texts("without")]
    if found:
        return [
            Note(f"{label}: {one.message(language)} {one.question(language)}", False, name) for one in found
        ]
    return [Note(say("plan.kept", language, label=label), None, name)]


KIND = Kind(
    name="plan",
    structure=("fields",),
    words=("fields",),
    check=_check,
    task=_task,
    grade=_grade,
)
