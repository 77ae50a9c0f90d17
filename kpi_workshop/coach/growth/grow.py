"""From a KPI and a wish to two or three ways to tie them together."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kpi_workshop import critic
from kpi_workshop.coach.growth.catalogue import (
    ANYBODY,
    SLOTS,
    Idea,
    ideas,
    kinds_of_work,
    said_of_wishes,
    said_of_work,
    wishes,
    work_name,
)
from kpi_workshop.coach.growth.meaning import Hit, Index, named_in
from kpi_workshop.coach.growth.ways import Way, blank, named_kpi, quoted
from kpi_workshop.content import Problem
from kpi_workshop.critic import Finding
from kpi_workshop.critic.record import Record
from kpi_workshop.kpi import Kpi

MOST_WAYS = 3
LEAST = 0.3
"""A wish that is less alike than this isn't meant."""
ALSO = 0.85
"""A wish that is nearly as likely as the likeliest is meant as well, from this share of its score."""
SURE = 0.5
"""A part of what is said that is as much alike means a wish by itself."""
_PARTS = re.compile(r"[,;+&]|\b(?:and|và)\b", re.IGNORECASE)
_NOTHING = Hit("", 0.0)
_RULE = "nobody-grows"


@dataclasses.dataclass(frozen=True, slots=True)
class Growth:
    """What ties a KPI to a wish. It carries ids and the person's own words; wording is chosen when shown."""

    kpi: Kpi
    wish: str
    """As the person said it."""
    found: tuple[str, ...]
    """Ids of the wishes that this can mean, the likeliest first; none if nothing is known that is like it."""
    work: str
    """Id of the kind of work that the KPI speaks of; empty if that can't be told."""
    ways: tuple[Way, ...]
    finding: Finding | None
    """That nobody grows by it so far; None if the KPI's record or statement says how somebody does."""

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with words in a language.

        Keys: `kpi`, `wish`, `wishes` (each `id`, `name`, `after`, `step` …), `work` (`id`, `name`; or None),
        `flag` (a finding; or None), `ways` (see `Way.as_dict`).
        """
        return {
            "kpi": self.kpi.text,
            "wish": self.wish,
            "wishes": [wishes()[wish].as_dict(language) for wish in self.found],
            "work": {"id": self.work, "name": work_name(self.work, language)} if self.work else None,
            "flag": self.finding.as_dict(language) if self.finding else None,
            "ways": [way.as_dict(language) for way in self.ways],
        }


def grow(
    kpi: str | Kpi, wish: str, *, work: str | None = None, answers: Mapping[str, str] | None = None
) -> Growth:
    """Two or three ways to grow in the direction of a wish by working on a KPI.

    `wish` is what somebody wants to learn or become, in their own words or as an id of `wishes()`. `work` is
    an id of `kinds_of_work()`, found out if it is None, and "" for any. `answers` fill blanks by slot: "who",
    "time" … Nothing is ever filled in that nobody has said.
    Raises `Problem` for an empty wish, an unknown slot and an unknown kind of work.
    """
    if not wish.strip():
        raise Problem("growth.no-wish")
    for slot in answers or {}:
        if slot not in SLOTS[2:]:
            raise Problem("growth.no-slot", slot=slot, slots=", ".join(SLOTS[2:]))
    if work and work not in kinds_of_work():
        raise Problem("growth.no-work", work=work, known=", ".join(kinds_of_work()))
    record = Kpi(id="kpi", text=kpi.strip()) if isinstance(kpi, str) else kpi
    found = (wish.strip(),) if wish.strip() in wishes() else meant(wish)
    place = work_of(record.text) if work is None else work
    said = {slot: text.strip() for slot, text in (answers or {}).items() if text.strip()}
    if record.text:
        said["kpi"] = named_kpi(record.text)
    if wish.strip() not in wishes():
        said["wish"] = quoted(wish)
    return Growth(record, wish.strip(), found, place, ways(found, place, said), nobody_grows(record))


def find(wish: str) -> tuple[Hit, ...]:
    """The wishes of the catalogue that somebody's words can mean, the likeliest first."""
    return wish_index().find(wish, least=LEAST)


def meant(wish: str) -> tuple[str, ...]:
    """The wishes that somebody's words mean: the likeliest, or several if each part means one."""
    hits = find(wish)
    parts = [part for part in _PARTS.split(wish) if part.strip()]
    each = [next(iter(find(part)), _NOTHING) for part in parts]
    several = tuple(dict.fromkeys(hit.id for hit in each))
    if len(several) > 1 and hits and hits[0].id in several and all(hit.score >= SURE for hit in each):
        return several
    return tuple(hit.id for hit in hits if hit.score >= ALSO * hits[0].score)


def work_of(kpi: str) -> str:
    """The kind of work that a KPI names most of; empty if it names none."""
    named = named_in(kpi, _said_of_work())
    return max(named, key=lambda work: named[work], default="")


def ways(found: Sequence[str], work: str, filled: Mapping[str, str]) -> tuple[Way, ...]:
    """Ways for several wishes in turn, all different."""
    lists = [[(idea, wish) for idea in ideas_for(wish, work)] for wish in found or ("",)]
    in_turn = (pair for turn in itertools.zip_longest(*lists) for pair in turn if pair)
    different: dict[str, Way] = {}
    for idea, wish in in_turn:
        different.setdefault(idea.id, Way(idea, wish, filled))
    return tuple(different.values())[:MOST_WAYS]


def ideas_for(wish: str, work: str) -> tuple[Idea, ...]:
    """The ideas for a wish, best first: made for this kind of work and for any in turn, then for any wish."""
    known = ideas().values()
    fitting = [idea for idea in known if wish in idea.wishes and (not idea.work or work in idea.work)]
    # The nearer a wish stands to the front of an idea, the more the idea is about it.
    made = sorted((one for one in fitting if one.work), key=lambda one: one.wishes.index(wish))
    free = sorted((one for one in fitting if not one.work), key=lambda one: one.wishes.index(wish))
    in_turn: Iterable[Idea] = (
        one for pair in itertools.zip_longest(made, free) for one in pair if one is not None
    )
    return (*in_turn, *(one for one in known if ANYBODY in one.wishes))


def nobody_grows(kpi: Kpi) -> Finding | None:
    """What the critic says if nothing about a KPI tells what anybody learns by it."""
    if not kpi.text:
        return None
    return next(iter(critic.record_rules()[_RULE].findings(Record.of(kpi))), None)


def blanks(language: str) -> dict[str, str]:
    """Slot → what stands in its place while it isn't known."""
    return {slot: blank(slot, language) for slot in SLOTS}


@functools.cache
def wish_index() -> Index:
    """What wishes are found by."""
    return Index.of(said_of_wishes())


@functools.cache
def _said_of_work() -> Mapping[str, list[str]]:
    return said_of_work()
