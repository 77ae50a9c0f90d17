"""What a statement says by itself, slot by slot, in its own words."""

from __future__ import annotations

import re

from kpi_workshop.coach.rewrite.goal import LONGEST
from kpi_workshop.coach.rewrite.measure import measure
from kpi_workshop.coach.rewrite.source import Source
from kpi_workshop.reading import Span, TimeFrame

_CLAUSE_END = re.compile(r"[;!?\r\n]|[.,](?=\s|$)")


def known(text: str, language: str) -> dict[str, str]:
    """Slot → words of the statement, for what can be told: measure, baseline, target, time, support, who."""
    if len(text) > LONGEST:
        return {}
    source = Source.of(text, language)
    said = source.said
    target = next((amount.span for amount in said.targets), None)
    found: dict[str, Span | None] = {
        "measure": measure(source),
        "baseline": said.baseline,
        "target": target,
        "time": min(source.times, key=_is_frequency).span if source.times else None,
        "support": _clause(text, said.means[0]) if said.means else None,
        "who": said.everyone,
    }
    return {slot: text[slice(*span)] for slot, span in found.items() if span}


def _is_frequency(frame: TimeFrame) -> bool:
    """Whether it says how often: when comes before that."""
    return frame.kind == "frequency"


def _clause(text: str, start: int) -> Span:
    end = _CLAUSE_END.search(text, start)
    return start, end.start() if end else len(text.rstrip())
