"""The record of one KPI: what a team measures and why."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal, get_args

Rhythm = Literal["weekly", "biweekly", "monthly", "quarterly"]
RHYTHMS: tuple[Rhythm, ...] = get_args(Rhythm)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """One KPI as a team wrote it, with whatever of its record is known so far.

    Everything is kept as people typed it: "500 triệu" stays "500 triệu". An empty string
    means "not known yet"; nothing is ever filled in on a person's behalf.
    """

    id: str
    text: str
    """The statement, exactly as written."""
    measure: str = ""
    baseline: str = ""
    """The level today, as written."""
    history: str = ""
    """Levels of earlier periods, as written: "42; 45; 44"."""
    capacity: str = ""
    """What is possible with the people and means there are, as written: "100 calls a day"."""
    target: str = ""
    """The level to reach, as written."""
    commit: str = ""
    """The level that the team commits to, below the target, as written."""
    stretch: str = ""
    """A level above the target, welcome and never expected, as written."""
    period: str = ""
    """The time frame the target is for, as written."""
    owner: str = ""
    involved: str = ""
    """Who had a say in it, as written: "manager", "the whole shift"."""
    purpose: str = ""
    """What reaching it is good for, and for whom."""
    counter_measure: str = ""
    """The qualitative measure that guards against reaching the number at the cost of its purpose."""
    growth: str = ""
    """What people learn or practise by working on it, and what they get for that: time, cover, access."""
    recognition: tuple[str, ...] = ()
    """Ways to recognise progress that are not money."""
    review_date: str = ""
    """ISO date (YYYY-MM-DD) on which the team asks whether the KPI is still right."""
    rhythm: Rhythm | Literal[""] = ""
    """How often the team checks in."""
    meant_so: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    """Id of a critic's rule, or "*" for all → why what the rule finds is meant so, and left alone."""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready fields, without those that are not known."""
        fields = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        containers = {"recognition": list(self.recognition), "meant_so": dict(self.meant_so)}
        return {name: value for name, value in {**fields, **containers}.items() if value}

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Kpi:
        """The inverse of `as_dict`. Unknown fields are ignored, so that newer files can be read."""
        names = {field.name for field in dataclasses.fields(cls)}
        known = {name: value for name, value in fields.items() if name in names}
        containers = {
            "recognition": tuple(known.get("recognition", ())),
            "meant_so": dict(known.get("meant_so", {})),
        }
        return cls(**{**known, **containers})
