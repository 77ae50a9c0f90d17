"""Cases of KPIs that hurt: who was behind one, what it did, and a better start. Catalogue: `data/cases/`."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from types import MappingProxyType

from kpi_workshop import content, entries
from kpi_workshop.critic.causes import causes

TRADES = (
    "sales",
    "service",
    "software",
    "manufacturing",
    "logistics",
    "healthcare",
    "education",
    "finance",
    "hr",
    "public",
)
_WORDS = ("kpi", "person", "story", "effect", "question", "better", "watch")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case as it happened to somebody invented, by ids."""

    id: str
    trade: str
    """One of `TRADES`."""
    reasons: tuple[str, ...]
    """Why the KPI backfired, the reason that shows most first; ids of `data/causes.toml`."""
    consequences: tuple[str, ...]
    """What it did to people; ids of `data/causes.toml`."""

    def words(self, language: str) -> CaseWords:
        """The case told in a language."""
        return _words(language)[self.id]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CaseWords:
    """A case in words."""

    kpi: str
    """The KPI as somebody wrote it."""
    person: str
    """Name and work of the person behind it."""
    story: str
    effect: str
    """What the KPI did to people and to the work."""
    question: str
    """To discuss, before anybody sees the rest."""
    better: str
    """A better start. What only the team can know is a blank in [square brackets]."""
    watch: str
    """What to look out for with the better wording."""


@functools.cache
def cases() -> Mapping[str, Case]:
    """Every case by its id, in the order of the catalogue.

    Raises `content.ContentError` naming file, case and key for a trade, reason or consequence that
    isn't known.
    """
    table = causes()
    known = {key for cause in table.values() for key in cause.consequences}
    found = {}
    for entry in entries.structure("cases").values():
        entry.only("trade", "reasons", "consequences")
        found[entry.id] = Case(
            id=entry.id,
            trade=entry.choice("trade", TRADES),
            reasons=entry.choices("reasons", list(table), at_least=1),
            consequences=entry.choices("consequences", known, at_least=1),
        )
    return MappingProxyType(found)


def trade_words(trade: str, language: str) -> str:
    """What a trade is called."""
    return content.text(f"kit.trades.{trade}", language)


@functools.cache
def _words(language: str) -> Mapping[str, CaseWords]:
    found = {}
    for entry in entries.words("cases", language).values():
        entry.only(*_WORDS)
        found[entry.id] = CaseWords(**{key: entry.text(key) for key in _WORDS})
    return found
