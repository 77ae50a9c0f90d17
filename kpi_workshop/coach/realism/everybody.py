"""One number for everybody, held against each history alone: how many it suits, and never whom."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any

from kpi_workshop import content
from kpi_workshop.coach.realism.history import History
from kpi_workshop.coach.realism.outlook import Outlook, outlook

_ORDINARY = ("usual", "even")
_WITHIN = ("stretch",)


@dataclasses.dataclass(frozen=True, slots=True)
class OneForAll:
    """What the same target means for several people: numbers of people, no names, no order."""

    people: int
    usual: int
    """For so many at least every other period brings it already."""
    within: int
    """For so many it takes a good period."""
    beyond: int
    """For so many it is rare, or has never been near."""
    unknown: int
    """Of so many there is too little data."""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return dataclasses.asdict(self)

    def lines(self, target: str, language: str) -> list[str]:
        """In words; `target` as it is shown to people."""
        counts = {name: value for name, value in self.as_dict().items() if name != "people"}
        lines = [content.text("realism.all.one", language, target=target, **_without(counts, "unknown"))]
        if self.unknown:
            lines.append(content.text("realism.all.unknown", language, unknown=self.unknown))
        return lines


def _without(counts: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in counts.items() if key != name}


def one_for_all(history: History, target: float, *, lower_is_better: bool = False) -> OneForAll:
    """Hold one target against every history of a file, each on its own."""
    told = Counter(
        _suits(outlook(history.of(person), target, lower_is_better=lower_is_better))
        for person in history.people
    )
    return OneForAll(
        people=len(history.people),
        usual=told["usual"],
        within=told["within"],
        beyond=told["beyond"],
        unknown=told["unknown"],
    )


def _suits(told: Outlook) -> str:
    if told.chance is None:
        return "unknown"
    if told.chance.verdict in _ORDINARY:
        return "usual"
    return "within" if told.chance.verdict in _WITHIN else "beyond"
