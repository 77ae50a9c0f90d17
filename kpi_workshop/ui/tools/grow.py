"""Grow on a page: wishes and ideas go to the browser, where a wish is matched; it is never sent here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi_workshop import content
from kpi_workshop.coach.growth import nobody_grows, work_of
from kpi_workshop.coach.growth.catalogue import ideas, kinds_of_work, wishes, work_name
from kpi_workshop.coach.growth.grow import ALSO, LEAST, MOST_WAYS, SURE, ideas_for, wish_index
from kpi_workshop.coach.growth.ways import Way, named_kpi
from kpi_workshop.content import Problem
from kpi_workshop.kpi import Kpi
from kpi_workshop.ui.tools import text_of

_MOST_OF_A_WISH = 2 * MOST_WAYS
"""As many ideas of one wish can be shown: those of another may come between, and be the same."""


def answer(given: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What the page needs to tie a KPI to whatever wish is typed there.

    `given`: `kpi`, and `work`, a kind of work ("" for any); without it that is read from the KPI.
    """
    kpi = text_of(given, "kpi")
    work = text_of(given, "work") if "work" in given else work_of(kpi)
    if work and work not in kinds_of_work():
        raise Problem("session.not-understood")
    order = {wish: [idea.id for idea in ideas_for(wish, work)][:_MOST_OF_A_WISH] for wish in ("", *wishes())}
    shown = {idea for chosen in order.values() for idea in chosen}
    flag = nobody_grows(Kpi(id="kpi", text=kpi))
    filled = {"kpi": named_kpi(kpi)} if kpi else {}
    return {
        "index": wish_index().as_dict(),
        "limits": {"least": LEAST, "also": ALSO, "sure": SURE, "most": MOST_WAYS},
        "wishes": {name: _wish(name, language) for name in wishes()},
        "groups": content.section("growth.group", language),
        "work": work,
        "works": [{"id": one, "name": work_name(one, language)} for one in kinds_of_work()],
        "flag": flag.as_dict(language) if flag else None,
        "ideas": {one: Way(ideas()[one], "", filled).as_dict(language) for one in shown},
        "order": order,
    }


def _wish(name: str, language: str) -> dict[str, str]:
    words = wishes()[name].as_dict(language)
    return {key: words[key] for key in ("group", "name", "after", "step")}
