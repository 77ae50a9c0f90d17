"""What the data of each kind of event looks like, for files that come from elsewhere.

A shape is a type; a list of one shape (any number of them); `{...: shape}` for any names; or a dict of
fields, those that may be absent with a name ending in "?". What a shape doesn't mention may be there too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Shape = Any

_KPI = {
    "id": str,
    "text": str,
    "recognition?": [str],
    **{
        f"{name}?": str
        for name in ("measure", "baseline", "target", "period", "owner", "purpose", "counter_measure")
    },
    **{
        f"{name}?": str
        for name in (
            *("growth", "history", "capacity", "commit", "stretch", "involved", "review_date", "rhythm"),
        )
    },
    "meant_so?": {...: str},
}
_FACTS = {name if name.endswith("?") else f"{name}?": shape for name, shape in _KPI.items()}

SHAPES: Mapping[str, Shape] = {
    "session.opened": {
        "code": str,
        "date": str,
        "title": str,
        "language": str,
        "agenda": str,
        "focus": int,
        "steps": [{"id": str, "kind": str, "minutes": int}],
        "kpis": [_KPI],
    },
    "person.joined": {"name": str, "language": str, "manager": bool, "key": str},
    "person.marked": {"person": str, "manager": bool},
    "step.entered": {"index": int},
    "clock.changed": {"ends?": str, "left?": int},
    "ideas.opened": {
        "topic": str,
        "box": str,
        "managers": bool,
        "ideas": [{"id": str, "text": str}],
        "closed?": [str],
    },
    "votes.counted": {"box": str, "counts": {...: int}, "ballots?": int},
    "focus.set": {"kpis": [str]},
    "idea.chosen": {"kpi": str, "topic": str, "field": str, "ideas": [str], "texts": [str]},
    "kpi.recorded": {"kpi": str, "fields": _FACTS},
    "kpi.owned": {"kpi": str, "own": bool},
    "consent.shown": {
        "kpi": str,
        "round": int,
        "box": str,
        "answers": [{"id": str, "level": int, "reason": str, "attach": bool}],
        "answered": [str],
        "invited": [str],
    },
    "answer.named": {"kpi": str, "round": int, "answer": str},
    "objection.heard": {"kpi": str, "round": int},
    "consent.reopened": {"kpi": str, "round": int},
    "checkin.noted": {
        "kpi": str,
        "checkin": str,
        "date": str,
        **dict.fromkeys(("value", "progress", "fit", "reason", "recognition"), str),
        "support": [dict.fromkeys(("id", "asked", "promised", "who", "due"), str)],
        "checks": {...: str},
    },
    "support.promised": {"kpi": str, "support": str, "promised": str, "who": str, "due": str},
    "support.settled": {"kpi": str, "support": str, "outcome": str},
    "change.proposed": {
        "kpi": str,
        "proposal": str,
        "fields": {...: str},
        "retire": bool,
        "reason": str,
        "on": str,
    },
    "change.withdrawn": {"kpi": str, "proposal": str, "on": str},
    "change.answered": {
        "kpi": str,
        "proposal": str,
        "box": str,
        "answers": [{"id": str, "level": int, "reason": str}],
        "answered": [str],
        "invited": [str],
        "on": str,
    },
    "change.named": {"kpi": str, "proposal": str, "answer": str},
}


def fits(value: Any, shape: Shape) -> bool:
    """Whether a JSON value has a shape."""
    if isinstance(shape, type):
        return type(value) is shape
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(item, shape[0]) for item in value)
    if not isinstance(value, dict):
        return False
    if ... in shape:
        return all(fits(item, shape[...]) for item in value.values())
    return all(_field_fits(value, name, inner) for name, inner in shape.items())


def _field_fits(value: Mapping[str, Any], name: str, shape: Shape) -> bool:
    known = name.removesuffix("?")
    return fits(value[known], shape) if known in value else name.endswith("?")
