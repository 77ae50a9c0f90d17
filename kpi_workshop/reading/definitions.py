"""Limits that belong to what is counted and say no level: "% of invoices paid within 30 days"."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kpi_workshop.reading.model import Amount
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.tokens import Span

_INSIDE = frozenset({"-", "–", "/", ",", "'", "’", "(", ")", "."})
"""Signs that may stand in the name of a metric; a colon or "≥" comes before its level."""
_OF_TIME = ("clock", "calendar", "instant", "hour", "money", "quota")
_OTHER_UNITS = ("duration", "money")
"""Units that neither a share nor a tally is in."""


def without_definitions(page: Scan, metric: Span | None, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts of a statement; those that only say what a share or a tally counts are no targets."""
    if metric is None or not amounts:
        return list(amounts)
    start = page.index(metric[0])
    if not page.has(start, "tally", "percent"):
        return list(amounts)
    return [_defining(page, start, amount) for amount in amounts]


def _defining(page: Scan, start: int, amount: Amount) -> Amount:
    """The amount, as part of the metric's name if it is one that no share or tally can reach."""
    if amount.unit not in _OTHER_UNITS or amount.role != "target" or amount.is_change:
        return amount
    head = page.mentioned[start]
    first, unit = page.index(amount.span[0]), page.forms[page.index(amount.span[1]) - 1]
    first -= page.has(first - 1, "money")  # "£50,000"
    name = range(head.last if head else start + 1, first)
    stands_apart = any(
        (page.kinds[at] == "sign" and page.forms[at] not in _INSIDE) or page.has(at, *_OF_TIME) for at in name
    )
    # "Số vụ tai nạn dưới 2 vụ" counts what it names.
    is_level = stands_apart or not name or unit in page.forms[start:first]
    return amount if is_level else dataclasses.replace(amount, role="scope")
