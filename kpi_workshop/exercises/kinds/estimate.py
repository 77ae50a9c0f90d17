"""Estimate from data: one number or several, with a tolerance, and words for the usual slips.

`variants` are sets of numbers to try with; `asks.<id>` has the formula and how close is close enough;
`mistakes.<id>` the formula of a slip. The question and the words of `asks` may hold `{names}` of numbers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from kpi_workshop.content import Problem
from kpi_workshop.entries import Entry
from kpi_workshop.exercises import formula
from kpi_workshop.exercises.model import Answer, Exercise, Kind, Note, Outcome, Status, mapped, say
from kpi_workshop.reading import read

_WITHIN = 0.02
_WORDS = re.compile(r"[^\W\d_]+")


def _check(fields: Entry, words: Entry) -> None:
    fields.expect("asks", bool(fields.table("asks").fields), "at least one [asks.<id>]")
    for variant in fields.tables("variants", 2):
        for name, ask in (*fields.named("asks").items(), *fields.named("mistakes").items()):
            try:
                formula.value(ask.text("formula"), variant.fields)
            except ValueError as error:
                ask.expect("formula", False, f"arithmetic with the numbers of {variant.id} ({error})")
            ask.only("formula", "within", "ask")
            (words.table("asks") if name in fields.table("asks").fields else words.table("mistakes")).text(
                name
            )
        _filled(words.text("question"), variant.fields, "en")
    for mistake in fields.named("mistakes").values():
        mistake.choice("ask", fields.table("asks").fields)
    for name in fields.table("asks").fields:
        words.table("nudge").text(name)
    words.text("series", "")


def _numbers(exercise: Exercise, variant: int) -> Mapping[str, Any]:
    return exercise.fields.tables("variants")[variant].fields


def shown(number: float, language: str) -> str:
    """A number as the language writes it: 1,500.5 or 1.500,5."""
    text = f"{number:,.2f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def _filled(words: str, numbers: Mapping[str, Any], language: str) -> str:
    single = {name: shown(one, language) for name, one in numbers.items() if isinstance(one, int | float)}
    return words.format_map(single)


def _task(exercise: Exercise, language: str, variant: int) -> dict[str, Any]:
    numbers, said = _numbers(exercise, variant), exercise.said(language)
    series = next((list(one) for one in numbers.values() if isinstance(one, list)), [])
    return {
        "question": _filled(said.text("question"), numbers, language),
        "asks": [
            {"id": name, "text": _filled(said.table("asks").text(name), numbers, language)}
            for name in exercise.fields.table("asks").fields
        ],
        "series": {
            "name": said.text("series", ""),
            "values": series,
            "shown": [shown(one, language) for one in series],
        },
    }


def _grade(exercise: Exercise, answer: Answer, language: str, variant: int) -> Outcome:
    numbers, fields = _numbers(exercise, variant), exercise.fields
    given = mapped(answer, "numbers")
    if not set(given) <= set(fields.table("asks").fields):
        raise Problem("session.not-understood")
    notes = []
    for name, ask in fields.named("asks").items():
        written = str(given.get(name, "")).strip()[:40]
        if written:
            notes.append(_note(exercise, ask, written, language, numbers))
    if not notes:
        return Outcome("unanswered")
    unread = all(note.good is None for note in notes)
    right = sum(note.good is True for note in notes)
    whole = right == len(fields.table("asks").fields)
    status: Status = "right" if whole else "unanswered" if unread else "partly" if right else "wrong"
    return Outcome(status, tuple(notes))


def _note(exercise: Exercise, ask: Entry, written: str, language: str, numbers: Mapping[str, Any]) -> Note:
    name = ask.id.rpartition(".")[2]
    found = _read(written, language)
    if not found:
        return Note(say("estimate.no-number", language, given=written), None, name)
    said = exercise.said(language)
    for number in found:
        if _close(number, ask, numbers):
            return Note(say("estimate.close", language, given=shown(number, language)), True, name)
    for slip, mistake in exercise.fields.named("mistakes").items():
        if mistake.text("ask") == name and any(_close(number, mistake, numbers) for number in found):
            return Note(_filled(said.table("mistakes").text(slip), numbers, language), False, name)
    return Note(_filled(said.table("nudge").text(name), numbers, language), False, name)


def _read(written: str, language: str) -> tuple[float, ...]:
    """The one number in what was typed, with or without words around it; nothing if there are several.

    Where millions are asked for, "370 million" means 370: so there the number as its digits stand comes too.
    """
    amounts = read(written, language).amounts
    if len(amounts) != 1 or amounts[0].high is not None:
        return ()
    bare = read(_WORDS.sub(" ", written), language).amounts
    return tuple(dict.fromkeys(one.value for one in (amounts[0], *bare[:1])))


def _close(number: float, ask: Entry, numbers: Mapping[str, float | Sequence[float]]) -> bool:
    wanted = formula.value(ask.text("formula"), numbers)
    return math.isclose(number, wanted, rel_tol=ask.number("within", _WITHIN), abs_tol=1e-9)


KIND = Kind(
    name="estimate",
    structure=("variants", "asks", "mistakes"),
    words=("asks", "mistakes", "nudge", "series"),
    check=_check,
    task=_task,
    grade=_grade,
)
