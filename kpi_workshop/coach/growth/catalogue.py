"""What people want to learn or become, and ideas that tie such a wish to a KPI: `data/growth/`."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any, Literal, get_args

from kpi_workshop import content, entries
from kpi_workshop.coach.sources import sources

Gift = Literal["time", "cover", "access"]
"""What a manager can give: time, somebody who takes over meanwhile, access to people, places or systems."""
Sign = Literal["leading", "learning"]
"""What progress shows in: something that moves early and lies in one's own hands, or what was found out."""

ANYBODY = "*"
"""Stands for all wishes."""
SLOTS = ("kpi", "wish", "who", "when", "often", "time", "cover", "access", "what", "where", "since", "until")
"""What the words of an idea leave open. The first two are the person's own words, the others are blanks."""

_WISHES, _IDEAS, _WORK = "growth/wishes", "growth/ideas", "growth/work"


@dataclasses.dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to learn or become."""

    id: str
    group: str
    """The file that it is in, such as "people"."""

    def name(self, language: str) -> str:
        return entries.words(_WISHES, language)[self.id].text("name")

    def said(self, language: str) -> tuple[str, ...]:
        """The words by which people say it."""
        return entries.words(_WISHES, language)[self.id].texts("said", 5)

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready: `after` is what it looks like after three months, `step` the first small step."""
        words = entries.words(_WISHES, language)[self.id]
        words.only("name", "said", "after", "step")
        told = {key: words.text(key) for key in ("name", "after", "step")}
        return {"id": self.id, "group": self.group, **told, "said": list(self.said(language))}


@dataclasses.dataclass(frozen=True, slots=True)
class Idea:
    """A way to grow by working on a KPI."""

    id: str
    wishes: tuple[str, ...]
    """Ids of the wishes that it serves, or `ANYBODY`."""
    work: tuple[str, ...]
    """Ids of the kinds of work that it is made for; none: any."""
    gives: tuple[str, ...]
    """What the manager gives: of `Gift`."""
    sign: str
    """One of `Sign`."""
    source: str
    """Id of a source: nearly always practice."""

    def words(self, language: str) -> Mapping[str, str]:
        """What to `do`, what to `see` progress in, what the manager is to `give`, and its `risk`.

        They hold placeholders of `SLOTS`.
        """
        words = entries.words(_IDEAS, language)[self.id]
        words.only("do", "see", "give", "risk")
        return {key: words.text(key) for key in ("do", "see", "give", "risk")}


@functools.cache
def wishes() -> Mapping[str, Wish]:
    """All growth wishes by id. Raises `ContentError` naming file and key of what is wrong."""
    found = {}
    for name, entry in entries.structure(_WISHES).items():
        entry.only()
        found[name] = Wish(name, entry.path.stem)
    return found


@functools.cache
def ideas() -> Mapping[str, Idea]:
    """All ideas by id. Raises `ContentError` naming file and key of what is wrong."""
    found = {}
    for name, entry in entries.structure(_IDEAS).items():
        entry.only("wishes", "work", "gives", "sign", "source")
        found[name] = Idea(
            id=name,
            wishes=entry.choices("wishes", (*wishes(), ANYBODY), 1),
            work=entry.choices("work", kinds_of_work()),
            gives=entry.choices("gives", get_args(Gift), 1),
            sign=entry.choice("sign", get_args(Sign)),
            source=entry.choice("source", sources()),
        )
    return found


@functools.cache
def kinds_of_work() -> tuple[str, ...]:
    """The ids of all kinds of work."""
    return tuple(entries.structure(_WORK))


def work_name(work: str, language: str) -> str:
    return entries.words(_WORK, language)[work].text("name")


def said_of_wishes() -> Mapping[str, list[str]]:
    """Wish → the words by which people say it, in all languages."""
    return {
        wish.id: [words for language in content.languages() for words in _spoken(wish, language)]
        for wish in wishes().values()
    }


def said_of_work() -> Mapping[str, list[str]]:
    """Kind of work → what its KPIs speak of, in all languages."""
    return {
        work: [
            words
            for language in content.languages()
            for words in entries.words(_WORK, language)[work].texts("said", 5)
        ]
        for work in kinds_of_work()
    }


def _spoken(wish: Wish, language: str) -> tuple[str, ...]:
    return wish.name(language), *wish.said(language)
