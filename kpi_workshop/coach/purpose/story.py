"""The story of a KPI: why now, for whom, what changes, what is watched, open and promised, how we talk.

It is made of what a KPI's record says and of answers, in the words of those who gave them. What nobody has
said stays a visible blank; what the KPI leaves open by itself is told as something that we don't know yet.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kpi_workshop import content, critic
from kpi_workshop.coach.rewrite.model import Segment, SegmentKind, Words, text_of
from kpi_workshop.content import Problem
from kpi_workshop.critic import Finding
from kpi_workshop.kpi import Kpi

PARTS = ("why", "whom", "change", "watch", "unknown", "support", "talk")
"""The parts of a story, in the order in which it is told; their names are the slots of answers."""

_FROM_RECORD = {"whom": "purpose", "watch": "counter_measure"}
"""Part → the field of a record that says it where no answer does."""
_OPEN = (
    "missing-baseline",
    "missing-target",
    "missing-timeframe",
    "unsupported-leap",
    "beyond-history",
    "over-capacity",
)
"""Rules whose findings are things that we don't know yet."""
_HURTS = frozenset({"threat", "individual-ranking", "surveillance", "money-only-reward", "imposed-wording"})
"""Rules whose findings turn a story into pressure."""
_PURPOSE = ("whom", "why", "change")
"""The answers that make up the `purpose` of a KPI's record."""
_STOPS = (".", "!", "?", "…", "”", "]")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One part of a story."""

    slot: str
    story: Story

    def title(self, language: str) -> str:
        return content.text(f"purpose.part.{self.slot}.title", language)

    def lines(self, language: str) -> tuple[Words, ...]:
        """Its sentences, each in segments; a single blank if nothing is known."""
        said = self.story.said(self.slot)
        found = [*_sentences(said), *self.story.more(self.slot, language)]
        return tuple(found) or (self._blank(language),)

    def text(self, language: str) -> str:
        """Its sentences as one text, blanks in square brackets."""
        return " ".join(text_of(line) for line in self.lines(language))

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its words. `ask` is the question that its blank asks."""
        lines = self.lines(language)
        return {
            "slot": self.slot,
            "title": self.title(language),
            "ask": _unbracketed(text_of(self._blank(language))),
            "lines": [[segment._asdict() for segment in line] for line in lines],
            "text": self.text(language),
            "open": any(segment.kind == "blank" for line in lines for segment in line),
        }

    def _blank(self, language: str) -> Words:
        return (Segment("blank", content.text(f"purpose.part.{self.slot}.open", language), self.slot),)


@dataclasses.dataclass(frozen=True)
class Story:
    """A KPI, and what was answered about it. Wording is chosen when it is shown."""

    kpi: Kpi
    answers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Part → answer, exactly as typed."""

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(Part(slot, self) for slot in PARTS)

    def part(self, slot: str) -> Part:
        """One part. Raises `KeyError` for an unknown slot."""
        return {part.slot: part for part in self.parts}[slot]

    @functools.cached_property
    def purpose(self) -> str:
        """What becomes the `purpose` of the KPI's record: for whom, why, what changes; a line each."""
        said = [self.said(slot) for slot in _PURPOSE]
        return "\n".join(text_of(words) for line in said for words in _sentences(line))

    @functools.cached_property
    def notes(self) -> tuple[tuple[str, str, Finding], ...]:
        """What would turn the story into pressure: (part, or "" for the KPI itself; words; finding)."""
        told = {"": self.kpi.text, **{slot: self.said(slot) for slot in PARTS}}
        return tuple(
            (slot, text, finding)
            for slot, text in told.items()
            if text
            for finding in critic.critique(text)
            if finding.rule in _HURTS
        )

    def said(self, slot: str) -> str:
        """What is known of a part, in somebody's own words; the answer before the record."""
        answer = self.answers.get(slot, "").strip()
        if answer:
            return answer
        return str(getattr(self.kpi, _FROM_RECORD[slot])) if slot in _FROM_RECORD else ""

    def more(self, slot: str, language: str) -> Iterator[Words]:
        """What the record adds to a part by itself."""
        if slot == "change" and self.kpi.growth:
            yield _filled("growth", language, growth=self.kpi.growth)
        elif slot == "unknown":
            yield from self._open_questions(language)
        elif slot == "talk":
            yield from self._talks(language)

    def levels(self, language: str) -> Words:
        """From where to where, by when; empty if the record says nothing of it."""
        fields = {name: getattr(self.kpi, name) for name in ("baseline", "target", "period")}
        return _filled("levels", language, **fields) if any(fields.values()) else ()

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with words in a language.

        Keys: `kpi`, `title`, `levels` (segments), `parts` (see `Part.as_dict`), `blanks` (open slots),
        `notes` (each `slot`, `quote`, `message`, `question`), `purpose`, `answers`.
        """
        parts = [part.as_dict(language) for part in self.parts]
        notes = [
            {
                "slot": slot,
                "quote": text,
                "rule": finding.rule,
                "message": finding.message(language),
                "question": finding.question(language),
            }
            for slot, text, finding in self.notes
        ]
        return {
            "kpi": self.kpi.text,
            "title": content.text("purpose.title", language),
            "levels": [segment._asdict() for segment in self.levels(language)],
            "parts": parts,
            "blanks": [part["slot"] for part in parts if part["open"]],
            "notes": notes,
            "purpose": self.purpose,
            "answers": dict(self.answers),
        }

    def _open_questions(self, language: str) -> Iterator[Words]:
        found = {finding.rule for finding in critic.critique(self.kpi)}
        for rule in _OPEN:
            if rule in found:
                yield (Segment("joint", content.text(f"purpose.unknown.{rule}", language), "unknown"),)

    def _talks(self, language: str) -> Iterator[Words]:
        kpi = self.kpi
        if kpi.rhythm:
            rhythm = content.text(f"steps.commit.rhythm_{kpi.rhythm}", language)
            yield _filled("rhythm", language, rhythm=rhythm)
        if kpi.review_date:
            yield _filled("review", language, date=_date(kpi.review_date, language))
        if kpi.recognition:
            yield _filled("recognition", language, recognition="; ".join(kpi.recognition))


def story(kpi: str | Kpi, answers: Mapping[str, str] | None = None) -> Story:
    """The story of a KPI, with answers by part.

    Raises `Problem` for an empty statement and for an answer to a part that doesn't exist.
    """
    record = Kpi(id="kpi", text=kpi.strip()) if isinstance(kpi, str) else kpi
    if not record.text.strip():
        raise Problem("purpose.empty")
    for slot in answers or {}:
        if slot not in PARTS:
            raise Problem("purpose.no-part", slot=slot, parts=", ".join(PARTS))
    return Story(record, dict(answers or {}))


def _sentences(said: str) -> Iterator[Words]:
    """Somebody's words, a sentence or line each, with a capital letter at the start and a stop at the end."""
    for line in filter(None, map(str.strip, said.splitlines())):
        stop = "" if line.endswith(_STOPS) else "."
        yield (Segment("answer", f"{line[0].upper()}{line[1:]}{stop}"),)


def _filled(line: str, language: str, **known: str) -> Words:
    """A line of `purpose.line` with what is known; what isn't is a blank."""
    found = []
    for place, piece in enumerate(_PLACE.split(content.text(f"purpose.line.{line}", language))):
        kind: SegmentKind = "joint"
        text = piece
        if place % 2:
            kind = "kept" if known[piece] else "blank"
            text = known[piece] or content.text(f"purpose.blank.{piece}", language)
        found.append(Segment(kind, text, piece if place % 2 else ""))
    return tuple(segment for segment in found if segment.text)


def _date(iso: str, language: str) -> str:
    """An ISO date in the language's way, or unchanged if it isn't one."""
    try:
        date = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    month = content.text(f"charter.dates.{date.month}", language)
    return content.text("charter.dates.day", language, day=date.day, month=month, year=date.year)


def _unbracketed(words: str) -> str:
    asked = words.strip("[]")
    return f"{asked[:1].upper()}{asked[1:]}"
