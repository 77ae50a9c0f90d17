"""What the rewrite coach talks in: segments, questions, changes, drafts."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any, Literal, NamedTuple

from kpi_workshop import content
from kpi_workshop.critic import Finding

LONGEST_ANSWER = 300
"""In code points: a longer answer is kept, but it stays out of the drafts."""

SegmentKind = Literal["kept", "answer", "blank", "joint"]
Shape = Literal["outcome", "leading", "learning"]


class Segment(NamedTuple):
    """A piece of a draft."""

    kind: SegmentKind
    """Words of the statement, words of an answer, something that nobody knows yet, or connecting words."""
    text: str
    slot: str = ""
    """What the answer fills, or what the blank waits for."""


Words = tuple[Segment, ...]
"""Segments that make up a text when they are joined without anything between them."""


def text_of(words: Words) -> str:
    """The text that segments make up."""
    return "".join(segment.text for segment in words)


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """One question of the dialogue. It carries no words: they are chosen when it is shown."""

    id: str
    slot: str
    """What its answer fills."""
    rule: str | None
    """The rule of the critic that it comes from; None if it comes from the shape of a draft."""
    options: tuple[str, ...] = ()
    """What one may choose from, in the words of the statement; an answer of one's own is welcome as well."""

    def text(self, language: str) -> str:
        """The question."""
        return content.text(f"coach.rewrite.question.{self.id}.ask", language)

    def hint(self, language: str) -> str:
        """What kind of answer helps."""
        return content.text(f"coach.rewrite.question.{self.id}.hint", language)

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its words."""
        return {
            "id": self.id,
            "slot": self.slot,
            "rule": self.rule,
            "text": self.text(language),
            "hint": self.hint(language),
            "options": list(self.options),
        }


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """What a draft does differently from the statement."""

    rule: str | None
    """The rule that it answers; None for what the shape of the draft brings."""
    key: str
    """Where its words stand."""

    def text(self, language: str) -> str:
        """What is different."""
        return content.text(self.key, language)

    def reason(self, language: str) -> str:
        """Why, or "" if the change says so itself."""
        return content.text(f"critic.{self.rule}.why", language) if self.rule else ""

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its words."""
        return {
            "rule": self.rule,
            "key": self.key,
            "text": self.text(language),
            "reason": self.reason(language),
        }


@dataclasses.dataclass(frozen=True, slots=True)
class HeldBack:
    """An answer that a draft leaves out for now, because it would make things worse."""

    slot: str
    answer: str
    rule: str | None
    """The rule whose fault it would bring with it; None if it is too long, or no single rule tells."""

    def text(self, language: str) -> str:
        """Why it waits, and what would let it in."""
        said = _short(self.answer)
        if self.rule is None:
            key = "long" if len(self.answer) > LONGEST_ANSWER else "other"
            return content.text(f"coach.rewrite.held.{key}", language, answer=said)
        chip = content.text(f"critic.{self.rule}.chip", language)
        return content.text("coach.rewrite.held.rule", language, answer=said, chip=chip)

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its words."""
        return {"slot": self.slot, "answer": self.answer, "rule": self.rule, "text": self.text(language)}


_QUOTED = 60
"""In code points: as much of an answer is quoted when somebody is told about it."""


def _short(words: str) -> str:
    return words if len(words) <= _QUOTED else words[:_QUOTED].rstrip() + "…"


@dataclasses.dataclass(frozen=True)
class Draft:
    """One way to put it, composed from what the statement and the answers say, and from nothing else."""

    shape: Shape
    segments: Words
    findings: tuple[Finding, ...]
    """What the critic still finds in it, what matters most first. A blank is not an answer to it."""
    changes: tuple[Change, ...]
    held_back: tuple[HeldBack, ...] = ()

    @functools.cached_property
    def text(self) -> str:
        """The draft as one text, blanks in square brackets."""
        return text_of(self.segments)

    @property
    def blanks(self) -> Words:
        """What is not known yet, in the order in which it stands in the draft."""
        return tuple(segment for segment in self.segments if segment.kind == "blank")

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with words in `language`."""
        return {
            "shape": self.shape,
            "text": self.text,
            "segments": [segment._asdict() for segment in self.segments],
            "blanks": [{"slot": blank.slot, "text": blank.text} for blank in self.blanks],
            "findings": [finding.as_dict(language) for finding in self.findings],
            "changes": [change.as_dict(language) for change in self.changes],
            "held_back": [held.as_dict(language) for held in self.held_back],
        }
