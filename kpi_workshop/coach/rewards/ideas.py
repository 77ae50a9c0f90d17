"""The catalogue of ways to recognise people that aren't (only) money: `data/recognition/`."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any, Literal, get_args

from kpi_workshop import content, entries
from kpi_workshop.coach.sources import sources

Value = Literal["words", "visibility", "time", "learning", "trust", "say", "care", "together"]
Giver = Literal["peer", "manager", "team", "leadership", "customer", "self"]
VALUES: tuple[str, ...] = get_args(Value)
"""What a reward can give to somebody."""
GIVERS: tuple[str, ...] = get_args(Giver)
EFFORTS = ("none", "little", "some")
COSTS = ("none", "small", "some")
SETTINGS = ("public", "private", "either")
"""In front of others, or not."""
OFTEN = ("whenever", "weekly", "monthly", "quarterly", "yearly", "once")
WHOM = ("person", "team", "either")
_COLLECTION = "recognition"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """One way to recognise somebody, as its tables in `data/recognition/` describe it."""

    id: str
    gives: tuple[str, ...]
    """What it gives, of `VALUES`, the main thing first."""
    effort: str
    cost: str
    givers: tuple[str, ...]
    """Who can give it, of `GIVERS`."""
    often: str
    """How often it stays fresh, of `OFTEN`; "whenever" there is a reason."""
    setting: str
    whom: str
    """Whether it is for one person, for the team, or either."""
    apart: bool
    """Whether it reaches people who are never there at the same time: nights, part-time, other places."""
    occasion: bool
    """Whether it waits for something to happen (an illness, a return, a peak), so can't be planned."""
    sources: tuple[str, ...]

    def name(self, language: str) -> str:
        """What it is called."""
        return self._words("name", language)

    def how(self, language: str) -> str:
        """How to do it well, in two sentences."""
        return self._words("how", language)

    def risk(self, language: str) -> str:
        """What can go wrong."""
        return self._words("risk", language)

    def remedy(self, language: str) -> str:
        """What to do about the risk."""
        return self._words("remedy", language)

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready: what it is (ids), its words, and `tags`, the same in words."""
        return {
            **dataclasses.asdict(self),
            "name": self.name(language),
            "how": self.how(language),
            "risk": self.risk(language),
            "remedy": self.remedy(language),
            "tags": {
                "gives": [say("gives", one, language) for one in self.gives],
                "effort": say("effort", self.effort, language),
                "cost": say("cost", self.cost, language),
                "givers": [say("givers", one, language) for one in self.givers],
                "often": say("often", self.often, language),
                "setting": say("setting", self.setting, language),
                "whom": say("whom", self.whom, language),
            },
            "sources": [sources()[one].as_dict(language) for one in self.sources],
        }

    def _words(self, key: str, language: str) -> str:
        entry = entries.words(_COLLECTION, language)[self.id]
        entry.only("name", "how", "risk", "remedy")
        return entry.text(key)


def say(group: str, name: str, language: str) -> str:
    """The words for an id of the catalogue: `say("gives", "time", "vi")`."""
    return content.text(f"rewards.{group}.{name}", language)


@functools.cache
def ideas() -> Mapping[str, Idea]:
    """All ideas by id, in the order of the catalogue. Raises `ContentError` naming file and key."""
    return {name: _idea(entry) for name, entry in entries.structure(_COLLECTION).items()}


def _idea(entry: entries.Entry) -> Idea:
    fields = ("gives", "effort", "cost", "givers", "often", "setting", "whom", "apart", "sources")
    entry.only(*fields, "occasion")
    for needed in fields:
        entry.expect(needed, needed in entry.fields, "a value")
    return Idea(
        id=entry.id,
        gives=entry.choices("gives", VALUES, at_least=1),
        effort=entry.choice("effort", EFFORTS),
        cost=entry.choice("cost", COSTS),
        givers=entry.choices("givers", GIVERS, at_least=1),
        often=entry.choice("often", OFTEN),
        setting=entry.choice("setting", SETTINGS),
        whom=entry.choice("whom", WHOM),
        apart=entry.flag("apart"),
        occasion=entry.flag("occasion"),
        sources=entry.choices("sources", sources(), at_least=1),
    )
