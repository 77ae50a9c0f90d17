"""The case cards: fronts with what happened, backs with reasons and a better start."""

from __future__ import annotations

from typing import Any

from kpi_workshop.coach.cases import Case, cases, trade_words
from kpi_workshop.critic.causes import cause
from kpi_workshop.prints.poster import capital


def data(language: str) -> dict[str, Any]:
    """What the template needs: `cards` in the order of the catalogue."""
    return {"cards": [_card(number, case, language) for number, case in enumerate(cases().values(), start=1)]}


def _card(number: int, case: Case, language: str) -> dict[str, Any]:
    words = case.words(language)
    first = cause(case.reasons[0])
    return {
        "id": case.id,
        "number": number,
        "trade": trade_words(case.trade, language),
        "kpi": words.kpi,
        "person": words.person,
        "story": words.story,
        "effect": words.effect,
        "question": words.question,
        "reasons": [capital(cause(reason).reason_words(language)) for reason in case.reasons],
        "solutions": [capital(solution) for solution in first.solution_words(language)],
        "better": words.better,
        "watch": words.watch,
    }
