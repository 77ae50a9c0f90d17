"""A session of fifteen minutes to share the story of a KPI: minute by minute, what to say and what to ask."""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import Any

from kpi_workshop import content, entries
from kpi_workshop.coach.purpose.story import PARTS, Story
from kpi_workshop.coach.rewrite.model import Segment, Words, text_of
from kpi_workshop.coach.sources import PRACTICE, sources
from kpi_workshop.content import ContentError

MINUTES = 15
_COLLECTION = "sharing"
_PLACE = re.compile(rf"\{{(kpi|{'|'.join(PARTS)})\}}")
_BLANK = re.compile(r"(\[[^\]]+\])")


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One part of the session, from a minute to a minute."""

    id: str
    first: int
    last: int
    source: str

    def as_dict(self, story: Story, language: str) -> dict[str, Any]:
        """JSON-ready, with its words: `say` and `ask` are lists of segments, `mind` is a text."""
        words = entries.words(_COLLECTION, language)[self.id]
        words.only("title", "say", "ask", "mind")
        known = sources()[self.source]
        is_practice = known.kind == PRACTICE
        return {
            "id": self.id,
            "from": self.first,
            "to": self.last,
            "title": words.text("title"),
            "say": [_told(line, story, language) for line in words.texts("say", 1)],
            "ask": [_told(line, story, language) for line in words.texts("ask", 1)],
            "mind": words.text("mind"),
            "source": content.text("growth.practice", language) if is_practice else known.citation,
            "practice": is_practice,
        }


@functools.cache
def steps() -> tuple[Step, ...]:
    """The parts of the session, in order. Raises `ContentError` unless they take `MINUTES` together."""
    found: list[Step] = []
    for name, entry in entries.structure(_COLLECTION).items():
        entry.only("minutes", "source")
        first = found[-1].last if found else 0
        found.append(Step(name, first, first + entry.count("minutes"), entry.choice("source", sources())))
        path = entry.path
    if not found or found[-1].last != MINUTES:
        total = found[-1].last if found else 0
        raise ContentError(f"{path}: minutes add up to {total}; expected {MINUTES}")
    return tuple(found)


def session(story: Story, language: str) -> dict[str, Any]:
    """The plan of a session in which a story is told, JSON-ready: `title`, `minutes`, `steps`."""
    return {
        "title": content.text("purpose.session", language),
        "minutes": MINUTES,
        "steps": [step.as_dict(story, language) for step in steps()],
    }


def _told(line: str, story: Story, language: str) -> list[dict[str, str]]:
    """A line with the parts of the story in it; what they leave open stays a blank."""
    found: list[Segment] = []
    for place, piece in enumerate(_PLACE.split(line)):
        if place % 2 == 0:
            found += _with_blanks(piece)
        elif piece == "kpi":
            found.append(Segment("kept", f"“{' '.join(story.kpi.text.split())}”", "kpi"))
        else:
            found += _joined(story.part(piece).lines(language))
    return [segment._asdict() for segment in found if segment.text]


def _joined(lines: tuple[Words, ...]) -> list[Segment]:
    """The sentences of a part one after the other."""
    found: list[Segment] = []
    for line in lines:
        found += [Segment("joint", " ")] if found else []
        found += line
    return found


def _with_blanks(words: str) -> list[Segment]:
    """Our own words; what stands in square brackets in them is a blank."""
    return [
        Segment("blank" if _BLANK.fullmatch(piece) else "joint", piece)
        for piece in _BLANK.split(words)
        if piece
    ]


def said(segments: list[dict[str, str]]) -> str:
    """The text of a line of the session."""
    return text_of(tuple(Segment(**segment) for segment in segments))  # type: ignore[arg-type]
