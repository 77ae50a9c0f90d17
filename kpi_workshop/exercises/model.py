"""What an exercise is, and what an answer to it amounts to."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.entries import Entry

Status = Literal["unanswered", "wrong", "partly", "right", "kept"]
STATUSES: tuple[Status, ...] = get_args(Status)
"""Not attempted isn't wrong; what is for oneself alone is kept and never graded."""
Answer = Mapping[str, Any]
MOST_TEXT = 2000
"""Characters of one text in an answer."""


@dataclasses.dataclass(frozen=True, slots=True)
class Note:
    """Feedback on one thing that was given, in the words of the learner's language."""

    text: str
    good: bool | None = None
    """None where it is neither right nor wrong."""
    about: str = ""
    """The id of the option, item or field that it is about."""


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer amounts to."""

    status: Status
    notes: tuple[Note, ...] = ()

    @property
    def attempted(self) -> bool:
        """Whether there was an honest attempt: only then is a model answer shown."""
        return self.status != "unanswered"


@dataclasses.dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise as its file declares it."""

    id: str
    """`<lesson>/<name>`."""
    kind: Kind
    fields: Entry
    """Its structure: which options there are, which are right."""
    words: Mapping[str, Entry]
    """Language → what is read."""

    def said(self, language: str) -> Entry:
        """Its words in a language, or in the fallback's."""
        return self.words.get(language) or self.words[content.FALLBACK]

    @property
    def variants(self) -> int:
        """How many sets of numbers there are to try again with; 1 if there is nothing to vary."""
        return max(1, len(self.fields.tables("variants")))

    def hints(self, language: str) -> tuple[str, ...]:
        """From a nudge to nearly the answer."""
        return self.said(language).texts("hints")

    def model(self, language: str) -> str:
        """A good answer with its reasons."""
        return self.said(language).text("model", "")

    def about(self, note: str, language: str) -> str:
        """The words of the option, item, field or span that a note is about; empty if it has none."""
        said = self.said(language)
        for group, key in (("options", "text"), ("reasons", "text"), ("items", "text"), ("fields", "label")):
            if note in said.table(group).fields:
                return said.table(group).table(note).text(key)
        chunks = self.task(language).get("chunks", ())
        return next((str(chunk["text"]) for chunk in chunks if chunk["id"] == note), "")

    def task(self, language: str, variant: int = 0) -> dict[str, Any]:
        """What a page shows before there is an answer, ready for JSON. It doesn't hold the answer."""
        said = self.said(language)
        shared = {"id": self.id, "kind": self.kind.name, "question": said.text("question")}
        return {
            **shared,
            "variants": self.variants,
            **self.kind.task(self, language, variant % self.variants),
        }

    def grade(self, answer: Answer, language: str, variant: int = 0) -> Outcome:
        """What `answer` amounts to. Raises `Problem` if it has not the shape of an answer."""
        return self.kind.grade(self, answer, language, variant % self.variants)


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """One kind of exercise: how its file is checked, what is shown, and how an answer is judged."""

    name: str
    structure: tuple[str, ...]
    """The keys of its structure, beside `kind` and `samples`."""
    words: tuple[str, ...]
    """The keys of its words, beside `question`, `hints` and `model`."""
    check: Callable[[Entry, Entry], None]
    """Raises `ContentError` if the structure, or the words of one language, aren't in order."""
    task: Callable[[Exercise, str, int], dict[str, Any]]
    grade: Callable[[Exercise, Answer, str, int], Outcome]
    graded: bool = True
    """False for what is for oneself alone: it needs no hints and no model answer."""


def chosen(answer: Answer, name: str, known: frozenset[str] | set[str]) -> tuple[str, ...]:
    """Ids in an answer, each of them known, without repetition."""
    value = answer.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one in known for one in value):
        raise Problem("session.not-understood")
    return tuple(dict.fromkeys(value))


def written(answer: Answer, name: str) -> str:
    """A text in an answer, without surrounding space."""
    value = answer.get(name, "")
    if not isinstance(value, str):
        raise Problem("session.not-understood")
    if len(value) > MOST_TEXT:
        raise Problem("session.too-long", length=len(value), most=MOST_TEXT)
    return value.strip()


def mapped(answer: Answer, name: str) -> Mapping[str, Any]:
    """A table in an answer."""
    value = answer.get(name, {})
    if not isinstance(value, dict):
        raise Problem("session.not-understood")
    return value


def say(key: str, language: str, **params: object) -> str:
    """Words that exercises of all lessons share."""
    return content.text(f"exercises.{key}", language, **params)
