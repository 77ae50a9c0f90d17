"""What goes with a KPI, on a page: nothing of it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi_workshop.coach.pair import pair
from kpi_workshop.content import Problem
from kpi_workshop.ui.tools import text_of

_MOST = 12


def answer(given: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What `Pairing.as_dict` says about `given["kpi"]`; `most` (1 to 12, default 5) suggestions at most."""
    most = given.get("most", 5)
    if type(most) is not int or not 1 <= most <= _MOST:
        raise Problem("session.not-understood")
    return pair(text_of(given, "kpi"), most=most).as_dict(language)
