"""Lessons: `data/lessons/<number>-<id>.toml`, a file each, with structure and words in every language.

A lesson is a row of parts. A part is something to read, somebody's case, data, an exercise, or a task on the
learner's own KPI (`own`, an exercise as well, with one of the coach's tools to go on with).
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kpi_workshop import content, exercises
from kpi_workshop.content import ContentError
from kpi_workshop.course import prose
from kpi_workshop.course.glossary import explained, glossary
from kpi_workshop.course.tables import table
from kpi_workshop.critic.causes import causes
from kpi_workshop.entries import Entry
from kpi_workshop.exercises import Exercise

WAYS = ("empowering", "growth", "owned", "flexible")
"""The four ways to set KPIs that motivate; reasons, consequences and solutions are in `data/causes.toml`."""
TOOLS = ("rewrite", "pair", "realism", "grow", "rewards", "purpose", "checkin")
_KINDS: Mapping[str, tuple[str, ...]] = {
    "read": ("title", "text"),
    "case": ("title", "person", "role", "statement", "text"),
    "data": ("title", "text", "columns", "reading"),
    "exercise": ("title",),
    "own": ("title", "text"),
}
"""Kind of part → the keys of its words."""
_OPTIONAL = {("exercise", "title"), ("case", "statement")}


def teachable() -> frozenset[str]:
    """The ids of everything the course has to teach."""
    rows = causes().values()
    consequences = {one for row in rows for one in row.consequences}
    solutions = {one for row in rows for one in row.solutions}
    return frozenset({*causes(), *consequences, *solutions, *WAYS})


@dataclasses.dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson as its file declares it."""

    id: str
    fields: Entry

    @property
    def minutes(self) -> int:
        """How long it takes a busy adult."""
        return self.fields.count("minutes")

    @property
    def parts(self) -> Mapping[str, Entry]:
        """Its parts by name, in order."""
        return self.fields.named("part")

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Its exercises in order, the task on one's own KPI included."""
        named = (name for name, part in self.parts.items() if part.text("kind") in ("exercise", "own"))
        return tuple(exercises.exercise(f"{self.id}/{name}") for name in named)

    def title(self, language: str) -> str:
        """Its name, a few words."""
        return self.fields.table(language).text("title")

    def summary(self, language: str) -> str:
        """What one can do afterwards, a sentence."""
        return self.fields.table(language).text("summary")

    def view(self, language: str) -> dict[str, Any]:
        """The whole lesson as a page shows it, ready for JSON."""
        said = self.fields.table(language)
        parts = [self._part(name, part, language) for name, part in self.parts.items()]
        found = {term for part in parts for term in prose.terms(part.get("text", ()))}
        return {
            "id": self.id,
            "title": self.title(language),
            "minutes": self.minutes,
            "takeaway": said.text("takeaway"),
            "parts": parts,
            "terms": {term: explained(term, language) for term in sorted(found)},
            "sources": list(self.fields.table(language).texts("sources")),
        }

    def _part(self, name: str, part: Entry, language: str) -> dict[str, Any]:
        said, kind = self.fields.table(language).table("part").table(name), part.text("kind")
        shown: dict[str, Any] = {"id": name, "kind": kind}
        for key in ("title", "person", "role", "statement"):
            if key in said.fields:
                shown[key] = said.text(key)
        if "text" in said.fields:
            shown["text"] = prose.nodes(said.text("text"))
        if kind == "data":
            shown |= self.data(name, language)
        if kind in ("exercise", "own"):
            one = exercises.exercise(f"{self.id}/{name}")
            shown |= {"exercise": one.id, "tool": part.text("tool", "")}
        return shown

    def data(self, name: str, language: str) -> dict[str, Any]:
        """The table of a part: `columns` of name, values and whether all are `whole`; how it is drawn; and
        what it shows in words, for those who don't look at the drawing."""
        part, said = self.parts[name], self.fields.table(language).table("part").table(name)
        columns = [
            {"name": said.table("columns").text(column), "values": list(values), "whole": _whole(values)}
            for column, values in table(part.text("table"), language).items()
        ]
        return {"columns": columns, "chart": part.text("chart", ""), "reading": said.text("reading")}


def _whole(values: Any) -> bool:
    return all(isinstance(value, float) and value.is_integer() for value in values)


@functools.cache
def lessons() -> Mapping[str, Lesson]:
    """Every lesson by its id, in order. Raises `ContentError` naming file and key if one isn't in order."""
    found = map(load, sorted(content.folder("data", "lessons").glob("*.toml")))
    return {one.id: one for one in found}


def lesson(name: str) -> Lesson:
    """One lesson. Raises `KeyError` if there is none of this id."""
    return lessons()[name]


def load(path: Path) -> Lesson:
    """Read and check one lesson's file; raises `ContentError`."""
    name = path.stem.partition("-")[2]
    fields = Entry(path, name, content.load_toml(path))
    fields.only("minutes", "teaches", "part", *content.languages())
    fields.expect("minutes", 5 <= fields.count("minutes") <= 20, "a whole number from 5 to 20")
    fields.choices("teaches", teachable(), at_least=1)
    fields.expect("part", len(fields.table("part").fields) >= 3, "three parts or more")
    one = Lesson(name, fields)
    for part_name, part in one.parts.items():
        _check_part(one, part_name, part)
    for language in content.languages():
        said = fields.table(language)
        said.only("title", "summary", "takeaway", "sources", "part")
        for key in ("title", "summary", "takeaway"):
            said.text(key)
        said.texts("sources")
        unknown = set(said.table("part").fields) - set(one.parts)
        said.expect("part", not unknown, f"no words of parts that don't exist: {sorted(unknown)}")
    return one


def _check_part(one: Lesson, name: str, part: Entry) -> None:
    kind = part.choice("kind", _KINDS)
    part.only("kind", *{"data": ("table", "chart"), "own": ("tool",)}.get(kind, ()))
    if kind in ("exercise", "own"):
        known = exercises.exercises()
        part.expect("kind", f"{one.id}/{name}" in known, f"a file data/exercises/{one.id}/{name}.toml")
    if kind == "own":
        part.choice("tool", TOOLS)
    if kind == "data":
        part.choice("chart", ("", "line", "bars", "band"), default="")
        shapes = {_shape(part.text("table"), language) for language in content.languages()}
        part.expect("table", len(shapes) == 1, "the same columns and rows in every language")
    for language in content.languages():
        _check_words(kind, one.fields.table(language).table("part").table(name), part)


def _shape(name: str, language: str) -> tuple[tuple[str, int], ...]:
    return tuple((column, len(values)) for column, values in table(name, language).items())


def _check_words(kind: str, said: Entry, part: Entry) -> None:
    said.only(*_KINDS[kind])
    for key in _KINDS[kind]:
        if key == "columns":
            for column in table(part.text("table")):
                said.table("columns").text(column)
        elif (kind, key) not in _OPTIONAL:
            said.text(key)
    if "text" not in said.fields:
        return
    try:
        unknown = set(prose.terms(prose.nodes(said.text("text")))) - set(glossary())
    except ValueError as error:
        raise ContentError(f"{said.path}: {said.id}.text has {error}; expected plain Markdown") from error
    said.expect("text", not unknown, f"terms of data/glossary, not {sorted(unknown)}")
