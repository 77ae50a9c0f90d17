"""The parts of a text between its signs: what a comma, a colon, a bracket or a dash sets off."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import CLAUSE_ENDS, LONG_DASHES

_ENDS = CLAUSE_ENDS | LONG_DASHES


def parts(scan: Scan) -> Iterator[range]:
    """The tokens of each part that has some."""
    first = 0
    for at in range(scan.size + 1):
        if at == scan.size or scan.forms[at] in _ENDS or _is_spaced_dash(scan, at):
            if at > first:
                yield range(first, at)
            first = at + 1


def _is_spaced_dash(scan: Scan, at: int) -> bool:
    return scan.forms[at] == "-" and not scan.touches(at - 1) and not scan.touches(at)
