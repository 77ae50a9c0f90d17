"""What the coach proposes beside a KPI, and why. It carries ids; the words are chosen when it is shown."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal

from kpi_workshop import content
from kpi_workshop.coach.pair.catalogue import Measure, name_of, risks_of
from kpi_workshop.coach.sources import sources
from kpi_workshop.critic.kinds import Kind

ReasonKind = Literal["guards", "shows", "work", "trade", "any"]
_CONCEPTS = {"guards": "pushes", "shows": "aims", "trade": "trades"}
"""Kind of reason → the collection that its concept is of."""
_RESTS_ON = ("grove-1983", "manheim-2018")
_MOST_STARTERS = 3
_GENERAL_STARTERS = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a measure."""

    kind: ReasonKind
    """It guards what a number harms, shows an aim, is about the same work, of the same trade, or fits any."""
    concept: str = ""
    """The push, aim or trade."""
    protects: str = ""
    """What a measure that guards guards."""
    said: str = ""
    """The statement's own words that it goes by; empty if it isn't said in words."""

    def text(self, language: str) -> str:
        """The reason in a sentence."""
        collection = _CONCEPTS.get(self.kind)
        return content.text(
            f"pair.why.{self.kind}",
            language,
            name=name_of(collection, self.concept, language) if collection else "",
            protects=name_of("protects", self.protects, language) if self.protects else "",
            said=self.said,
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Suggestion:
    """A measure, proposed."""

    measure: Measure
    reasons: tuple[Reason, ...]
    """The weightiest first; at least one."""
    score: float
    """How well it fits, beside the others of the same pairing; at least 0, on no scale of its own."""

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready: the measure with its words, and `why` (sentences)."""
        why = [reason.text(language) for reason in self.reasons]
        return {**self.measure.as_dict(language), "why": why, "score": round(self.score, 3)}


@dataclasses.dataclass(frozen=True, slots=True)
class Pairing:
    """What goes with a KPI, and how it could be reached while failing its purpose."""

    text: str
    language: str
    """The statement's."""
    kind: Kind
    """What would show that it was reached: a number, a judgement, both, or a thing done."""
    pushes: tuple[str, ...]
    """The kinds of number that it pushes, the plainest first."""
    aims: tuple[str, ...]
    """The qualitative aims that it names."""
    suggestions: tuple[Suggestion, ...]
    """The best first."""

    @property
    def understood(self) -> bool:
        """Whether it was found what it pushes or aims at; if not, what is proposed fits any team."""
        return bool(self.pushes or self.aims)

    def question(self, language: str) -> str:
        """What is always asked."""
        return content.text("pair.question", language)

    def starters(self, language: str) -> tuple[str, ...]:
        """Answers to that question to start from, two or three of them, of each push and aim in turn."""
        lists = [risks_of("pushes", name, language) for name in self.pushes[:2]]
        lists += [risks_of("aims", name, language) for name in self.aims[:2]]
        if not lists:
            general = range(1, _GENERAL_STARTERS + 1)
            return tuple(content.text(f"pair.starter.general{number}", language) for number in general)
        turns = [risks[at] for at in range(_MOST_STARTERS) for risks in lists if at < len(risks)]
        return tuple(dict.fromkeys(turns))[:_MOST_STARTERS]

    def as_dict(self, language: str | None = None) -> dict[str, Any]:
        """JSON-ready, worded in `language` (the statement's if none is given).

        Keys: `text`, `language`, `kind`, `understood`, `pushes` and `aims` (each `id`, `name`), `question`,
        `starters`, `note` (one sentence on how to take this), `suggestions` (as `Suggestion.as_dict`),
        `rests_on` (the sources of pairing itself).
        """
        shown = content.known_language(language or self.language)
        return {
            "text": self.text,
            "language": self.language,
            "kind": self.kind,
            "understood": self.understood,
            "pushes": [{"id": name, "name": name_of("pushes", name, shown)} for name in self.pushes],
            "aims": [{"id": name, "name": name_of("aims", name, shown)} for name in self.aims],
            "question": self.question(shown),
            "starters": list(self.starters(shown)),
            "note": content.text(f"pair.note.{'understood' if self.understood else 'unclear'}", shown),
            "suggestions": [suggestion.as_dict(shown) for suggestion in self.suggestions],
            "rests_on": [sources()[name].as_dict(shown) for name in _RESTS_ON],
        }
