"""Pair: what goes with a KPI, so that reaching it does not fail its purpose.

For a number, measures that guard what it could harm; for a qualitative aim, evidence that one can observe.
Pairing each indicator with one for its adverse effect is Grove's advice (1983), from practice; how a measure
can break once it is a target, Manheim & Garrabrant (2018) say.

>>> [suggestion.measure.trade for suggestion in pair("300 calls a day").suggestions[:1]]
['service']
"""

from __future__ import annotations

from kpi_workshop.coach.pair.catalogue import COMMON, Measure, measures, protects
from kpi_workshop.coach.pair.meaning import Meaning, understand
from kpi_workshop.coach.pair.model import Pairing, Reason, Suggestion
from kpi_workshop.coach.pair.ranking import ranked
from kpi_workshop.content import Problem

__all__ = ["Measure", "Pairing", "Reason", "Suggestion", "measures", "pair", "protects"]

MOST_TEXT = 1000
"""Characters of a statement that are read; a KPI that needs more is several."""
_MOST_CONCEPTS = 3
_MOST_REASONS = 2


def pair(text: str, language: str | None = None, *, most: int = 5) -> Pairing:
    """Propose `most` measures to look at beside the KPI in `text`, the best first.

    `language` is the statement's, such as "vi"; it is found out if it isn't given or can't be read.
    Raises `Problem` for an empty statement.
    """
    if not text.strip():
        raise Problem("pair.empty")
    meaning = understand(text[:MOST_TEXT], language)
    told: set[str] = set()
    suggestions = tuple(
        Suggestion(measure, _reasons(measure, meaning, text, told), score)
        for measure, score in ranked(meaning, most)
    )
    aims = tuple(meaning.aims) if meaning.kind != "quantitative" or not meaning.pushes else ()
    return Pairing(
        text=text,
        language=meaning.language,
        kind=meaning.kind,
        pushes=tuple(meaning.pushes)[:_MOST_CONCEPTS],
        aims=aims[:_MOST_CONCEPTS],
        suggestions=suggestions,
    )


def _reasons(measure: Measure, meaning: Meaning, text: str, told: set[str]) -> tuple[Reason, ...]:
    """Why a measure is proposed: what it guards or shows, then the work or trade that it shares.

    `told` is what the measures before it were said to guard; this one's is added to it.
    """
    found: list[Reason] = []
    pushed = next((name for name in meaning.pushes if name in measure.pushes), None)
    shown = next((name for name in meaning.aims if name in measure.shows), None)
    aimed = meaning.kind == "qualitative" and shown
    if pushed and not aimed:
        guarded = next((name for name in measure.protects if name not in told), measure.protects[0])
        told.add(guarded)
        found.append(Reason("guards", pushed, guarded))
    if shown and (not found or meaning.kind == "mixed"):
        found.append(Reason("shows", shown))
    named = meaning.named.get(measure.id)
    if named and named.span:
        found.append(Reason("work", said=text[slice(*named.span)]))
    elif measure.trade == COMMON:
        found.append(Reason("any"))
    elif measure.trade in meaning.trades:
        found.append(Reason("trade", measure.trade))
    return tuple(found[:_MOST_REASONS] or [Reason("any")])
