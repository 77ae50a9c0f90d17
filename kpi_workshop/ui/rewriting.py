"""The rewrite coach on a page: the browser keeps the dialogue, the kernel says what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi_workshop import content
from kpi_workshop.coach.rewrite import Dialogue, start
from kpi_workshop.coach.rewrite.questions import SLOTS, questions
from kpi_workshop.content import Problem
from kpi_workshop.critic import rules
from kpi_workshop.session.context import MOST_TEXT, plain

_MOST_ANSWERS = 40


def rewriting(kept: object, language: str) -> dict[str, Any]:
    """All that a page shows of a dialogue, with the coach's words in `language`.

    `kept` is what the browser keeps: `statement`, `answers` by slot, `skipped` slots.
    Raises `Problem` if it is anything else, or too long.
    """
    if not isinstance(kept, dict):
        raise Problem("session.not-understood")
    statement = _text(kept.get("statement"))
    answers, skipped = kept.get("answers", {}), kept.get("skipped", [])
    if not isinstance(answers, Mapping) or not isinstance(skipped, list) or len(answers) > _MOST_ANSWERS:
        raise Problem("session.not-understood")
    dialogue = Dialogue.from_dict(
        {
            "statement": statement,
            "language": start(statement).language,
            "answers": {str(slot): _text(answer) for slot, answer in answers.items()},
            "skipped": [str(slot) for slot in skipped],
        }
    )
    return {
        **dialogue.view(language),
        "asked": _asked(dialogue, language),
        "shapes": content.section("coach.rewrite.shape", language),
    }


def _asked(dialogue: Dialogue, language: str) -> dict[str, Any]:
    """Slot → the question about it, also where it has been answered: an answer may be given anew."""
    found = {finding.rule for finding in dialogue.findings}
    asked = (*questions(SLOTS, rules()), *questions(SLOTS, found, dialogue.goals), *dialogue.questions)
    return {question.slot: question.as_dict(language) for question in asked}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Problem("session.not-understood")
    if len(value) > MOST_TEXT:
        raise Problem("session.too-long", length=len(value), most=MOST_TEXT)
    return plain(value)
