"""What the coach's catalogues lean on: studies, books, standards, and practice, with how sure each is."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any, Literal, get_args

from kpi_workshop import entries

Kind = Literal["study", "review", "book", "standard", "practice"]
PRACTICE = "practice"
"""The id of what is known from practice, and not from a study."""


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """One source: a table of `data/sources/*.toml`, its words in `data/sources/<language>/`."""

    id: str
    kind: str
    """One of `Kind`."""
    citation: str
    mind: bool
    """Whether its words say what to mind: that it is contested, or how far it reaches."""

    def about(self, language: str) -> str:
        """What it carries, in a sentence."""
        return entries.words("sources", language)[self.id].text("about")

    def limits(self, language: str) -> str:
        """What to mind about it; empty if nothing is said."""
        return entries.words("sources", language)[self.id].text("mind", "")

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its words."""
        return {
            "id": self.id,
            "kind": self.kind,
            "citation": self.citation,
            "about": self.about(language),
            "mind": self.limits(language),
        }


@functools.cache
def sources() -> Mapping[str, Source]:
    """All sources by id. Raises `ContentError` naming file and key of what is wrong."""
    found = {}
    for name, entry in entries.structure("sources").items():
        entry.only("kind", "citation", "mind")
        found[name] = Source(
            name, entry.choice("kind", get_args(Kind)), entry.text("citation"), entry.flag("mind")
        )
    return found
