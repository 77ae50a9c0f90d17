"""The catalogue of measures, and the concepts by which a KPI and a measure are brought together.

Measures lie in `data/measures/<trade>.toml`; the kinds of number that can be pushed in `data/pushes`, what
can be harmed in `data/protects`, qualitative aims in `data/aims`, trades in `data/trades`, and what people
work on in `data/work`. What is wrong in a file is a `ContentError` that names it and the key.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection, Mapping
from typing import Any, Literal, get_args

from kpi_workshop import content, entries
from kpi_workshop.coach.sources import Source, sources
from kpi_workshop.entries import Entry

MeasureKind = Literal["qualitative", "quantitative"]
RHYTHMS = ("weekly", "biweekly", "monthly", "quarterly")
COMMON = "common"
"""The trade whose measures fit any team."""

_FIELDS = ("kind", "pushes", "protects", "shows", "rhythm", "sources")
_WORDS = ("name", "asks", "evidence", "gamed", "terms")
_LEAST_TERMS, _MOST_TERMS = 4, 12


@dataclasses.dataclass(frozen=True, slots=True)
class Measure:
    """Something a team can look at beside its number."""

    id: str
    trade: str
    kind: str
    """One of `MeasureKind`."""
    pushes: tuple[str, ...]
    """The kinds of number that it protects against when they are pushed, the most fitting first."""
    protects: tuple[str, ...]
    shows: tuple[str, ...]
    """The qualitative aims that it is evidence for."""
    rhythm: str
    """One of `RHYTHMS`: how often it is worth looking."""
    sources: tuple[str, ...]

    def words(self, language: str) -> Entry:
        """Its `name`, what it `asks`, how to gather `evidence`, how it can be `gamed`, and its `terms`."""
        return entries.words("measures", language)[self.id]

    def cited(self) -> tuple[Source, ...]:
        """What it rests on."""
        return tuple(sources()[name] for name in self.sources)

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its words; `tags` say whether it is judged or counted, and how often."""
        words = self.words(language)
        tags = (f"pair.kind.{self.kind}", f"pair.rhythm.{self.rhythm}")
        return {
            "id": self.id,
            "trade": self.trade,
            "kind": self.kind,
            "protects": list(self.protects),
            "shows": list(self.shows),
            "rhythm": self.rhythm,
            "tags": [content.text(tag, language) for tag in tags],
            **{key: words.text(key) for key in _WORDS if key != "terms"},
            "sources": [source.as_dict(language) for source in self.cited()],
        }


@functools.cache
def measures() -> Mapping[str, Measure]:
    """All measures by id, in the order of files and of tables in them. Raises `ContentError`."""
    return {name: _measure(entry) for name, entry in entries.structure("measures").items()}


def _measure(entry: Entry) -> Measure:
    entry.only(*_FIELDS)
    trade = entry.path.stem
    if trade not in trades():
        raise content.ContentError(
            f"{entry.path}: the file is named {trade!r}; expected one of {', '.join(sorted(trades()))}"
        )
    pushed, shown = entry.choices("pushes", pushes()), entry.choices("shows", aims())
    entry.expect("pushes", bool(pushed or shown), "kinds of number, or else aims in `shows`")
    found = Measure(
        id=entry.id,
        trade=trade,
        kind=entry.choice("kind", get_args(MeasureKind)),
        pushes=pushed,
        protects=entry.choices("protects", protects(), at_least=1),
        shows=shown,
        rhythm=entry.choice("rhythm", RHYTHMS),
        sources=entry.choices("sources", sources(), at_least=1),
    )
    for language in content.languages():
        _check_words(found.words(language))
    return found


def _check_words(words: Entry) -> None:
    words.only(*_WORDS)
    for key in ("name", "asks", "evidence", "gamed"):
        words.text(key)
    count = len(words.texts("terms", at_least=_LEAST_TERMS))
    words.expect("terms", count <= _MOST_TERMS, f"{_LEAST_TERMS} to {_MOST_TERMS} texts")


@dataclasses.dataclass(frozen=True, slots=True)
class Push:
    """A kind of number that can be pushed."""

    harms: tuple[str, ...]
    """What that easily harms, the likeliest first."""
    trades: tuple[str, ...]
    """Where such a number is at home; empty if it may be anywhere."""


@functools.cache
def pushes() -> Mapping[str, Push]:
    """The kinds of number that can be pushed."""
    found = {}
    for name, entry in _structure("pushes", "harms", "trades").items():
        harms = entry.choices("harms", protects(), at_least=1)
        found[name] = Push(harms, entry.choices("trades", trades()))
        _check_concept("pushes", name, "name", "risk", "terms")
    return found


@functools.cache
def protects() -> Collection[str]:
    """What a measure can guard."""
    return _named("protects", "name", "terms")


@functools.cache
def aims() -> Collection[str]:
    """The qualitative aims that a measure can be evidence for."""
    return _named("aims", "name", "risk", "terms")


@functools.cache
def trades() -> Collection[str]:
    """The trades that have measures of their own, and `COMMON`."""
    return _named("trades", "name", "terms")


@dataclasses.dataclass(frozen=True, slots=True)
class Work:
    """Something that people work on: calls, patients, parcels."""

    trades: tuple[str, ...]
    """Where, the most usual first."""
    counts: str
    """The kind of number that a KPI pushes which counts it; empty if it isn't counted."""


@functools.cache
def work() -> Mapping[str, Work]:
    """What people work on, by id."""
    found = {}
    for name, entry in _structure("work", "trades", "counts").items():
        counts = entry.choice("counts", {*pushes(), ""}, default="")
        found[name] = Work(entry.choices("trades", trades(), at_least=1), counts)
        _check_concept("work", name, "terms")
    return found


def name_of(collection: str, concept: str, language: str) -> str:
    """What a concept is called within a sentence."""
    return entries.words(collection, language)[concept].text("name")


def risks_of(collection: str, concept: str, language: str) -> tuple[str, ...]:
    """How a number of this kind is reached, or an aim declared reached, while its purpose is failed."""
    return entries.words(collection, language)[concept].texts("risk")


def _structure(collection: str, *known: str) -> Mapping[str, Entry]:
    found = entries.structure(collection)
    for entry in found.values():
        entry.only(*known)
    return found


def _named(collection: str, *words: str) -> Collection[str]:
    found = _structure(collection)
    for name in found:
        _check_concept(collection, name, *words)
    return tuple(found)


def _check_concept(collection: str, name: str, *keys: str) -> None:
    for language in content.languages():
        words = entries.words(collection, language)[name]
        words.only(*keys)
        if "name" in keys:
            words.text("name")
        if "risk" in keys:
            words.texts("risk", at_least=2)
        words.texts("terms", at_least=1)
