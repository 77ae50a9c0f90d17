"""As much of a statement as shows what a finding is about."""

from __future__ import annotations

from kpi_workshop.critic.deeds import clause_at
from kpi_workshop.reading import Reading, Span

_MOST = 12
"""In tokens: more would be quoting the statement."""
_BETWEEN = ("links", "joins", "per", "purpose", "given")
"""Lists of words that lead on to something else."""
_ADDRESSING = ("person", "place", "each", "imposed", "must", "modal", "filler")
"""Lists of words in front that say who is to do it, and how sternly."""


def whole_work(statement: Reading, named: Span) -> Span:
    """The words around the name of some work that belong to it: "Make 300 calls", "Fire doors inspected"."""
    page = statement.deeds
    first, last = page.index(named[0]), page.index(named[1])
    clause = clause_at(statement, first)
    while last < clause.end and last - first < _MOST and _belongs(statement, last):
        last += 1
    while first > clause.begin and last - first < _MOST and _belongs(statement, first - 1):
        if page.has(first - 1, *_ADDRESSING):
            break
        first -= 1
    return page.span(first, last)


def _belongs(statement: Reading, at: int) -> bool:
    page = statement.deeds
    if page.forms[at] == "-":
        return page.touches(at - 1) and page.touches(at)
    is_time = any(frame.span[0] <= page.starts[at] < frame.span[1] for frame in statement.times)
    return page.kinds[at] in ("word", "number") and not is_time and not page.has(at, *_BETWEEN)
