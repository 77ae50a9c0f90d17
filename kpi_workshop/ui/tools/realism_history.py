"""What a history says, for the page. Importing this brings pandas and statsmodels, which takes seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi_workshop import content
from kpi_workshop.coach.realism.everybody import one_for_all
from kpi_workshop.coach.realism.history import MOST_BYTES, History, read_history, read_values
from kpi_workshop.coach.realism.numbers import figures, style_of
from kpi_workshop.coach.realism.outlook import Outlook, outlook
from kpi_workshop.coach.realism.told import Told
from kpi_workshop.content import Problem
from kpi_workshop.critic import vocabulary
from kpi_workshop.ui.tools import text_of

_SHOWN_VALUES = 60


def answer(given: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What the page shows of a history: `text` as typed or pasted, `rhythm`, `person`, `target`, `lower`.

    Raises `Problem` for what can't be understood.
    """
    history = _read(text_of(given, "text", MOST_BYTES), text_of(given, "rhythm", 20), language)
    people, person = history.people, text_of(given, "person", 200)
    target, lower = text_of(given, "target", 100), given.get("lower") is True
    level = history.amount(target) if target else None
    together = one_for_all(history, level, lower_is_better=lower) if level is not None else None
    shown: dict[str, Any] = {
        "people": list(people),
        "person": person if person in people else "",
        "typed": bool(history.rhythm),
        "less": vocabulary.less_is_better(history.measure),
        "notes": [note.text(language) for note in history.notes],
        "told": None,
        "together": [],
    }
    if len(people) > 1 and person not in people:
        if together and level is not None:
            shown["together"] = together.lines(_said(history, level, language), language)
        return shown
    told = Told(outlook(history.of(person or None), level, lower_is_better=lower), language)
    return {**shown, "told": _told(told)}


def _read(text: str, rhythm: str, language: str) -> History:
    """A table where lines hold more than a number each, otherwise values one after the other."""
    lines = [line for line in text.splitlines() if line.strip()]
    numbers = figures(lines, style_of(lines, comma=False))
    if len(lines) < 2 or 2 * sum(map(bool, numbers)) > len(lines):
        return read_values(text, rhythm or "month")
    try:
        return read_history(content.text("realism.page.realism_pasted", language), text.encode())
    except Problem as problem:
        try:
            return read_values(text, rhythm or "month")  # several lines of values
        except Problem:
            raise problem from None


def _said(history: History, level: float, language: str) -> str:
    return Told(outlook(history.of(history.people[0]), None), language).level_asked(level)


def _told(told: Told) -> dict[str, Any]:
    found = told.outlook
    heading, *steps = told.path() or [""]
    return {
        **told.as_dict(),
        "heading": told.heading(),
        "levels": {name: told.level(getattr(found.range, name)) for name in ("commit", "target", "stretch")}
        if found.range
        else None,
        "lines": {
            "chance": told.chance(),
            "expected": told.expected()[:2] if found.enough else told.lines(),
            "behind": told.behind() if found.enough else [],
        },
        "path_heading": heading,
        "path_lines": steps,
        "credits": told.credits(),
        "chart": _chart(told, found),
    }


def _chart(told: Told, found: Outlook) -> dict[str, Any]:
    """Numbers to draw: the last values with their labels, and what may come."""
    frame = found.series.frame.tail(_SHOWN_VALUES)
    return {
        "values": [
            {
                "at": int(index),
                "label": told.period(int(index)),
                "short": told.short(int(index)),
                "value": value,
                "said": told.level(value),
            }
            for index, value in zip(frame["index"], frame["value"], strict=True)
        ],
        "limits": [found.limits.low, found.limits.high] if found.limits and found.steady else None,
        "interval": [told.level(end) for end in found.interval] if found.interval else None,
        "target": told.level_asked(found.chance.target) if found.chance else None,
    }
