"""Does a KPI still fit? A few questions lead to a suggestion with its reasons. People decide, not the sum.

The questions are about the KPI, and so is what comes of them. Nothing is counted or averaged, for a number
would soon be read as a mark for the people who work on it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal

from kpi_workshop import content
from kpi_workshop.coach.checkin.model import Fit
from kpi_workshop.content import Problem

QUESTIONS: Mapping[str, Mapping[str, Fit]] = {
    "purpose": {"needed": "fits", "partly": "adjust", "gone": "retire"},
    "reach": {"stretching": "fits", "easy": "adjust", "beyond": "adjust"},
    "motivation": {"moves": "fits", "indifferent": "adjust", "weighs": "adjust"},
    "influence": {"ours": "fits", "others": "adjust"},
    "harm": {"none": "fits", "some": "adjust"},
}
"""Question → each answer → what it speaks for. In the order in which they are asked."""

NEEDED = frozenset({"purpose", "reach", "motivation"})
"""The mission's questions (still relevant? still a challenge? still motivating?): without an answer to each
of them nothing is said to fit."""


@dataclasses.dataclass(frozen=True, slots=True)
class Reason:
    """An answer that speaks for a change, and what could be changed."""

    question: str
    answer: str

    def text(self, language: str) -> str:
        """What was said, and what it suggests."""
        return content.text(f"checkin_guide.relevance.{self.question}.because_{self.answer}", language)


@dataclasses.dataclass(frozen=True, slots=True)
class Relevance:
    """What the answers suggest."""

    outcome: Fit | Literal[""]
    """Empty while too little was said to tell."""
    reasons: tuple[Reason, ...]
    """Why something is to change, in the order of the questions; none if it fits."""
    unanswered: tuple[str, ...]

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its words."""
        key = self.outcome or "open"
        return {
            "outcome": self.outcome,
            "text": content.text(f"checkin_guide.outcome.{key}", language),
            "reasons": [
                {"question": reason.question, "answer": reason.answer, "text": reason.text(language)}
                for reason in self.reasons
            ],
            "unanswered": list(self.unanswered),
        }


def relevance(answers: Mapping[str, str]) -> Relevance:
    """What the answers (question → answer, by their ids) suggest about the KPI.

    Raises `Problem("checkin.unknown-answer")` for a question or an answer that there isn't.
    """
    for question, answer in answers.items():
        if answer not in QUESTIONS.get(question, {}):
            raise Problem("checkin.unknown-answer", given=f"{question}={answer}")
    reasons = tuple(
        Reason(question, answers[question])
        for question, verdicts in QUESTIONS.items()
        if question in answers and verdicts[answers[question]] != "fits"
    )
    outcome: Fit | Literal[""]
    if any(QUESTIONS[reason.question][reason.answer] == "retire" for reason in reasons):
        outcome = "retire"
    elif reasons:
        outcome = "adjust"
    else:
        outcome = "fits" if answers.keys() >= NEEDED else ""
    return Relevance(outcome, reasons, tuple(question for question in QUESTIONS if question not in answers))


def questions(language: str) -> list[dict[str, Any]]:
    """The questions with their answers, as a page shows them."""
    return [
        {
            "id": question,
            "text": content.text(f"checkin_guide.relevance.{question}.ask", language),
            "answers": [
                {"id": answer, "text": content.text(f"checkin_guide.relevance.{question}.{answer}", language)}
                for answer in answers
            ],
        }
        for question, answers in QUESTIONS.items()
    ]
